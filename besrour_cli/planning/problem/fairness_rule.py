"""The rule of fairness: the steps by name, and what a schedule reaches on each, worked out without a solver.

Burdens are whole hundredths, so every value is exact. The solver's linear constraints are written from the
same definitions but share no function with this evaluator.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from besrour_cli.model.programme import Fairness
from besrour_cli.model.units import Hundredths, MinuteOfDay, to_hundredths

POSSIBLE, REASONABLE, NIGHTS = "possible", "reasonable", "nights"
REGIONS, PEOPLE, ROTA, TIE = "regions", "people", "rota", "tie-break"
STEPS = (POSSIBLE, REASONABLE, NIGHTS, REGIONS, PEOPLE, ROTA, TIE)
"""The steps in their order; each keeps what the ones before it reached. All are to be made small."""
ORDER = (REASONABLE, NIGHTS, REGIONS, PEOPLE, ROTA)
"""The steps that are searched."""


class RulePolicy(NamedTuple):
    """The numbers of the rule.

    ``good``: the burden up to which a session is good; ``good_sessions``: how many good ones everyone should
    have; lambda, the weight of the worst-off, is the exact fraction ``weight / unit``.
    """

    good: Hundredths
    good_sessions: int
    weight: int
    unit: int


class SessionCost(NamedTuple):
    """What one session costs one person, and whether it is a night.

    ``counts`` is False for a held session: its cost is in the ledger already.
    """

    burden: Hundredths
    night: bool
    counts: bool = True


class MemberSchedule(NamedTuple):
    """The schedule of each of ``size`` members of one region.

    ``burden`` and ``nights`` are what the past cost each; ``series``: the sessions of each series, in order.
    """

    region: str
    burden: Hundredths
    nights: int
    series: tuple[tuple[SessionCost, ...], ...]
    size: int = 1

    def total(self) -> Hundredths:
        """The burden of each, ledger included."""
        return Hundredths(self.burden + sum(s.burden for run in self.series for s in run if s.counts))

    def all_nights(self) -> int:
        """The nights of each, ledger included."""
        return self.nights + sum(s.night for run in self.series for s in run if s.counts)


def policy_of(fairness: Fairness) -> RulePolicy:
    """The programme's policy in exact numbers (lambda to the hundredth)."""
    exact = Fraction(round(fairness.lambda_ * 100), 100)
    return RulePolicy(
        to_hundredths(fairness.good), fairness.good_sessions, exact.numerator, exact.denominator
    )


def reasonable(schedules: Sequence[MemberSchedule], policy: RulePolicy) -> Fraction:
    """The good sessions that members lack, and the pairs of bad ones in a row within a series, summed."""
    lacking = 0
    for schedule in schedules:
        bad = [[s.burden > policy.good for s in run] for run in schedule.series]
        invited = sum(len(run) for run in bad)
        good = invited - sum(sum(run) for run in bad)
        lacking += schedule.size * max(0, min(policy.good_sessions, invited) - good)
        lacking += schedule.size * sum(a and b for run in bad for a, b in pairwise(run))
    return Fraction(lacking)


def nights(schedules: Sequence[MemberSchedule], policy: RulePolicy) -> Fraction:
    """The sum of all nights, and lambda times the nights of the member who has the most."""
    borne = [schedule.all_nights() for schedule in schedules]
    total = sum(n * schedule.size for n, schedule in zip(borne, schedules, strict=True))
    return total + Fraction(policy.weight, policy.unit) * max(borne, default=0)


def regions(schedules: Sequence[MemberSchedule], policy: RulePolicy) -> Fraction:
    """The mean burden of the worst-off region, in units; a region counts once, whatever its size."""
    sums: dict[str, tuple[int, int]] = {}
    for schedule in schedules:
        burden, size = sums.get(schedule.region, (0, 0))
        sums[schedule.region] = burden + schedule.size * schedule.total(), size + schedule.size
    return max((Fraction(burden, 100 * size) for burden, size in sums.values()), default=Fraction(0))


def people(schedules: Sequence[MemberSchedule], policy: RulePolicy) -> Fraction:
    """The mean burden, and lambda times the burden of the member who bears most, in units."""
    size = sum(schedule.size for schedule in schedules)
    if not size:
        return Fraction(0)
    mean = Fraction(sum(schedule.size * schedule.total() for schedule in schedules), size)
    worst = max(schedule.total() for schedule in schedules)
    return (mean + Fraction(policy.weight, policy.unit) * worst) / 100


def rota(hours: Mapping[str, Sequence[MinuteOfDay]], changes: int) -> Fraction:
    """The number of distinct start times on the anchor's clock, series by series, and of changes.

    ``changes``: announced sessions that move, and others that are not at the hour their series prefers.
    """
    return Fraction(sum(len(set(each)) for each in hours.values()) + changes)


def evaluate(
    schedules: Sequence[MemberSchedule],
    hours: Mapping[str, Sequence[MinuteOfDay]],
    changes: int,
    policy: RulePolicy,
) -> dict[str, Fraction]:
    """What schedules reach on every step but the tie-break, exactly; ``possible`` is always 0."""
    return {
        POSSIBLE: Fraction(0),
        REASONABLE: reasonable(schedules, policy),
        NIGHTS: nights(schedules, policy),
        REGIONS: regions(schedules, policy),
        PEOPLE: people(schedules, policy),
        ROTA: rota(hours, changes),
    }
