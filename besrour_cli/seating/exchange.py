"""Better tables by exchanging people: two change places, or one moves, as long as it helps (tabu search).

Who has just moved stays where she is for some turns, so that the search leaves a state from which no single
exchange is better (F. Glover, “Tabu search, part I”, 1989); rounds with gentler weights let it pass through
tables that are worse. Same people, same tables: nothing is drawn by lot.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from besrour_cli.seating.kinds import Columns, Costs, Kinds, allowed, cost
from besrour_cli.seating.values import TableSizes, TableStep, TimeAllowed

_STRICT = {
    TableStep.NAMED_HOSTS: 10**16,
    TableStep.ALONE: 10**13,
    TableStep.UNACCOMPANIED: 10**10,
    TableStep.REGIONS: 10**7,
    TableStep.REPEATS: 1,
}
"""No sum of a later step reaches one unit of an earlier step."""
_GENTLE = {
    TableStep.NAMED_HOSTS: 10_000,
    TableStep.ALONE: 1000,
    TableStep.UNACCOMPANIED: 1000,
    TableStep.REGIONS: 1000,
    TableStep.REPEATS: 1,
}
_IMPOSSIBLE, _GENTLY_IMPOSSIBLE = 10**17, 50_000
"""What a table that is not possible costs."""
_TURNS, _TURNS_A_PERSON = 120, 5
"""Exchanges in a round, and fewer where there are few people."""
_STAY = 7
"""Turns that somebody stays, and up to six more."""
_NEVER = np.iinfo(np.int64).max


def total(kinds: Kinds, columns: Columns, *, gentle: bool = False) -> Costs:
    """What each table costs, all steps in one number."""
    weights: Mapping[TableStep, int] = _GENTLE if gentle else _STRICT
    sums = (_GENTLY_IMPOSSIBLE if gentle else _IMPOSSIBLE) * ~allowed(kinds, columns)
    for step, weight in weights.items():
        sums = sums + weight * cost(kinds, columns, step)
    return np.asarray(sums)


def improve(kinds: Kinds, tables: Columns, sizes: TableSizes, rounds: int, time: TimeAllowed) -> Columns:
    """The best tables that some rounds of exchanges reach from these, strict and gentle ones in turn."""
    best = now = _Search(kinds, tables, sizes, gentle=False).run(time)
    for salt in range(1, rounds):
        if time.remaining() <= 0:
            break
        now = _Search(kinds, now, sizes, gentle=True, salt=salt).run(time)
        now = _Search(kinds, now, sizes, gentle=False, salt=salt).run(time)
        if total(kinds, now).sum() < total(kinds, best).sum():
            best = now
    return best


def polish(
    kinds: Kinds,
    tables: Columns,
    sizes: TableSizes,
    home: NDArray[np.int64],
    names: NDArray[np.int64],
    most: int,
) -> Columns:
    """Better tables by exchanges, as long as at most so many people sit elsewhere than at home.

    ``home`` has the number of everybody's table (-1: none), ``names`` that of each table here.
    """
    for _ in range(most):
        search = _Search(kinds, tables, sizes, gentle=False)
        better = search.better_within(home, names, most)
        if better is None:
            break
        tables = better
    return tables


def _away(tables: Columns, home: NDArray[np.int64], names: NDArray[np.int64]) -> int:
    """How many people sit elsewhere than at home."""
    where = np.repeat(names, tables.shape[1]).reshape(tables.shape)
    here = tables < len(home)
    at = home[tables[here]]
    return int(((at != where[here]) & (at >= 0)).sum())


class _Search:
    """Where everybody sits, what each table costs, and what each exchange of two chairs would change."""

    def __init__(
        self, kinds: Kinds, tables: Columns, sizes: TableSizes, *, gentle: bool, salt: int = 0
    ) -> None:
        self._kinds, self._limits, self._gentle, self._salt = kinds, sizes, gentle, salt
        self._tables = tables.copy()
        self._costs = total(kinds, self._tables, gentle=gentle)
        self._one, self._other = np.triu_indices(len(tables), 1)
        chairs = np.indices((sizes.most, sizes.most))
        self._i, self._j = chairs[0].ravel(), chairs[1].ravel()
        self._change = np.zeros((len(self._one), len(self._i)), np.int64)
        self._refresh(np.arange(len(self._one)))

    def run(self, time: TimeAllowed) -> Columns:
        """The best tables of one round."""
        best, least = self._tables.copy(), self._costs.sum()
        until = np.full(len(self._kinds) + 1, 0)
        for turn in range(1, min(_TURNS, _TURNS_A_PERSON * len(self._kinds)) + 1):
            if time.remaining() <= 0 or not len(self._one):
                break
            here = self._tables[self._one][:, self._i]
            there = self._tables[self._other][:, self._j]
            barred = (until[here] >= turn) | (until[there] >= turn)
            barred &= self._change >= least - self._costs.sum()
            change = np.where(barred, _NEVER, self._change)
            ties = np.flatnonzero(change == change.min())
            pair, chairs = divmod(int(ties[turn * self._salt % len(ties)]), len(self._i))
            if change[pair, chairs] == _NEVER:
                continue
            for person in (int(here[pair, chairs]), int(there[pair, chairs])):
                if person < len(self._kinds):
                    until[person] = turn + _STAY + (turn * _STAY + person) % 6
            self._exchange(pair, chairs)
            if self._costs.sum() < least:
                best, least = self._tables.copy(), self._costs.sum()
        return best

    def better_within(self, home: NDArray[np.int64], names: NDArray[np.int64], most: int) -> Columns | None:
        """The tables after the best exchange that moves few enough people; None where none is better."""
        order = np.argsort(self._change, axis=None, kind="stable")
        for pair, chairs in zip(*np.unravel_index(order, self._change.shape), strict=True):
            if self._change[pair, chairs] >= 0:
                return None
            a, b, i, j = self._one[pair], self._other[pair], self._i[chairs], self._j[chairs]
            after = self._tables.copy()
            after[a, i], after[b, j] = after[b, j], after[a, i]
            if _away(after, home, names) <= most:
                return np.sort(after, axis=1)
        return None

    def _exchange(self, pair: int, chairs: int) -> None:
        a, b, i, j = self._one[pair], self._other[pair], self._i[chairs], self._j[chairs]
        self._tables[a, i], self._tables[b, j] = self._tables[b, j], self._tables[a, i]
        self._tables[[a, b]] = np.sort(self._tables[[a, b]], axis=1)
        self._costs[[a, b]] = total(self._kinds, self._tables[[a, b]], gentle=self._gentle)
        touched = np.isin(self._one, (a, b)) | np.isin(self._other, (a, b))
        self._refresh(np.flatnonzero(touched))

    def _refresh(self, pairs: NDArray[np.int64]) -> None:
        """Compute what exchanges between some pairs of tables would change."""
        empty = len(self._kinds)
        if not len(pairs) or not empty:
            return
        a, b = (np.repeat(tables[pairs], len(self._i)) for tables in (self._one, self._other))
        i, j = np.tile(self._i, len(pairs)), np.tile(self._j, len(pairs))
        first, second = self._tables[a], self._tables[b]
        rows = np.arange(len(a))
        here, there = first[rows, i], second[rows, j]
        sizes = (self._tables < empty).sum(axis=1)
        real = (here < empty) | (there < empty)
        real &= (here < empty) | ((sizes[b] > self._limits.least) & (i == sizes[a]))  # the first empty chair
        real &= (there < empty) | ((sizes[a] > self._limits.least) & (j == sizes[b]))
        first[rows, i], second[rows, j] = there, here
        change = np.full(len(a), _NEVER)
        after = np.sort(np.vstack([first[real], second[real]]), axis=1)
        costs = total(self._kinds, after, gentle=self._gentle).reshape(2, -1).sum(axis=0)
        change[real] = costs - self._costs[a[real]] - self._costs[b[real]]
        self._change[pairs] = change.reshape(len(pairs), -1)
