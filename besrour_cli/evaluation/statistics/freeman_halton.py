"""Fisher's exact test for more than two groups, after Freeman and Halton: every table is counted.

The groups are divided into two halves. What each half can contribute is counted; the halves are joined by
looking up how many tables of the one are rare enough for each of the other. All numbers are whole.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate
from math import comb, prod

MOST_TABLES = 10**10
"""Where there may be more tables than so many, no test is made."""
_Half = Mapping[int, Mapping[int, int]]
"""By how many of the first outcome it has: each weight, with in how many ways."""


def freeman_halton(rows: Sequence[tuple[int, int]]) -> float | None:
    """Whether two outcomes are divided alike over groups: Fisher's test for more than two of them.

    The sum of the chances of all tables of these margins that are no likelier than this one (Freeman and
    Halton 1951). None where a margin is empty, or there may be too many tables to count.
    """
    rows = [row for row in rows if sum(row)]
    sizes, first = [sum(row) for row in rows], sum(row[0] for row in rows)
    if len(rows) < 2 or not 0 < first < sum(sizes):  # noqa: PLR2004 -- one group cannot differ
        return None
    if prod(size + 1 for size in sizes) > MOST_TABLES:
        return None
    observed = prod(comb(size, row[0]) for size, row in zip(sizes, rows, strict=True))
    one, other = (_tables(half) for half in _halves(sizes))
    by_weight = {total: _up_to(weights) for total, weights in other.items()}
    as_rare = 0
    for total, weights in one.items():
        if first - total not in by_weight:
            continue
        known, sums = by_weight[first - total]
        as_rare += sum(w * n * sums[bisect_right(known, observed // w)] for w, n in weights.items())
    return as_rare / comb(sum(sizes), first)


def _halves(sizes: Sequence[int]) -> tuple[list[int], list[int]]:
    """The groups in two parts that have about as many tables each."""
    halves: tuple[list[int], list[int]] = ([], [])
    for size in sorted(sizes, reverse=True):
        min(halves, key=lambda half: prod(each + 1 for each in half)).append(size)
    return halves


def _tables(sizes: Sequence[int]) -> _Half:
    """All tables of some groups; tables of one sum and one weight need not be told apart."""
    found: dict[int, Counter[int]] = {0: Counter({1: 1})}
    for size in sizes:
        longer: dict[int, Counter[int]] = {}
        for total, weights in found.items():
            for x in range(size + 1):
                into, ways = longer.setdefault(total + x, Counter()), comb(size, x)
                for weight, n in weights.items():
                    into[weight * ways] += n
        found = longer
    return found


def _up_to(weights: Mapping[int, int]) -> tuple[list[int], list[int]]:
    """Weights in order, and the sum of all up to each (one more: 0 before the first)."""
    known = sorted(weights)
    return known, [0, *accumulate(weight * weights[weight] for weight in known)]
