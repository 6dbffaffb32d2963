"""Tables in which nobody is shut out: the hard rules, the order of what is wanted, and the proof of it."""

from __future__ import annotations

import random
from itertools import combinations, pairwise

import pytest

from besrour_cli.seating.arrange import arrange, measure
from besrour_cli.seating.values import (
    UNLIMITED_TIME,
    Career,
    Participant,
    Pool,
    Seating,
    TableSizes,
    TableStep,
    allow,
    pair_weights,
)

EN, FR, BOTH = ("en",), ("fr",), ("fr", "en")
SMALL = TableSizes(2, 3)


def room(seed: int, people: int, *, sizes: TableSizes = SMALL, past: int = 2) -> Pool:
    """A made-up room of people, some of whom sat together before."""
    rng = random.Random(seed)
    present = tuple(
        Participant(
            f"p{n:02}",
            rng.choice((EN, EN, FR, BOTH)),
            rng.choice("ABC"),
            rng.choice((Career.EARLY, Career.EXPERIENCED)),
            willing=rng.random() < 0.8,
        )
        for n in range(people)
    )
    ids = [p.id for p in present]
    company = []
    for _ in range(past):
        rng.shuffle(ids)
        company.append(tuple(tuple(sorted(ids[n : n + 3])) for n in range(0, people, 3)))
    return Pool(present, sizes, tuple(company), frozenset({("A", "B")} if past else ()))


def steps_of(pool: Pool, tables: list[tuple[Participant, ...]]) -> tuple[int, ...] | None:
    """What tables reach, counted the plain way; None where one of them is not possible."""
    alone = unaccompanied = regions = repeats = 0
    weights, met = pair_weights(pool.past), set(pool.met)
    for table in tables:
        shared = set.intersection(*(set(p.languages) for p in table))
        if not shared or not any(p.willing for p in table):
            return None
        for p in table:
            same = [q for q in table if q is not p and q.region == p.region]
            speak = [q for q in table if q is not p and p.languages[0] in q.languages]
            elsewhere = [q for q in pool.people if q is not p]
            avoidable = not same and any(q.region == p.region for q in elsewhere)
            avoidable |= not speak and any(p.languages[0] in q.languages for q in elsewhere)
            alone += avoidable
        if all(p.career is Career.EARLY for p in table):
            unaccompanied += len(table)
        here = sorted({p.region for p in table})
        regions -= len(here)
        met |= set(combinations(here, 2))
        repeats += sum(weights.get((p.id, q.id), 0) for p, q in combinations(sorted(table), 2))
    wanted = set(combinations(sorted({p.region for p in pool.people}), 2))
    return 0, alone, unaccompanied, regions, repeats, len(wanted - met)


def partitions(people: tuple[Participant, ...], sizes: TableSizes, tables: int):  # type: ignore[no-untyped-def]
    """Every way to seat people at so many tables."""
    if not tables:
        if not people:
            yield []
        return
    first, rest = people[:1], people[1:]
    for size in range(sizes.least, sizes.most + 1):
        for others in combinations(rest, size - 1):
            remaining = tuple(p for p in rest if p not in others)
            for more in partitions(remaining, sizes, tables - 1):
                yield [first + others, *more]


def best_of_all(pool: Pool) -> tuple[int, ...] | None:
    """The best steps of any tables, by looking at all of them."""
    for count in pool.sizes.counts(len(pool.people)):
        values = [steps_of(pool, tables) for tables in partitions(pool.people, pool.sizes, count)]
        possible = [value for value in values if value is not None]
        if possible:
            return min(possible)
    return None


def reached(seating: Seating) -> tuple[int, ...]:
    """What each step reaches, in order."""
    return tuple(step.value for step in seating.steps)


@pytest.mark.parametrize("seed", range(16))
def test_no_tables_are_better_than_those_it_proves(seed: int) -> None:
    """In small rooms, every way to sit is looked at: the first in which a step is better would be a lie."""
    pool = room(seed, 5 + seed % 4)
    seating, best = arrange(pool, UNLIMITED_TIME), best_of_all(pool)
    assert (seating is None) == (best is None)
    if seating is not None:
        assert all(step.proven for step in seating.steps)
        assert reached(seating) == best


@pytest.mark.parametrize("seed", range(3))
def test_everybody_has_one_table_a_language_and_a_host(seed: int) -> None:
    """The hard rules hold on every result: four to six people, one language, a willing host who speaks it."""
    pool = room(seed, 16 + seed % 5, sizes=TableSizes())
    seating = arrange(pool, UNLIMITED_TIME)
    assert seating is not None
    people = {p.id: p for p in pool.people}
    assert sorted(i for table in seating.tables for i in table.people) == sorted(people)
    for table in seating.tables:
        assert 4 <= len(table.people) <= 6
        assert all(table.language in people[i].languages for i in table.people)
        assert table.host in table.people and people[table.host].willing
    assert tuple(measure(pool, seating.tables).values()) == reached(seating)


def test_the_order_of_the_roster_and_the_names_change_nothing() -> None:
    """Who is on which row has no part in it: the same people in another order have the same tables."""
    pool = room(3, 12, sizes=TableSizes())
    again = list(pool.people)
    random.Random(1).shuffle(again)
    first = arrange(pool, UNLIMITED_TIME)
    assert first == arrange(pool._replace(people=tuple(again)), UNLIMITED_TIME)


def test_nobody_is_the_only_francophone_where_two_could_sit_together() -> None:
    """Two people who prefer French, at two tables or one: they sit together."""
    people = [Participant(f"e{n}", EN, "A") for n in range(7)]
    people += [Participant(f"f{n}", BOTH, "B") for n in range(2)]
    seating = arrange(Pool(tuple(people)), UNLIMITED_TIME)
    assert seating is not None
    assert seating.table_of("f0") == seating.table_of("f1")


def test_a_host_named_for_the_session_has_a_table() -> None:
    """Two named hosts and two tables: one at each, and they are the hosts."""
    people = [Participant(f"p{n}", EN, "AB"[n % 2]) for n in range(8)]
    people += [Participant("h1", EN, "A", named=True), Participant("h2", EN, "A", named=True)]
    seating = arrange(Pool(tuple(people)), UNLIMITED_TIME)
    assert seating is not None
    assert {table.host for table in seating.tables} == {"h1", "h2"}


def test_company_changes_from_session_to_session() -> None:
    """Nine people at two tables, three times: fewer pairs come again than if they stayed where they are."""
    pool, seen = Pool(tuple(Participant(f"p{n}", EN) for n in range(9))), []
    for _ in range(3):
        seating = arrange(pool, UNLIMITED_TIME)
        assert seating is not None
        seen.append(tuple(table.people for table in seating.tables))
        pool = pool._replace(past=(seen[-1], *pool.past))
    assert all(set(one) != set(other) for one, other in pairwise(seen))


@pytest.mark.parametrize(("people", "sizes"), [(1, [1]), (3, [3]), (7, [3, 4]), (8, [4, 4]), (11, [5, 6])])
def test_few_people_sit_at_tables_as_large_as_there_are_people_for(people: int, sizes: list[int]) -> None:
    """Three people are one table; seven cannot be fours to sixes, and are three and four."""
    seating = arrange(Pool(tuple(Participant(f"p{n}", EN) for n in range(people))), UNLIMITED_TIME)
    assert seating is not None
    assert sorted(len(table.people) for table in seating.tables) == sizes


def test_what_is_not_proven_in_the_time_allowed_has_a_gap() -> None:
    """Without any time the tables are possible ones, and what a step reaches is not called the best."""
    pool = room(5, 18, sizes=TableSizes())
    ticks = iter(range(10**6))
    seating = arrange(pool, allow(lambda: float(next(ticks)), 30.0))
    assert seating is not None
    assert all(step.bound <= step.value for step in seating.steps)
    assert any(step.gap > 0 for step in seating.steps)
    assert TableStep.REPEATS in {step.step for step in seating.steps}
