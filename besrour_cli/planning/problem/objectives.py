"""The rule of fairness: the steps by name, and what a schedule reaches on each, told without a solver.

Burdens are whole hundredths, so every value is exact. The rows of the search (``search/rows.py``) are written
from the same definitions but share no function with this evaluator.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from besrour_cli.model.programme import Fairness

POSSIBLE, REASONABLE, NIGHTS = "possible", "reasonable", "nights"
REGIONS, PEOPLE, ROTA, TIE = "regions", "people", "rota", "tie-break"
STEPS = (POSSIBLE, REASONABLE, NIGHTS, REGIONS, PEOPLE, ROTA, TIE)
"""The steps in their order; each keeps what the former reached. All are to be made small."""
ORDER = (REASONABLE, NIGHTS, REGIONS, PEOPLE, ROTA)
"""The steps that are searched."""


class RulePolicy(NamedTuple):
    """The numbers of the rule: burden in hundredths up to which a session is good, and how many good
    ones everyone should have; lambda as an exact fraction ``weight / unit``.
    """

    good: int
    good_sessions: int
    weight: int
    unit: int


class SessionCost(NamedTuple):
    """One person at one session: burden in hundredths, whether it is a night, whether it still counts.

    A held session does not count again: its cost is in the ledger.
    """

    burden: int
    night: bool
    counts: bool = True


class MemberSchedule(NamedTuple):
    """``size`` people alike: region, what the past cost each, and their seats series by series, in order."""

    region: str
    burden: int
    nights: int
    seats: tuple[tuple[SessionCost, ...], ...]
    size: int = 1

    def total(self) -> int:
        """Burden of each in hundredths, ledger included."""
        return self.burden + sum(s.burden for run in self.seats for s in run if s.counts)

    def all_nights(self) -> int:
        """Nights of each, ledger included."""
        return self.nights + sum(s.night for run in self.seats for s in run if s.counts)


def policy_of(fairness: Fairness) -> RulePolicy:
    """The programme's policy in exact numbers (lambda to the hundredth)."""
    exact = Fraction(round(fairness.lambda_ * 100), 100)
    return RulePolicy(round(fairness.good * 100), fairness.good_sessions, exact.numerator, exact.denominator)


def reasonable(lives: Sequence[MemberSchedule], policy: RulePolicy) -> Fraction:
    """Good sessions that people lack, and pairs of bad sessions in a row within a series, all summed."""
    lacking = 0
    for life in lives:
        bad = [[s.burden > policy.good for s in run] for run in life.seats]
        invited = sum(len(run) for run in bad)
        good = invited - sum(sum(run) for run in bad)
        lacking += life.size * max(0, min(policy.good_sessions, invited) - good)
        lacking += life.size * sum(a and b for run in bad for a, b in pairwise(run))
    return Fraction(lacking)


def nights(lives: Sequence[MemberSchedule], policy: RulePolicy) -> Fraction:
    """Sum of nights borne, and lambda times the nights of the person who bears most."""
    borne = [life.all_nights() for life in lives]
    total = sum(n * life.size for n, life in zip(borne, lives, strict=True))
    return total + Fraction(policy.weight, policy.unit) * max(borne, default=0)


def region_means(lives: Sequence[MemberSchedule]) -> dict[str, Fraction]:
    """Mean burden of each region's people, in units."""
    sums: dict[str, tuple[int, int]] = {}
    for life in lives:
        burden, size = sums.get(life.region, (0, 0))
        sums[life.region] = burden + life.size * life.total(), size + life.size
    return {region: Fraction(burden, 100 * size) for region, (burden, size) in sorted(sums.items())}


def regions(lives: Sequence[MemberSchedule], policy: RulePolicy) -> Fraction:
    """The worst-off region's mean burden, in units; a region counts once, whatever its size."""
    return max(region_means(lives).values(), default=Fraction(0))


def people(lives: Sequence[MemberSchedule], policy: RulePolicy) -> Fraction:
    """Mean burden, and lambda times the burden of the person who bears most, in units."""
    size = sum(life.size for life in lives)
    if not size:
        return Fraction(0)
    mean = Fraction(sum(life.size * life.total() for life in lives), size)
    worst = max(life.total() for life in lives)
    return (mean + Fraction(policy.weight, policy.unit) * worst) / 100


def rota(hours: Mapping[str, Sequence[int]], changes: int) -> Fraction:
    """Distinct start times on the anchor's clock, series by series, and changes: announced sessions that
    move, and others that are not at the hour their series prefers.
    """
    return Fraction(sum(len(set(each)) for each in hours.values()) + changes)


def evaluate(
    lives: Sequence[MemberSchedule], hours: Mapping[str, Sequence[int]], changes: int, policy: RulePolicy
) -> dict[str, Fraction]:
    """What a schedule reaches on every step but the tie-break, exactly; ``possible`` is 0: nothing broken."""
    return {
        POSSIBLE: Fraction(0),
        REASONABLE: reasonable(lives, policy),
        NIGHTS: nights(lives, policy),
        REGIONS: regions(lives, policy),
        PEOPLE: people(lives, policy),
        ROTA: rota(hours, changes),
    }
