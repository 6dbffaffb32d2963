"""Which sessions a plan has to place, which of them are fixed, and the starts that are tried for each."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from besrour_cli.clock.instants import to_epoch_minutes
from besrour_cli.model.plan import FIXED, Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import DAY, Programme, Session
from besrour_cli.model.units import EpochMinute
from besrour_cli.planning.problem.candidates import candidate_grid, differs_from_preferred, fixed_grid
from besrour_cli.planning.problem.local_time import Offsets, offsets_of
from besrour_cli.planning.problem.options import SessionToPlace


class PlanningContext(NamedTuple):
    """The plan before, the moment of planning, and the sessions (ids) that may move or must not.

    Announced sessions in ``free`` may move; proposed ones in ``keep`` keep their start.
    """

    plan: Plan
    now: datetime
    free: frozenset[str]
    keep: frozenset[str]


def planning_order(programme: Programme, plan: Plan) -> tuple[Session, ...]:
    """The sessions that are not cancelled, in the order of the rule: by window, then by name."""
    cancelled = {i for i, slot in plan.slots.items() if slot.state == SessionState.CANCELLED}
    sessions = [s for s in programme.sessions if s.id not in cancelled]
    return tuple(sorted(sessions, key=lambda s: (s.window.first, s.window.last, s.series, s.id)))


def is_fixed(slot: ScheduledSession | None, context: PlanningContext) -> bool:
    """Whether a start may not move: it was announced and is not free to move, or it is to be kept."""
    if slot is None:
        return False
    if slot.session in context.keep and slot.session not in context.free:
        return True
    if slot.state not in FIXED:
        return False
    return slot.session not in context.free or slot.state == SessionState.HELD or slot.end < context.now


def session_to_place(
    programme: Programme, session: Session, anchor: Offsets, context: PlanningContext
) -> SessionToPlace:
    """A session with the starts that are tried: one if it is fixed or pinned, else its window's grid."""
    slot = context.plan.slots.get(session.id)
    days_between = programme.series[session.series].days_between
    if slot is not None and is_fixed(slot, context):
        start, minutes = to_epoch_minutes(slot.start), session.minutes
        if slot.state in FIXED:  # announced with its length, which the file may have changed since
            minutes = to_epoch_minutes(slot.end) - start
        grid = fixed_grid(start, anchor, to_epoch_minutes(slot.known_times[0]))
        return SessionToPlace(
            session=session,
            grid=grid,
            minutes=minutes,
            counts=slot.state != SessionState.HELD,
            fixed=True,
            days_between=days_between,
        )
    announced = to_epoch_minutes(slot.start) if slot is not None and slot.state in FIXED else None
    away = None
    if session.pinned is not None:
        grid = fixed_grid(to_epoch_minutes(session.pinned), anchor)
    else:
        grid = candidate_grid(programme, session, anchor)
        away = differs_from_preferred(programme, session, grid) if announced is None else None
    return SessionToPlace(
        session=session,
        grid=grid,
        minutes=session.minutes,
        announced_start=announced,
        days_between=days_between,
        away=away,
    )


def anchor_offsets(programme: Programme, plan: Plan, sessions: tuple[Session, ...]) -> Offsets:
    """The anchor's offsets from UTC over every date that sessions or the plan may touch."""
    moments = [to_epoch_minutes(slot.start) for slot in plan.slots.values()]
    for session in sessions:
        for day in session.window:
            moments.append(to_epoch_minutes(datetime(day.year, day.month, day.day, tzinfo=UTC)))
        if session.pinned is not None:
            moments.append(to_epoch_minutes(session.pinned))
    if not moments:
        return ()
    # local dates begin up to a day before or after the ones in UTC, and sessions may last beyond them
    first, last = EpochMinute(min(moments) - 2 * DAY), EpochMinute(max(moments) + 3 * DAY)
    return offsets_of(programme.anchor.zone, first, last)
