"""Budgets for tests: none at all by a clock that never moves, or real seconds where a year is large."""

from __future__ import annotations

from math import inf
from time import monotonic

import pytest

from besrour_cli.planning.solve import lexicographic
from besrour_cli.planning.solve.budget import Budget, start_budget
from besrour_cli.planning.solve.integer_program.highs import MipResult

NO_TIME = Budget(clock=lambda: 0.0, seconds=0.0, began=0.0)
"""Expired from the start, so that what is found without a search is the same on every machine."""


def seconds(allowed: float) -> Budget:
    """Seconds of real time from now on."""
    return start_budget(monotonic, allowed)


NOTHING_FOUND = MipResult(None, -inf, infeasible=False)
"""What HiGHS says of a year that is too hard for the seconds it has."""


def too_hard(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on no plan is found in any time, as in a year far larger than a test may have."""
    monkeypatch.setattr(lexicographic, "any_feasible", lambda *_: None)
    monkeypatch.setattr(lexicographic, "solve_mip", lambda *_: NOTHING_FOUND)
