"""The plan there was before: it stays where the time allowed was too short to find one as fair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from besrour_cli.clock.instants import to_epoch_minutes
from besrour_cli.model.plan import ObjectiveValue
from besrour_cli.model.units import EpochMinute
from besrour_cli.planning.problem.build_problem import PlanningInput
from besrour_cli.planning.problem.fairness_rule import ORDER, POSSIBLE, TIE, StepMargin
from besrour_cli.planning.problem.spacing import bound_pairs, fits
from besrour_cli.planning.solve.certificate import StepProof, StepProofs


class PreviousPlan(NamedTuple):
    """The start (epoch minute) that every session had, its values on the steps, and what these leave open."""

    starts: tuple[EpochMinute, ...]
    values: dict[str, Fraction]
    margins: dict[str, StepMargin]

    def decisive(self, proofs: StepProofs) -> str | None:
        """Return the first step on which a new plan is less fair than this one.

        "" if this one is within the limits of all of them; None if the new plan is the fairer one.
        """
        for proof in proofs.steps:
            name, least = proof["name"], Fraction(proof["least"])
            if self.values[name] < least:
                return name
            if self.values[name] > self.margins[name].limit(least):
                return None
        return ""

    def steps(self, taken: Sequence[ObjectiveValue], decisive: str) -> tuple[ObjectiveValue, ...]:
        """Return the steps with this plan's values, and the dual bounds up to the ``decisive`` step."""
        # A bound is over the plans within the limits of the steps before. Once this plan sets another least,
        # the bounds after it are of another question; what the past comes to is a bound of every step.
        found, same = [ObjectiveValue(POSSIBLE, 0.0, 0.0, 0.0)], True
        for step in taken:
            if step.name not in self.values:
                continue
            value = float(self.values[step.name])
            least = value if step.name == decisive or not same else step.least
            bound = min(step.bound, least) if same else min(float(self.margins[step.name].past), least)
            found.append(ObjectiveValue(step.name, value, bound, least))
            same = same and step.name != decisive
        return (*found, ObjectiveValue(TIE, float(len(self.starts)), 0.0, float(len(self.starts))))

    def proofs(
        self, taken: StepProofs, steps: Sequence[ObjectiveValue], decisive: str, witness: Mapping[str, str]
    ) -> StepProofs:
        """Return the proofs of the steps before the ``decisive`` one; the others have no ``tree``.

        ``witness``: the starts of the new plan, which reach the least of steps on which this one does not.
        """
        bounds = {step.name: step.bound for step in steps}
        found: list[StepProof] = []
        same = True
        for proof in taken.steps:
            name = proof["name"]
            value = str(self.values[name])
            same = same and name != decisive
            if same:
                found.append({"witness": dict(witness), **proof, "value": value})
            else:
                bound = str(Fraction(bounds[name]))
                found.append({"name": name, "tree": None, "value": value, "least": value, "bound": bound})
        return taken._replace(steps=tuple(found))


def previous_plan(inputs: PlanningInput) -> PreviousPlan | None:
    """Return the plan there was if it has every session and meets every constraint, else None."""
    problem = inputs.problem()
    choice = []
    for each, options in zip(inputs.sessions, problem.options, strict=True):
        slot = inputs.given.plan.slots.get(each.session.id)
        only = options.start(0) if len(options.starts) == 1 else None
        wanted = only if each.fixed or slot is None else to_epoch_minutes(slot.start)
        at = None if wanted is None else options.at(wanted)
        if at is None:
            return None
        choice.append(at)
    if not fits(problem, choice, bound_pairs(problem)):
        return None
    starts = tuple(options.start(o) for options, o in zip(problem.options, choice, strict=True))
    reached = problem.evaluate(choice)
    return PreviousPlan(starts, {name: reached[name] for name in ORDER}, problem.margins())
