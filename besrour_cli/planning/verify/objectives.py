"""What a plan reaches on every step, and whether its demands hold: counted person by person."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from besrour_cli.planning.verify.problem import CheckedStart, VerificationProblem

if TYPE_CHECKING:
    from numpy import bool_
    from numpy.typing import NDArray

REASONABLE, NIGHTS, REGIONS, PEOPLE, ROTA = STEPS = ("reasonable", "nights", "regions", "people", "rota")
"""The steps a proof must cover, in order."""


def lambda_of(facts: VerificationProblem) -> Fraction:
    """The weight of the worst-off, to the hundredth."""
    return Fraction(round(facts.programme.fairness.lambda_ * 100), 100)


def good_of(facts: VerificationProblem) -> int:
    """Hundredths of a unit up to which a session is a good one."""
    return round(facts.programme.fairness.good * 100)


def runs_of(facts: VerificationProblem, kind: int) -> list[list[int]]:
    """The sessions one kind takes part in, series by series, in order."""
    runs: dict[str, list[int]] = {}
    for s in facts.kinds[kind].sessions:
        runs.setdefault(facts.sessions[s].session.series, []).append(s)
    return list(runs.values())


def values_of(facts: VerificationProblem, chosen: Sequence[CheckedStart]) -> dict[str, Fraction]:
    """The exact value of every step of a plan."""
    weight, good = lambda_of(facts), good_of(facts)
    lacking, burdens, nights = 0, [], []
    costs = [
        dict(zip(seen.kinds, zip(start.burden.tolist(), start.night.tolist(), strict=True), strict=True))
        for seen, start in zip(facts.sessions, chosen, strict=True)
    ]
    for k, kind in enumerate(facts.kinds):
        cost = {s: costs[s][k] for s in kind.sessions}
        counted = [s for s in kind.sessions if facts.sessions[s].counts]
        burdens.append(kind.burden + sum(cost[s][0] for s in counted))
        nights.append(kind.nights + sum(cost[s][1] for s in counted))
        bad = {s for s in kind.sessions if cost[s][0] > good}
        wanted = min(facts.programme.fairness.good_sessions, len(kind.sessions))
        lacking += kind.size * max(0, wanted - (len(kind.sessions) - len(bad)))
        for run in runs_of(facts, k):
            lacking += kind.size * sum(a in bad and b in bad for a, b in pairwise(run))
    sizes = [kind.size for kind in facts.kinds]
    everyone = sum(sizes) or 1
    means = []
    for region in {kind.region for kind in facts.kinds}:
        of = [k for k, kind in enumerate(facts.kinds) if kind.region == region]
        means.append(Fraction(sum(sizes[k] * burdens[k] for k in of), 100 * sum(sizes[k] for k in of)))
    total = sum(n * b for n, b in zip(sizes, burdens, strict=True))
    hours = {(seen.session.series, start.clock) for seen, start in zip(facts.sessions, chosen, strict=True)}
    return {
        REASONABLE: Fraction(lacking),
        NIGHTS: sum(n * b for n, b in zip(sizes, nights, strict=True)) + weight * max(nights, default=0),
        REGIONS: max(means, default=Fraction(0)),
        PEOPLE: (Fraction(total, everyone) + weight * max(burdens, default=0)) / 100,
        ROTA: Fraction(len(hours) + sum(start.change for start in chosen)),
    }


def conflicting(
    facts: VerificationProblem,
    first: tuple[int, Sequence[CheckedStart]],
    second: tuple[int, Sequence[CheckedStart]],
) -> NDArray[bool_]:
    """Which starts of two sessions (index, starts) cannot both be: too close in days, or one person in both.

    A row for every start of the first, a column for every start of the second.
    """
    (i, here), (j, there) = first, second
    one, two = facts.sessions[i], facts.sessions[j]
    a, b = (np.array([start.at for start in starts], np.int64) for starts in (here, there))
    found = np.zeros((len(here), len(there)), np.bool_)
    if one.session.series == two.session.series:
        days = [np.array([start.day for start in starts], np.int64) for starts in (here, there)]
        apart = np.abs(days[0][:, None] - days[1])
        found |= apart < facts.programme.series[one.session.series].days_between
    if not one.people.isdisjoint(two.people):
        found |= (a[:, None] < b + two.minutes) & (b < a[:, None] + one.minutes)
    return found
