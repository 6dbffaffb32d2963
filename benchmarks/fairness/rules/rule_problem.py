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

NOW = datetime(2026, 11, 22, tzinfo=UTC)
DEEP = (0, 5 * 60)
"""The hours of the night that count twice: 00:00 to 05:00."""
MONTHLY = 20
"""Windows that begin at least so many days apart: people remember “third Tuesday”, else “every Tuesday”."""
EPOCH = date(1970, 1, 1).toordinal()

Slot = tuple[str, int, int, int]
"""What people remember: the series, the nth of the month (0: every week), the weekday, the anchor's minute."""


@dataclass(frozen=True)
class RuleProblem:
    """Arrays have a row a class and a column a start; ``burden`` has a first axis more, a curve each.

    ``session``: the session of each column; ``slot``: its slot, as a position in ``slots``; ``heavy``: a night
    as 1, a deep one as 2. ``quarter``: the quarter of the year of each session's window. ``apart``: groups of
    columns of which one at most can be chosen. ``past``: what each class bore before (burden, nights).
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
    slots: tuple[Slot, ...]
    slot: NDArray[np.int64]
    burden: NDArray[np.int64]
    heavy: NDArray[np.int64]
    apart: tuple[tuple[int, ...], ...]

    @property
    def count(self) -> int:
        """How many columns there are."""
        return len(self.start)

    def only(self, columns: NDArray[np.bool_]) -> RuleProblem:
        """The problem with some of its columns."""
        place = np.cumsum(columns) - 1
        apart = (tuple(int(place[c]) for c in group if columns[c]) for group in self.apart)
        return replace(
            self,
            session=self.session[columns],
            start=self.start[columns],
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
            burden[row, part], night[row, part] = cost.burden[at], cost.night[at]
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


def _apart(first: PlanningInput, starts: Sequence[NDArray[np.int64]]) -> tuple[tuple[int, ...], ...]:
    """Columns of which one at most can be chosen: too few days between in order, or one person in two places.

    Sessions of a series come in the order of their windows; a group says “not before this day, and not
    within so many days after it”.
    """
    begins = np.concatenate([[0], np.cumsum([len(at) for at in starts])]).tolist()
    days = [e.grid.days[at] for e, at in zip(first.sessions, starts, strict=True)]
    times = [e.grid.starts[at] for e, at in zip(first.sessions, starts, strict=True)]
    found: list[tuple[int, ...]] = []
    for t, later in enumerate(first.sessions):
        for s, earlier in enumerate(first.sessions[:t]):
            if earlier.fixed and later.fixed:
                continue
            if earlier.session.series == later.session.series:
                gap = max(earlier.days_between, 1)
                if days[t].min() - days[s].max() >= gap:
                    continue
                for day in sorted(set(days[s].tolist())):
                    one, two = np.flatnonzero(days[s] >= day), np.flatnonzero(days[t] < day + gap)
                    if len(one) and len(two):
                        found.append((*(one + begins[s]).tolist(), *(two + begins[t]).tolist()))
            elif set(first.who[s]) & set(first.who[t]):
                found += _overlaps(
                    times[s], times[t], (earlier.minutes, later.minutes), (begins[s], begins[t])
                )
    return tuple(found)


def _overlaps(
    one: NDArray[np.int64], two: NDArray[np.int64], minutes: tuple[int, int], begins: tuple[int, int]
) -> list[tuple[int, ...]]:
    if one.max() + minutes[0] <= two.min() or two.max() + minutes[1] <= one.min():
        return []
    found = []
    for i, at in enumerate(one.tolist()):
        those = np.flatnonzero((two < at + minutes[0]) & (two + minutes[1] > at))
        if len(those):
            found.append((begins[0] + i, *(those + begins[1]).tolist()))
    return found
