"""Exact tests of groups in whole numbers, from their definitions: Mann and Whitney, Freeman and Halton."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from math import comb, prod

_LEVEL = Fraction(1, 20)
_MOST = 10**10
"""With more tables than so many a report has no test."""


def cliffs_delta(first: Sequence[int], second: Sequence[int]) -> float:
    """How many pairs have the first above the second, less those the other way, of all pairs (Cliff 1993)."""
    above = sum((one > other) - (one < other) for one in first for other in second)
    return above / (len(first) * len(second))


def mann_whitney(first: Sequence[int], second: Sequence[int]) -> float | None:
    """The exact two-sided p-value of Mann and Whitney’s test (1947), ties as they are.

    None where no division into groups of these sizes would be rare enough to say anything.
    """
    values = [*first, *second]
    doubled = {one: sum(2 * (v < one) + (v == one) for v in values) + 1 for one in set(values)}
    chosen, whole = len(first), sum(doubled[value] for value in values)
    distances: dict[int, int] = {}
    for total, ways in _sums(Counter(doubled[value] for value in values), chosen).items():
        distance = abs(total * len(values) - chosen * whole)
        distances[distance] = distances.get(distance, 0) + ways
    every = comb(len(values), chosen)
    if Fraction(distances[max(distances)], every) > _LEVEL:
        return None
    seen = abs(sum(doubled[value] for value in first) * len(values) - chosen * whole)
    return float(Fraction(sum(n for distance, n in distances.items() if distance >= seen), every))


def _sums(numbers: Mapping[int, int], chosen: int) -> dict[int, int]:
    """In how many ways so many of some numbers, each given with how often it is there, have each sum.

    The commonest comes last: how many of it are chosen follows from the others.
    """
    *others, (last, often) = sorted(numbers.items(), key=lambda each: each[1])
    found = {(0, 0): 1}
    for number, there in others:
        grown: dict[tuple[int, int], int] = {}
        for (taken, total), ways in found.items():
            for more in range(min(there, chosen - taken) + 1):
                at = taken + more, total + more * number
                grown[at] = grown.get(at, 0) + ways * comb(there, more)
        found = grown
    sums: dict[int, int] = {}
    for (taken, total), ways in found.items():
        if chosen - taken <= often:
            at_end = total + (chosen - taken) * last
            sums[at_end] = sums.get(at_end, 0) + ways * comb(often, chosen - taken)
    return sums


def freeman_halton_test(rows: Sequence[tuple[int, int]]) -> float | None:
    """The chance of a table of two columns with these margins that is no likelier (Freeman and Halton 1951).

    None where a row or column has nobody in it and nothing could be said, or where tables are too many.
    """
    rows = sorted((row for row in rows if sum(row)), key=sum, reverse=True)
    sizes = [sum(row) for row in rows]
    first, whole = sum(row[0] for row in rows), sum(sizes)
    if len(rows) < 2 or first in (0, whole):  # noqa: PLR2004 -- one row differs from none
        return None
    if prod(size + 1 for size in sizes) > _MOST:
        return None
    observed = prod(comb(size, row[0]) for size, row in zip(sizes, rows, strict=True))
    behind = [sum(sizes[at:]) for at in range(len(sizes) + 1)]

    @cache
    def heaviest(at: int, remaining: int) -> int:
        """The largest weight that the rows from here on can have; 0 where they cannot take so many."""
        if at == len(sizes):
            return int(remaining == 0)
        taken = range(max(0, remaining - behind[at + 1]), min(sizes[at], remaining) + 1)
        return max((comb(sizes[at], n) * heaviest(at + 1, remaining - n) for n in taken), default=0)

    @cache
    def lightest(at: int, remaining: int) -> int:
        """The smallest weight that they can have."""
        if at == len(sizes):
            return 1
        taken = range(max(0, remaining - behind[at + 1]), min(sizes[at], remaining) + 1)
        return min(comb(sizes[at], n) * lightest(at + 1, remaining - n) for n in taken)

    @cache
    def rare(at: int, remaining: int, weight: int) -> int:
        if weight * heaviest(at, remaining) <= observed:
            return weight * comb(behind[at], remaining)  # all of them: Vandermonde
        if weight * lightest(at, remaining) > observed:
            return 0
        taken = range(max(0, remaining - behind[at + 1]), min(sizes[at], remaining) + 1)
        return sum(rare(at + 1, remaining - n, weight * comb(sizes[at], n)) for n in taken)

    return float(Fraction(rare(0, first, 1), comb(whole, first)))
