"""The choice against trying everything: the same least of every step, on hundreds of small programmes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.programme import Programme
from besrour_cli.planning.solve.choose import PlanResult, choose
from besrour_cli.planning.verify.check import verify
from support.campaigns.thorough import a_few
from support.planning.certificates import written
from support.planning.oracle import Fairest, oracle, proposed_before
from support.planning.world import NOW, random_instance


@pytest.mark.parametrize("tens", a_few(range(36), 9))
def test_the_choice_is_the_best_there_is(tens: int) -> None:
    """Ten programmes a case: what trying everything finds is found, and said to be proven."""
    for seed in range(tens * 10, tens * 10 + 10):
        programme, plan = random_instance(seed)
        best = oracle(programme, plan)
        if best is None:
            with pytest.raises(NegativeAnswer):
                choose(programme, plan, NOW)
            continue
        _agree(best, choose(programme, plan, NOW), f"seed {seed}")


@pytest.mark.parametrize("tens", a_few(range(12), 4))
def test_the_choice_is_the_nearest_to_what_was_proposed(tens: int) -> None:
    """Some starts are proposed already: of plans as fair and simple, one that leaves fewest is found.

    Whatever part of the least regions and people may give away.
    """
    for seed in range(tens * 10, tens * 10 + 10):
        programme, plan = random_instance(seed)
        policy = programme.fairness._replace(tolerance=(0, 10, 25)[seed % 3])
        programme, plan = replace(programme, fairness=policy), proposed_before(programme, plan, seed)
        best = oracle(programme, plan)
        if best is None:
            continue
        found = choose(programme, plan, NOW, near=True)
        _agree_and_hold(programme, best, found, f"seed {seed}")


@pytest.mark.parametrize("tens", a_few(range(12), 4))
def test_a_plan_stays_where_somebody_joins(tens: int) -> None:
    """Planned without one of them, then with all: what was proposed stays, up to twice the tolerance."""
    stayed = 0
    for seed in range(tens * 10, tens * 10 + 10):
        programme, plan = random_instance(seed)
        fewer = replace(programme, members=programme.members[:-1])
        try:
            earlier = choose(fewer, plan, NOW).plan
        except NegativeAnswer:
            continue
        best = oracle(programme, earlier)
        if best is None:
            continue
        found = choose(programme, earlier, NOW, near=True)
        _agree_and_hold(programme, best, found, f"seed {seed}")
        stayed += found.plan.slots == earlier.slots
    assert stayed


def _agree_and_hold(programme: Programme, best: Fairest, found: PlanResult, seed: str) -> None:
    """The choice is that of trying everything, and the checker finds it proven."""
    _agree(best, found, seed)
    verdict = verify(programme, found.plan, written(found))
    assert verdict.proven, f"{seed}: {verdict.faults}"


def _agree(best: Fairest, found: PlanResult, seed: str) -> None:
    """Every least and bound is that of trying everything, and the plan is one of the best there are."""
    steps = found.steps[1:-1]
    assert [step.least for step in steps] == [float(least) for least in best.least], seed
    assert [step.bound for step in steps] == [step.least for step in steps], seed
    reached = {tuple(map(float, values)) for values in best.values}
    assert tuple(step.value for step in steps) in reached, seed
