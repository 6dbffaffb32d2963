"""Which further counts of a draft to hide at least loss, so that something may be far from what it is.

Two sets of people are looked for who agree with everything that stays shown and in which the count at risk
lies ``width`` apart; what differs in them is hidden (the linear program of the attacker turned round, as in
G. Sande, Automated cell suppression, 1984, and D. A. Robertson, Cell suppression at Statistics Canada, 1993).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from besrour_cli.disclosure.knowledge import Knowledge, Quantity
from besrour_cli.disclosure.program import INFINITY, LinearProgram, Row
from besrour_cli.model.evaluation.publication import GroupCount

_MOVED = 1e-6
_REPEATS = 3
"""How often costs are weighed anew: what moved little costs more, so that few counts move.

E. J. Candès, M. B. Wakin and S. P. Boyd, Enhancing sparsity by reweighted l1 minimization, 2008.
"""
_SMALL = 0.2


class Complement:
    """The choice of what else to hide of one draft; what is hidden already costs nothing.

    The numbers are: the unknown ones twice, then for each count of the draft how far each of the two sets is
    above it and below it.
    """

    def __init__(self, knowledge: Knowledge, counts: Sequence[GroupCount]) -> None:
        n, m = knowledge.columns, len(counts)
        self._columns, self._counts = n, m
        rows: list[Row] = []
        for copy in (0, n):
            rows += [row._replace(columns=row.columns + copy) for row in knowledge.rows]
        for side, copy in enumerate((0, n)):
            for place, (row, each) in enumerate(zip(knowledge.draft, counts, strict=True)):
                above = 2 * n + 2 * m * side + place
                columns = np.concatenate([row.columns + copy, [above, above + m]])
                factors = np.concatenate([row.factors, [-1.0, 1.0]])
                rows.append(Row(columns, factors, each.count, each.count))
        self._last = len(rows)
        self._program = LinearProgram(2 * n + 4 * m, rows, knowledge.most)
        self._costs = np.zeros(2 * n + 4 * m)
        self._costs[2 * n :] = np.tile([each.weight for each in counts], 4)
        for place, each in enumerate(counts):
            if not each.count:
                self._forbid(place)

    def _moves(self, place: int) -> list[int]:
        """The places of how far the two sets are above and below one count."""
        return [2 * self._columns + k * self._counts + place for k in range(4)]

    def _forbid(self, place: int) -> None:
        """A zero stays shown."""
        for column in self._moves(place):
            self._program.bound_column(column, 0, 0)

    def hide(self, place: int, count: int) -> None:
        """A count is hidden from now on: it may be anything but zero, at no cost."""
        moves = self._moves(place)
        self._costs[moves] = 0.0
        for column in (moves[1], moves[3]):
            self._program.bound_column(column, 0, max(count - 1, 0))

    def choose(self, quantity: Quantity, width: int) -> list[int]:
        """The places of the counts to hide, so that this quantity has two values ``width`` apart.

        Empty where nothing that can be hidden of this draft is enough.
        """
        factors = np.zeros(2 * self._columns)
        factors[quantity.plus] += 1
        factors[quantity.minus] -= 1
        factors[self._columns :] = -factors[: self._columns]
        where = np.flatnonzero(factors)
        self._program.add_row(Row(where, factors[where], width, INFINITY))
        moved = self._moved(self._costs)
        for _ in range(_REPEATS):
            if moved is not None:
                costs = self._costs.copy()
                costs[2 * self._columns :] /= np.tile(moved + _SMALL, 4)
                moved = self._moved(costs)
        self._program.remove_row(self._last)
        if moved is None:
            return []
        shown = self._costs[2 * self._columns : 2 * self._columns + self._counts] > 0
        return [int(place) for place in np.flatnonzero((moved > _MOVED) & shown)]

    def _moved(self, costs: NDArray[np.float64]) -> NDArray[np.float64] | None:
        """How far each count is from what it is in the cheapest two sets of people; None: there are none."""
        self._program.aim(costs.copy())
        point = self._program.solve()
        return None if point is None else point[2 * self._columns :].reshape(4, self._counts).max(axis=0)
