"""The rule of fairness: the steps by name, and what a plan reaches on each, worked out without a solver.

Burdens are whole hundredths, so every value is exact. The solver's linear constraints are written from the
same definitions but share no function with this evaluator.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from besrour_cli.model.fairness import Fairness
from besrour_cli.model.units import Hundredths

POSSIBLE, NIGHTS, REGIONS, PEOPLE = "possible", "nights", "regions", "people"
RHYTHM, BURDEN, TIE = "rhythm", "burden", "tie-break"
STEPS = (POSSIBLE, NIGHTS, REGIONS, PEOPLE, RHYTHM, BURDEN, TIE)
"""The steps in their order; each keeps what the ones before it allow. All are to be made small."""
ORDER = (NIGHTS, REGIONS, PEOPLE, RHYTHM, BURDEN)
"""The steps that are searched."""
TOLERANCE: Mapping[str, Fraction] = {REGIONS: Fraction(1, 10), PEOPLE: Fraction(1, 10)}
"""The part of the least of a step that later steps may give away; none where a step is not named."""
PRECISION = Fraction(1, 100)
"""The part of the least of a step with a tolerance to which it is certified; of the other steps exactly."""
DEEP = (0, 5 * 60)
"""The part of the night, in minutes of the local day, whose nights count twice."""


class RulePolicy(NamedTuple):
    """The numbers of the rule: lambda, the weight of the worst-off, is the exact fraction ``weight / unit``.

    ``invitations``: for every region, how often its members who take part are invited, past sessions
    included. ``tolerance``: the part of the least of each step that later steps may give away.
    """

    weight: int
    unit: int
    invitations: Mapping[str, int]
    tolerance: Mapping[str, Fraction] = TOLERANCE


class ClassBurden(NamedTuple):
    """What a year costs each of ``size`` members of one region, past sessions included.

    ``burden`` is in hundredths of a unit; ``nights`` counts a deep night twice.
    """

    region: str
    size: int
    burden: Hundredths
    nights: int


def policy_of(fairness: Fairness, invitations: Mapping[str, int]) -> RulePolicy:
    """The programme's policy in exact numbers (lambda to the hundredth)."""
    exact = Fraction(round(fairness.lambda_ * 100), 100)
    return RulePolicy(exact.numerator, exact.denominator, invitations)


def nights(burdens: Sequence[ClassBurden], policy: RulePolicy) -> Fraction:
    """The sum of all nights, and lambda times the nights of the member who has the most."""
    total = sum(each.nights * each.size for each in burdens)
    return total + Fraction(policy.weight, policy.unit) * max((each.nights for each in burdens), default=0)


def regions(burdens: Sequence[ClassBurden], policy: RulePolicy) -> Fraction:
    """The mean burden of an invitation in the region where it is greatest, in units.

    A region counts once, whatever its size, and somebody who is invited seldom does not dilute it.
    """
    return max(_means(burdens, policy).values(), default=Fraction(0))


def worst_region(burdens: Sequence[ClassBurden], policy: RulePolicy) -> str:
    """The region where the mean burden of an invitation is greatest; "" if nobody takes part."""
    means = _means(burdens, policy)
    return max(sorted(means), key=lambda name: means[name], default="")


def _means(burdens: Sequence[ClassBurden], policy: RulePolicy) -> dict[str, Fraction]:
    sums: dict[str, int] = {}
    for each in burdens:
        sums[each.region] = sums.get(each.region, 0) + each.size * each.burden
    return {name: Fraction(burden, 100 * max(1, policy.invitations[name])) for name, burden in sums.items()}


def people(burdens: Sequence[ClassBurden], policy: RulePolicy) -> Fraction:
    """The mean burden, and lambda times the burden of the member who bears most, in units."""
    size = sum(each.size for each in burdens)
    if not size:
        return Fraction(0)
    mean = Fraction(sum(each.size * each.burden for each in burdens), size)
    return (mean + Fraction(policy.weight, policy.unit) * max(each.burden for each in burdens)) / 100


def total_burden(burdens: Sequence[ClassBurden]) -> Fraction:
    """The burden of all people together, in units."""
    return Fraction(sum(each.size * each.burden for each in burdens), 100)


def evaluate(
    burdens: Sequence[ClassBurden], slots: int, changes: int, policy: RulePolicy
) -> dict[str, Fraction]:
    """What a plan reaches on every step but the tie-break, exactly; ``possible`` is always 0.

    ``slots``: how many slots people have to remember (“third Thursday at 9:30”), summed over the series.
    ``changes``: announced sessions that move, and others that are not at the hour their series prefers.
    """
    return {
        POSSIBLE: Fraction(0),
        NIGHTS: nights(burdens, policy),
        REGIONS: regions(burdens, policy),
        PEOPLE: people(burdens, policy),
        RHYTHM: Fraction(slots + changes),
        BURDEN: total_burden(burdens),
    }


class StepMargin(NamedTuple):
    """What a step leaves open: what later steps may give away of it, and to what part it is certified.

    Both are parts of what the sessions cost, and not of what the ``past`` did before them.
    """

    past: Fraction
    tolerance: Fraction
    precision: Fraction

    def limit(self, least: Fraction) -> Fraction:
        """What plans may reach on the step of which ``least`` is the least."""
        return least + self.tolerance * (least - self.past)

    def certain(self, least: Fraction) -> Fraction:
        """What no plan may reach or be below, if ``least`` is to count as proven; ``least`` if exactly."""
        return least - self.precision * (least - self.past)


def margins_of(policy: RulePolicy, past: Mapping[str, Fraction]) -> dict[str, StepMargin]:
    """What each step leaves open; ``past``: what the steps come to without any session."""
    found = {}
    for name in ORDER:
        tolerance = policy.tolerance.get(name, Fraction(0))
        found[name] = StepMargin(past[name], tolerance, PRECISION if tolerance else Fraction(0))
    return found
