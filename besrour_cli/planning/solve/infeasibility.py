"""Whole dual multipliers from the solver's duals: proofs that a node has no plan, or that an option is out.

The duals need not be exact. Whatever the multipliers, as long as they are not negative, the sum of the rows
is a constraint that follows from the rows; only whether it refutes the node has to be computed without error.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from besrour_cli.planning.solve.integer_program.highs import LpRelaxation
from besrour_cli.planning.solve.integer_program.linear_system import LinearConstraint, LinearSystem

_SCALES = (1e1, 1e3, 1e6, 1e9, 1e12, 1e15)
"""What the largest multiplier becomes: the first that refutes is taken. 1e15 is near a double's 53 bits."""
_SHORT_SCALES = (1e9, 1e12)
_LONG_SCALES = (1e17, 1e19, 1e21)
"""Beyond a double's whole numbers: summed in Python's integers, which is slow."""
_ROUNDING = 1e-12
"""Relative error allowed for in sums of doubles, far above the 1e-16 that each operation may lose."""


class DualMultipliers(NamedTuple):
    """Whole multipliers of the rows, and what the combined row says of a node.

    ``costs``: the combined row's coefficient of every column, the reduced costs of the options. ``margin``:
    by how much the cheapest choice within the bounds exceeds its right-hand side, above ``doubt`` a
    refutation; ``doubt``: the rounding error that ``margin`` and ``costs`` may have.
    """

    multipliers: Sequence[int] | NDArray[np.float64]
    costs: NDArray[np.float64]
    margin: float
    doubt: float

    @property
    def rows(self) -> dict[int, int]:
        """Row index to whole multiplier above 0."""
        return {r: int(self.multipliers[r]) for r in np.flatnonzero(self.multipliers).tolist()}


class VariableBounds:
    """The bounds of the columns at the present node, and the rows, which tighten as incumbents improve.

    ``cuts``: the first column of each session, and the end of the last.
    """

    def __init__(self, system: LinearSystem, relaxed: LpRelaxation) -> None:
        self.rows: list[LinearConstraint] = system.rows
        self.relaxed = relaxed
        self.low = np.array(system.low, np.float64)
        self.high = np.array(system.high, np.float64)
        self.cuts = np.cumsum([0, *(len(xs) for xs in system.x)])

    def tighten(self, value: Fraction) -> None:
        """Ask for less than a value, here and in the relaxation."""
        self.rows = [row.tightened(value) for row in self.rows]
        self.relaxed.set_upper_bounds([row.most for row in self.rows])

    def set_bounds(self, columns: list[int], low: Sequence[float], high: Sequence[float]) -> None:
        """Set the bounds of some columns, here and in the relaxation."""
        self.low[columns], self.high[columns] = low, high
        self.relaxed.set_bounds(columns, low, high)

    def is_empty(self) -> bool:
        """Return whether some session has no open option."""
        return not np.logical_or.reduceat(self._open(), self.cuts[:-1]).all()

    def refutation(self, duals: NDArray[np.float64]) -> DualMultipliers | None:
        """Return the shortest multipliers along the duals that leave no plan at the node; None: none do."""
        for scale in _SCALES:
            found = self._multipliers(duals, scale)
            if found is not None and found.margin > found.doubt:
                return found
        return None

    def exact_refutation(self, duals: NDArray[np.float64]) -> DualMultipliers | None:
        """Return the same in whole numbers of any length, for duals of which one is far above another."""
        largest = float(duals.max(initial=0.0))
        for scale in _LONG_SCALES if largest > 0.0 else ():
            multipliers = [max(0, int(y * (scale / largest))) for y in duals.tolist()]
            margin = self._exact_margin(multipliers)
            if margin > 0:
                return DualMultipliers(multipliers, np.array([], np.float64), float(margin), 0.0)
        return None

    def short_multipliers(self, duals: NDArray[np.float64]) -> DualMultipliers | None:
        """Return the shortest multipliers whose bound is less than half a ``z`` below the exact duals'."""
        precise = self._multipliers(duals, _SCALES[-1])
        if precise is None:
            return None
        one = 1.0 / float(duals.max())  # a z, where the largest multiplier is 1
        for scale in _SHORT_SCALES:
            found = self._multipliers(duals, scale)
            if found is not None and found.margin / scale > precise.margin / _SCALES[-1] - one / 2:
                return found
        return precise

    def fixable_options(self, by: DualMultipliers, room: float) -> list[int]:
        """Return the options to fix at 0: their reduced cost is ``room`` above the session's cheapest."""
        costs, open_ = by.costs[: self.cuts[-1]], self._open()
        least = np.minimum.reduceat(np.where(open_, costs, np.inf), self.cuts[:-1])
        over = open_ & (costs - np.repeat(least, np.diff(self.cuts)) > room + by.doubt)
        return [int(x) for x in np.flatnonzero(over)]

    def _open(self) -> NDArray[np.bool_]:
        return self.high[: self.cuts[-1]] > 0.0

    def _exact_margin(self, multipliers: Sequence[int]) -> int:
        """Return by how much the cheapest choice exceeds the combined row, in exact whole numbers."""
        costs = np.zeros(len(self.low), object)
        weighed = [(row, y) for row, y in zip(self.rows, multipliers, strict=True) if y]
        for row, y in weighed:
            for column, value in row.terms.items():
                costs[column] += y * value
        self.relaxed.sums.fold(costs)
        margin = -sum(y * row.most for row, y in weighed)
        for a, b in pairwise(self.cuts.tolist()):
            margin += min(cost for cost, high in zip(costs[a:b], self.high[a:b], strict=True) if high)
        for column in range(int(self.cuts[-1]), len(costs)):
            bound = self.low if costs[column] > 0 else self.high
            margin += costs[column] * int(bound[column])
        return int(margin)

    def _multipliers(self, duals: NDArray[np.float64], scale: float) -> DualMultipliers | None:
        """Return the duals as whole numbers of which the largest is ``scale``; None: none is above 0."""
        largest = float(duals.max(initial=0.0))
        if largest <= 0.0:
            return None
        n = int(self.cuts[-1])
        y = np.rint(np.maximum(duals, 0.0) * (scale / largest))
        costs = self.relaxed.combined_costs(y)
        most = self.relaxed.most
        # The sessions' own rows (exactly one option) need no multiplier: the cheapest open option of each
        # session is the best choice against the combined row, as in a Lagrangian relaxation.
        least = np.minimum.reduceat(np.where(self._open(), costs[:n], np.inf), self.cuts[:-1])
        helpers = costs[n:] * np.where(costs[n:] > 0.0, self.low[n:], self.high[n:])
        margin = float(least.sum()) + float(helpers.sum()) - float(y @ most)
        # All terms are whole, so that a true margin above 0 is at least 1: one half is on the safe side once
        # the rounding of the sums is added.
        size = float(np.abs(least).sum()) + float(np.abs(helpers).sum()) + float(y @ np.abs(most))
        return DualMultipliers(y, costs, margin, 0.5 + _ROUNDING * size)
