"""The sessions as they were, and what is said of a download that is not of the one it is read for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from besrour_cli.clock.formatting import date_words
from besrour_cli.clock.instants import local
from besrour_cli.commands.shared.workspace import Workspace
from besrour_cli.commands.terminal.console import IN_SENTENCE
from besrour_cli.commands.terminal.translation import language
from besrour_cli.commands.workflows.attendance.downloads import Download
from besrour_cli.model.language import join_and
from besrour_cli.model.message import Message, msg
from besrour_cli.model.place import Place
from besrour_cli.model.programme import Session
from besrour_cli.model.took_place import ExportClock
from besrour_cli.planning.history.took_place import actual_outcome


class SessionTimes(NamedTuple):
    """A session and from when until when it was."""

    session: Session
    start: datetime
    end: datetime


def session_times(workspace: Workspace, moment: datetime) -> list[SessionTimes]:
    """Every session whose time is known: as it really was, else as announced or planned."""
    times = []
    for session in workspace.programme.sessions:
        slot = workspace.plan.slots.get(session.id)
        outcome = actual_outcome(workspace.programme, session, slot, moment)
        if outcome is not None and outcome.met:
            times.append(SessionTimes(session, outcome.start, outcome.end))
        elif slot is not None:
            times.append(SessionTimes(session, *slot.known_times))
    return times


def other_clock(one: SessionTimes, difference: timedelta, places: Sequence[Place]) -> tuple[Message, Message]:
    """What is wrong where people came some hours off, and the remedy; ``places`` have clocks that agree."""
    minutes = round(abs(difference) / timedelta(minutes=1))
    if difference < timedelta():
        what = msg("on this clock people came {n} minutes before “{id}” began", n=minutes, id=one.session.id)
    else:
        what = msg("on this clock people came {n} minutes after “{id}” began", n=minutes, id=one.session.id)
    if places:
        names = join_and([place.name(language()) for place in places[:IN_SENTENCE]], language())
        return what, msg(
            "if the account has another clock, add --zone: on that of {places} it agrees", places=names
        )
    return what, msg(
        "if it began at another time, write took_place: with its start in its file; if the account has "
        "another clock, add --zone"
    )


def other_meeting(
    download: Download, clock: ExportClock, one: SessionTimes, difference: timedelta
) -> tuple[Message, Message]:
    """What is wrong with a download of another day, and the remedy."""
    zone = clock.zone or "UTC"
    met, day = (date_words(local(at, zone), language()) for at in (one.start + difference, one.start))
    if download.export.topic:
        what = msg(
            "this meeting (“{topic}”) was on {met}, and “{id}” on {day}",
            topic=download.export.topic,
            met=met,
            id=one.session.id,
            day=day,
        )
    else:
        what = msg("this meeting was on {met}, and “{id}” on {day}", met=met, id=one.session.id, day=day)
    return what, msg(
        "download the list of “{id}”, or name the session of this one with --session", id=one.session.id
    )
