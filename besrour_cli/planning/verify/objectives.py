"""The steps of the rule: what a plan reaches on each, and what later steps may give away of it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from besrour_cli.model.fairness import Fairness
from besrour_cli.planning.verify.options import CheckedOptions
from besrour_cli.planning.verify.problem import VerificationProblem

NIGHTS, REGIONS, PEOPLE, RHYTHM, BURDEN = STEPS = ("nights", "regions", "people", "rhythm", "burden")
"""The steps a proof must cover, in order."""
HUNDREDTHS = 100
"""Hundredths in a unit of burden."""
_TOLERANT = (REGIONS, PEOPLE)
"""The steps of which later ones may give something away."""
_STAYING = 2
"""How many times as much a plan may give away that was there before."""
_HUNDREDTH = Fraction(1, 100)
"""The part of the least of such a step to which it is proven."""


def lambda_of(problem: VerificationProblem) -> Fraction:
    """Return the weight of the worst-off member, to the hundredth."""
    return Fraction(round(problem.programme.fairness.lambda_ * 100), 100)


def invitations_of(problem: VerificationProblem, region: str) -> int:
    """Return how often the people of a region are invited; 1 where nobody is."""
    return problem.invitations.get(region, 0) or 1


def target_of(problem: VerificationProblem, under: str, step: str) -> int:
    """Return what could be had on a step under a profile, in hundredths; 0 where one is assumed."""
    return problem.best[under][step] if problem.best else 0


def values_of(options: CheckedOptions, chosen: Sequence[int]) -> dict[str, Fraction]:
    """Return the exact value of every step of a plan, an option for each session; of none: of the past.

    Where several profiles are assumed, regions and people come to the greatest regret under any of them, and
    burdens to their mean.
    """
    problem = options.problem
    sizes = np.array([one.size for one in problem.classes], np.int64)
    burden, nights = options.total(chosen)
    weight, profiles = lambda_of(problem), {one.under for one in problem.classes} or {""}
    sums: dict[tuple[str, str], int] = {}
    for one, each in zip(problem.classes, burden.tolist(), strict=True):
        sums[one.under, one.region] = sums.get((one.under, one.region), 0) + one.size * each
    # What a region bears is shared among its invitations: a small region counts as much as a large one, and
    # somebody who is seldom invited does not make it look better off.
    means = (
        Fraction(total, invitations_of(problem, region)) - target_of(problem, under, REGIONS)
        for (under, region), total in sums.items()
    )
    people = []
    for under in profiles:
        those = [k for k, one in enumerate(problem.classes) if one.under == under]
        everyone = int(sizes[those].sum()) or 1
        mean = Fraction(int(sizes[those] @ burden[those]), everyone)
        worst = weight * int(burden[those].max(initial=0))
        people.append(mean + worst - target_of(problem, under, PEOPLE))
    total, slots = int(sizes @ burden), {options.slots[o] for o in chosen}
    return {
        NIGHTS: int(sizes @ nights) + weight * int(nights.max(initial=0)),
        REGIONS: max(means, default=Fraction(0)) / HUNDREDTHS,
        PEOPLE: max(people) / HUNDREDTHS,
        RHYTHM: Fraction(len(slots) + int(options.change[list(chosen)].sum())),
        BURDEN: Fraction(total, HUNDREDTHS * len(profiles)),
    }


def limit_of(
    policy: Fairness, step: str, least: Fraction, past: Fraction, proposed: Fraction | None = None
) -> Fraction:
    """Return what plans may reach on a step for the sake of later ones, the past left out.

    ``proposed``: what the plan before reaches on it, if each of its starts is still possible.
    """
    given = (least - past) * _tolerance(policy, step)
    if proposed is None:
        return least + given
    return max(least + given, min(proposed, least + _STAYING * given))


def certain_of(policy: Fairness, step: str, least: Fraction, past: Fraction) -> Fraction | None:
    """Return what no plan may reach if the least is proven to a hundredth; None: it is to be exact."""
    return least - (least - past) * _HUNDREDTH if _tolerance(policy, step) else None


def _tolerance(policy: Fairness, step: str) -> Fraction:
    return Fraction(policy.tolerance, 100) if step in _TOLERANT else Fraction(0)
