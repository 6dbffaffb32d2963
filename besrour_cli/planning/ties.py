"""The tie-break: of all choices equal on every step, the one with the earliest hours, in the rule's order.

Sessions are taken in order; each gets the earliest hour on the anchor's clock that the steps still allow
(the earliest dates for that hour follow in ``dates``). Several sessions are packed into one goal, as
digits of one number, so that few programs are solved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from besrour_cli.planning.milp import Program

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LARGEST = 20_000  # digits beyond this would drown in the solver's tolerances


def break_ties(
    program: Program, choice: tuple[int, ...], near: NDArray[np.float64] | None, until: float
) -> tuple[tuple[int, ...], int]:
    """The tie-broken choice, and how many sessions' ties were left open when the time was over."""
    from time import monotonic

    waiting = [s for s, xs in enumerate(program.open) if len(xs) > 1]
    left_open = 0
    while waiting:
        block: list[int] = []
        weight = 1
        while waiting and (not block or weight * len(program.open[waiting[0]]) <= _LARGEST):
            weight *= len(program.open[waiting[0]])
            block.append(waiting.pop(0))
        goal: dict[int, int] = {}
        for s in block:
            weight //= len(program.open[s])
            goal.update({x: rank * weight for rank, x in enumerate(program.open[s]) if rank})
        reached = _rank(program, choice, block, goal)
        if reached:
            solved = program.columns.least(goal, 0.9, until - monotonic(), near)
            if solved.values is not None:
                found = program.choice(solved.values)
                if _rank(program, found, block, goal) <= reached:
                    choice, near, reached = found, solved.values, _rank(program, found, block, goal)
            if solved.bound < reached - 0.95:
                left_open += len(block)
        columns = [x for s in block for x in program.open[s]]
        held = [float(x == program.x[s][choice[s]]) for s in block for x in program.open[s]]
        program.columns.fix(columns, held)
    return choice, left_open


def _rank(program: Program, choice: Sequence[int], block: Sequence[int], goal: Mapping[int, int]) -> int:
    return sum(goal.get(program.x[s][choice[s]], 0) for s in block)
