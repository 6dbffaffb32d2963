"""At the door: people are missing, others have come, and as few as possible get up."""

from __future__ import annotations

import random

import pytest

from besrour_cli.model.people.tables import CafeTable
from besrour_cli.seating.arrange import arrange, first_tables
from besrour_cli.seating.impossible import Remedy, RemedyKind, remedies
from besrour_cli.seating.reseat import reseat
from besrour_cli.seating.values import UNLIMITED_TIME, Career, Participant, Pool, TableSizes

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


def test_several_hosts_who_are_needed_together_are_named_together() -> None:
    """Nobody of twelve would host, of whom two tables are made: two are asked, since one is not enough."""
    pool = Pool(tuple(Participant(f"p{n:02}", EN if n < 6 else FR, willing=False) for n in range(12)))
    assert first_tables(pool, UNLIMITED_TIME) is None
    hosts = remedies(pool, UNLIMITED_TIME)[0]
    assert hosts == Remedy(RemedyKind.HOSTS, 2, ("p05", "p11"))
    asked = tuple(Participant(p.id, p.languages, willing=p.id in hosts.people) for p in pool.people)
    assert first_tables(pool._replace(people=asked), UNLIMITED_TIME) is not None


def test_where_nothing_helps_nothing_is_offered() -> None:
    """Eight people of eight languages: not even three interpreters make tables of them, nor smaller ones."""
    alone = tuple(Participant(f"p{n}", (code,)) for n, code in enumerate("abcdefgh"))
    assert remedies(Pool(alone), UNLIMITED_TIME) == ()
    before = (CafeTable(tuple(p.id for p in alone), "a", "p0"),)
    assert reseat(Pool(alone), before, UNLIMITED_TIME) is None


def two_tables() -> tuple[list[Participant], tuple[CafeTable, ...]]:
    """Five at each of two tables; c1 and c2, of one region, are each alone of it."""
    table_a, table_b = ["a1", "a2", "a3", "a4", "c1"], ["b1", "b2", "b3", "b4", "c2"]
    everybody = [Participant(name, EN, name[0].upper()) for name in (*table_a, *table_b)]
    return everybody, (CafeTable(tuple(table_a), "en", "a1"), CafeTable(tuple(table_b), "en", "b1"))


def test_nobody_is_moved_for_a_better_table_when_that_is_too_many() -> None:
    """The two of region C sit together if one of them may move to the other table."""
    everybody, tables = two_tables()
    stays = reseat(Pool(tuple(everybody)), tables, UNLIMITED_TIME, most=0)
    assert stays is not None
    assert stays.moved == () and stays.seating.tables == tables
    moves = reseat(Pool(tuple(everybody)), tables, UNLIMITED_TIME, most=1)
    assert moves is not None
    assert moves.moved in {("c1",), ("c2",)}
    assert moves.seating.table_of("c1") == moves.seating.table_of("c2")


def test_two_do_not_change_places_where_one_may_move() -> None:
    """Tables of five and no chair to spare: c1 and c2 sit together only where a second person moves too."""
    everybody, tables = two_tables()
    pool = Pool(tuple(everybody), TableSizes(5, 5))
    stays, change = (reseat(pool, tables, UNLIMITED_TIME, most) for most in (1, 2))
    assert stays is not None and change is not None
    assert stays.moved == ()
    assert len(change.moved) == 2
    assert change.seating.table_of("c1") == change.seating.table_of("c2")


def test_the_only_table_keeps_its_language_and_host() -> None:
    """One of five at one table is missing: there is nobody to change places with."""
    everybody = tuple(Participant(f"p{n}", BOTH) for n in range(5))
    before = (CafeTable(tuple(p.id for p in everybody), "en", "p3"),)
    after = reseat(Pool(everybody[1:]), before, UNLIMITED_TIME)
    assert after is not None
    assert after.moved == ()
    assert after.seating.tables == (CafeTable(("p1", "p2", "p3", "p4"), "en", "p3"),)


def test_rules_count_more_than_few_moves() -> None:
    """Three of a table are missing, so that it is too small: its two move, though nobody was to."""
    everybody, tables = two_tables()
    here = tuple(p for p in everybody if p.id not in {"b1", "b2", "b3", "b4"})
    after = reseat(Pool(here), tables, UNLIMITED_TIME, most=0)
    assert after is not None
    assert after.moved == ("c2",)
    assert [table.people for table in after.seating.tables] == [("a1", "a2", "a3", "a4", "c1", "c2")]
