"""The choice against trying everything: the same least of every step, on hundreds of small programmes."""

from __future__ import annotations

import pytest

from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.planning.solve.choose import choose
from support.planning.world import NOW, oracle, random_instance


@pytest.mark.parametrize("tens", range(36))
def test_the_choice_is_the_best_there_is(tens: int) -> None:
    """Ten programmes a case: what trying everything finds is found, and said to be proven."""
    for seed in range(tens * 10, tens * 10 + 10):
        programme, plan = random_instance(seed)
        best = oracle(programme, plan)
        if best is None:
            with pytest.raises(NegativeAnswer):
                choose(programme, plan, NOW)
            continue
        found = choose(programme, plan, NOW)
        steps = found.steps[1:-1]
        assert [step.least for step in steps] == [float(least) for least in best.least], f"seed {seed}"
        assert [step.bound for step in steps] == [step.least for step in steps], f"seed {seed}"
        reached = {tuple(map(float, values)) for values in best.values}
        assert tuple(step.value for step in steps) in reached, f"seed {seed}"
