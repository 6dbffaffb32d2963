"""An integer program, written row by row and solved by HiGHS; it shares no row with the planner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import NamedTuple

import highspy
import numpy as np
from numpy.typing import NDArray

_INF = highspy.kHighsInf
_GAP = 0.5
"""All costs are whole, so that a gap below one proves the least."""


class Solution(NamedTuple):
    """``values`` of the columns (None: none found), their cost, the bound below which no solution costs."""

    values: NDArray[np.float64] | None
    cost: float
    bound: float

    @property
    def proven(self) -> bool:
        """Whether nothing costs less."""
        return self.cost - self.bound < 1 - 1e-6


class IntegerProgram:
    """Columns from 0 to ``high`` with their cost, rows that are to be at most, or exactly, a number."""

    def __init__(self) -> None:
        self.costs: list[int] = []
        self.highs: list[float] = []
        self.whole: list[bool] = []
        self.rows: list[tuple[Mapping[int, int], float, float]] = []

    def columns(self, costs: Iterable[int]) -> range:
        """So many new columns, each to be 0 or 1."""
        first = len(self.costs)
        self.costs += costs
        self.highs += [1.0] * (len(self.costs) - first)
        self.whole += [True] * (len(self.costs) - first)
        return range(first, len(self.costs))

    def number(self, cost: int) -> int:
        """A new column that may be any number from 0 on."""
        self.costs.append(cost)
        self.highs.append(_INF)
        self.whole.append(False)
        return len(self.costs) - 1

    def most(self, terms: Mapping[int, int], most: int) -> None:
        """A sum of columns that is to be at most so much."""
        self.rows.append((terms, -_INF, float(most)))

    def exactly(self, terms: Mapping[int, int], value: int) -> None:
        """A sum of columns that is to be a number."""
        self.rows.append((terms, float(value), float(value)))

    def solve(self, seconds: float) -> Solution:
        """The least cost, searched for at most so long."""
        lengths = [len(terms) for terms, _, _ in self.rows]
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = len(self.costs), len(self.rows)
        program.col_cost_ = np.array(self.costs, np.float64)
        program.col_lower_, program.col_upper_ = np.zeros(len(self.costs)), np.array(self.highs)
        program.row_lower_ = np.array([low for _, low, _ in self.rows])
        program.row_upper_ = np.array([high for _, _, high in self.rows])
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = np.append(0, np.cumsum(lengths)).astype(np.int32)
        every = chain.from_iterable(terms for terms, _, _ in self.rows)
        program.a_matrix_.index_ = np.fromiter(every, np.int32, sum(lengths))
        values = chain.from_iterable(terms.values() for terms, _, _ in self.rows)
        program.a_matrix_.value_ = np.fromiter(values, np.float64, sum(lengths))
        kinds = {True: highspy.HighsVarType.kInteger, False: highspy.HighsVarType.kContinuous}
        program.integrality_ = [kinds[whole] for whole in self.whole]
        highs = highspy.Highs()  # type: ignore[no-untyped-call]
        settings: dict[str, str | float] = {"output_flag": False, "threads": 1, "random_seed": 0}
        settings |= {"time_limit": seconds, "mip_abs_gap": _GAP, "mip_rel_gap": 0.0}
        for name, setting in settings.items():
            highs.setOptionValue(name, setting)
        highs.passModel(program)
        highs.run()
        if highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return Solution(None, np.inf, np.inf)
        info = highs.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return Solution(None, np.inf, info.mip_dual_bound)
        return Solution(
            np.array(highs.getSolution().col_value), info.objective_function_value, info.mip_dual_bound
        )
