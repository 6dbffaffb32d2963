"""The exact law of rank sums with ties: how many choices of so many ranks have a sum as far from the middle.

Answers on a scale have few different ranks. These are divided into two halves; all that can be chosen in
each is counted, and the halves are joined by looking up how many choices of the one fit each of the other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate
from math import comb, prod
from typing import NamedTuple

REACHABLE = Fraction(1, 20)
"""The level that a test must be able to reach, or it is not made."""
_MOST_CHOICES = 300_000
"""So many choices of one half are looked at at most; where there would be more, sums are counted at once."""


class _Sums(NamedTuple):
    """Sums in order, and how many choices have a sum up to each (one more: 0 before the first)."""

    sums: Sequence[int]
    up_to: Sequence[int]

    def outside(self, low: int, high: int) -> int:
        """How many have a sum of ``low`` or less, or of ``high`` or more."""
        below = self.up_to[bisect_right(self.sums, low)]
        return below + self.up_to[-1] - self.up_to[bisect_left(self.sums, high)]


def rank_sum_p(ranks: Sequence[int], chosen: int, total: int) -> float | None:
    """The part of all choices of ``chosen`` of the ranks whose sum is as far from the mean as ``total``.

    None where not even the furthest sum would be rare enough to say anything.
    """
    whole, middle = len(ranks), chosen * sum(ranks)
    choices = comb(whole, chosen)
    ordered = sorted(ranks)
    furthest = max(abs(sum(part) * whole - middle) for part in (ordered[:chosen], ordered[whole - chosen :]))
    far = abs(total * whole - middle)
    found = {}
    for distance in (furthest, far):
        # sums whose distance, times the number of ranks, is as large
        low, high = (middle - distance) // whole, -((-middle - distance) // whole)
        found[distance] = choices if distance == 0 else _outside(ranks, chosen, low, high)
    return float(Fraction(found[far], choices)) if Fraction(found[furthest], choices) <= REACHABLE else None


def _outside(ranks: Sequence[int], chosen: int, low: int, high: int) -> int:
    """How many choices have a sum of ``low`` or less, or of ``high`` or more."""
    halves = _halves(Counter(ranks))
    if max(prod(n + 1 for n in half.values()) for half in halves) > _MOST_CHOICES:
        return sum(ways for total, ways in all_rank_sums(ranks, chosen) if not low < total < high)
    first, second = (_choices(half, chosen) for half in halves)
    by_size = {size: _ordered(sums) for size, sums in second.items()}
    return sum(
        ways * by_size[chosen - size].outside(low - total, high - total)
        for size, sums in first.items()
        if chosen - size in by_size
        for total, ways in sums.items()
    )


def _halves(groups: Mapping[int, int]) -> tuple[dict[int, int], dict[int, int]]:
    """The different ranks in two parts, about as many choices in each."""
    first: dict[int, int] = {}
    second: dict[int, int] = {}
    for rank, n in sorted(groups.items(), key=lambda each: (-each[1], each[0])):
        sizes = [prod(count + 1 for count in half.values()) for half in (first, second)]
        (first if sizes[0] <= sizes[1] else second)[rank] = n
    return first, second


def _choices(groups: Mapping[int, int], most: int) -> dict[int, Counter[int]]:
    """For each number of ranks that are chosen, at most ``most``: each sum, with in how many ways."""
    found: dict[int, Counter[int]] = {0: Counter({0: 1})}
    for rank, n in groups.items():
        longer: dict[int, Counter[int]] = {}
        for size, sums in found.items():
            for more in range(min(n, most - size) + 1):
                into, ways = longer.setdefault(size + more, Counter()), comb(n, more)
                for total, before in sums.items():
                    into[total + more * rank] += before * ways
        found = longer
    return found


def _ordered(sums: Mapping[int, int]) -> _Sums:
    ordered = sorted(sums)
    return _Sums(ordered, [0, *accumulate(sums[total] for total in ordered)])


def all_rank_sums(ranks: Iterable[int], chosen: int) -> Iterator[tuple[int, int]]:
    """Each sum that ``chosen`` of the ranks can have, with in how many ways, however many ranks differ.

    The ways of all sums of one size are one whole number, so many bytes to a sum: adding a rank is a shift.
    """
    ranks = tuple(ranks)
    wide = comb(len(ranks), chosen).bit_length() // 8 + 1
    ways = [1, *([0] * chosen)]
    for done, rank in enumerate(ranks, 1):
        for size in range(min(done, chosen), 0, -1):
            ways[size] += ways[size - 1] << (rank * wide * 8)
    data = ways[chosen].to_bytes((ways[chosen].bit_length() + 7) // 8 + wide, "little")
    for total in range(len(data) // wide):
        n = int.from_bytes(data[total * wide : (total + 1) * wide], "little")
        if n:
            yield total, n
