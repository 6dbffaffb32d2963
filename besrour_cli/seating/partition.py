"""Everybody to one table: the cheapest choice among all possible tables, with a bound that proves it.

The relaxation is solved by columns: it begins with a few tables and takes in those whose reduced cost is
below zero. Any prices of people give a bound on all tables at once (there are exactly so many tables), and a
table whose reduced cost is above the gap is in no better choice; what remains is few enough to be chosen
among exactly (M. E. Lübbecke and J. Desrosiers, “Selected topics in column generation”, 2005).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, inf

import numpy as np
from numpy.typing import NDArray

from besrour_cli.seating.cuts import Side, triple_side, violated_triples
from besrour_cli.seating.kinds import Columns, Costs
from besrour_cli.seating.program import GrowingRelaxation, RowBounds, WholeChoice, choose_whole
from besrour_cli.seating.values import TimeAllowed

_AT_ONCE = 400
"""Tables taken into the relaxation in one turn."""
_POOL = 20_000
"""Tables with the least reduced cost that are looked at before all are again."""
_FIRST_CHOICE, _SECOND_CHOICE, _LARGEST_CHOICE = 2_000, 3_000, 20_000
"""Tables among which a whole choice is made: a few for a good one, all that matter for the proof."""
_SLACK = 1e-6


@dataclass(frozen=True)
class TableChoice:
    """What is to be chosen: ``tables`` rows of ``columns``, so that each kind comes as often as it is there.

    ``costs`` is what to minimise; ``sides`` are counts that may add up to so much at most.
    """

    columns: Columns
    counts: NDArray[np.int64]
    tables: int
    costs: Costs
    sides: tuple[Side, ...] = ()

    def rows(self) -> RowBounds:
        """The bounds of the rows: a kind each, the number of tables, then the sides."""
        exact = [*self.counts.tolist(), self.tables]
        most = [side for _, side in self.sides]
        low = np.array([*exact, *([-np.inf] * len(most))], np.float64)
        return RowBounds(low, np.array([*exact, *most], np.float64))

    def matrix(self, chosen: NDArray[np.int64]) -> NDArray[np.float64]:
        """The coefficients of some tables, one a row."""
        kinds = len(self.counts)
        matrix = np.zeros((len(chosen), kinds + 1 + len(self.sides)))
        for chair in self.columns[chosen].T:
            here = np.flatnonzero(chair < kinds)
            matrix[here, chair[here]] += 1.0
        matrix[:, kinds] = 1.0
        for n, (side, _) in enumerate(self.sides):
            matrix[:, kinds + 1 + n] = side[chosen]
        return matrix


@dataclass(frozen=True)
class ChosenTables:
    """The ``rows`` of a choice that were taken (each as often as it is), their value and its bound.

    ``useful``: which tables may be in a choice that is no worse.
    """

    rows: NDArray[np.int64]
    value: int
    bound: int
    useful: NDArray[np.bool_]


def possible(choice: TableChoice, time: TimeAllowed) -> NDArray[np.int64] | None:
    """Rows that seat everybody, whatever they cost; None where there are none (or none in time)."""
    nothing = replace(choice, costs=np.zeros(len(choice.columns), np.int64))
    whole = choose_whole(
        nothing.rows(),
        nothing.costs.astype(np.float64),
        nothing.matrix(np.arange(len(nothing.columns))),
        inf,
        time.remaining(),
    )
    return None if whole.times is None else np.repeat(np.arange(len(nothing.columns)), whole.times)


def cheapest(choice: TableChoice, start: NDArray[np.int64], time: TimeAllowed) -> ChosenTables:
    """The cheapest rows, from a ``start`` that seats everybody, as well as the time allows."""
    unit = int(np.gcd.reduce(choice.costs)) or 1
    scaled = replace(choice, costs=choice.costs // unit)
    search = _Search(_Prices(scaled, start), start, int(scaled.costs[start].sum()))
    search.prices.settle(search.value, time.part(0.5))
    search.choose(_FIRST_CHOICE, time.part(0.3))
    while search.open and time.remaining() > 0 and search.prices.cut():
        search.prices.settle(search.value, time)
        if search.prices.useful(search.value - 1).sum() <= _FIRST_CHOICE:
            search.choose(_FIRST_CHOICE, time.part(0.3))
    for most in (_SECOND_CHOICE, _LARGEST_CHOICE):
        search.choose(most, time.part(0.5 if most == _SECOND_CHOICE else 1.0))
    bound = max(search.bound, float(int(scaled.costs.min()) * choice.tables))
    useful = search.prices.useful(search.value)
    useful[search.rows] = True
    return ChosenTables(search.rows, search.value * unit, int(min(bound, search.value)) * unit, useful)


class _Search:
    """The best rows so far, and what no rows go below."""

    def __init__(self, prices: _Prices, start: NDArray[np.int64], value: int) -> None:
        self.prices, self.rows, self.value = prices, start, value
        self._proven = -inf

    @property
    def bound(self) -> float:
        """The highest bound so far, a whole number."""
        return max(self.prices.least, self._proven)

    @property
    def open(self) -> bool:
        """Whether there may be better rows."""
        return self.bound < self.value

    def choose(self, most: int, time: TimeAllowed) -> None:
        """Look for better rows among the tables that may be in any, or among the nearest of these."""
        if not self.open or time.remaining() <= 0:
            return
        better = np.flatnonzero(self.prices.useful(self.value - 1))
        if len(better) > most and most == _LARGEST_CHOICE:
            return
        near = better if len(better) <= most else self.prices.nearest(most)
        whole = self.prices.choose(near, self.value - 1, time)
        if len(near) == len(better):
            limit = min(whole.bound, self.value)
            self._proven = max(self._proven, ceil(limit - _SLACK) if limit > -inf else -inf)
        if whole.times is not None:
            rows = np.repeat(near, whole.times)
            value = int(self.prices.choice.costs[rows].sum())
            if value < self.value:
                self.rows, self.value = rows, value


class _Prices:
    """Prices of kinds, of a table and of sides, with the bound that they give."""

    def __init__(self, choice: TableChoice, first: NDArray[np.int64]) -> None:
        self.choice = choice
        self._relaxation = GrowingRelaxation(choice.rows())
        self._active = np.arange(0)
        self._add(np.unique(first))
        self.bound = -inf
        self.reduced = choice.costs.astype(np.float64)
        self._sum = 0.0

    @property
    def least(self) -> float:
        """The bound as a whole number, since costs are."""
        return ceil(self.bound - _SLACK) if self.bound > -inf else -inf

    def _add(self, rows: NDArray[np.int64]) -> None:
        self._active = np.append(self._active, rows)
        self._relaxation.add(self.choice.costs[rows].astype(np.float64), self.choice.matrix(rows))

    def settle(self, enough: float, time: TimeAllowed) -> None:
        """Take tables in until none would lower the relaxation, the bound is ``enough``, or time is over."""
        pool = np.arange(0)
        kinds, high = len(self.choice.counts), self.choice.rows().high
        while time.remaining() > 0:
            duals = self._relaxation.duals(time.remaining())
            if duals is None:
                return
            duals[kinds + 1 :] = np.minimum(duals[kinds + 1 :], 0.0)
            if len(pool):
                reduced = self._reduced(duals, pool)
                if (reduced < -_SLACK).any():
                    self._add(pool[_lowest(reduced, _AT_ONCE)])
                    continue
            everything = self._reduced(duals, None)
            worth = float(duals @ high)
            bound = worth + self.choice.tables * min(0.0, float(everything.min()))
            if bound > self.bound:
                self.bound, self.reduced, self._sum = bound, everything, worth
            if everything.min() >= -_SLACK or self.least >= enough:
                return
            pool = _lowest(everything, _POOL)
            self._add(_lowest(everything, _AT_ONCE))

    def cut(self) -> bool:
        """Add inequalities that the relaxation violates; return whether there are any."""
        if self.choice.counts.max() > 1:
            return False
        values = self._relaxation.values()
        taken = self._active[: len(values)][values > _SLACK]
        triples = violated_triples(
            self.choice.columns[taken], values[values > _SLACK], len(self.choice.counts)
        )
        sides = [triple_side(self.choice.columns, triple) for triple in triples]
        for side, most in sides:
            self._relaxation.add_row(most, side[self._active].astype(np.float64))
        self.choice = replace(self.choice, sides=(*self.choice.sides, *sides))
        return bool(sides)

    def choose(self, near: NDArray[np.int64], below: int, time: TimeAllowed) -> WholeChoice:
        """The cheapest whole choice among some tables, where one costs so much or less."""
        costs = self.choice.costs[near].astype(np.float64)
        return choose_whole(
            self.choice.rows(), costs, self.choice.matrix(near), below + _SLACK, time.remaining()
        )

    def _reduced(self, duals: NDArray[np.float64], rows: NDArray[np.int64] | None) -> NDArray[np.float64]:
        choice, kinds = self.choice, len(self.choice.counts)
        some = slice(None) if rows is None else rows
        price = np.append(duals[:kinds], 0.0)
        reduced = choice.costs[some] - duals[kinds]
        for chair in choice.columns.T:
            reduced -= price[chair[some]]
        for n, (side, _) in enumerate(choice.sides):
            if duals[kinds + 1 + n]:
                reduced -= duals[kinds + 1 + n] * side[some]
        return np.asarray(reduced)

    def useful(self, value: float) -> NDArray[np.bool_]:
        """Which tables may be in a choice that costs so much or less."""
        if self.bound == -inf:
            return np.ones(len(self.reduced), bool)
        lowest = min(0.0, float(self.reduced.min()))
        return np.asarray(self._sum + (self.choice.tables - 1) * lowest + self.reduced <= value + _SLACK)

    def nearest(self, most: int) -> NDArray[np.int64]:
        """The tables of least reduced cost, at most so many."""
        near = _lowest(self.reduced, most, below=inf)
        return np.union1d(near, self._active) if len(near) < len(self.reduced) else near


def _lowest(values: NDArray[np.float64], most: int, below: float = -_SLACK) -> NDArray[np.int64]:
    """The places of the lowest values, at most so many, in their order; those ``below`` a number alone."""
    near = np.argpartition(values, most - 1)[:most] if len(values) > most else np.arange(len(values))
    near = near[values[near] < below]
    return near[np.argsort(values[near], kind="stable")]
