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
TOLERANT = (REGIONS, PEOPLE)
"""The steps of which later ones may give a part away."""
TOLERANCE: Mapping[str, Fraction] = dict.fromkeys(TOLERANT, Fraction(Fairness().tolerance, 100))
"""The part of the least of a step that later steps may give away, unless the programme says another."""
STAYING = 2
"""How many times the tolerance may be taken to stay close to what was proposed before."""
PRECISION = Fraction(1, 100)
"""The part of the least of a step with a tolerance to which it is certified; of the other steps exactly."""
DEEP = (0, 5 * 60)
"""The part of the night, in minutes of the local day, whose nights count twice."""


class RulePolicy(NamedTuple):
    """The numbers of the rule: lambda, the weight of the worst-off, is the exact fraction ``weight / unit``.

    ``invitations``: for every region, how often its members who take part are invited, past sessions
    included. ``tolerance``: the part of the least of each step that later steps may give away.

    ``best``: where several profiles are assumed, what regions and people could have under each of them alone,
    in hundredths of a unit, by step; the steps then judge how far a plan is from that: its regret.
    """

    weight: int
    unit: int
    invitations: Mapping[str, int]
    tolerance: Mapping[str, Fraction] = TOLERANCE
    best: Mapping[str, Mapping[str, Hundredths]] = {}

    def target(self, under: str, step: str) -> Hundredths:
        """What a step could have under a profile alone; 0 where one profile is assumed."""
        return self.best[under][step] if self.best else Hundredths(0)


class ClassBurden(NamedTuple):
    """What a year costs each of ``size`` members of one region, past sessions included.

    ``burden`` is in hundredths of a unit; ``nights`` counts a deep night twice. ``under``: the profile that
    is assumed, of several; nights are counted under the first only.
    """

    region: str
    size: int
    burden: Hundredths
    nights: int
    under: str = ""


def policy_of(fairness: Fairness, invitations: Mapping[str, int]) -> RulePolicy:
    """The programme's policy in exact numbers (lambda to the hundredth)."""
    exact = Fraction(round(fairness.lambda_ * 100), 100)
    tolerance = dict.fromkeys(TOLERANT, Fraction(fairness.tolerance, 100))
    return RulePolicy(exact.numerator, exact.denominator, invitations, tolerance)


def nights(burdens: Sequence[ClassBurden], policy: RulePolicy) -> Fraction:
    """The sum of all nights, and lambda times the nights of the member who has the most."""
    total = sum(each.nights * each.size for each in burdens)
    return total + Fraction(policy.weight, policy.unit) * max((each.nights for each in burdens), default=0)


def regions(burdens: Sequence[ClassBurden], policy: RulePolicy) -> Fraction:
    """The mean burden of an invitation in the region where it is greatest, in units.

    A region counts once, whatever its size, and somebody who is invited seldom does not dilute it. Where
    several profiles are assumed: the greatest regret, of any region under any of them.
    """
    return max(_means(burdens, policy).values(), default=Fraction(0))


def worst_region(burdens: Sequence[ClassBurden], policy: RulePolicy) -> str:
    """The region where the mean burden of an invitation, or its regret, is greatest; "" if nobody is."""
    means = _means(burdens, policy)
    return max(sorted(means), key=lambda key: means[key], default=("", ""))[1]


def _means(burdens: Sequence[ClassBurden], policy: RulePolicy) -> dict[tuple[str, str], Fraction]:
    """(Profile, region) to the mean burden of an invitation, less what could be had under the profile."""
    sums: dict[tuple[str, str], int] = {}
    for each in burdens:
        sums[each.under, each.region] = sums.get((each.under, each.region), 0) + each.size * each.burden
    return {
        (under, region): (
            Fraction(burden, max(1, policy.invitations[region])) - policy.target(under, REGIONS)
        )
        / 100
        for (under, region), burden in sums.items()
    }


def people(burdens: Sequence[ClassBurden], policy: RulePolicy) -> Fraction:
    """The mean burden, and lambda times the burden of the member who bears most, in units.

    Where several profiles are assumed: the greatest regret under any of them.
    """
    under: dict[str, list[ClassBurden]] = {}
    for each in burdens:
        under.setdefault(each.under, []).append(each)
    return max((_people(those, policy, name) for name, those in under.items()), default=Fraction(0))


def _people(burdens: Sequence[ClassBurden], policy: RulePolicy, under: str) -> Fraction:
    mean = Fraction(sum(each.size * each.burden for each in burdens), sum(each.size for each in burdens))
    worst = Fraction(policy.weight, policy.unit) * max(each.burden for each in burdens)
    return (mean + worst - policy.target(under, PEOPLE)) / 100


def total_burden(burdens: Sequence[ClassBurden]) -> Fraction:
    """The burden of all people together, in units; of several profiles the mean."""
    profiles = len({each.under for each in burdens}) or 1
    return Fraction(sum(each.size * each.burden for each in burdens), 100 * profiles)


def evaluate(
    burdens: Sequence[ClassBurden], slots: int, changes: int, policy: RulePolicy
) -> dict[str, Fraction]:
    """What a plan reaches on every step but the tie-break, exactly; ``possible`` is always 0.

    ``slots``: how many slots people have to remember (“third Thursday at 9:30”), summed over the series.
    ``changes``: sessions that leave the start that was announced or proposed for them, or that are not at
    the hour their series prefers.
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

    Both are parts of what the sessions cost, and not of what the ``past`` did before them. ``proposed``: what
    the plan comes to that was proposed before (None: none was, or it is not possible any more).
    """

    past: Fraction
    tolerance: Fraction
    precision: Fraction
    proposed: Fraction | None = None

    def limit(self, least: Fraction) -> Fraction:
        """What plans may reach on the step of which ``least`` is the least.

        As much as the plan proposed before, up to twice the tolerance: a year that people may have in their
        calendars is not chosen anew for a small gain, and where it must change, it changes no more than that.
        """
        given = self.tolerance * (least - self.past)
        if self.proposed is None:
            return least + given
        return max(least + given, min(self.proposed, least + STAYING * given))

    def certain(self, least: Fraction) -> Fraction:
        """What no plan may reach or be below, if ``least`` is to count as proven; ``least`` if exactly."""
        return least - self.precision * (least - self.past)


def margins_of(
    policy: RulePolicy, past: Mapping[str, Fraction], proposed: Mapping[str, Fraction] | None = None
) -> dict[str, StepMargin]:
    """What each step leaves open; ``past``: what the steps come to without any session.

    ``proposed``: what they come to in the plan that was proposed before, where there is one.
    """
    found = {}
    for name in ORDER:
        tolerance = policy.tolerance.get(name, Fraction(0))
        found[name] = StepMargin(
            past=past[name],
            tolerance=tolerance,
            precision=PRECISION if tolerance else Fraction(0),
            proposed=proposed[name] if proposed is not None else None,
        )
    return found
