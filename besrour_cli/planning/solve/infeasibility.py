"""Whole multipliers of rows, from the solver's duals: what is left of a box when the rows are added up.

The duals need not be right: whatever the multipliers, the sum is a demand that follows from the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from besrour_cli.planning.solve.highs import LpRelaxation
from besrour_cli.planning.solve.linear_system import LinearConstraint, LinearSystem

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

_SCALES = (1e1, 1e3, 1e6, 1e9, 1e12, 1e15)
_SHORT_SCALES = (1e9, 1e12)
_LONG_SCALES = (1e17, 1e19, 1e21)
_SAFE = 1e-12  # of all that is summed: far more than doubles lose


class DualMultipliers(NamedTuple):
    """Multipliers of rows, what every column costs under them, and by how much the box is refuted."""

    rows: dict[int, int]
    costs: NDArray[float64]
    margin: float
    doubt: float


class VariableBounds:
    """The rows of a question, and the bounds within which its columns still lie."""

    def __init__(self, system: LinearSystem, relaxed: LpRelaxation) -> None:
        self.rows: list[LinearConstraint] = system.rows
        self.relaxed = relaxed
        self.low = np.array(system.low, np.float64)
        self.high = np.array(system.high, np.float64)
        self.cuts = np.cumsum([0, *(len(xs) for xs in system.x)])

    def bound(self, columns: list[int], low: Sequence[float], high: Sequence[float]) -> None:
        """Hold columns within other bounds."""
        self.low[columns], self.high[columns] = low, high
        self.relaxed.bound(columns, low, high)

    def empty(self) -> bool:
        """Whether some session has no option left."""
        return not np.logical_or.reduceat(self._open(), self.cuts[:-1]).all()

    def refuted(self, duals: NDArray[float64]) -> DualMultipliers | None:
        """The smallest whole multipliers that leave nothing in the box."""
        for scale in _SCALES:
            found = self._weights(duals, scale)
            if found is not None and found.margin > found.doubt:
                return found
        return None

    def refuted_exactly(self, duals: NDArray[float64]) -> DualMultipliers | None:
        """The same in whole numbers of any length, where one row must be weighed far more than another."""
        largest = float(duals.max(initial=0.0))
        for scale in _LONG_SCALES if largest > 0.0 else ():
            whole = ((r, int(y * (scale / largest))) for r, y in enumerate(duals.tolist()))
            rows = {r: y for r, y in whole if y > 0}
            margin = self._margin(rows)
            if margin > 0:
                return DualMultipliers(rows, np.array([], np.float64), float(margin), 0.0)
        return None

    def sharp(self, duals: NDArray[float64]) -> DualMultipliers | None:
        """Multipliers as short as lose less than half a ``z`` by being whole."""
        precise = self._weights(duals, _SCALES[-1])
        if precise is None:
            return None
        one = 1.0 / float(duals.max())
        for scale in _SHORT_SCALES:
            found = self._weights(duals, scale)
            if found is not None and found.margin / scale > precise.margin / _SCALES[-1] - one / 2:
                return found
        return precise

    def beyond(self, by: DualMultipliers, room: float) -> list[int]:
        """Open options that cost more than the cheapest of their session by more than there is room."""
        costs, open_ = by.costs[: self.cuts[-1]], self._open()
        least = np.minimum.reduceat(np.where(open_, costs, np.inf), self.cuts[:-1])
        over = open_ & (costs - np.repeat(least, np.diff(self.cuts)) > room + by.doubt)
        return [int(x) for x in np.flatnonzero(over)]

    def _open(self) -> NDArray[np.bool_]:
        return self.high[: self.cuts[-1]] > 0.0

    def _margin(self, rows: dict[int, int]) -> int:
        """By how much the cheapest choice breaks the sum, exactly."""
        costs = [0] * len(self.low)
        for r, y in rows.items():
            for column, value in self.rows[r].terms.items():
                costs[column] += y * value
        margin = -sum(y * self.rows[r].most for r, y in rows.items())
        for a, b in pairwise(self.cuts.tolist()):
            margin += min(cost for cost, high in zip(costs[a:b], self.high[a:b], strict=True) if high)
        for column in range(int(self.cuts[-1]), len(costs)):
            bound = self.low if costs[column] > 0 else self.high
            margin += costs[column] * int(bound[column])
        return margin

    def _weights(self, duals: NDArray[float64], scale: float) -> DualMultipliers | None:
        largest = float(duals.max(initial=0.0))
        if largest <= 0.0:
            return None
        n = int(self.cuts[-1])
        y = np.rint(np.maximum(duals, 0.0) * (scale / largest))
        costs = self.relaxed.costs(y)
        most = np.array([row.most for row in self.rows], np.float64)
        least = np.minimum.reduceat(np.where(self._open(), costs[:n], np.inf), self.cuts[:-1])
        aside = costs[n:] * np.where(costs[n:] > 0.0, self.low[n:], self.high[n:])
        margin = float(least.sum()) + float(aside.sum()) - float(y @ most)
        summed = float(np.abs(least).sum()) + float(np.abs(aside).sum()) + float(y @ np.abs(most))
        rows = {r: int(y[r]) for r in np.flatnonzero(y).tolist()}
        return DualMultipliers(rows, costs, margin, 0.5 + _SAFE * summed)
