"""Sessions that can no longer be planned: their window has passed, and nobody was told of a start."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from besrour_cli.clock.instants import local
from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.message import msg
from besrour_cli.model.plan import FIXED, Plan
from besrour_cli.model.programme import Programme, Session


def check_windows(programme: Programme, plan: Plan, now: datetime) -> tuple[Diagnostic, ...]:
    """A mistake for each session all of whose starts lie in the past.

    Not for one that was announced or called off, nor for one whose file fixes a start, or says how it took
    place: other checks look at these.
    """
    return tuple(map(_passed, passed_sessions(programme, plan, now)))


def passed_sessions(programme: Programme, plan: Plan, now: datetime) -> tuple[Session, ...]:
    """The sessions that :func:`check_windows` names."""
    return tuple(
        session
        for session in programme.sessions
        if session.pinned is None
        and session.took_place is None
        and not ((slot := plan.slots.get(session.id)) and slot.state in FIXED)
        and local(now, programme.anchor.zone).replace(tzinfo=None) > _last_start(programme, session)
    )


def _last_start(programme: Programme, session: Session) -> datetime:
    """The last start that a plan would try, on the anchor's clock: a step before the last midnight."""
    midnight = datetime.combine(session.window.last + timedelta(days=1), time())
    return midnight - timedelta(minutes=programme.fairness.step)


def _passed(session: Session) -> Diagnostic:
    what = msg("the window of {session} has passed and nobody was told of a start", session=session.id)
    remedy = msg(
        "if people met then, write took_place: yes in its file; if not, give {session} a later window",
        session=session.id,
    )
    source = session.sources.get("window")
    if source is None:
        return Diagnostic("window-past", SourceLocation(session.path), what=what, remedy=remedy)
    found = source.find()
    return Diagnostic("window-past", found.spot, what=what, remedy=remedy, text=found.line, width=found.width)
