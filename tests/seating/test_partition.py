"""The cheapest choice of tables: what it takes, calls proven and leaves out, beside every way to sit."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations, combinations_with_replacement

import numpy as np
import pytest

from besrour_cli.seating import partition
from besrour_cli.seating.cuts import triple_side, violated_triples
from besrour_cli.seating.partition import TableChoice, cheapest
from besrour_cli.seating.program import GrowingRelaxation, RowBounds
from besrour_cli.seating.values import UNLIMITED_TIME

PEOPLE, CHAIRS = 9, 3
Table = tuple[int, ...]


def choice_of(seed: int) -> TableChoice:
    """Nine people for three tables, each of the 84 tables of three at a price drawn by lot."""
    rng = random.Random(seed)
    columns = np.array(list(combinations(range(PEOPLE), CHAIRS)), np.int16)
    costs = np.array([rng.randint(0, 40) for _ in columns], np.int64)
    return TableChoice(columns, np.ones(PEOPLE, np.int64), PEOPLE // CHAIRS, costs)


def ways(people: Table) -> Iterator[tuple[Table, ...]]:
    """Every way to seat people at tables of three."""
    if not people:
        yield ()
        return
    for others in combinations(people[1:], CHAIRS - 1):
        rest = tuple(p for p in people[1:] if p not in others)
        for more in ways(rest):
            yield ((people[0], *others), *more)


def best_ways(choice: TableChoice) -> tuple[int, set[Table]]:
    """The least that any way to sit costs, and every table of such a way."""
    costs = {
        tuple(row): cost for row, cost in zip(choice.columns.tolist(), choice.costs.tolist(), strict=True)
    }
    found = [(sum(costs[table] for table in way), way) for way in ways(tuple(range(PEOPLE)))]
    least = min(cost for cost, _ in found)
    return least, {table for cost, way in found if cost == least for table in way}


def start_of(choice: TableChoice) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The rows of those who sit in the order of their numbers."""
    first = [list(range(n, n + CHAIRS)) for n in range(0, PEOPLE, CHAIRS)]
    return np.array([n for n, row in enumerate(choice.columns.tolist()) if row in first], np.int64)


# all but 0 are proven only once the relaxation has been cut
@pytest.mark.parametrize("seed", [0, 1, 6, 8, 16, 22])
@pytest.mark.parametrize("most", [(4, 6, 200), (20, 30, 200)])
def test_the_cheapest_tables_are_proven_though_few_are_looked_at(
    seed: int, most: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a large room, only the nearest tables are chosen among at first: the proof is of all of them."""
    for name, number in zip(("_FIRST_CHOICE", "_SECOND_CHOICE", "_LARGEST_CHOICE"), most, strict=True):
        monkeypatch.setattr(partition, name, number)
    choice = choice_of(seed)
    least, tables = best_ways(choice)
    done = cheapest(choice, start_of(choice), UNLIMITED_TIME)
    assert done.value == done.bound == least
    assert sorted(choice.columns[done.rows].ravel().tolist()) == list(range(PEOPLE))
    assert choice.costs[done.rows].sum() == least
    useful = {tuple(row) for row in choice.columns[done.useful].tolist()}
    assert tables <= useful, "a table of a way that is as good was left out for the next step"


def test_where_too_many_tables_are_left_the_bound_stays_below(monkeypatch: pytest.MonkeyPatch) -> None:
    """More tables may be better than can be chosen among: what is found is not called the best."""
    for name, number in (("_FIRST_CHOICE", 4), ("_SECOND_CHOICE", 6), ("_LARGEST_CHOICE", 8)):
        monkeypatch.setattr(partition, name, number)
    choice = choice_of(16)
    least, tables = best_ways(choice)
    done = cheapest(choice, start_of(choice), UNLIMITED_TIME)
    assert done.bound < least <= done.value
    assert tables <= {tuple(row) for row in choice.columns[done.useful].tolist()}


@pytest.mark.parametrize("seed", [1, 5])
def test_people_who_are_alike_are_chosen_for_as_well(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four pairs of people alike, and one alone: cuts are of single people, so the proof goes without."""
    for name, number in (("_FIRST_CHOICE", 4), ("_SECOND_CHOICE", 6), ("_AT_ONCE", 3)):
        monkeypatch.setattr(partition, name, number)
    there = (2, 2, 2, 2, 1)
    columns = [
        row
        for row in combinations_with_replacement(range(5), CHAIRS)
        if all(row.count(kind) <= there[kind] for kind in row)
    ]
    rng = random.Random(seed)
    costs = [rng.randint(0, 40) for _ in columns]
    every = [
        rows
        for rows in combinations_with_replacement(range(len(columns)), 3)
        if all(sum(columns[n].count(kind) for n in rows) == count for kind, count in enumerate(there))
    ]
    choice = TableChoice(np.array(columns, np.int16), np.array(there, np.int64), 3, np.array(costs, np.int64))
    done = cheapest(choice, np.array(every[-1], np.int64), UNLIMITED_TIME)
    assert done.value == done.bound == min(sum(costs[n] for n in rows) for rows in every)
    assert tuple(sorted(done.rows.tolist())) in every


def test_half_of_each_pair_of_three_people_is_no_way_to_sit() -> None:
    """Ama sits half with Bo and half with Chie, who sit half together: at most one table has two of them."""
    columns = np.array([[0, 1, 4], [0, 2, 4], [1, 2, 4], [3, 4, 4]], np.int16)
    halves = np.array([0.5, 0.5, 0.5, 1.0])
    assert violated_triples(columns, halves, 4) == [(0, 1, 2)]
    assert violated_triples(columns, np.array([1.0, 0.0, 0.0, 1.0]), 4) == []
    counts, most = triple_side(columns, (0, 1, 2))
    assert counts.tolist() == [1, 1, 1, 0] and most == 1
    assert counts @ halves > most


def test_prices_of_people_whom_no_tables_seat_are_not_made_up() -> None:
    """Two people and a table of one: the relaxation has no solution, and gives no prices until it has."""
    both = np.array([1.0, 1.0])
    relaxation = GrowingRelaxation(RowBounds(both, both))
    relaxation.add(np.array([3.0]), np.array([[1.0, 0.0]]))
    assert relaxation.duals(60.0) is None
    relaxation.add(np.array([4.0]), np.array([[0.0, 1.0]]))
    prices = relaxation.duals(60.0)
    assert prices is not None and prices.tolist() == [3.0, 4.0]
    assert relaxation.values().tolist() == [1.0, 1.0]
