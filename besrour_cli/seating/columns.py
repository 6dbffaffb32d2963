"""All tables that may be: every way to take four to six people that a language and a host allow."""

from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

from besrour_cli.seating.kinds import Columns, Kinds, allowed
from besrour_cli.seating.values import TableSizes

MOST = 2_000_000
"""Tables that are looked at, all at once; more would take a gigabyte."""


def every_table(kinds: Kinds, sizes: TableSizes) -> Columns | None:
    """Every possible table, or None where there are more than can be looked at."""
    empty = len(kinds)
    level = np.arange(empty, dtype=np.int16)[:, None]
    full = []
    for size in range(1, sizes.most + 1):
        if size > 1:
            longer = _longer(kinds, level)
            if longer is None:
                return None
            level = longer
        if size >= sizes.least:
            padding = np.full((len(level), sizes.most - size), empty, np.int16)
            full.append(np.hstack([level, padding]))
    columns = np.vstack(full)
    return columns[allowed(kinds, columns)]


def _longer(kinds: Kinds, level: Columns) -> Columns | None:
    """Every table with one more person, who is of the last one's kind or of a later one."""
    last = level[:, -1].astype(np.int64)
    more = len(kinds) - last
    if more.sum() > MOST:
        return None
    rows = np.repeat(np.arange(len(level)), more)
    offsets = np.arange(len(rows)) - np.repeat(np.cumsum(more) - more, more)
    added = (last[rows] + offsets).astype(np.int16)
    longer = np.hstack([level[rows], added[:, None]])
    enough = (longer == added[:, None]).sum(axis=1) <= kinds.counts[added]
    share = np.bitwise_and.reduce(kinds.shared[longer], axis=1) > 0
    return np.asarray(longer[enough & share], np.int16)


def persons_of(kinds: Kinds, people: Kinds, columns: Columns) -> Columns | None:
    """Every table of single ``people`` that is of one of these tables of kinds; None where too many."""
    number = people.numbers()
    ids = [[number[p.id] for p in group] for group in kinds.members]
    takes = [np.unique(row[row < len(kinds)], return_counts=True) for row in columns]
    counts = [
        np.prod([comb(len(ids[k]), m) for k, m in zip(*take, strict=True)], dtype=object) for take in takes
    ]
    if sum(counts) > MOST:
        return None
    chosen = {
        (k, m): np.array(list(combinations(ids[k], m)), np.int16)
        for k, m in {(int(k), int(m)) for take in takes for k, m in zip(*take, strict=True)}
    }
    parts = []
    for kinds_here, times in takes:
        rows = np.zeros((1, 0), np.int16)
        for k, m in zip(kinds_here, times, strict=True):
            new = chosen[int(k), int(m)]
            rows = np.hstack([np.repeat(rows, len(new), axis=0), np.tile(new, (len(rows), 1))])
        padding = np.full((len(rows), columns.shape[1] - rows.shape[1]), len(people), np.int16)
        parts.append(np.hstack([rows, padding]))
    return np.sort(np.vstack(parts), axis=1)


def places_of(columns: Columns, rows: Columns) -> NDArray[np.int64]:
    """Where some tables stand among all of them; each must be there."""
    base = int(columns.max()) + 2
    every, some = (_keys(each, base) for each in (columns, rows))
    order = np.argsort(every)
    return np.asarray(order[np.searchsorted(every, some, sorter=order)])


def _keys(columns: Columns, base: int) -> NDArray[np.int64]:
    keys = np.zeros(len(columns), np.int64)
    for chair in columns.T:
        keys = keys * base + chair
    return keys


def deal(kinds: Kinds, people: Kinds, rows: Columns) -> Columns:
    """Tables of single ``people`` that are of these kinds, who comes first by her id sitting down first."""
    number = people.numbers()
    waiting = [[number[p.id] for p in group] for group in kinds.members]
    dealt = np.full(rows.shape, len(people), np.int16)
    for table, row in enumerate(rows):
        here = sorted(waiting[kind].pop(0) for kind in row if kind < len(kinds))
        dealt[table, : len(here)] = here
    return dealt


def as_kinds(kinds: Kinds, people: Kinds, rows: Columns) -> Columns:
    """The kinds that sit at tables of single ``people``."""
    number = kinds.numbers()
    kind = np.array([*(number[group[0].id] for group in people.members), len(kinds)], np.int16)
    return np.sort(kind[rows], axis=1)
