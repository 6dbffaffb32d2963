"""Exact tests for small samples with ties: every arrangement is counted, none is approximated.

Ranks and the binomial law are scipy's. The laws of rank sums with ties and zeros are counted here, since
scipy draws at random as soon as there are more than a few pairs: all arrangements that give one sum are
counted together, in whole numbers. No function says anything of samples that cannot reach significance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from scipy.stats import binomtest, rankdata

from besrour_cli.evaluation.statistics.rank_sums import rank_sum_p

FEWEST_PAIRS = 6
"""With five pairs that differ the smallest possible p-value is 0.0625: it could say nothing."""


class PairedChange(NamedTuple):
    """What became of pairs: how many rose, stayed and fell; the tests (None: too few pairs that differ).

    ``rank_sum`` is the sum of the ranks of those that rose, zeros ranked too (Pratt 1959); ``effect`` is the
    matched rank-biserial correlation (Kerby 2014; None: no pair differs).
    """

    rose: int
    same: int
    fell: int
    sign: float | None
    rank_sum: float
    signed_rank: float | None
    effect: float | None


class GroupDifference(NamedTuple):
    """Two groups: the statistic U of the first, its p-value (None: the groups are too small to tell).

    ``delta`` is Cliff's; ``superiority`` how often one of the first group is above one of the second.
    """

    u: float
    p: float | None
    delta: float
    superiority: float


def paired_change(then: Sequence[int], now: Sequence[int]) -> PairedChange:
    """How pairs changed from then to now, with sign test and signed-rank test, both two-sided."""
    changes = [b - a for a, b in zip(then, now, strict=True)]
    rose, fell = sum(d > 0 for d in changes), sum(d < 0 for d in changes)
    ranks = [int(2 * rank) for rank in rankdata([abs(d) for d in changes])] if changes else []
    up = sum(rank for rank, d in zip(ranks, changes, strict=True) if d > 0)
    down = sum(rank for rank, d in zip(ranks, changes, strict=True) if d < 0)
    tested = rose + fell >= FEWEST_PAIRS
    moving = [rank for rank, d in zip(ranks, changes, strict=True) if d]
    return PairedChange(
        rose=rose,
        same=len(changes) - rose - fell,
        fell=fell,
        sign=float(binomtest(rose, rose + fell).pvalue) if tested else None,
        rank_sum=up / 2,
        signed_rank=_signed_rank_p(moving, up) if tested else None,
        effect=(up - down) / (up + down) if up + down else None,
    )


def _signed_rank_p(ranks: Sequence[int], up: int) -> float:
    """How many of all choices of signs give a sum as far from the middle; ``ranks`` are doubled."""
    ways = Counter({0: 1})
    for rank in ranks:
        more = Counter(ways)
        for total, n in ways.items():
            more[total + rank] += n
        ways = more
    distance = abs(2 * up - sum(ranks))
    as_far = sum(n for total, n in ways.items() if abs(2 * total - sum(ranks)) >= distance)
    return float(Fraction(as_far, 2 ** len(ranks)))


def group_difference(first: Sequence[float], second: Sequence[float]) -> GroupDifference:
    """Whether one group answered higher than another (Mann and Whitney 1947), with ties, two-sided."""
    n, m = len(first), len(second)
    ranks = [int(2 * rank) for rank in rankdata([*first, *second])]
    own = sum(ranks[:n])
    u = own / 2 - n * (n + 1) / 2
    superiority, delta = u / (n * m), (own - n * (n + 1) - n * m) / (n * m)
    # the rank sum of the smaller group says the same, and has fewer choices to count
    chosen, total = (n, own) if n <= m else (m, sum(ranks) - own)
    p = rank_sum_p(ranks, chosen, total)
    return GroupDifference(u, p, delta, superiority)


def holm(ps: Iterable[float]) -> tuple[float, ...]:
    """P-values made larger for being several (Holm 1979), in the order they are given."""
    ps = tuple(ps)
    adjusted, largest = [0.0] * len(ps), 0.0
    for rank, at in enumerate(sorted(range(len(ps)), key=ps.__getitem__)):
        largest = max(largest, min(1.0, (len(ps) - rank) * ps[at]))
        adjusted[at] = largest
    return tuple(adjusted)
