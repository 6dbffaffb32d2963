"""Tables in which nobody is shut out: the hard rules, the order of what is wanted, and the proof of it."""

from __future__ import annotations

import random
from itertools import combinations, pairwise

import pytest

from besrour_cli.seating import columns
from besrour_cli.seating.arrange import arrange, first_tables, measure
from besrour_cli.seating.exchange import improve, total
from besrour_cli.seating.kinds import single
from besrour_cli.seating.steps import settle_kinds
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
from support.campaigns.thorough import a_few

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


@pytest.mark.parametrize("seed", a_few(range(3), 1))
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


@pytest.mark.parametrize(("most", "proven"), [(50, [0, 1, 3]), (25, [0])])
def test_a_room_with_too_many_tables_to_look_at_has_good_tables_and_true_bounds(
    most: int, proven: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only coarser kinds can be looked at, or no tables at all: no bound is above what could be had."""
    pool = room(3, 8)
    best = best_of_all(pool)
    monkeypatch.setattr(columns, "MOST", most)
    seating = arrange(pool, UNLIMITED_TIME)
    assert seating is not None and best == (0, 1, 2, -4, 128, 1)
    assert reached(seating) == best, "the exchanges alone find the best here"
    assert tuple(measure(pool, seating.tables).values()) == best
    assert all(step.bound <= least for step, least in zip(seating.steps, best, strict=True))
    assert [n for n, step in enumerate(seating.steps) if step.proven] == proven


def test_company_of_too_many_people_is_not_said_to_be_the_least(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight who all know each other: any tables repeat as much, and with little memory nobody can know."""
    everybody = tuple(Participant(f"p{n}", EN) for n in range(8))
    pool = Pool(everybody, TableSizes(4, 4), ((tuple(p.id for p in everybody),),))
    for most, bound in ((columns.MOST, 2 * 6 * 64), (50, 0)):
        monkeypatch.setattr(columns, "MOST", most)
        seating = arrange(pool, UNLIMITED_TIME)
        assert seating is not None
        repeats = next(step for step in seating.steps if step.step is TableStep.REPEATS)
        assert (repeats.value, repeats.bound) == (2 * 6 * 64, bound)


@pytest.mark.parametrize("past", [(), ((("a1", "a2", "gone"),),)])
def test_regions_that_have_not_met_sit_together(past: tuple[tuple[tuple[str, ...], ...], ...]) -> None:
    """A has met B, and C has met D: as good as that otherwise, now A sits with C or D, so that four pairs do.

    Whether somebody sat with somebody before (one of them is not here any more) changes nothing of it.
    """
    everybody = tuple(Participant(f"{region.lower()}{n}", EN, region) for region in "ABCD" for n in (1, 2))
    pool = Pool(everybody, TableSizes(4, 4), past)
    for met, unmet, beside_a in ((frozenset(), 4, "B"), (frozenset({("A", "B"), ("C", "D")}), 2, "CD")):
        seating = arrange(pool._replace(met=met), UNLIMITED_TIME)
        assert seating is not None
        assert seating.steps[-1] == (TableStep.UNMET, unmet, unmet)
        here = seating.tables[seating.table_of("a1") or 0].people
        assert {name[0].upper() for name in here} - {"A"} <= set(beside_a)


def test_exchanges_go_through_worse_tables_to_better_ones() -> None:
    """Fourteen people: no single exchange is better after the first round, and one person less is alone."""
    pool = room(2, 14, sizes=TableSizes())
    pool = pool._replace(people=tuple(sorted(pool.people)))
    first, people = first_tables(pool, UNLIMITED_TIME), single(pool)
    assert first is not None
    once, more = (improve(people, first, pool.sizes, rounds, UNLIMITED_TIME) for rounds in (1, 3))
    assert total(people, more).sum() < total(people, once).sum() < total(people, first).sum()
    assert sorted(more[more < 14].tolist()) == list(range(14))


@pytest.mark.parametrize("seed", [1, 3])
def test_tables_that_were_not_improved_are_made_the_best_all_the_same(seed: int) -> None:
    """No time for exchanges: the steps that ask what people are find better tables by themselves."""
    pool = room(seed, 8)
    pool = pool._replace(people=tuple(sorted(pool.people)))
    first, best = first_tables(pool, UNLIMITED_TIME), best_of_all(pool)
    assert first is not None and best is not None
    settled = settle_kinds(pool, first, UNLIMITED_TIME)
    assert tuple(step.value for step in settled.steps) == best[:4]
    groups = [tuple(pool.people[k] for k in row if k < 8) for row in settled.seated]
    after, before = (
        steps_of(pool, tables)
        for tables in (groups, [tuple(pool.people[k] for k in row if k < 8) for row in first])
    )
    assert after is not None and before is not None
    assert after[:4] == best[:4] < before[:4]
