"""What a planned year comes to in a few answers: who has nights, who carries most, whether it is proven."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from besrour_cli.model.plan import ObjectiveValue
from besrour_cli.model.programme import Programme
from besrour_cli.planning.explain.good_hours import few_good_sessions, good_burdens
from besrour_cli.planning.problem.fairness_rule import TIE
from besrour_cli.planning.solve.choose import PlanResult

_SAME = 1e-6
"""Values are sums of hundredths: a smaller difference is one of rounding."""


@dataclass(frozen=True)
class YearSummary:
    """The year in a few figures; people are member ids.

    ``nights`` maps everyone who has a night to how many, most first. ``most`` are those who carry the most,
    ``burden`` what each of them carries, in units, and ``mean`` what people carry on average; the first of
    ``most`` is invited to ``sessions``, of which ``hard`` are not at a good hour. ``few_good`` maps those who
    have fewer sessions at a good hour than the files ask for to how many they have. ``unproven`` are the
    steps of which a better value was not ruled out, ``following`` those after the first of them, which
    nothing can be proven of either; ``open_ties`` is for how many sessions ties were left open.
    """

    nights: Mapping[str, int]
    most: tuple[str, ...]
    burden: float
    mean: float
    sessions: int
    hard: int
    few_good: Mapping[str, int]
    unproven: tuple[ObjectiveValue, ...]
    following: tuple[ObjectiveValue, ...]
    open_ties: int

    @property
    def nobody(self) -> bool:
        """Whether nobody takes part, so that every year is as fair."""
        return not self.most

    @property
    def proven(self) -> bool:
        """Whether it is proven that no year is fairer."""
        return not self.unproven


def year_summary(programme: Programme, choice: PlanResult) -> YearSummary:
    """The summary of a choice."""
    people, costs, good = choice.people, choice.costs, good_burdens(programme, choice.plan)
    steps = [step for step in choice.steps if step.name != TIE]
    burden = max((each.burden for each in people.values()), default=0.0)
    most = tuple(sorted(i for i, each in people.items() if each.burden == burden))
    nights = {i: each.nights for i, each in people.items() if each.nights}
    mine = {name: cost[most[0]] for name, cost in costs.items() if most[0] in cost} if most else {}
    proven = leading_proven(steps)
    return YearSummary(
        nights=dict(sorted(nights.items(), key=lambda each: (-each[1], each[0]))),
        most=most,
        burden=burden,
        mean=sum(each.burden for each in people.values()) / len(people) if people else 0.0,
        sessions=len(mine),
        hard=sum(cost > good[name] for name, cost in mine.items()),
        few_good=few_good_sessions(programme, choice.plan, costs),
        unproven=tuple(step for step in steps if not _is_closed(step)),
        following=tuple(step for step in steps[proven:] if _is_closed(step)),
        open_ties=sum(round(step.value) for step in choice.steps if step.name == TIE),
    )


def leading_proven(steps: Sequence[ObjectiveValue]) -> int:
    """How many steps are proven: those before the first of which a better value was not ruled out.

    What follows it was searched among plans that a better value may yet exclude.
    """
    return next((n for n, step in enumerate(steps) if not _is_closed(step)), len(steps))


def _is_closed(step: ObjectiveValue) -> bool:
    """Whether nothing less is possible on a step than its least, the steps before it staying."""
    return abs(step.least - step.bound) < _SAME
