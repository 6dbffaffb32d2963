"""A simple local search, which no planner may be worse than: session by session to the best start."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from besrour_cli.clock.instants import from_epoch_minutes
from besrour_cli.model.units import EpochMinute
from support.planning.properties.cost_table import CostTable, Pattern, Starts

Value = Callable[[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]], NDArray[np.float64]]
"""What some calendars are worth, a row each: steps in order, each to be small. Given are the burden and the
nights of one person of each class (calendars x classes), and the patterns of all series together."""


def local_search(
    table: CostTable, value: Value, seconds: float, clock: Callable[[], float], seed: int = 1
) -> Starts | None:
    """The best calendar that single moves and random kicks find in some seconds; None: none is possible."""
    search = _Search(table, value, random.Random(seed))
    until = clock() + seconds
    while search.best is None or clock() < until:
        search.round()
        if clock() >= until:
            break
    if search.best is None:
        return None
    return {
        each.id: from_epoch_minutes(EpochMinute(int(each.starts[o])))
        for each, o in zip(table.sessions, search.best[1], strict=True)
    }


class _Search:
    def __init__(self, table: CostTable, value: Value, dice: random.Random) -> None:
        self.table, self.value, self.dice = table, value, dice
        self.count = len(table.sessions)
        people = table.known.people
        self.shared = np.zeros((self.count, self.count), np.bool_)
        for person in people:
            those = list(map(int, person.sessions))
            self.shared[np.ix_(those, those)] = True
        self.apart = [each.days_between for each in table.known.sessions]
        self.best: tuple[tuple[float, ...], list[int]] | None = None

    def round(self) -> None:
        """From a new calendar, or from the best with some sessions moved by chance, down to where it ends."""
        choice: list[int | None]
        if self.best is None or self.dice.random() < 0.2:
            choice = [None] * self.count
        else:
            choice = list(self.best[1])
            for s in self.dice.sample(range(self.count), min(self.count, self.dice.choice((1, 2, 3, 6)))):
                choice[s] = None
        reached: tuple[float, ...] | None = None
        while True:
            order = sorted(range(self.count), key=lambda s: (choice[s] is not None, self.dice.random()))
            for s in order:
                rows = np.flatnonzero(self._possible(s, choice))
                if not len(rows):
                    return
                values = self._values(s, choice, rows)
                least = np.lexsort(values.T[::-1])[0]
                choice[s], now = int(rows[least]), tuple(values[least].tolist())
            if now == reached:
                break
            reached = now
        found = [o for o in choice if o is not None]
        if reached is not None and (self.best is None or reached < self.best[0]):
            self.best = reached, found

    def _possible(self, s: int, choice: list[int | None]) -> NDArray[np.bool_]:
        """Which starts of a session fit beside the others."""
        mine = self.table.sessions[s]
        possible = np.ones(len(mine.starts), np.bool_)
        for t, o in enumerate(choice):
            other = self.table.sessions[t]
            if t == s or o is None or (mine.fixed and other.fixed):
                continue
            if mine.series == other.series and self.apart[s]:
                possible &= abs(mine.days - other.days[o]) >= self.apart[s]
            if self.shared[s, t]:
                begin, end = other.starts[o], other.starts[o] + other.minutes
                possible &= (mine.starts >= end) | (mine.starts + mine.minutes <= begin)
        return possible

    def _values(self, s: int, choice: list[int | None], rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """What the calendar is worth with each of some starts of a session; sessions without one are none."""
        total = self.table.past()
        used: dict[str, set[Pattern]] = {}
        for t, o in enumerate(choice):
            if t != s and o is not None:
                other = self.table.sessions[t]
                total[0, other.who] += other.burden[o]
                total[1, other.who] += other.nights[o]
                used.setdefault(other.series, set()).add(other.patterns[o])
        mine = self.table.sessions[s]
        burden = np.tile(total[0], (len(rows), 1))
        nights = np.tile(total[1], (len(rows), 1))
        burden[:, mine.who] += mine.burden[rows]
        nights[:, mine.who] += mine.nights[rows]
        known = used.get(mine.series, set())
        new = np.array([mine.patterns[o] not in known for o in rows], np.int64)
        return self.value(burden, nights, new + sum(map(len, used.values())))
