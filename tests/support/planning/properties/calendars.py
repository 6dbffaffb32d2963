"""Whether another calendar would be better for people, asked of an integer program: dominance, and nights."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from besrour_cli.clock.instants import from_epoch_minutes
from besrour_cli.model.units import EpochMinute
from support.planning.properties.cost_table import CostTable, Pattern, SessionCosts, Starts
from support.planning.properties.integer_program import IntegerProgram, Solution

NIGHT = 100
"""What a night weighs beside hundredths of burden, where any gain is to be found and not the best one."""


class Unsettled(Exception):
    """The seconds ended before there was a better calendar or a proof that there is none."""


class Nights(NamedTuple):
    """The nights of a calendar, all together, and the least there can be (a bound, unless ``proven``)."""

    borne: int
    least: int
    proven: bool


def dominating(
    table: CostTable, starts: Starts, seconds: float = 60.0, *, in_order: bool = False
) -> Starts | None:
    """Another calendar that is worse for nobody, better for somebody, and no harder to remember; None: none.

    Worse is more burden or more nights of any person; no harder to remember: no series has more patterns.
    ``in_order``: no session of a series may begin before one that precedes it in planning.
    Raises :class:`Unsettled`.
    """
    totals = table.totals(starts)
    calendar = _Calendars(table, totals)
    calendar.no_worse(totals)
    calendar.patterns(starts)
    if in_order:
        calendar.in_order()
    for each, columns in zip(calendar.sessions, calendar.x, strict=True):
        size = calendar.sizes[each.who]
        calendar.program.costs[columns.start : columns.stop] = (
            (each.burden + NIGHT * each.nights) @ size
        ).tolist()
    found = calendar.program.solve(seconds)
    mine = int(np.array((1, NIGHT)) @ (totals - calendar.past) @ calendar.sizes)
    if found.values is not None and found.cost < mine - 0.5:
        return calendar.starts(found)
    if found.bound < mine - 0.5:
        raise Unsettled(f"{seconds} s: a bound of {found.bound:g} below {mine}")
    return None


def least_nights(table: CostTable, starts: Starts, seconds: float = 60.0, *, no_more: bool = False) -> Nights:
    """The nights of a calendar, and the least of any; ``no_more``: of those where nobody has more nights."""
    totals = table.totals(starts)
    calendar = _Calendars(table, totals if no_more else None, burdens=False)
    if no_more:
        calendar.no_worse(totals, burdens=False)
    for each, columns in zip(calendar.sessions, calendar.x, strict=True):
        costs = each.nights @ calendar.sizes[each.who]
        calendar.program.costs[columns.start : columns.stop] = costs.tolist()
    found = calendar.program.solve(seconds)
    past = sum(p.nights * len(p.members) for p in table.known.people)
    return Nights(int(totals[1] @ calendar.sizes), past + ceil(max(0.0, found.bound) - 1e-6), found.proven)


class _Calendars:
    """All calendars that the demands allow, as an integer program: a column a start."""

    def __init__(self, table: CostTable, limits: NDArray[np.int64] | None, *, burdens: bool = True) -> None:
        people = table.known.people
        self.table, self.program = table, IntegerProgram()
        self.sizes = np.array([len(p.members) for p in people], np.int64)
        self.past = table.past()
        self.sessions = table.sessions if limits is None else _within(table, limits - self.past, burdens)
        self.x = [self.program.columns([0] * len(each.starts)) for each in self.sessions]
        for columns in self.x:
            self.program.exactly(dict.fromkeys(columns, 1), 1)
        self._days_between()
        self._in_two_places()

    def starts(self, found: Solution) -> Starts:
        """The calendar of a solution."""
        assert found.values is not None
        return {
            each.id: from_epoch_minutes(EpochMinute(int(each.starts[int(found.values[columns].argmax())])))
            for each, columns in zip(self.sessions, self.x, strict=True)
        }

    def no_worse(self, totals: NDArray[np.int64], *, burdens: bool = True) -> None:
        """Nobody has more burden, nor more nights."""
        for what in (0, 1) if burdens else (1,):
            terms: list[dict[int, int]] = [{} for _ in self.sizes]
            for each, columns in zip(self.sessions, self.x, strict=True):
                costs = each.nights if what else each.burden
                for column, k in enumerate(each.who.tolist()):
                    rows = np.flatnonzero(costs[:, column])
                    terms[k].update(
                        zip((rows + columns.start).tolist(), costs[rows, column].tolist(), strict=True)
                    )
            for row, most in zip(terms, (totals - self.past)[what].tolist(), strict=True):
                if row:
                    self.program.most(row, most)

    def patterns(self, starts: Starts) -> None:
        """No series has more patterns than in a calendar."""
        most: dict[str, set[Pattern]] = {}
        for each in self.table.sessions:
            most.setdefault(each.series, set()).add(each.patterns[each.at(starts[each.id])])
        used: dict[str, dict[Pattern, int]] = {series: {} for series in most}
        for each, columns in zip(self.sessions, self.x, strict=True):
            with_pattern: dict[Pattern, dict[int, int]] = {}
            for column, pattern in zip(columns, each.patterns, strict=True):
                with_pattern.setdefault(pattern, {})[column] = 1
            for pattern, row in with_pattern.items():
                y = used[each.series].get(pattern)
                if y is None:
                    y = used[each.series][pattern] = self.program.columns([0]).start
                self.program.most({**row, y: -1}, 0)
        for series, columns_of in used.items():
            self.program.most(dict.fromkeys(columns_of.values(), 1), len(most[series]))

    def in_order(self) -> None:
        """The sessions of a series come in the order of planning."""
        for those in self._by_series():
            for first, second in pairwise(those):
                a, b = self.sessions[first], self.sessions[second]
                if a.starts.max() <= b.starts.min() or (a.fixed and b.fixed):
                    continue
                for moment in sorted({*a.starts.tolist(), *b.starts.tolist()}):
                    before = dict.fromkeys(self._columns(first, a.starts <= moment), -1)
                    begun = dict.fromkeys(self._columns(second, b.starts <= moment), 1)
                    self.program.most({**before, **begun}, 0)

    def _by_series(self) -> list[list[int]]:
        found: dict[str, list[int]] = {}
        for s, each in enumerate(self.sessions):
            found.setdefault(each.series, []).append(s)
        return list(found.values())

    def _columns(self, s: int, keep: NDArray[np.bool_]) -> list[int]:
        columns: list[int] = (np.flatnonzero(keep) + self.x[s].start).tolist()
        return columns

    def _days_between(self) -> None:
        """In any so many days in a row a series has one session at most."""
        for those in self._by_series():
            apart = self.table.known.sessions[those[0]].days_between
            if not apart or len(those) < 2:
                continue
            free = [s for s in those if not self.sessions[s].fixed]
            taken = {int(self.sessions[s].days[0]) for s in those if self.sessions[s].fixed}
            on_day: dict[int, dict[int, int]] = {}
            for s in free:
                for column, day in zip(self.x[s], self.sessions[s].days.tolist(), strict=True):
                    on_day.setdefault(day, {})[column] = 1
            # how many sessions a day has is a column of its own, so that the rows stay short
            count = {day: self.program.number(0) for day in on_day}
            for day, columns in on_day.items():
                self.program.exactly({**columns, count[day]: -1}, 0)
                near = {count[d]: 1 for d in range(day, day + apart) if d in count}
                self.program.most(near, 1)
                if any(abs(day - other) < apart for other in taken):
                    self.program.most({count[day]: 1}, 0)

    def _in_two_places(self) -> None:
        """At any moment everybody is in one session at most."""
        groups = {frozenset(map(int, p.sessions)) for p in self.table.known.people}
        for group in groups:
            if any(group < other for other in groups):
                continue
            those = sorted(group)
            for moment in sorted({at for s in those for at in self.sessions[s].starts.tolist()}):
                during = []
                for each in (self.sessions[s] for s in those):
                    during.append((each.starts <= moment) & (each.starts + each.minutes > moment))
                self._one_of(those, during)

    def _one_of(self, those: Sequence[int], rows: Sequence[NDArray[np.bool_]]) -> None:
        """At most one of some starts of some sessions; two that are fixed are not judged."""
        touched = [s for s, keep in zip(those, rows, strict=True) if keep.any()]
        if len(touched) < 2 or self._on_other_days(touched):
            return
        taken = any(self.sessions[s].fixed for s in touched)
        terms = {
            column: 1
            for s, keep in zip(those, rows, strict=True)
            if not self.sessions[s].fixed
            for column in self._columns(s, keep)
        }
        if terms:
            self.program.most(terms, int(not taken))

    def _on_other_days(self, those: Sequence[int]) -> bool:
        """Whether sessions lie a whole day apart in any case, as those of one series mostly do."""
        one = len({self.sessions[s].series for s in those}) == 1
        return one and self.table.known.sessions[those[0]].days_between > 1


def _within(table: CostTable, limits: NDArray[np.int64], burdens: bool) -> tuple[SessionCosts, ...]:
    """The sessions without starts that alone would give somebody more than the limits (without the past)."""
    sessions, count = list(table.sessions), -1
    while count != (count := sum(len(each.starts) for each in sessions)):
        for what in (0, 1) if burdens else (1,):
            left = limits[what].copy()
            for each in sessions:
                left[each.who] -= _costs(each, what).min(axis=0)
            for s, each in enumerate(sessions):
                costs = _costs(each, what)
                sessions[s] = each.rows((costs - costs.min(axis=0) <= left[each.who]).all(axis=1))
    return tuple(sessions)


def _costs(each: SessionCosts, what: int) -> NDArray[np.int64]:
    return each.nights if what else each.burden
