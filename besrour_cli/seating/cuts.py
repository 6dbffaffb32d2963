"""Inequalities that every choice of whole tables satisfies, and the relaxation does not (Chvátal-Gomory).

Half of a group at each table, rounded down, adds up to at most half of the group, rounded down. For three
people these are the subset-row inequalities of M. Jepsen and others, 2008.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from besrour_cli.seating.kinds import Columns, Costs, Kinds

Side = tuple[Costs, int]
"""What each table counts, and what the counts add up to at most."""
_VIOLATED = 0.05
_AT_ONCE = 40


def halves_of_regions(kinds: Kinds, columns: Columns) -> tuple[Side, ...]:
    """The inequalities of each region with an odd number of people, and of the whole room."""
    region = kinds.region[columns]
    present = np.bincount(kinds.region[:-1], kinds.counts, len(kinds.region_names)).astype(int).tolist()
    sides = [((region == r).sum(axis=1) // 2, count // 2) for r, count in enumerate(present) if count % 2]
    everybody = int(kinds.counts.sum())
    if everybody % 2:
        sides.append(((columns < len(kinds)).sum(axis=1) // 2, everybody // 2))
    return tuple(sides)


def violated_triples(columns: Columns, values: NDArray[np.float64], people: int) -> list[tuple[int, ...]]:
    """The triples of people whose inequality is violated most by taking these columns so often."""
    there = np.zeros((len(columns), people + 1))
    for chair in columns.T:
        there[np.arange(len(columns)), chair] = 1.0
    there = there[:, :people]
    both = (there * values[:, None]).T @ there
    triples = np.array(list(combinations(range(people), 3)))
    i, j, k = triples.T
    pairs = both[i, j] + both[i, k] + both[j, k]
    likely = pairs > 1 + _VIOLATED
    i, j, k, pairs, triples = i[likely], j[likely], k[likely], pairs[likely], triples[likely]
    whole = (there[:, i] * there[:, j] * there[:, k] * values[:, None]).sum(axis=0)
    beyond = pairs - 2 * whole - 1
    order = np.argsort(-beyond, kind="stable")[:_AT_ONCE]
    return [tuple(int(p) for p in triples[n]) for n in order if beyond[n] > _VIOLATED]


def triple_side(columns: Columns, triple: tuple[int, ...]) -> Side:
    """The inequality of three people: at most one table has two of them or more."""
    there = np.zeros(len(columns), np.int64)
    for person in triple:
        there += (columns == person).any(axis=1)
    return np.asarray(there > 1).astype(np.int64), 1
