"""The choice against trying everything: the same value on every step, on hundreds of small programmes."""

from __future__ import annotations

import pytest

from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.planning.solve.choose import choose
from support.planning.world import NOW, oracle, random_instance


@pytest.mark.parametrize("tens", range(36))
def test_the_choice_is_the_best_there_is(tens: int) -> None:
    """Ten programmes a case: every step reaches what trying everything reaches, and says it is proven."""
    for seed in range(tens * 10, tens * 10 + 10):
        programme, plan = random_instance(seed)
        best = oracle(programme, plan)
        if best is None:
            with pytest.raises(NegativeAnswer):
                choose(programme, plan, NOW)
            continue
        found = choose(programme, plan, NOW)
        values = [step.value for step in found.steps]
        assert values == pytest.approx([0.0, *map(float, best), 0.0], abs=1e-9), f"seed {seed}"
        assert [step.bound for step in found.steps] == values, f"seed {seed}"
