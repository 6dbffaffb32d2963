"""The sessions that a plan has to place, and the starts that are tried for each before any constraint.

The grid lies on the anchor's clock: every ``fairness.step`` minutes from local midnight, on every date of the
window. A local time that the anchor's clock skips or shows twice is not on the grid: it could not be written
down without doubt.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from besrour_cli.clock.instants import to_epoch_minutes
from besrour_cli.model.plan import FIXED, Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import DAY, Programme, Session
from besrour_cli.model.units import EpochMinute
from besrour_cli.planning.problem.local_time import Offsets, offsets_of

EPOCH_DAY = date(1970, 1, 1).toordinal()
"""1970-01-01 as a proleptic ordinal."""


class CandidateGrid(NamedTuple):
    """Starts in order, as epoch minutes, anchor dates (days since 1970) and anchor minutes of the day."""

    starts: NDArray[np.int64]
    days: NDArray[np.int64]
    clock: NDArray[np.int64]

    def at(self, positions: NDArray[np.int64]) -> CandidateGrid:
        """Some of the starts."""
        return CandidateGrid(self.starts[positions], self.days[positions], self.clock[positions])


@dataclass(frozen=True)
class SessionToPlace:
    """A session to place, or fixed already: the grid of its starts, its length, and how it counts.

    ``counts`` is False for a held session, whose cost the ledger has. ``announced_start``: where a session
    that may move was announced (None: it was not); ``proposed_start``: where one that was not announced had
    better stay (None: nowhere). ``days_between``: the days its series asks for between
    sessions. ``away``: which starts of the grid are not at the hour that the series prefers (None: it prefers
    none).
    """

    session: Session
    grid: CandidateGrid
    minutes: int
    counts: bool = True
    fixed: bool = False
    announced_start: EpochMinute | None = None
    proposed_start: EpochMinute | None = None
    days_between: int = 0
    away: NDArray[np.bool_] | None = None


def epoch_day(day: date) -> int:
    """A date as days since 1970-01-01."""
    return day.toordinal() - EPOCH_DAY


def candidate_grid(programme: Programme, session: Session, anchor: Offsets) -> CandidateGrid:
    """Every start of the session's window on the anchor's clock."""
    local, instants, readings = _readings(programme, session, anchor)
    # a local time in no stretch of constant offset is skipped by the clock, one in two is shown twice
    once = readings == 1
    return CandidateGrid(instants[once], local[once] // DAY, local[once] % DAY)


def off_the_grid(
    programme: Programme, session: Session, anchor: Offsets
) -> tuple[CandidateGrid, NDArray[np.bool_]]:
    """The local times of the window that the anchor's clock skips or shows twice, and which are the latter.

    The starts of those that are skipped have no meaning.
    """
    local, instants, readings = _readings(programme, session, anchor)
    off = readings != 1
    return CandidateGrid(instants[off], local[off] // DAY, local[off] % DAY), readings[off] > 1


def _readings(
    programme: Programme, session: Session, anchor: Offsets
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The window's local times, each with an instant at which the clock shows it, and how often it does."""
    first, last = epoch_day(session.window.first), epoch_day(session.window.last)
    step = max(1, programme.fairness.step)
    local = (np.arange(first, last + 1, dtype=np.int64)[:, None] * DAY + np.arange(0, DAY, step)).ravel()
    instants = local - anchor[0][1]
    readings = np.zeros(len(local), np.int64)
    for index, (begin, offset) in enumerate(anchor):
        until = anchor[index + 1][0] if index + 1 < len(anchor) else None
        at = local - offset
        here = np.ones(len(local), np.bool_) if index == 0 else at >= begin
        if until is not None:
            here &= at < until
        instants = np.where(here, at, instants)
        readings += here
    return local, instants, readings


def fixed_grid(start: EpochMinute, anchor: Offsets, announced: EpochMinute | None = None) -> CandidateGrid:
    """The one start of a session that is fixed by hand or by an announcement.

    ``announced``: the start that was announced, if the session really began at another one. Its date and
    hour are the ones that count, since people keep them in mind.
    """
    shown = start if announced is None else announced
    local = shown + next((o for begin, o in reversed(anchor) if shown >= begin), anchor[0][1])
    return CandidateGrid(
        np.array([start], np.int64), np.array([local // DAY], np.int64), np.array([local % DAY], np.int64)
    )


def differs_from_preferred(
    programme: Programme, session: Session, grid: CandidateGrid
) -> NDArray[np.bool_] | None:
    """Which starts are not at the hour that the series prefers, on its clock; None: it prefers none."""
    prefer = programme.series[session.series].prefer
    if prefer is None or not len(grid.starts):
        return None
    if prefer.place is None:
        here: NDArray[np.bool_] = grid.clock != prefer.minute
        return here
    first, last = EpochMinute(int(grid.starts.min())), EpochMinute(int(grid.starts.max()))
    stretches = offsets_of(prefer.place.zone, first, last)
    begins = np.array([begin for begin, _ in stretches[1:]], np.int64)
    offsets = np.array([offset for _, offset in stretches], np.int64)
    reading = (grid.starts + offsets[np.searchsorted(begins, grid.starts, side="right")]) % DAY
    there: NDArray[np.bool_] = reading != prefer.minute
    return there


class PlanningContext(NamedTuple):
    """The plan before, the moment of planning, and the sessions (ids) that may move or must not.

    Announced sessions in ``free`` may move; proposed ones in ``keep`` keep their start. ``near``: whether the
    starts that the plan before proposed for the others are worth staying at.
    """

    plan: Plan
    now: datetime
    free: frozenset[str]
    keep: frozenset[str]
    near: bool = False


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
    before = None if slot is None else to_epoch_minutes(slot.start)
    announced = before if slot is not None and slot.state in FIXED else None
    away = None
    if session.pinned is not None:
        grid = fixed_grid(to_epoch_minutes(session.pinned), anchor)
    else:
        grid = candidate_grid(programme, session, anchor)
        away = differs_from_preferred(programme, session, grid) if announced is None else None
    stays = context.near and announced is None and session.id not in context.plan.freed
    proposed = before if stays and _is_usual(before, grid, away) else None
    return SessionToPlace(
        session=session,
        grid=grid,
        minutes=session.minutes,
        announced_start=announced,
        proposed_start=proposed,
        days_between=days_between,
        away=away,
    )


def _is_usual(start: EpochMinute | None, grid: CandidateGrid, away: NDArray[np.bool_] | None) -> bool:
    """Whether a start is one of the grid, and at the hour that the series prefers if it prefers one."""
    here = grid.starts == start if start is not None else np.zeros(len(grid.starts), np.bool_)
    return bool(here.any()) and (away is None or not bool(away[here].any()))


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
