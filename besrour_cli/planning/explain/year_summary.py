"""What a planned year comes to in three answers: who has nights, who carries most, whether it is proven."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from besrour_cli.model.plan import Burden, ObjectiveValue
from besrour_cli.planning.problem.fairness_rule import TIE

_SAME = 1e-6
"""Values are sums of hundredths: a smaller difference is one of rounding."""


@dataclass(frozen=True)
class YearSummary:
    """The year in a few figures; people are member ids.

    ``nights`` maps everyone who has a night to how many, most first. ``most`` are those who carry the most,
    ``burden`` what each of them carries, in units, and ``mean`` what people carry on average; the first of
    ``most`` is invited to ``sessions``, of which ``hard`` are not at a good hour. ``unproven`` are the steps
    of which a better value was not ruled out; ``open_ties`` is for how many sessions ties were left open.
    """

    nights: Mapping[str, int]
    most: tuple[str, ...]
    burden: float
    mean: float
    sessions: int
    hard: int
    unproven: tuple[ObjectiveValue, ...]
    open_ties: int

    @property
    def proven(self) -> bool:
        """Whether it is proven that no year is fairer."""
        return not self.unproven


def year_summary(
    people: Mapping[str, Burden],
    costs: Mapping[str, Mapping[str, float]],
    steps: Sequence[ObjectiveValue],
    good: float,
) -> YearSummary:
    """The summary of a choice: its people, costs and steps; ``good`` is the burden of a good session."""
    burden = max((each.burden for each in people.values()), default=0.0)
    most = tuple(sorted(i for i, each in people.items() if each.burden == burden))
    nights = {i: each.nights for i, each in people.items() if each.nights}
    mine = [cost[most[0]] for cost in costs.values() if most[0] in cost] if most else []
    return YearSummary(
        nights=dict(sorted(nights.items(), key=lambda each: (-each[1], each[0]))),
        most=most,
        burden=burden,
        mean=sum(each.burden for each in people.values()) / len(people) if people else 0.0,
        sessions=len(mine),
        hard=sum(cost > good for cost in mine),
        unproven=tuple(s for s in steps if s.name != TIE and not is_proven(s)),
        open_ties=sum(round(step.value) for step in steps if step.name == TIE),
    )


def is_proven(step: ObjectiveValue) -> bool:
    """Whether nothing less is possible on a step than its least."""
    return abs(step.least - step.bound) < _SAME
