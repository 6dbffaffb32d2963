"""HiGHS, which finds the smallest and the largest number that something unknown may be.

The only module here that imports ``highspy``. It knows nothing of people and publications.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import highspy
import numpy as np
from numpy.typing import NDArray

Point = NDArray[np.float64]
INFINITY = highspy.kHighsInf
_EXACT = 1e-6
"""How far from whole a number of the solver may be that is whole."""


class Row(NamedTuple):
    """Unknown numbers by place, each times a factor, add up to between two bounds."""

    columns: NDArray[np.int64]
    factors: NDArray[np.float64]
    low: float
    high: float


class LinearProgram:
    """Unknown numbers from zero to ``most``, under rows whose bounds may change."""

    def __init__(self, columns: int, rows: Sequence[Row], most: float, *, whole: bool = False) -> None:
        self._columns = columns
        self._costs = np.zeros(columns)
        self._highs = _solver(whole=whole)
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = columns, len(rows)
        program.col_cost_ = self._costs
        program.col_lower_, program.col_upper_ = np.zeros(columns), np.full(columns, most)
        program.row_lower_ = np.array([row.low for row in rows], np.float64)
        program.row_upper_ = np.array([row.high for row in rows], np.float64)
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lengths = [len(row.columns) for row in rows]
        program.a_matrix_.start_ = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
        indices = [row.columns for row in rows] or [np.zeros(0, np.int64)]
        program.a_matrix_.index_ = np.concatenate(indices).astype(np.int32)
        program.a_matrix_.value_ = np.concatenate([row.factors for row in rows] or [np.zeros(0)])
        if whole:
            program.integrality_ = [highspy.HighsVarType.kInteger] * columns
        self._highs.passModel(program)

    def bound_row(self, place: int, low: float, high: float) -> None:
        """Give a row other bounds."""
        self._highs.changeRowBounds(place, low, high)

    def bound_column(self, place: int, low: float, high: float) -> None:
        """Give an unknown number other bounds."""
        self._highs.changeColBounds(place, low, high)

    def add_row(self, row: Row) -> None:
        """Add a row at the end."""
        self._highs.addRow(
            row.low, row.high, len(row.columns), row.columns.astype(np.int32), row.factors.astype(np.float64)
        )

    def remove_row(self, place: int) -> None:
        """Remove the row at that place."""
        self._highs.deleteRows(1, np.array([place], np.int32))

    def aim(self, costs: NDArray[np.float64]) -> None:
        """From now on look for the least sum of the numbers, each times its cost."""
        changed = np.flatnonzero(costs != self._costs).astype(np.int32)
        self._highs.changeColsCost(len(changed), changed, costs[changed])
        self._costs = costs

    def solve(self, target: float = -INFINITY) -> Point | None:
        """The numbers that are best; None where nothing satisfies the rows.

        A sum that is ``target`` or less is good enough, where they have to be whole.
        """
        self._highs.setOptionValue("objective_target", target)
        self._highs.run()
        status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kUnknown:  # lost on the way from its last point: begin afresh
            self._highs.clearSolver()
            self._highs.run()
            status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status == highspy.HighsModelStatus.kModelEmpty:
            return np.zeros(self._columns)
        if status not in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kObjectiveTarget):
            raise ArithmeticError(str(status))
        return np.array(self._highs.getSolution().col_value)


def as_whole(point: Point) -> NDArray[np.int64] | None:
    """The same numbers as whole ones; None where they are not whole."""
    near = np.rint(point)
    return near.astype(np.int64) if np.abs(point - near).max(initial=0) < _EXACT else None


def _solver(*, whole: bool) -> highspy.Highs:
    """A solver with one thread and one seed, so that a program always has the same solution."""
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    options: dict[str, str | float | bool] = {"output_flag": False, "threads": 1, "random_seed": 0}
    if whole:
        options |= {"mip_abs_gap": 0.5, "mip_rel_gap": 0.0}
    else:
        options |= {"solver": "simplex"}
    for name, setting in options.items():
        highs.setOptionValue(name, setting)
    return highs
