"""HiGHS, which chooses among columns: its relaxation that grows by columns, and whole choices.

The only module here that imports ``highspy``. It knows nothing of people and tables.
"""

from __future__ import annotations

from typing import NamedTuple

import highspy
import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float64]
Matrix = NDArray[np.float64]
"""One row a column of the program: its coefficients in every row (few and short, so not sparse)."""

_INF = highspy.kHighsInf
_LEAST_SECONDS = 0.01
"""HiGHS refuses a negative time limit, and would then run without any."""


class RowBounds(NamedTuple):
    """The lower and upper bound of each row."""

    low: Rows
    high: Rows


class WholeChoice(NamedTuple):
    """How often each column is taken (None: nothing was found), and what no choice of these goes below."""

    times: NDArray[np.int64] | None
    bound: float


class GrowingRelaxation:
    """A relaxation to which columns are added, each solution beginning where the last one ended."""

    def __init__(self, rows: RowBounds) -> None:
        self._highs = _solver(solver="simplex", presolve="off")
        for low, high in zip(rows.low, rows.high, strict=True):
            self._highs.addRow(low, high, 0, np.array([], np.int32), np.array([], np.float64))

    def add(self, costs: NDArray[np.float64], matrix: Matrix) -> None:
        """Add columns that may be taken any number of times."""
        filled = matrix != 0
        starts = np.concatenate([[0], np.cumsum(filled.sum(axis=1))[:-1]]).astype(np.int32)
        where = np.nonzero(filled)
        count = len(costs)
        self._highs.addCols(
            count,
            costs.astype(np.float64),
            np.zeros(count),
            np.full(count, _INF),
            len(where[0]),
            starts,
            where[1].astype(np.int32),
            matrix[where],
        )

    def add_row(self, high: float, coefficients: NDArray[np.float64]) -> None:
        """Add a row: what these coefficients of all columns so far add up to is so much at most."""
        where = np.flatnonzero(coefficients)
        self._highs.addRow(-_INF, high, len(where), where.astype(np.int32), coefficients[where])

    def duals(self, seconds: float) -> Rows | None:
        """The rows' duals at the optimum; None where there is none in that time."""
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + max(seconds, _LEAST_SECONDS))
        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.array(self._highs.getSolution().row_dual)

    def values(self) -> NDArray[np.float64]:
        """How often each column is taken at the last optimum."""
        return np.array(self._highs.getSolution().col_value)


def choose_whole(
    rows: RowBounds, costs: NDArray[np.float64], matrix: Matrix, cutoff: float, seconds: float
) -> WholeChoice:
    """The cheapest whole choice of columns below ``cutoff``, in at most some seconds."""
    # a row, since HiGHS's own objective_bound ends relaxations within the search too early
    rows = RowBounds(np.append(rows.low, -_INF), np.append(rows.high, cutoff))
    matrix = np.hstack([matrix, costs[:, None]])
    filled = matrix != 0
    where = np.nonzero(filled)
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(costs), len(rows.low)
    program.col_cost_ = costs.astype(np.float64)
    program.col_lower_, program.col_upper_ = np.zeros(len(costs)), np.full(len(costs), _INF)
    program.row_lower_, program.row_upper_ = rows.low, rows.high
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_ = np.concatenate([[0], np.cumsum(filled.sum(axis=1))]).astype(np.int32)
    program.a_matrix_.index_ = where[1].astype(np.int32)
    program.a_matrix_.value_ = matrix[where]
    program.integrality_ = [highspy.HighsVarType.kInteger] * len(costs)
    highs = _solver(mip_abs_gap=0.999, mip_rel_gap=0.0, time_limit=max(seconds, _LEAST_SECONDS))
    highs.passModel(program)
    highs.run()
    info, status = highs.getInfo(), highs.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return WholeChoice(None, np.inf)
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    proves = status in {highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kTimeLimit}
    values = np.rint(highs.getSolution().col_value).astype(np.int64) if found else None
    return WholeChoice(values, info.mip_dual_bound if proves else -np.inf)


def _solver(**options: str | float) -> highspy.Highs:
    """A solver with one thread and one seed, so that a program always has the same solution."""
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    fixed: dict[str, str | float] = {"output_flag": False, "threads": 1, "random_seed": 0}
    for name, setting in {**fixed, **options}.items():
        highs.setOptionValue(name, setting)
    return highs
