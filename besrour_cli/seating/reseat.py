"""Tables again when some are missing or have come after all: as few people as possible get up."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from besrour_cli.model.people.tables import CafeTable
from besrour_cli.seating.arrange import measure, table_of
from besrour_cli.seating.exchange import polish
from besrour_cli.seating.kinds import single
from besrour_cli.seating.program import RowBounds, choose_whole
from besrour_cli.seating.values import (
    Participant,
    Pool,
    Seating,
    StepValue,
    TableStep,
    TimeAllowed,
)

MOST_MOVES = 6
"""How many of those seated may be moved to another table for the sake of the steps."""


class Reseating(NamedTuple):
    """The tables as they are now, and who has moved to another one; who has just come is not among them."""

    seating: Seating
    moved: tuple[str, ...]


def reseat(
    pool: Pool, tables: tuple[CafeTable, ...], time: TimeAllowed, most: int = MOST_MOVES
) -> Reseating | None:
    """Tables for those who are here now, the fewest moves first; None where none are possible.

    Where the rules themselves need more than ``most`` moves, they are made; fewer leave some for better
    tables. The number of a table stays; one that is dissolved leaves a gap that the later ones close.
    """
    pool = pool._replace(people=tuple(sorted(pool.people)), sizes=pool.sizes.fitting(len(pool.people)))
    former = {person: n for n, table in enumerate(tables) for person in table.people}
    places = _fewest_moves(pool, former, len(tables) + 1, most, time)
    if places is None:
        return None
    people = single(pool)
    home = np.array([former.get(p.id, -1) for p in pool.people])
    rows = np.full((len(tables) + 1, pool.sizes.most), len(people), np.int16)
    for n in range(len(rows)):
        here = np.flatnonzero(places == n)
        rows[n, : len(here)] = here
    order = np.flatnonzero((rows < len(people)).any(axis=1))
    rows = polish(people, rows[order], pool.sizes, home, order, most)
    seated, moved = [], []
    for n, row in zip(order.tolist(), rows, strict=True):
        group = [pool.people[k] for k in row if k < len(people)]
        seated.append(_same_host(group, tables[n] if n < len(tables) else None))
        moved += [p.id for p in group if former.get(p.id, n) != n]
    return Reseating(Seating(tuple(seated), values_of(pool, tuple(seated))), tuple(sorted(moved)))


def values_of(pool: Pool, tables: tuple[CafeTable, ...]) -> tuple[StepValue, ...]:
    """What some tables reach in each step, with bounds that need no search."""
    reached = measure(pool, tables)
    return tuple(StepValue(step, value, _least(pool, step, len(tables))) for step, value in reached.items())


def _least(pool: Pool, step: TableStep, tables: int) -> int:
    """What no tables at all go below, without looking at any."""
    regions = len({p.region for p in pool.people})
    return -tables * min(regions, pool.sizes.most) if step is TableStep.REGIONS else 0


def _same_host(group: list[Participant], before: CafeTable | None) -> CafeTable:
    """The table of a group, with the language and the host it had, where that is still possible."""
    table = table_of(group)
    if before is None:
        return table
    if all(before.language in p.languages for p in group):
        table = table._replace(language=before.language)
    if any(p.id == before.host and (p.willing or p.named) for p in group):
        table = table._replace(host=before.host)
    return table


def _fewest_moves(
    pool: Pool, former: dict[str, int], tables: int, most: int, time: TimeAllowed
) -> NDArray[np.int64] | None:
    """The table of everybody, by an integer program: x (who sits where), then z (the language of a table).

    A table is there when it has a language; each row of the program is a rule of the tables.
    """
    people, chairs = pool.people, pool.sizes.most
    codes = sorted({code for p in people for code in p.languages})
    count = len(people) * tables
    columns = count + tables * len(codes)
    rows: list[tuple[dict[int, float], float, float]] = []
    for i in range(len(people)):
        rows.append(({i * tables + t: 1.0 for t in range(tables)}, 1.0, 1.0))
    for t in range(tables):
        there = {count + t * len(codes) + c: 1.0 for c in range(len(codes))}
        sitting = {i * tables + t: 1.0 for i in range(len(people))}
        rows.append((there, 0.0, 1.0))
        rows.append((sitting | {z: -float(pool.sizes.least) for z in there}, 0.0, np.inf))
        rows.append((sitting | {z: -float(chairs) for z in there}, -np.inf, 0.0))
        hosts = {i * tables + t: 1.0 for i, p in enumerate(people) if p.willing or p.named}
        rows.append((hosts | dict.fromkeys(there, -1.0), 0.0, np.inf))
        for c, code in enumerate(codes):
            mute = {i * tables + t: 1.0 for i, p in enumerate(people) if code not in p.languages}
            rows.append((mute | {count + t * len(codes) + c: float(chairs)}, -np.inf, float(chairs)))
    costs = np.zeros(columns)
    for i, p in enumerate(people):
        if p.id in former:
            costs[i * tables : (i + 1) * tables] = 1.0
            costs[i * tables + former[p.id]] = 0.0
    matrix = np.zeros((columns, len(rows)))
    for n, (terms, _, _) in enumerate(rows):
        matrix[list(terms), n] = list(terms.values())
    bounds = RowBounds(np.array([low for _, low, _ in rows]), np.array([high for _, _, high in rows]))
    for limit in (most, len(people)):  # few moves are found at once where few are enough
        result = choose_whole(bounds, costs, matrix, limit, time.remaining())
        if result.times is not None:
            return np.asarray(result.times[:count].reshape(len(people), tables).argmax(axis=1))
    return None
