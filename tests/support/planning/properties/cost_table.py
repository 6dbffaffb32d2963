"""What every possible start of every session costs everyone, and what a calendar does; no rule, no solver."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from besrour_cli.clock.instants import to_epoch_minutes
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import Programme
from besrour_cli.planning.problem.build_problem import PlanningInput, build_input
from besrour_cli.planning.problem.burden import costs_by_preference

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
"""A moment before every session, where nothing has been planned yet."""
Starts = Mapping[str, datetime]
"""A calendar: the start of every session, by its id."""
Planner = Callable[[Programme], Starts]
"""Whatever plans a programme of which nothing is planned yet."""


class Pattern(NamedTuple):
    """What people remember: the nth such weekday (Monday 0) of the month, at a minute of the anchor's day."""

    nth: int
    weekday: int
    minute: int


class Borne(NamedTuple):
    """What a calendar costs one person: hundredths, nights, and the sessions that he or she is invited to."""

    burden: int
    nights: int
    sessions: int


class SessionCosts(NamedTuple):
    """The possible starts of one session, a row a start: what each costs each class of people in ``who``."""

    id: str
    series: str
    fixed: bool
    minutes: int
    who: NDArray[np.int64]
    starts: NDArray[np.int64]
    days: NDArray[np.int64]
    patterns: tuple[Pattern, ...]
    burden: NDArray[np.int64]
    nights: NDArray[np.int64]

    def at(self, start: datetime) -> int:
        """The row of a start, which must be possible."""
        rows = np.flatnonzero(self.starts == to_epoch_minutes(start))
        assert len(rows) == 1, f"{self.id} cannot begin at {start}"
        return int(rows[0])

    def rows(self, keep: NDArray[np.bool_]) -> SessionCosts:
        """The same session with some of its starts."""
        patterns = tuple(p for p, kept in zip(self.patterns, keep.tolist(), strict=True) if kept)
        return self._replace(
            starts=self.starts[keep],
            days=self.days[keep],
            patterns=patterns,
            burden=self.burden[keep],
            nights=self.nights[keep],
        )


class CostTable(NamedTuple):
    """The sessions in planning order, the classes of people (those alike in one), and the days between."""

    sessions: tuple[SessionCosts, ...]
    known: PlanningInput

    def past(self) -> NDArray[np.int64]:
        """What the past cost one person of each class: a row of burden, one of nights."""
        people = self.known.people
        return np.array([[p.burden for p in people], [p.nights for p in people]], np.int64)

    def totals(self, starts: Starts) -> NDArray[np.int64]:
        """What a calendar costs one person of each class, past included: a row of burden, one of nights."""
        total = self.past()
        for each in self.sessions:
            row = each.at(starts[each.id])
            total[0, each.who] += each.burden[row]
            total[1, each.who] += each.nights[row]
        return total

    def borne(self, starts: Starts) -> dict[str, Borne]:
        """What a calendar costs everyone, by member id."""
        total = self.totals(starts).T.tolist()
        return {
            member: Borne(burden, nights, len(person.sessions))
            for person, (burden, nights) in zip(self.known.people, total, strict=True)
            for member in person.members
        }


def pattern(day: int, minute: int) -> Pattern:
    """The pattern of a start: a date (days since 1970) and a minute of the day, at the anchor."""
    when = date(1970, 1, 1) + timedelta(days=day)
    return Pattern((when.day - 1) // 7 + 1, when.weekday(), minute)


def cost_table(
    programme: Programme,
    plan: Plan | None = None,
    now: datetime = LONG_AGO,
    deep: tuple[int, int] | None = None,
) -> CostTable:
    """All possible starts; within the hours ``deep`` (minutes of the day) a night counts twice."""
    known = build_input(programme, plan or Plan(programme.id, ""), now, frozenset())
    found = []
    for each, keep, costs, who in zip(known.sessions, known.keep, known.costs, known.who, strict=True):
        starts, counts = each.grid.starts[keep], int(each.counts)
        clocks = [known.people[k].clock for k in who]
        nights = {clock: (costs[clock].nights[keep] > 0).astype(np.int64) for clock in clocks}
        if deep:
            minutes = np.full(len(starts), each.minutes, np.int64)
            for clock, again in costs_by_preference(clocks, deep, starts, minutes).items():
                nights[clock] = nights[clock] + (again.nights > 0)
        days, minutes_of_day = each.grid.days[keep].tolist(), each.grid.clock[keep].tolist()
        shape = len(starts), len(clocks)
        found.append(
            SessionCosts(
                id=each.session.id,
                series=each.session.series,
                fixed=each.fixed,
                minutes=each.minutes,
                who=np.array(who, np.int64),
                starts=starts,
                days=each.grid.days[keep],
                patterns=tuple(map(pattern, days, minutes_of_day)),
                burden=counts * np.array([costs[c].burden[keep] for c in clocks], np.int64).T.reshape(shape),
                nights=counts * np.array([nights[c] for c in clocks], np.int64).T.reshape(shape),
            )
        )
    return CostTable(tuple(found), known)
