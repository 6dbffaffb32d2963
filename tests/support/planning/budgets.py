"""Budgets for tests: none at all by a clock that never moves, or real seconds where a year is large."""

from __future__ import annotations

from time import monotonic

from besrour_cli.planning.solve.budget import Budget, start_budget

NO_TIME = Budget(clock=lambda: 0.0, seconds=0.0, began=0.0)
"""Expired from the start, so that what is found without a search is the same on every machine."""


def seconds(allowed: float) -> Budget:
    """Seconds of real time from now on."""
    return start_budget(monotonic, allowed)
