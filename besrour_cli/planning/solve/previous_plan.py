"""The plan there was: where the time allowed was too short to find as fair a one, it stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from besrour_cli.clock.instants import to_epoch_minutes
from besrour_cli.model.plan import ObjectiveValue
from besrour_cli.model.units import EpochMinute
from besrour_cli.planning.problem.build import PlanningInput
from besrour_cli.planning.problem.indices import OptionIndex
from besrour_cli.planning.problem.objectives import ORDER, POSSIBLE, TIE
from besrour_cli.planning.problem.spacing import bound_pairs, in_conflict


class PreviousPlan(NamedTuple):
    """A start (epoch minute) of every session as it was planned, and what it reaches on the steps."""

    starts: tuple[EpochMinute, ...]
    values: dict[str, Fraction]

    def as_fair(self, steps: Sequence[ObjectiveValue]) -> bool:
        """Whether no step that was just taken reached less, compared in their order."""
        reached = {step.name: step.value for step in steps}
        return [float(self.values[n]) for n in ORDER] <= [reached[n] for n in ORDER]

    def steps(self, taken: Sequence[ObjectiveValue]) -> tuple[ObjectiveValue, ...]:
        """The steps with these values: a bound holds as long as the steps before reached the same."""
        found, same = [ObjectiveValue(POSSIBLE, 0.0, 0.0)], True
        for step in taken:
            if step.name in self.values:
                value = float(self.values[step.name])
                found.append(
                    ObjectiveValue(step.name, value, min(step.bound, value) if same else min(0.0, value))
                )
                same = same and value == step.value
        return (*found, ObjectiveValue(TIE, float(len(self.starts)), 0.0))

    def proofs(self, taken: Mapping[str, object], steps: Sequence[ObjectiveValue]) -> dict[str, object]:
        """The proofs of the steps that reached the same; the others have none."""
        bounds = {step.name: step.bound for step in steps}
        found, same = [], True
        for proof in taken["steps"]:  # type: ignore[attr-defined]
            name, value = proof["name"], str(self.values[proof["name"]])
            same = same and proof["value"] == value
            if same:
                found.append(proof)
            else:
                bound = str(Fraction(bounds[name]))
                found.append({"name": name, "tree": None, "value": value, "bound": bound})
        return {**taken, "steps": found}


def previous_plan(inputs: PlanningInput) -> PreviousPlan | None:
    """The plan there was, if it has every session and still meets every demand."""
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
