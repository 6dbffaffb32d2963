"""A planning instance as arrays over columns: a column is one start of one session.

What a column costs each class of members under each curve, whose night it is, which slot of the month it
takes, and which columns exclude each other. Steps of a rule are written over these arrays alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import Programme
from besrour_cli.planning.problem.build_problem import PlanningInput, build_input
from besrour_cli.planning.problem.conflict_cliques import groups_of_pairs, maximal_cliques

NOW = datetime(2026, 11, 22, tzinfo=UTC)
DEEP = (0, 5 * 60)
"""The hours of the night that count twice: 00:00 to 05:00."""
MONTHLY = 20
"""Windows that begin at least so many days apart: people remember “third Tuesday”, else “every Tuesday”."""
EPOCH = date(1970, 1, 1).toordinal()

Slot = tuple[str, int, int, int]
"""What people remember: the series, the nth of the month (0: every week), weekday, minute of the day."""


@dataclass(frozen=True)
class RuleProblem:
    """Arrays have a row a class and a column a start; ``burden`` has a first axis more, a curve each.

    ``session``: the session of each column; ``slot``: its slot, as a position in ``slots``; ``heavy``: a
    night as 1, a deep one as 2. ``quarter``: the quarter of the year of each session's window. ``past``: what
    each class bore before (burden, nights). ``apart``: groups of columns of which one at most can be chosen.
    ``day``: the date of each column; ``after``: (earlier, later, days), sessions whose dates must be in order
    and so many days apart.
    """

    ids: tuple[str, ...]
    series: tuple[str, ...]
    quarter: tuple[int, ...]
    minutes: tuple[int, ...]
    profiles: tuple[str, ...]
    members: tuple[tuple[str, ...], ...]
    region: tuple[str, ...]
    size: NDArray[np.int64]
    past: NDArray[np.int64]
    invited: NDArray[np.bool_]
    session: NDArray[np.int64]
    start: NDArray[np.int64]
    day: NDArray[np.int64]
    after: tuple[tuple[int, int, int], ...]
    slots: tuple[Slot, ...]
    slot: NDArray[np.int64]
    burden: NDArray[np.int64]
    heavy: NDArray[np.int64]
    apart: tuple[tuple[int, ...], ...]

    @property
    def count(self) -> int:
        """How many columns there are."""
        return len(self.start)

    def alike(self) -> NDArray[np.int64]:
        """A number for each column, the same for columns of a session that cost everybody the same."""
        rows = np.vstack((self.session, self.burden.reshape(-1, self.count), self.heavy))
        known: dict[bytes, int] = {}
        columns = np.ascontiguousarray(rows.T)
        return np.array([known.setdefault(column.tobytes(), len(known)) for column in columns], np.int64)

    def only(self, columns: NDArray[np.bool_]) -> RuleProblem:
        """The problem with some of its columns."""
        place = np.cumsum(columns) - 1
        apart = (tuple(int(place[c]) for c in group if columns[c]) for group in self.apart)
        return replace(
            self,
            session=self.session[columns],
            start=self.start[columns],
            day=self.day[columns],
            slot=self.slot[columns],
            burden=self.burden[:, :, columns],
            heavy=self.heavy[:, columns],
            apart=tuple(group for group in apart if len(set(self.session[columns][list(group)])) > 1),
        )


def rule_problem(
    programme: Programme, plan: Plan | None = None, now: datetime = NOW, profiles: Sequence[str] = ("clinic",)
) -> RuleProblem:
    """The problem of a programme, under each of several curves for members who have none of their own."""
    plan = plan or Plan(programme.id, "")
    inputs = [_input(programme, plan, now, profile=profile) for profile in profiles]
    first = inputs[0]
    starts = [np.flatnonzero(keep) for keep in first.keep]
    burden = np.stack([_costs(each, first, starts)[0] for each in inputs])
    night = _costs(first, first, starts)[1]
    deep = _costs(_input(programme, plan, now, profile=profiles[0], night=DEEP), first, starts)[1]
    session = np.concatenate([np.full(len(at), s, np.int64) for s, at in enumerate(starts)])
    slots, slot = _slots(first, starts)
    sessions = first.sessions
    base = sessions[0].session.window.first.year * 4
    return RuleProblem(
        ids=tuple(each.session.id for each in sessions),
        series=tuple(each.session.series for each in sessions),
        quarter=tuple(
            w.first.year * 4 + (w.first.month - 1) // 3 - base for w in (e.session.window for e in sessions)
        ),
        minutes=tuple(each.minutes for each in sessions),
        profiles=tuple(profiles),
        members=tuple(person.members for person in first.people),
        region=tuple(person.region for person in first.people),
        size=np.array([len(person.members) for person in first.people], np.int64),
        past=np.array([(person.burden, person.nights) for person in first.people], np.int64).reshape(-1, 2),
        invited=np.array([[k in who for who in first.who] for k in range(len(first.people))], np.bool_),
        session=session,
        start=np.concatenate([e.grid.starts[at] for e, at in zip(sessions, starts, strict=True)]),
        day=np.concatenate([e.grid.days[at] for e, at in zip(sessions, starts, strict=True)]),
        after=_after(first, starts),
        slots=slots,
        slot=slot,
        burden=burden,
        heavy=night.astype(np.int64) + (night & deep),
        apart=_apart(first, starts),
    )


def _input(
    programme: Programme, plan: Plan, now: datetime, *, profile: str, night: tuple[int, int] | None = None
) -> PlanningInput:
    fairness = programme.fairness._replace(profile=profile)
    if night is not None:
        fairness = fairness._replace(night=night)
    return build_input(replace(programme, fairness=fairness), plan, now, frozenset())


def _costs(
    each: PlanningInput, first: PlanningInput, starts: Sequence[NDArray[np.int64]]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Burden and night of every column for every class, in the order of classes of ``first``."""
    place = {person.members: k for k, person in enumerate(first.people)}
    total = sum(map(len, starts))
    burden, night = np.zeros((len(place), total), np.int64), np.zeros((len(place), total), np.bool_)
    begin = 0
    for who, costs, at in zip(each.who, each.costs, starts, strict=True):
        part = slice(begin, begin + len(at))
        for k in who:
            cost = costs[each.people[k].clock]
            row = place[each.people[k].members]
            burden[row, part], night[row, part] = cost.burden[at], cost.nights[at] > 0
        begin += len(at)
    return burden, night


def _slots(
    first: PlanningInput, starts: Sequence[NDArray[np.int64]]
) -> tuple[tuple[Slot, ...], NDArray[np.int64]]:
    """Every slot of the year, and the slot of each column."""
    windows: dict[str, list[date]] = {}
    for each in first.sessions:
        windows.setdefault(each.session.series, []).append(each.session.window.first)
    monthly = {
        name: all((b - a).days >= MONTHLY or a == b for a, b in pairwise(sorted(days)))
        for name, days in windows.items()
    }
    known: dict[Slot, int] = {}
    found = []
    for each, at in zip(first.sessions, starts, strict=True):
        name = each.session.series
        for day, clock in zip(each.grid.days[at].tolist(), each.grid.clock[at].tolist(), strict=True):
            on = date.fromordinal(day + EPOCH)
            nth = (on.day + 6) // 7 if monthly[name] else 0
            found.append(known.setdefault((name, nth, on.weekday(), clock), len(known)))
    return tuple(known), np.array(found, np.int64)


def _after(first: PlanningInput, starts: Sequence[NDArray[np.int64]]) -> tuple[tuple[int, int, int], ...]:
    """Sessions of a series, each with the next, whose dates come in the order of their windows."""
    days = [e.grid.days[at] for e, at in zip(first.sessions, starts, strict=True)]
    runs: dict[str, list[int]] = {}
    for s, each in enumerate(first.sessions):
        runs.setdefault(each.session.series, []).append(s)
    found = []
    for s, t in (pair for run in runs.values() for pair in pairwise(run)):
        gap = max(first.sessions[s].days_between, 1)
        fixed = first.sessions[s].fixed and first.sessions[t].fixed
        if not fixed and days[t].min() - days[s].max() < gap:
            found.append((s, t, gap))
    return tuple(found)


def _apart(first: PlanningInput, starts: Sequence[NDArray[np.int64]]) -> tuple[tuple[int, ...], ...]:
    """Columns of which one at most can be chosen: somebody would be in two places."""
    begins = np.concatenate([[0], np.cumsum([len(at) for at in starts])]).tolist()
    times = [e.grid.starts[at] for e, at in zip(first.sessions, starts, strict=True)]
    sessions = first.sessions
    shared = {
        (s, t)
        for t, later in enumerate(sessions)
        for s, earlier in enumerate(sessions[:t])
        if earlier.session.series != later.session.series
        and not (earlier.fixed and later.fixed)
        and set(first.who[s]) & set(first.who[t])
        and times[s].max() + earlier.minutes > times[t].min()
        and times[t].max() + later.minutes > times[s].min()
    }
    found: list[tuple[int, ...]] = []
    for group in groups_of_pairs(shared):
        spans = (
            (at, at + sessions[s].minutes, s, begins[s] + i)
            for s in group
            for i, at in enumerate(times[s].tolist())
        )
        found += (tuple(column for _, column in clique) for clique in maximal_cliques(spans))
    return tuple(found)
