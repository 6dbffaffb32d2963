"""From the coordinator's files to the problem: what stands, what is to be placed, and where it may go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.model.plan import FIXED, Plan, ScheduledSession
from besrour_cli.model.programme import DAY, Programme, Session, Window
from besrour_cli.planning.problem.burden import (
    CandidateCosts,
    Offsets,
    costs_by_preference,
    offsets_of,
    to_epoch_minutes,
)
from besrour_cli.planning.problem.busy_members import busy_at
from besrour_cli.planning.problem.candidates import (
    CandidateGrid,
    candidate_grid,
    differs_from_preferred,
    fixed_grid,
)
from besrour_cli.planning.problem.constraint_text import StartConstraint
from besrour_cli.planning.problem.equivalence_classes import MemberClass, TimePreferences, group_members
from besrour_cli.planning.problem.infeasible_session import combine, no_start_error, pinned_start_error
from besrour_cli.planning.problem.objectives import policy_of
from besrour_cli.planning.problem.options import (
    PlanningProblem,
    SessionToPlace,
    StartOptions,
    merge_equivalent_classes,
    options_of,
)

if TYPE_CHECKING:
    from numpy import bool_
    from numpy.typing import NDArray


class PlanningContext(NamedTuple):
    """What a question was asked with: the plan before, the moment, what may move and what is to stay."""

    plan: Plan
    now: datetime
    free: frozenset[str]
    keep: frozenset[str]


class PlanningInput(NamedTuple):
    """All that is known before anything is chosen; ``costs`` and ``keep`` run over each session's grid."""

    programme: Programme
    sessions: tuple[SessionToPlace, ...]
    people: tuple[MemberClass, ...]
    costs: tuple[Mapping[TimePreferences, CandidateCosts], ...]
    keep: tuple[NDArray[bool_], ...]
    who: tuple[tuple[int, ...], ...]
    given: PlanningContext

    def problem(self, *, prune: bool = True, by_day: bool = False) -> PlanningProblem:
        """The problem in whole numbers, its options merged and pruned or every date apart."""
        every = range(len(self.sessions))
        options = tuple(self.options(s, prune=prune, by_day=by_day) for s in every)
        return merge_equivalent_classes(
            PlanningProblem(self.sessions, options, self.people, policy_of(self.programme.fairness))
        )

    def options(self, session: int, *, prune: bool, by_day: bool = False) -> StartOptions:
        """The options of one session, by its index."""
        return options_of(
            self.sessions[session],
            self.keep[session],
            self.costs[session],
            self.people,
            self.who[session],
            policy=policy_of(self.programme.fairness),
            prune=prune,
            by_day=by_day,
        )


def planning_order(programme: Programme, plan: Plan) -> tuple[Session, ...]:
    """The sessions that take place or may, in the rule's fixed order: by window, then by name."""
    cancelled = {i for i, slot in plan.slots.items() if slot.state == "cancelled"}
    kept = [s for s in programme.sessions if s.id not in cancelled]
    return tuple(sorted(kept, key=lambda s: (s.window.first, s.window.last, s.series, s.id)))


def is_fixed(
    slot: ScheduledSession | None, now: datetime, free: frozenset[str], keep: frozenset[str] = frozenset()
) -> bool:
    """Whether a start may not move: people were told of it, or it is to be kept."""
    if slot is None:
        return False
    if slot.session in keep and slot.session not in free:
        return True
    if slot.state not in FIXED:
        return False
    return slot.session not in free or slot.state == "held" or slot.end < now


def build_input(
    programme: Programme,
    plan: Plan,
    now: datetime,
    free: frozenset[str],
    keep: frozenset[str] = frozenset(),
) -> PlanningInput:
    """The question a plan answers; :class:`NegativeAnswer` when a session has no start at all.

    Of the sessions in the plan those people were told of stay, but for ``free``, and those in ``keep``.
    """
    import numpy as np

    sessions = planning_order(programme, plan)
    anchor = _anchor(programme, plan, sessions)
    placing = tuple(
        _session_to_place(programme, plan.slots.get(s.id), s, anchor, now=now, free=free, keep=keep)
        for s in sessions
    )
    people = group_members(programme, sessions, plan.ledger)
    who = tuple(tuple(k for k, p in enumerate(people) if s in p.sessions) for s in range(len(sessions)))
    given = PlanningContext(plan, now, free, keep)
    if not placing:
        return PlanningInput(programme, (), people, (), (), (), given)
    starts = np.concatenate([a.grid.starts for a in placing])
    minutes = np.concatenate([np.full(len(a.grid.starts), a.minutes, np.int64) for a in placing])
    clocks, night = [p.clock for p in people], programme.fairness.night
    # what the start itself forbids is not weighed: mostly nine candidates of ten
    allowed = np.flatnonzero(np.concatenate([~_forbidden(a.grid) for a in placing]))
    rows = {
        clock: row.scatter(allowed, len(starts))
        for clock, row in costs_by_preference(clocks, night, starts[allowed], minutes[allowed]).items()
    }
    anyone_busy = any(m.busy for m in programme.members)
    cuts = np.cumsum([0, *(len(a.grid.starts) for a in placing)]).tolist()
    names = {m.id: m.name for m in programme.members}
    felt, kept, impossible = [], [], []
    for s, each in enumerate(placing):
        part = slice(cuts[s], cuts[s + 1])
        mine = {people[k].clock: rows[people[k].clock].segment(part) for k in who[s]}
        broken = {StartConstraint(kind): out for kind, out in each.grid.broken.items()}
        if not each.fixed:
            if anyone_busy:
                broken.update(busy_at(programme, each.session, each.grid.starts, each.minutes))
            broken.update(member_constraints(s, mine, people, who[s], pinned=each.session.pinned is not None))
        good = np.ones(len(each.grid.starts), np.bool_)
        for out in broken.values():
            good &= ~out
        if not good.any():
            every = costs_by_preference(
                [people[k].clock for k in who[s]], night, each.grid.starts, minutes[part]
            )
            broken.update(
                member_constraints(s, every, people, who[s], pinned=each.session.pinned is not None)
            )
            if each.session.pinned is not None:
                impossible.append(pinned_start_error(each.session.id, broken, names))
            else:
                wider = _any_week_feasible(programme, each.session, s, people, who[s])
                impossible.append(no_start_error(each.session.id, broken, names, wider=wider))
        felt.append(mine)
        kept.append(good)
    if impossible:
        raise combine(impossible)
    return PlanningInput(programme, placing, people, tuple(felt), tuple(kept), who, given)


def _forbidden(points: CandidateGrid) -> NDArray[bool_]:
    import numpy as np

    found: NDArray[bool_] = np.logical_or.reduce([*points.broken.values()])
    return found


def member_constraints(
    session: int,
    felt: Mapping[TimePreferences, CandidateCosts],
    people: tuple[MemberClass, ...],
    who: tuple[int, ...],
    *,
    pinned: bool,
) -> dict[StartConstraint, NDArray[bool_]]:
    """Never-hours and observances of everyone invited; own hours and public holidays of those who must be
    there, unless pinned by hand. ``session`` is its index among those that ``people`` were made for."""
    found: dict[StartConstraint, NDArray[bool_]] = {}
    for k in who:
        person = people[k]
        row = felt[person.clock]
        if person.clock.never and row.never.any():
            found[StartConstraint("never", person.members)] = row.never
        if row.observed.any():
            found[StartConstraint("observes", person.members)] = row.observed
        if session in person.required and not pinned and row.outside.any():
            found[StartConstraint("hours", person.members)] = row.outside
        if session in person.required and not pinned and row.holiday.any():
            found[StartConstraint("holiday", person.members)] = row.holiday
    return found


def _any_week_feasible(
    programme: Programme, session: Session, index: int, people: tuple[MemberClass, ...], who: tuple[int, ...]
) -> bool:
    """Whether a week of other dates has a start, as far as demands that return every week go.

    Two weeks are looked at, half a year apart, so that clocks that move are on either side.
    """
    import numpy as np

    for ahead in (timedelta(days=1), timedelta(days=183)):
        first = session.window.last + ahead
        there = replace(session, window=Window(first, first + timedelta(days=6)))
        points = candidate_grid(programme, there, _anchor(programme, Plan(programme.id, ""), (there,)), 0)
        minutes = np.full(len(points.starts), session.minutes, np.int64)
        rows = costs_by_preference(
            [people[k].clock for k in who], programme.fairness.night, points.starts, minutes
        )
        broken = [points.broken["weekdays"], points.broken["between"]]
        for demand, out in member_constraints(index, rows, people, who, pinned=False).items():
            if demand.kind != "holiday":
                broken.append(out)
        if not np.logical_or.reduce(broken).all():
            return True
    return False


def _session_to_place(
    programme: Programme,
    slot: ScheduledSession | None,
    session: Session,
    anchor: Offsets,
    *,
    now: datetime,
    free: frozenset[str],
    keep: frozenset[str],
) -> SessionToPlace:
    days = programme.series[session.series].days_between
    if slot is not None and is_fixed(slot, now, free, keep):
        as_told = to_epoch_minutes(slot.end) - to_epoch_minutes(slot.start)
        minutes = as_told if slot.state in FIXED else session.minutes
        point = fixed_grid(to_epoch_minutes(slot.start), anchor, to_epoch_minutes(slot.known_times[0]))
        return SessionToPlace(session, point, minutes, slot.state != "held", fixed=True, days_between=days)
    told = to_epoch_minutes(slot.start) if slot is not None and slot.state in FIXED else None
    if session.pinned is not None:
        point = fixed_grid(to_epoch_minutes(session.pinned), anchor)
        return SessionToPlace(session, point, session.minutes, announced_start=told, days_between=days)
    points = candidate_grid(programme, session, anchor, to_epoch_minutes(now))
    away = differs_from_preferred(programme, session, points) if told is None else None
    return SessionToPlace(
        session, points, session.minutes, announced_start=told, days_between=days, away=away
    )


def _anchor(programme: Programme, plan: Plan, sessions: tuple[Session, ...]) -> Offsets:
    """The anchor's offsets over every date that may matter."""
    moments = [to_epoch_minutes(slot.start) for slot in plan.slots.values()]
    for session in sessions:
        for day in (session.window.first, session.window.last):
            moments.append(to_epoch_minutes(datetime(day.year, day.month, day.day, tzinfo=UTC)))
        if session.pinned is not None:
            moments.append(to_epoch_minutes(session.pinned))
    if not moments:
        return ()
    return offsets_of(programme.anchor.zone, min(moments) - 2 * DAY, max(moments) + 3 * DAY)
