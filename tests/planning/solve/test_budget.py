"""Time is handed in: by a clock that a test sets, the same choice whatever the machine does meanwhile."""

from __future__ import annotations

import json

import pytest

from besrour_cli.model.plan import Plan
from besrour_cli.planning.solve.budget import UNLIMITED, SearchLimits, start_budget
from besrour_cli.planning.solve.choose import choose
from support.planning.budgets import NO_TIME
from support.planning.certificates import year
from support.planning.world import NOW


class Clock:
    """A clock that goes forward by so many seconds each time it is read."""

    def __init__(self, step: float = 0.0) -> None:
        self.now, self.step = 100.0, step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


def test_a_budget_ends_when_its_clock_says_so() -> None:
    """A part begins when it is taken; a renewed budget is as long as the first."""
    clock = Clock()
    budget = start_budget(clock, 10.0)
    assert budget.remaining() == 10.0 and not budget.expired()
    clock.now += 4.0
    part = budget.part(2.0)
    assert (budget.remaining(), part.remaining(), budget.renewed().remaining()) == (6.0, 2.0, 10.0)
    clock.now += 2.0
    assert part.expired() and not budget.expired()
    clock.now += 4.0
    assert budget.expired()
    assert NO_TIME.expired() and not UNLIMITED.expired()


@pytest.mark.parametrize("step", [50.0, 200.0, 1000.0])
def test_a_choice_is_a_function_of_its_arguments(step: float) -> None:
    """However early the clock ends the search, it ends at the same place each time, proof and all.

    The seconds are many, since HiGHS counts those that it is given by the machine's own clock.
    """
    asked, _ = year()
    plan = Plan(asked.id, "")
    once, again = (choose(asked, plan, NOW, budget=start_budget(Clock(step), 1000.0)) for _ in range(2))
    assert json.dumps(once.proof) == json.dumps(again.proof)
    assert once == again


def test_limits_of_nodes_change_no_start() -> None:
    """Whoever proves it, the year is the same; without branch and bound there are bounds and no trees."""
    asked, choice = year()
    plan = Plan(asked.id, "")
    by_highs = choose(asked, plan, NOW, limits=SearchLimits(nodes=0))
    assert by_highs.plan.slots == choice.plan.slots and by_highs.steps == choice.steps
    steps = by_highs.proof["steps"]
    assert isinstance(steps, list) and {step["tree"] is None for step in steps[1:]} == {True}
