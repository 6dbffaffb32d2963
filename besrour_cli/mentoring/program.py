"""HiGHS, which chooses groups: the only module of this room that imports ``highspy``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import highspy
import numpy as np
from numpy.typing import NDArray

_LEAST_SECONDS = 0.05


class AtMost(NamedTuple):
    """A row: what the chosen ones of these columns add up to, each counted so often, is so much at most."""

    columns: Sequence[int]
    counts: Sequence[float]
    most: float


class ChosenColumns(NamedTuple):
    """The numbers of the chosen columns (None: nothing was found in time), and whether none are cheaper."""

    columns: tuple[int, ...] | None
    proven: bool


def cheapest_choice(
    costs: NDArray[np.float64], rows: Sequence[AtMost], fixed: Sequence[int], seconds: float
) -> ChosenColumns:
    """The cheapest choice among columns that are taken or not, in which the ``fixed`` ones are taken."""
    count = len(costs)
    if not count:
        return ChosenColumns((), True)
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = count, len(rows)
    program.col_cost_ = costs.astype(np.float64)
    low = np.zeros(count)
    low[list(fixed)] = 1.0
    program.col_lower_, program.col_upper_ = low, np.ones(count)
    program.row_lower_ = np.full(len(rows), -highspy.kHighsInf)
    program.row_upper_ = np.array([row.most for row in rows], np.float64)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lengths = [len(row.columns) for row in rows]
    program.a_matrix_.start_ = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    program.a_matrix_.index_ = np.array([c for row in rows for c in row.columns], np.int32)
    program.a_matrix_.value_ = np.array([n for row in rows for n in row.counts], np.float64)
    program.integrality_ = [highspy.HighsVarType.kInteger] * count
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    settings: dict[str, bool | int | float] = {"output_flag": False, "threads": 1, "random_seed": 0}
    settings |= {"mip_rel_gap": 0.0, "mip_abs_gap": 0.999, "time_limit": max(seconds, _LEAST_SECONDS)}
    for name, setting in settings.items():
        highs.setOptionValue(name, setting)
    highs.passModel(program)
    highs.run()
    found = highs.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    if not found:
        return ChosenColumns(None, False)
    chosen = np.flatnonzero(np.array(highs.getSolution().col_value) > 0.5)  # noqa: PLR2004 -- half of one
    return ChosenColumns(tuple(map(int, chosen)), highs.getModelStatus() == highspy.HighsModelStatus.kOptimal)
