"""Why somebody sits where she sits: with whom, and what would be worse at each other table."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from besrour_cli.model.people.tables import CafeTable
from besrour_cli.seating.kinds import Columns, Kinds, allowed, cost, single
from besrour_cli.seating.steps import OF_KINDS
from besrour_cli.seating.values import Pool, TableStep, pair_weights


class OtherTable(NamedTuple):
    """A table where somebody does not sit: the first step that would be worse with her there.

    ``step`` is None where nothing would be worse, and ``possible`` False where no exchange is.
    """

    number: int
    step: TableStep | None
    possible: bool = True


class TableReasons(NamedTuple):
    """Somebody's table (from 0), who there speaks her language, is from her region, sat with her before."""

    number: int
    same_language: tuple[str, ...]
    same_region: tuple[str, ...]
    before: tuple[str, ...]
    others: tuple[OtherTable, ...]


def why(pool: Pool, tables: tuple[CafeTable, ...], person: str) -> TableReasons | None:
    """The reasons for somebody's table; None where she has none."""
    number = next((n for n, table in enumerate(tables) if person in table.people), None)
    if number is None:
        return None
    by_id = {p.id: p for p in pool.people}
    here = [by_id[i] for i in tables[number].people if i != person]
    who, weights = by_id[person], pair_weights(pool.past)
    people = single(pool)
    rows = _rows(pool, people, tables)
    return TableReasons(
        number,
        tuple(p.id for p in here if who.languages[0] in p.languages),
        tuple(p.id for p in here if p.region == who.region),
        tuple(p.id for p in here if (min(p.id, person), max(p.id, person)) in weights),
        tuple(
            _elsewhere(pool, people, rows, (number, n), people.numbers()[person])
            for n in range(len(tables))
            if n != number
        ),
    )


def _rows(pool: Pool, people: Kinds, tables: tuple[CafeTable, ...]) -> Columns:
    number = people.numbers()
    seats = max(pool.sizes.most, *(len(table.people) for table in tables))
    rows = np.full((len(tables), seats), len(people), np.int16)
    for n, table in enumerate(tables):
        rows[n, : len(table.people)] = sorted(number[i] for i in table.people)
    return rows


def _elsewhere(pool: Pool, people: Kinds, rows: Columns, tables: tuple[int, int], person: int) -> OtherTable:
    """What the best way to have somebody at another table makes worse: with an exchange, or without."""
    here, there = (set(rows[n][rows[n] < len(people)].tolist()) for n in tables)
    best: tuple[int, ...] | None = None
    before = _values(people, rows[list(tables)])
    for other in [*sorted(there), None]:
        back = set() if other is None else {other}
        one, two = here - {person} | back, there - back | {person}
        if not all(pool.sizes.least <= len(each) <= pool.sizes.most for each in (one, two)):
            continue
        pair = np.full((2, rows.shape[1]), len(people), np.int16)
        for n, each in enumerate((one, two)):
            pair[n, : len(each)] = sorted(each)
        if allowed(people, pair).all():
            change = tuple(a - b for a, b in zip(_values(people, pair), before, strict=True))
            best = change if best is None else min(best, change)
    if best is None:
        return OtherTable(tables[1], None, possible=False)
    steps = (*OF_KINDS, TableStep.REPEATS)
    worse = next((step for step, change in zip(steps, best, strict=True) if change), None)
    return OtherTable(tables[1], worse)


def _values(people: Kinds, pair: Columns) -> tuple[int, ...]:
    return tuple(int(cost(people, pair, step).sum()) for step in (*OF_KINDS, TableStep.REPEATS))
