"""The attack: between which two numbers each hidden count, and each change, must lie, given all publications.

The bounds are exact, over whole numbers. Whatever is found possible on the way is remembered, since
something that may be 2 and may be 6 is not narrow, whatever else it may be.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from besrour_cli.disclosure.knowledge import Knowledge, Quantity
from besrour_cli.disclosure.program import INFINITY, LinearProgram, Row, as_whole

_ALMOST = 1e-6


class Attack:
    """An attacker of one draft, from whom more and more may be hidden.

    ``possible``: what the quantities may be, each set of numbers that was found, once.
    """

    def __init__(
        self, knowledge: Knowledge, quantities: Sequence[Quantity], facts: Sequence[Row] = ()
    ) -> None:
        self._knowledge = knowledge
        self.quantities = list(quantities)
        self._rows = [*knowledge.rows, *knowledge.draft, *facts]
        self._first_draft = len(knowledge.rows)
        self._relaxed = LinearProgram(knowledge.columns, self._rows, knowledge.most)
        self._whole: LinearProgram | None = None
        self._truths = np.array([q.truth for q in self.quantities], np.int64)
        self.possible: list[NDArray[np.int64]] = []
        self._measure()

    def hide(self, place: int) -> None:
        """Hide a count of the draft: it is no longer known, but for being no zero."""
        self._bound(place, 1, INFINITY)

    def shows(self, place: int, at_risk: Sequence[int], width: int) -> bool:
        """Show a hidden count of the draft again if nothing at risk is narrow then; else it stays hidden."""
        seen, truth = self.possible, self.quantities[place].truth
        self._bound(place, truth, truth)
        still = [values for values in seen if values[place] == truth]
        self.possible = list(still)
        self._measure()
        if not any(self.is_narrow(n, width) for n in at_risk):
            return True
        self.hide(place)
        self.possible = [*seen, *self.possible[len(still) :]]
        self._measure()
        return False

    def _bound(self, place: int, low: float, high: float) -> None:
        where = self._first_draft + place
        self._rows[where] = self._rows[where]._replace(low=low, high=high)
        for program in (self._relaxed, self._whole):
            if program is not None:
                program.bound_row(where, low, high)

    def _measure(self) -> None:
        """Measure anew between which numbers each quantity is seen."""
        every = np.vstack([self._truths, *self.possible])
        self.low, self.high = every.min(axis=0), every.max(axis=0)

    def is_possible(self) -> bool:
        """Whether anybody at all could be so many; never False but where people left a population."""
        return self._relaxed.solve() is not None

    def is_narrow(self, n: int, width: int) -> bool:
        """Whether less than ``width`` lies between the smallest and the largest that something may be."""
        for sign in (-1, 1):
            if self.high[n] - self.low[n] >= width:
                return False
            self._search(n, sign, width)
        return bool(self.high[n] - self.low[n] < width)

    def interval(self, n: int) -> tuple[int, int]:
        """The smallest and the largest number that something may be, both possible."""
        for sign in (-1, 1):
            self._search(n, sign)
        return int(self.low[n]), int(self.high[n])

    def _search(self, n: int, sign: int, enough: float = INFINITY) -> None:
        """Find the largest (``sign`` -1) or the smallest number that something may be.

        The search may end once the two are ``enough`` apart.
        """
        costs = np.zeros(self._knowledge.columns)
        costs[self.quantities[n].plus] += sign
        costs[self.quantities[n].minus] -= sign
        self._relaxed.aim(costs)
        point = self._relaxed.solve()
        if point is None:
            return
        best = float(costs @ point)
        known = int(self.high[n] if sign < 0 else self.low[n])
        if np.ceil(best - _ALMOST) >= sign * known:
            return  # rounded to a whole number, it is one that is known to be possible
        whole = as_whole(point)
        if whole is None:
            other = int(self.low[n] if sign < 0 else self.high[n])
            whole = self._solve_whole(costs, sign * other - enough)
        self._remember(whole)

    def _solve_whole(self, costs: NDArray[np.float64], target: float) -> NDArray[np.int64]:
        if self._whole is None:
            self._whole = LinearProgram(self._knowledge.columns, self._rows, self._knowledge.most, whole=True)
        self._whole.aim(costs)
        point = self._whole.solve(target)
        whole = None if point is None else as_whole(point)
        if whole is None:
            raise ArithmeticError("no people at all could be so many")
        return whole

    def _remember(self, point: NDArray[np.int64]) -> None:
        values = np.array([point[q.plus].sum() - point[q.minus].sum() for q in self.quantities], np.int64)
        self.low, self.high = np.minimum(self.low, values), np.maximum(self.high, values)
        self.possible.append(values)
