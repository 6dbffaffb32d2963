"""The arithmetic of a report in whole numbers and fractions, from the formulas and without a library."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt
from statistics import NormalDist

FEWEST_CHANGED = 6
_NORMAL = NormalDist().inv_cdf(0.975)


def quartile(values: Sequence[float], quarter: int) -> float:
    """A quartile, between two neighbours in proportion (Hyndman and Fan 1996, definition 7)."""
    ordered = sorted(Fraction(value) for value in values)
    place = Fraction(quarter * (len(ordered) - 1), 4)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return float(ordered[below] + (place - below) * (ordered[above] - ordered[below]))


def wilson_interval(part: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    share, squared = part / whole, _NORMAL**2
    centre = share + squared / (2 * whole)
    reach = _NORMAL * sqrt(share * (1 - share) / whole + squared / (4 * whole**2))
    low, high = (centre - reach) / (1 + squared / whole), (centre + reach) / (1 + squared / whole)
    return (0.0 if part == 0 else low), (1.0 if part == whole else high)


def gini_coefficient(values: Sequence[int]) -> float:
    """Half of the mean difference between any two, divided by the mean (Gini 1912)."""
    total, n = sum(values), len(values)
    if not total:
        return 0.0
    apart = sum(abs(a - b) for a in values for b in values)
    return float(Fraction(apart, 2 * n * total))


def signed_rank(changes: Sequence[int]) -> float | None:
    """The exact p-value of the signed-rank test, zeros ranked and then left out (Pratt 1959), two-sided.

    None below six changes that are not zero.
    """
    moved = [change for change in changes if change]
    if len(moved) < FEWEST_CHANGED:
        return None
    sizes = [abs(change) for change in changes]
    rank = {size: sum(other < size for other in sizes) * 2 + sizes.count(size) + 1 for size in set(sizes)}
    sums = {0: 1}
    for change in moved:
        grown: dict[int, int] = {}
        for total, ways in sums.items():
            for signed in (rank[abs(change)], -rank[abs(change)]):
                grown[total + signed] = grown.get(total + signed, 0) + ways
        sums = grown
    seen = abs(sum(rank[abs(change)] if change > 0 else -rank[abs(change)] for change in moved))
    return float(Fraction(sum(ways for total, ways in sums.items() if abs(total) >= seen), 2 ** len(moved)))


def holm_corrected(values: Sequence[float]) -> list[float]:
    """P-values corrected for being several (Holm 1979), in their order."""
    corrected = []
    for value in values:
        smaller = [other for other in values if other <= value]
        corrected.append(
            max(min(1.0, (len(values) - sum(o < each for o in values)) * each) for each in smaller)
        )
    return corrected
