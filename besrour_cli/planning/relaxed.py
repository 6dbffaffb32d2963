"""The relaxation of a system of rows: solved again and again within other bounds. Nothing of fairness."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING

import highspy
import numpy as np

from besrour_cli.planning.system import System

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

_INF = highspy.kHighsInf


class Relaxed:
    """Make ``z`` least, nothing needing to be whole; each solution begins where the last one ended."""

    def __init__(self, asked: System) -> None:
        n, rows = len(asked.low), asked.rows
        self.columns, self.count = n, len(rows)
        self._most = np.array([r.most for r in rows], np.float64)
        missed = [r for r, row in enumerate(rows) if row.miss]
        sizes = np.array([len(r.terms) for r in rows])
        self._row = np.repeat(np.arange(len(rows)), sizes)
        self._column = np.fromiter(chain.from_iterable(r.terms for r in rows), np.int32, int(sizes.sum()))
        self._value = np.fromiter(
            chain.from_iterable(r.terms.values() for r in rows), np.float64, int(sizes.sum())
        )
        groups = [len(xs) for xs in asked.x]
        last = len(rows) + len(groups)
        row = np.concatenate((self._row, missed, np.repeat(np.arange(len(rows), last), groups))).astype(
            np.int32
        )
        column = np.concatenate((self._column, [n] * len(missed), np.arange(sum(groups)))).astype(np.int32)
        value = np.concatenate((self._value, [-rows[r].miss for r in missed], np.ones(sum(groups)))).astype(
            np.float64
        )
        order = np.argsort(row, kind="stable")
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = n + 1, last
        lp.col_cost_ = np.append(np.zeros(n), 1.0)
        lp.col_lower_ = np.array([*asked.low, -_INF], np.float64)
        lp.col_upper_ = np.array([*asked.high, _INF], np.float64)
        lp.row_lower_ = np.append(np.full(len(rows), -_INF), np.ones(len(groups)))
        lp.row_upper_ = np.append(self._most, np.ones(len(groups)))
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.searchsorted(row[order], np.arange(last + 1)).astype(np.int32)
        lp.a_matrix_.index_, lp.a_matrix_.value_ = column[order], value[order]
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, setting in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 0),
            ("presolve", "off"),
            ("solver", "simplex"),
        ):
            self._highs.setOptionValue(name, setting)
        self._highs.passModel(lp)

    def bound(self, columns: Sequence[int], low: Sequence[float], high: Sequence[float]) -> None:
        """Hold columns within other bounds from now on."""
        self._highs.changeColsBounds(
            len(columns), np.array(columns, np.int32), np.array(low, np.float64), np.array(high, np.float64)
        )

    def ask(self, most: Sequence[int]) -> None:
        """Ask for better: other upper bounds of the rows."""
        new = np.array(most, np.float64)
        for r in np.flatnonzero(new != self._most).tolist():
            self._highs.changeRowBounds(r, -_INF, float(new[r]))
        self._most = new

    def solve(self) -> tuple[NDArray[float64] | None, NDArray[float64]]:
        """The columns' values (``z`` last; None: nothing fits) and the rows' multipliers."""
        self._highs.run()
        if self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            solution = self._highs.getSolution()
            return np.array(solution.col_value), -np.array(solution.row_dual)[: self.count]
        _, there, ray = self._highs.getDualRay()  # type: ignore[attr-defined]
        return None, np.array(ray)[: self.count] if there else np.zeros(self.count)

    def costs(self, multipliers: NDArray[float64]) -> NDArray[float64]:
        """What each column adds to the rows' sum."""
        found = np.bincount(self._column, self._value * multipliers[self._row], self.columns)
        return found.astype(np.float64)
