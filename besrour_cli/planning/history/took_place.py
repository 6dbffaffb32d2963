"""What the files say happened to a session, held against what was planned: what is true, what cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from besrour_cli.clock.instants import instant_text
from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.message import msg
from besrour_cli.model.plan import FIXED, Plan, ScheduledSession
from besrour_cli.model.programme import Programme, Session
from besrour_cli.model.took_place import SessionOutcome

ATTENDANCE = "sessions/attendance.csv"
FAR = timedelta(hours=26)
"""A start further than this from the announced one is another day on every clock."""


class ActualOutcome(NamedTuple):
    """What happened: whether people met, from when until when, and who was there (None: nobody wrote it)."""

    met: bool
    start: datetime
    end: datetime
    came: frozenset[str] | None


def actual_outcome(
    programme: Programme, session: Session, slot: ScheduledSession | None, now: datetime
) -> ActualOutcome | None:
    """What happened to a session; None while it is not over, was called off, or nobody can know when it was.

    A session that was never announced took place only if its file says so, and when; what it said last stays.
    """
    said = session.took_place
    if _called_off(slot) or is_premature(session, slot, now):
        return None
    if said is None and (slot is None or slot.state not in FIXED):
        return None
    if said is None and slot is not None and slot.state == "cancelled" and slot.announced is None:
        return None  # nobody met, and nobody had been told
    times = _times(session, slot)
    if times is None:
        return None
    held = slot is not None and slot.state == "held"
    if said is None and times[1] > now and not held:
        return None
    there = programme.attendance.get(session.id)
    came = None if there is None else frozenset(c.member for c in there)
    return ActualOutcome(said is None or said.met, *times, came)


def is_premature(session: Session, slot: ScheduledSession | None, now: datetime) -> bool:
    """Whether a file says what happened to a session that is not over."""
    said = session.took_place
    if said is None:
        return False
    times = _times(session, slot)
    if slot is not None and slot.state in FIXED and slot.known_times[1] > now:
        return True
    return times is None or times[1] > now


def _times(session: Session, slot: ScheduledSession | None) -> tuple[datetime, datetime] | None:
    """When it began and ended, by its file and else as people were told; None: neither says."""
    said = session.took_place or SessionOutcome(True)
    if slot is None:
        if said.start is None or not said.met:
            return None
        return said.start, said.start + timedelta(minutes=said.minutes or session.minutes)
    start, end = slot.known_times
    if not said.met:
        return start, end
    length = timedelta(minutes=said.minutes) if said.minutes else end - start
    begun = said.start or start
    return begun, begun + length


def _called_off(slot: ScheduledSession | None) -> bool:
    """Whether people were told that the session would not be (not: that nobody met)."""
    return slot is not None and slot.state == "cancelled" and slot.announced_times is None


def check_history(programme: Programme, plan: Plan, now: datetime) -> tuple[Diagnostic, ...]:
    """What the files say of the past and cannot be true now, in order of files; warnings stop nothing."""
    found: list[Diagnostic] = []
    for session in programme.sessions:
        slot = plan.slots.get(session.id)
        if session.took_place is not None:
            found += _of_file(session, session.took_place, slot, now)
        if session.id in programme.attendance:
            found += _of_attendance(programme, session, slot, now)
    return tuple(sorted(found, key=lambda p: (p.spot, p.code)))


def _of_file(
    session: Session, said: SessionOutcome, slot: ScheduledSession | None, now: datetime
) -> Iterator[Diagnostic]:
    if _called_off(slot):
        if said.met:
            yield Diagnostic(
                "took-place-called-off",
                said.spot,
                msg("“{id}” was called off, so what its file says of it counts for nothing", id=session.id),
                msg("remove took_place from its file"),
                warning=True,
            )
        return
    if is_premature(session, slot, now):
        if slot is None and (said.start is None or not said.met):
            what = msg("nobody was told of “{id}”, and besrour does not know when it was", id=session.id)
            remedy = (
                msg("write when it began: took_place: {{start: 2027-03-10 15:20 Accra}}")
                if said.met
                else msg("remove the file of a session that was never announced and did not take place")
            )
        elif said.met:
            what = msg("“{id}” is not over, and its file says how it was", id=session.id)
            remedy = msg("remove took_place, and write it after the session; a start is fixed with start:")
        else:
            what = msg("“{id}” is not over, and its file says that it did not take place", id=session.id)
            remedy = msg(
                "remove took_place; to call the session off: besrour plan --cancel {id}", id=session.id
            )
        yield Diagnostic("took-place-early", said.spot, what, remedy)
        return
    if said.start is not None and slot is not None and abs(said.start - slot.known_times[0]) > FAR:
        yield Diagnostic(
            "took-place-far",
            said.spot,
            msg(
                "people were told that “{id}” starts at {told}, and its file says it began at {start}",
                id=session.id,
                told=instant_text(slot.known_times[0]),
                start=instant_text(said.start),
            ),
            msg("check the date; if it is right, nothing is to be done"),
            warning=True,
        )


def _of_attendance(
    programme: Programme, session: Session, slot: ScheduledSession | None, now: datetime
) -> Iterator[Diagnostic]:
    if actual_outcome(programme, session, slot, now) is not None or is_premature(session, slot, now):
        return
    spot = SourceLocation(ATTENDANCE, programme.attendance[session.id][0].line, 1)
    if _called_off(slot):
        what = msg("“{id}” was called off, and here somebody was there", id=session.id)
        remedy = msg("remove its rows, or correct the session's name")
    elif slot is None or slot.state not in FIXED:
        what = msg("nobody was told of “{id}”, and here somebody was there", id=session.id)
        remedy = msg(
            "correct the session's name; if it did take place, write took_place: with its start in its file"
        )
    else:
        what = msg("“{id}” is not over, and here somebody was there", id=session.id)
        remedy = msg("correct the session's name; the rows count once it is over")
    yield Diagnostic("attendance-early", spot, what, remedy, warning=True)
