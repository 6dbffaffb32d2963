"""A thin hold on HiGHS: columns, rows, a goal to make small, and an honest bound. Nothing of fairness."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import highspy
import numpy as np
from numpy.typing import NDArray

INF = highspy.kHighsInf
Terms = dict[int, int]
"""Column to whole coefficient."""


class Solved(NamedTuple):
    """``values`` of all columns (None: nothing found), the proven lower ``bound`` of the goal, and whether
    it is proven that nothing at all fits.
    """

    values: NDArray[np.float64] | None
    bound: float
    impossible: bool


class Columns:
    """A minimisation being written down, then solved for one goal after another."""

    def __init__(self) -> None:
        self.lower: list[float] = []
        self.upper: list[float] = []
        self.whole: list[bool] = []
        self.rows: list[tuple[float, float, Terms]] = []
        self._highs: highspy.Highs | None = None

    def add(self, lower: float = 0.0, upper: float = 1.0, *, whole: bool = True) -> int:
        """A new column; binary unless said otherwise."""
        self.lower.append(lower)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.lower) - 1

    def row(self, terms: Terms, lower: float = -INF, upper: float = INF) -> None:
        """A new row: ``lower <= sum <= upper``; also after the first solving."""
        self.rows.append((lower, upper, terms))
        if self._highs is not None:
            self._highs.addRow(
                lower,
                upper,
                len(terms),
                np.fromiter(terms, np.int32),
                np.fromiter(terms.values(), np.float64),
            )

    def least(self, goal: Terms, gap: float, seconds: float, near: NDArray[np.float64] | None) -> Solved:
        """Make the goal least. Goals nearer than ``gap`` are the same; ``near``: a known solution."""
        highs = self._highs or self._start()
        costs = np.zeros(len(self.lower))
        costs[list(goal)] = list(goal.values())
        highs.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)
        highs.setOptionValue("mip_abs_gap", gap)
        highs.setOptionValue("time_limit", highs.getRunTime() + max(seconds, 0.01))
        if near is not None:
            highs.setSolution(len(near), np.arange(len(near), dtype=np.int32), near)
        highs.run()
        info, status = highs.getInfo(), highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return Solved(None, math.inf, True)
        found = info.primal_solution_status == 2
        values = np.array(highs.getSolution().col_value) if found else None
        proves = status in {highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kTimeLimit}
        return Solved(values, info.mip_dual_bound if proves else -math.inf, False)

    def dearness(self, goal: Terms, seconds: float) -> tuple[float, NDArray[np.float64]] | None:
        """The goal's least value when nothing needs be whole, and by how much each column at 1 raises it.

        None when it could not be had in time.
        """
        highs = self._highs or self._start()
        costs = np.zeros(len(self.lower))
        costs[list(goal)] = list(goal.values())
        highs.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)
        highs.setOptionValue("solve_relaxation", True)
        highs.setOptionValue("time_limit", highs.getRunTime() + max(seconds, 0.01))
        highs.run()
        highs.setOptionValue("solve_relaxation", False)
        if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return highs.getInfo().objective_function_value, np.array(highs.getSolution().col_dual)

    def fix(self, columns: Sequence[int], values: Sequence[float]) -> None:
        """Hold columns at values from now on."""
        held = np.array(values, np.float64)
        if self._highs is not None:
            self._highs.changeColsBounds(len(columns), np.array(columns, np.int32), held, held)

    def _start(self) -> highspy.Highs:
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.lower), len(self.rows)
        lp.col_cost_ = np.zeros(len(self.lower))
        lp.col_lower_, lp.col_upper_ = np.array(self.lower), np.array(self.upper)
        lp.row_lower_ = np.array([r[0] for r in self.rows])
        lp.row_upper_ = np.array([r[1] for r in self.rows])
        whole, free = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
        lp.integrality_ = [whole if w else free for w in self.whole]
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        sizes = [len(r[2]) for r in self.rows]
        lp.a_matrix_.start_ = np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
        lp.a_matrix_.index_ = np.array([c for r in self.rows for c in r[2]], np.int32)
        lp.a_matrix_.value_ = np.array([v for r in self.rows for v in r[2].values()], np.float64)
        highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 0),
            ("mip_rel_gap", 0.0),
            ("mip_feasibility_tolerance", 1e-7),
        ):
            highs.setOptionValue(name, value)
        highs.passModel(lp)
        self._highs = highs
        return highs
