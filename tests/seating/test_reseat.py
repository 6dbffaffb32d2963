"""At the door: people are missing, others have come, and as few as possible get up."""

from __future__ import annotations

import random

import pytest

from besrour_cli.seating.arrange import arrange, first_tables
from besrour_cli.seating.impossible import Remedy, RemedyKind, remedies
from besrour_cli.seating.reseat import reseat
from besrour_cli.seating.values import UNLIMITED_TIME, Career, Participant, Pool

EN, FR, BOTH = ("en",), ("fr",), ("fr", "en")


def people(count: int, seed: int = 0) -> list[Participant]:
    """Made-up people, a third of whom speak French alone."""
    rng = random.Random(seed)
    return [
        Participant(f"p{n:02}", (EN, FR, BOTH)[n % 3], rng.choice("ABCD"), rng.choice(list(Career)))
        for n in range(count)
    ]


@pytest.mark.parametrize("seed", range(3))
def test_five_missing_or_arriving_move_six_at_most(seed: int) -> None:
    """Whoever is missing, the rest sit by the rules again, and no more than six at another table."""
    everybody = people(19, seed)
    before = arrange(Pool(tuple(everybody[:14])), UNLIMITED_TIME)
    assert before is not None
    rng = random.Random(seed)
    gone = {p.id for p in rng.sample(everybody[:14], rng.randrange(6))}
    here = tuple(p for p in everybody[: 19 - len(gone)] if p.id not in gone)
    after = reseat(Pool(here), before.tables, UNLIMITED_TIME)
    assert after is not None
    by_id = {p.id: p for p in here}
    assert sorted(i for table in after.seating.tables for i in table.people) == sorted(by_id)
    for table in after.seating.tables:
        assert 4 <= len(table.people) <= 6
        assert all(table.language in by_id[i].languages for i in table.people)
        assert table.host in table.people
    assert len(after.moved) <= 6


def test_nobody_moves_when_nobody_has_to() -> None:
    """One of a table of six is missing, no rule is broken and nothing could be better: everybody stays."""
    everybody = tuple(Participant(f"p{n:02}", EN, "A") for n in range(12))
    before = arrange(Pool(everybody), UNLIMITED_TIME)
    assert before is not None
    after = reseat(Pool(everybody[1:]), before.tables, UNLIMITED_TIME)
    assert after is not None
    assert after.moved == ()


def test_nobody_speaks_both() -> None:
    """Three who speak French alone are no table: one interpreter makes it four, or tables of three do."""
    pool = Pool(tuple(Participant(f"p{n}", EN if n < 5 else FR) for n in range(8)))
    assert first_tables(pool, UNLIMITED_TIME) is None
    assert remedies(pool, UNLIMITED_TIME) == (
        Remedy(RemedyKind.INTERPRETERS, 1),
        Remedy(RemedyKind.SMALLER, 3),
    )


def test_one_more_host() -> None:
    """Nobody of the four who speak French would host: any one of them would make it possible."""
    pool = Pool(tuple(Participant(f"p{n}", EN if n < 5 else FR, willing=n < 5) for n in range(9)))
    assert remedies(pool, UNLIMITED_TIME)[0] == Remedy(RemedyKind.HOSTS, 1, ("p5", "p6", "p7", "p8"))
