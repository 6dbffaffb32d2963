"""What happened to each session, by its file and the plan, and what the files say that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from besrour_cli.clock.formatting import instant_words
from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.message import Message, msg
from besrour_cli.model.place import Place
from besrour_cli.model.plan import FIXED, Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import Programme, Session
from besrour_cli.model.took_place import SessionOutcome

ATTENDANCE = "sessions/attendance.csv"
FAR = timedelta(hours=26)
"""A start further than this from the announced one is on another day on every clock."""


class ActualOutcome(NamedTuple):
    """Whether people met, from when until when, and the ids of those who came (None: it is not known)."""

    met: bool
    start: datetime
    end: datetime
    came: frozenset[str] | None


def actual_outcome(
    programme: Programme, session: Session, slot: ScheduledSession | None, now: datetime
) -> ActualOutcome | None:
    """What happened to a session; None if it is not over, was called off, or its time is not known.

    A session that was never announced took place only if its file says so, and when.
    """
    outcome = session.took_place
    if _called_off(slot) or is_premature(session, slot, now):
        return None
    times = _times(session, slot)
    if times is None or (outcome is None and not _presumed_over(slot, times[1], now)):
        return None
    there = programme.attendance.get(session.id)
    came = None if there is None else frozenset(c.member for c in there)
    return ActualOutcome(outcome is None or outcome.met, *times, came)


def _presumed_over(slot: ScheduledSession | None, end: datetime, now: datetime) -> bool:
    """Whether a session of which its file says nothing is taken for over, and held as it was announced."""
    if slot is None or slot.state not in FIXED:
        return False
    if slot.state == SessionState.CANCELLED and slot.announced is None:
        return False  # nobody met, and it had not been announced
    return end <= now or slot.state == SessionState.HELD


def is_premature(session: Session, slot: ScheduledSession | None, now: datetime) -> bool:
    """Whether a file says what happened to a session that is not over."""
    if session.took_place is None:
        return False
    times = _times(session, slot)
    if slot is not None and slot.state in FIXED and slot.known_times[1] > now:
        return True
    return times is None or times[1] > now


def _times(session: Session, slot: ScheduledSession | None) -> tuple[datetime, datetime] | None:
    """When a session began and ended, by its file, else as announced; None: neither gives a time."""
    outcome = session.took_place or SessionOutcome(True)
    if slot is None:
        if outcome.start is None or not outcome.met:
            return None
        return outcome.start, outcome.start + timedelta(minutes=outcome.minutes or session.minutes)
    start, end = slot.known_times
    if not outcome.met:
        return start, end
    length = timedelta(minutes=outcome.minutes) if outcome.minutes else end - start
    start = outcome.start or start
    return start, start + length


def _called_off(slot: ScheduledSession | None) -> bool:
    """Whether the session was called off beforehand; it was not if it is cancelled because nobody met."""
    return slot is not None and slot.state == SessionState.CANCELLED and slot.announced_times is None


def check_history(programme: Programme, plan: Plan, now: datetime) -> tuple[Diagnostic, ...]:
    """Diagnostics of what the files say of the past and cannot be, in the order of the files."""
    found: list[Diagnostic] = []
    for session in programme.sessions:
        slot = plan.slots.get(session.id)
        if session.took_place is not None:
            found += _of_file(programme.anchor, session, session.took_place, slot, now)
        if session.id in programme.attendance:
            found += _of_attendance(programme, session, slot, now)
    return tuple(sorted(found, key=lambda p: (p.spot, p.code)))


def check_unannounced(programme: Programme, plan: Plan, now: datetime) -> tuple[Diagnostic, ...]:
    """A warning of every session whose planned start has passed, and of which besrour told nobody."""
    found = []
    for session in programme.sessions:
        slot = plan.slots.get(session.id)
        if session.took_place is None and slot is not None and slot.state not in FIXED and slot.end <= now:
            what = msg(
                "“{id}” was planned for {start}, which has passed, and besrour told nobody of it",
                id=session.id,
                start=instant_words(slot.start, programme.anchor),
            )
            remedy = msg(
                "if people met, write took_place: yes in its file; if not, run besrour plan for another start"
            )
            spot = SourceLocation(session.path)
            found.append(Diagnostic("start-unannounced", spot, what=what, remedy=remedy, warning=True))
    return tuple(found)


def check_premature(programme: Programme, plan: Plan, now: datetime) -> tuple[Diagnostic, ...]:
    """A warning of every session that is to come and that the plan has for held."""
    found = []
    for session in programme.sessions:
        slot = plan.slots.get(session.id)
        if slot is not None and slot.state == SessionState.HELD and slot.known_times[0] > now:
            what = msg(
                "plan.yaml says that “{id}” was held, and it begins only on {start}: a clock was ahead",
                id=session.id,
                start=instant_words(slot.known_times[0], programme.anchor),
            )
            remedy = msg("if the date of this computer is right, besrour plan takes it back")
            spot = SourceLocation(session.path)
            found.append(Diagnostic("held-early", spot, what=what, remedy=remedy, warning=True))
    return tuple(found)


def _of_file(
    anchor: Place, session: Session, outcome: SessionOutcome, slot: ScheduledSession | None, now: datetime
) -> Iterator[Diagnostic]:
    """What the file of a session says of it."""
    if _called_off(slot):
        if outcome.met:
            yield Diagnostic(
                "took-place-called-off",
                outcome.spot,
                what=msg(
                    "“{id}” was called off, so what its file says of it counts for nothing", id=session.id
                ),
                remedy=msg("remove took_place from its file"),
                warning=True,
            )
        return
    if is_premature(session, slot, now):
        what, remedy = _premature(anchor, session.id, outcome, slot)
        yield Diagnostic("took-place-early", outcome.spot, what=what, remedy=remedy)
        return
    if outcome.start is not None and slot is not None and abs(outcome.start - slot.known_times[0]) > FAR:
        yield Diagnostic(
            "took-place-far",
            outcome.spot,
            what=msg(
                "people were told that “{id}” starts on {told}, and its file says it began on {start}",
                id=session.id,
                told=instant_words(slot.known_times[0], anchor),
                start=instant_words(outcome.start, anchor),
            ),
            remedy=msg("check the date; if it is right, nothing is to be done"),
            warning=True,
        )


def _premature(
    anchor: Place, session_id: str, outcome: SessionOutcome, slot: ScheduledSession | None
) -> tuple[Message, Message]:
    """What is wrong with the outcome of a session that is not over, and its remedy."""
    if slot is None and (outcome.start is None or not outcome.met):
        what = msg("nobody was told of “{id}”, and besrour does not know when it was", id=session_id)
        remedy = (
            msg("write when it began: took_place: {{start: 2027-03-10 15:20 Accra}}")
            if outcome.met
            else msg("give it a later window, or remove its file: besrour never gave it a start")
        )
    elif outcome.met and slot is not None and slot.state not in FIXED:
        what = msg(
            "“{id}” is planned for {start}, which is not over, and its file says how it was",
            id=session_id,
            start=instant_words(slot.start, anchor),
        )
        remedy = msg(
            "if it was at another time, write when it began: took_place: {{start: 2027-03-10 15:20 Accra}}; "
            "else remove took_place, and write it after the session; a start is fixed with start:"
        )
    elif outcome.met:
        what = msg("“{id}” is not over, and its file says how it was", id=session_id)
        remedy = msg("remove took_place, and write it after the session; a start is fixed with start:")
    else:
        what = msg("“{id}” is not over, and its file says that it did not take place", id=session_id)
        remedy = msg("remove took_place; to call the session off: besrour cancel {id}", id=session_id)
    return what, remedy


def _of_attendance(
    programme: Programme, session: Session, slot: ScheduledSession | None, now: datetime
) -> Iterator[Diagnostic]:
    """What the attendance file says of a session that is not over, or was called off."""
    if actual_outcome(programme, session, slot, now) is not None or is_premature(session, slot, now):
        return
    spot = SourceLocation(ATTENDANCE, programme.attendance[session.id][0].line, 1)
    if _called_off(slot):
        what = msg("“{id}” was called off, and here somebody was there", id=session.id)
        remedy = msg("remove its rows, or correct the session's name")
    elif slot is None or slot.state not in FIXED:
        what = msg("nobody was told of “{id}”, and here somebody was there", id=session.id)
        remedy = (
            msg("correct the session's name; if it did take place, write took_place: yes in its file")
            if slot is not None and slot.end <= now
            else msg(
                "correct the session's name; if it did take place, write took_place: with its start in its "
                "file"
            )
        )
    else:
        what = msg("“{id}” is not over, and here somebody was there", id=session.id)
        remedy = msg("correct the session's name; the rows count once it is over")
    yield Diagnostic("attendance-early", spot, what=what, remedy=remedy, warning=True)
