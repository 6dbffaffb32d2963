"""Describing small samples: quartiles, intervals, shares that are compared, and how unequal counts are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.stats import binomtest

FEWEST_FOR_PERCENT = 10
"""Below that many a percentage says more than there is: the two counts are given alone."""


class Quartiles(NamedTuple):
    """The median, the lower and the upper quartile."""

    median: float
    lower: float
    upper: float


def quartiles(values: Sequence[float]) -> Quartiles:
    """Median and quartiles, between two neighbours in proportion (Hyndman and Fan 1996, definition 7)."""
    lower, median, upper = np.quantile(np.asarray(values, float), (0.25, 0.5, 0.75))
    return Quartiles(float(median), float(lower), float(upper))


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of a proportion (Wilson 1927); ``whole`` is at least 1."""
    interval = binomtest(part, whole).proportion_ci(0.95, "wilson")
    return float(interval.low), float(interval.high)


def gini(counts: Sequence[float]) -> float:
    """How unequally something is divided: 0 where all have as much, near 1 where one has all.

    0 as well where nobody has anything.
    """
    ordered, total, n = sorted(counts), sum(counts), len(counts)
    if not total:
        return 0.0
    weighted = sum(rank * value for rank, value in enumerate(ordered, 1))
    return (2 * weighted - (n + 1) * total) / (n * total)


def representation_ratio(part: float, whole: float, invited: int, roster: int) -> float:
    """The share of a group in what took place, divided by its share in those invited; 1 is even."""
    return (part * roster) / (whole * invited)
