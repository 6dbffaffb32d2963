"""An integer program in whole numbers, and HiGHS that solves it: one thread, one seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import highspy
import numpy as np
from numpy.typing import NDArray

Terms = Mapping[int, int]
"""Column to coefficient."""
_INF = highspy.kHighsInf


class Found(NamedTuple):
    """The best solution (None: there is none, or none was found), its value, and what is proven of it."""

    values: NDArray[np.int64] | None
    value: int
    bound: int
    infeasible: bool


class LinearModel:
    """Columns between whole bounds, and rows ``terms <= most``; the first columns are starts.

    ``alike``: starts of one session that cost everybody the same, each group by its number (a start's own
    number where nothing is like it). Rows on what people bear are written over one column a group.
    """

    def __init__(self, alike: NDArray[np.int64]) -> None:
        self.high = [1] * len(alike)
        self.rows: list[tuple[Terms, int]] = []
        self.exactly: list[Sequence[int]] = []
        self.sums: list[tuple[int, Sequence[int]]] = []
        _, self._first, counts = np.unique(alike, return_index=True, return_counts=True)
        self._column = np.array(self._first)
        for n in np.flatnonzero(counts > 1).tolist():
            column = self.column(1)
            self.sums.append((column, np.flatnonzero(alike == alike[self._first[n]]).tolist()))
            self._column[n] = column

    def borne(self, row: NDArray[np.int64]) -> dict[int, int]:
        """The terms of a row over starts whose coefficients are the same for starts alike."""
        values = row[self._first]
        there = np.flatnonzero(values)
        return dict(zip(self._column[there].tolist(), values[there].tolist(), strict=True))

    def column(self, high: int) -> int:
        """A new column between 0 and ``high``."""
        self.high.append(high)
        return len(self.high) - 1

    def at_most(self, terms: Terms, most: int) -> None:
        """Add a row."""
        self.rows.append((terms, most))

    def minimise(self, objective: Terms, seconds: float) -> Found:
        """The least value of an objective, within some seconds."""
        highs = self._highs(objective, whole=True, seconds=seconds)
        highs.run()
        info, status = highs.getInfo(), highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return Found(None, 0, 0, infeasible=True)
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return Found(None, 0, 0, infeasible=False)
        values = np.rint(np.array(highs.getSolution().col_value)).astype(np.int64)
        value = sum(int(values[c]) * k for c, k in objective.items())
        bound = value if status == highspy.HighsModelStatus.kOptimal else int(info.mip_dual_bound)
        return Found(values, value, min(bound, value), infeasible=False)

    def too_dear(self, objective: Terms, most: int) -> NDArray[np.bool_]:
        """Which starts no plan within ``most`` can choose, by their reduced costs in the relaxation."""
        highs = self._highs(objective, whole=False, seconds=20.0)
        highs.run()
        if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return np.zeros(len(self.high), np.bool_)
        reduced = np.array(highs.getSolution().col_dual)
        bound = highs.getInfo().objective_function_value
        found: NDArray[np.bool_] = bound + reduced > most + max(1e-6 * abs(most), 1e-3)
        return found

    def _highs(self, objective: Terms, *, whole: bool, seconds: float) -> highspy.Highs:
        program = highspy.HighsLp()
        equal = [dict.fromkeys(xs, 1) for xs in self.exactly]
        equal += [{**dict.fromkeys(xs, 1), column: -1} for column, xs in self.sums]
        right = np.array([1.0] * len(self.exactly) + [0.0] * len(self.sums))
        program.num_col_, program.num_row_ = len(self.high), len(self.rows) + len(equal)
        cost = np.zeros(len(self.high))
        for column, coefficient in objective.items():
            cost[column] += coefficient
        program.col_cost_ = cost
        program.col_lower_, program.col_upper_ = np.zeros(len(self.high)), np.array(self.high, np.float64)
        terms = [*(row for row, _ in self.rows), *equal]
        program.row_lower_ = np.append(np.full(len(self.rows), -_INF), right)
        program.row_upper_ = np.append(np.array([m for _, m in self.rows], float), right)
        lengths = np.array([len(row) for row in terms], np.int32)
        count = int(lengths.sum())
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = np.append(0, np.cumsum(lengths)).astype(np.int32)
        program.a_matrix_.index_ = np.fromiter(chain.from_iterable(terms), np.int32, count)
        program.a_matrix_.value_ = np.fromiter(
            chain.from_iterable(row.values() for row in terms), np.float64, count
        )
        if whole:
            program.integrality_ = [highspy.HighsVarType.kInteger] * len(self.high)
        highs = highspy.Highs()  # type: ignore[no-untyped-call]
        fixed = {"output_flag": False, "threads": 1, "random_seed": 0, "time_limit": max(seconds, 0.01)}
        # probing takes minutes where there are many starts, and finds little
        settings = {"mip_abs_gap": 0.999, "mip_rel_gap": 0.0, "presolve_rule_off": 1 << 15}
        for name, setting in {**fixed, **settings}.items():
            highs.setOptionValue(name, setting)
        highs.passModel(program)
        return highs
