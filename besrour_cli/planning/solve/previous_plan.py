"""The plan there was before: it stays where the time allowed was too short to find one as fair."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from besrour_cli.clock.instants import to_epoch_minutes
from besrour_cli.model.plan import ObjectiveValue
from besrour_cli.model.units import EpochMinute
from besrour_cli.planning.problem.build_problem import PlanningInput
from besrour_cli.planning.problem.fairness_rule import ORDER, POSSIBLE, TIE
from besrour_cli.planning.problem.options import OptionIndex
from besrour_cli.planning.problem.spacing import bound_pairs, in_conflict
from besrour_cli.planning.solve.certificate import StepProof, StepProofs


class PreviousPlan(NamedTuple):
    """The start (epoch minute) that every session had, and the exact values of these on the steps."""

    starts: tuple[EpochMinute, ...]
    values: dict[str, Fraction]

    def as_fair(self, steps: Sequence[ObjectiveValue]) -> bool:
        """Return whether no plan with the values of ``steps`` is fairer: these compare lexicographically."""
        reached = {step.name: step.value for step in steps}
        return [float(self.values[n]) for n in ORDER] <= [reached[n] for n in ORDER]

    def steps(self, taken: Sequence[ObjectiveValue]) -> tuple[ObjectiveValue, ...]:
        """Return the steps with this plan's values, and the dual bounds while the steps before are equal."""
        # A bound is over the plans that keep the steps before at what they reached. Once this plan differs on
        # a step, the bounds after it are of another question; 0 is a bound of every step.
        found, same = [ObjectiveValue(POSSIBLE, 0.0, 0.0)], True
        for step in taken:
            if step.name in self.values:
                value = float(self.values[step.name])
                bound = min(step.bound, value) if same else min(0.0, value)
                found.append(ObjectiveValue(step.name, value, bound))
                same = same and value == step.value
        return (*found, ObjectiveValue(TIE, float(len(self.starts)), 0.0))

    def proofs(self, taken: StepProofs, steps: Sequence[ObjectiveValue]) -> StepProofs:
        """Return the proofs of the steps on which this plan is equal; the others have no ``tree``."""
        bounds = {step.name: step.bound for step in steps}
        found: list[StepProof] = []
        same = True
        for proof in taken.steps:
            name = proof["name"]
            value = str(self.values[name])
            same = same and proof["value"] == value
            bound = str(Fraction(bounds[name]))
            found.append(proof if same else {"name": name, "tree": None, "value": value, "bound": bound})
        return taken._replace(steps=tuple(found))


def previous_plan(inputs: PlanningInput) -> PreviousPlan | None:
    """Return the plan there was if it has every session and meets every constraint, else None."""
    problem = inputs.problem(prune=False, by_day=True)
    choice: list[OptionIndex] = []
    for each, options in zip(inputs.sessions, problem.options, strict=True):
        slot = inputs.given.plan.slots.get(each.session.id)
        at = [starts[0] for starts in options.starts]
        wanted = at[0] if each.fixed or slot is None else to_epoch_minutes(slot.start)
        if wanted not in at or (slot is None and len(at) > 1):
            return None
        choice.append(OptionIndex(at.index(wanted)))
    places = [(o.starts[c][0], o.days[c][0]) for o, c in zip(problem.options, choice, strict=True)]
    if any(in_conflict(problem, pair, places[pair[0]], places[pair[1]]) for pair in bound_pairs(problem)):
        return None
    reached = problem.evaluate(choice)
    return PreviousPlan(tuple(start for start, _ in places), {name: reached[name] for name in ORDER})
