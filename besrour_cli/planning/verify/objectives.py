"""What a plan reaches on every step, and which starts of two sessions exclude each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from besrour_cli.model.units import Hundredths, to_hundredths
from besrour_cli.planning.verify.problem import CheckedClass, CheckedStart, VerificationProblem

REASONABLE, NIGHTS, REGIONS, PEOPLE, ROTA = STEPS = ("reasonable", "nights", "regions", "people", "rota")
"""The steps a proof must cover, in order."""
HUNDREDTHS = 100
"""Hundredths in a unit of burden."""


def lambda_of(problem: VerificationProblem) -> Fraction:
    """Return the weight of the worst-off member, to the hundredth."""
    return Fraction(round(problem.programme.fairness.lambda_ * 100), 100)


def good_of(problem: VerificationProblem) -> Hundredths:
    """Return the burden up to which a session is a good one."""
    return to_hundredths(problem.programme.fairness.good)


def runs_of(problem: VerificationProblem, k: int) -> list[list[int]]:
    """Return the sessions (indices) one class takes part in, series by series, in order."""
    runs: dict[str, list[int]] = {}
    for s in problem.classes[k].sessions:
        runs.setdefault(problem.sessions[s].session.series, []).append(s)
    return list(runs.values())


class _ClassYear(NamedTuple):
    """A class and each member's year, past included: burden in hundredths, nights, shortfalls."""

    one: CheckedClass
    burden: int
    nights: int
    lacking: int


def values_of(problem: VerificationProblem, chosen: Sequence[CheckedStart]) -> dict[str, Fraction]:
    """Return the exact value of every step of a plan; ``chosen`` has one start for each session."""
    costs = [
        dict(zip(domain.classes, zip(start.burden.tolist(), start.night.tolist(), strict=True), strict=True))
        for domain, start in zip(problem.sessions, chosen, strict=True)
    ]
    years = [_class_year(problem, k, costs) for k in range(len(problem.classes))]
    weight = lambda_of(problem)
    nights = sum(year.one.size * year.nights for year in years)
    # The mean is over everyone who takes part, the regions' means each over its own people: a small region
    # counts as much as a large one, which `people` alone would not give it.
    means = [_mean(y for y in years if y.one.region == region) for region in {y.one.region for y in years}]
    hours = {(one.session.series, start.clock) for one, start in zip(problem.sessions, chosen, strict=True)}
    worst_burden = max((year.burden for year in years), default=0)
    worst_nights = max((year.nights for year in years), default=0)
    return {
        REASONABLE: Fraction(sum(year.one.size * year.lacking for year in years)),
        NIGHTS: nights + weight * worst_nights,
        REGIONS: max(means, default=Fraction(0)) / HUNDREDTHS,
        PEOPLE: (_mean(years) + weight * worst_burden) / HUNDREDTHS,
        ROTA: Fraction(len(hours) + sum(start.change for start in chosen)),
    }


def _class_year(
    problem: VerificationProblem, k: int, costs: Sequence[dict[int, tuple[int, bool]]]
) -> _ClassYear:
    """Return the year of a class; ``costs``: for each session, class to burden and night."""
    one = problem.classes[k]
    counted = [s for s in one.sessions if problem.sessions[s].counts]
    bad = {s for s in one.sessions if costs[s][k][0] > good_of(problem)}
    wanted = min(problem.programme.fairness.good_sessions, len(one.sessions))
    lacking = max(0, wanted - (len(one.sessions) - len(bad)))
    for run in runs_of(problem, k):
        lacking += sum(a in bad and b in bad for a, b in pairwise(run))
    burden = one.burden + sum(costs[s][k][0] for s in counted)
    return _ClassYear(one, burden, one.nights + sum(costs[s][k][1] for s in counted), lacking)


def _mean(years: Iterable[_ClassYear]) -> Fraction:
    """Return the mean burden of all members of some classes, in hundredths of a unit."""
    every = list(years)
    size = sum(year.one.size for year in every) or 1
    return Fraction(sum(year.one.size * year.burden for year in every), size)


def conflicting(
    problem: VerificationProblem,
    first: tuple[int, Sequence[CheckedStart]],
    second: tuple[int, Sequence[CheckedStart]],
) -> NDArray[np.bool_]:
    """Return which starts of two sessions (index, starts) exclude each other.

    They do when they are too few days apart for their series, or overlap while someone takes part in both.
    The array has a row for every start of the first, a column for every start of the second.
    """
    (i, here), (j, there) = first, second
    one, two = problem.sessions[i], problem.sessions[j]
    a, b = (np.array([start.at for start in starts], np.int64) for starts in (here, there))
    found = np.zeros((len(here), len(there)), np.bool_)
    if one.session.series == two.session.series:
        days = [np.array([start.day for start in starts], np.int64) for starts in (here, there)]
        apart = np.abs(days[0][:, None] - days[1])
        found |= apart < problem.programme.series[one.session.series].days_between
    if not one.class_set.isdisjoint(two.class_set):
        found |= (a[:, None] < b + two.minutes) & (b < a[:, None] + one.minutes)
    return found
