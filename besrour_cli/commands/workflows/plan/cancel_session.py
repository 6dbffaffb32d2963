"""A session is called off, or planned again after that."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from besrour_cli.commands.shared.workspace import Workspace
from besrour_cli.commands.workflows.plan.choose_starts import ChangedPlan, with_slot
from besrour_cli.commands.workflows.plan.move_session import at_start, refuse_violations
from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.message import msg
from besrour_cli.model.plan import SessionState
from besrour_cli.schedule.announce import content_hash

if TYPE_CHECKING:
    from besrour_cli.model.announcement import AnnouncementLog
    from besrour_cli.model.plan import ScheduledSession
    from besrour_cli.model.programme import Programme, Session


def cancelled(slot: ScheduledSession, moment: datetime) -> ScheduledSession:
    """The slot called off, with a higher SEQUENCE where people know of it; NegativeAnswer when it is over."""
    if slot.state == SessionState.CANCELLED:
        raise NegativeAnswer(msg("“{id}” is called off already", id=slot.session))
    was_told = slot.state in (SessionState.ANNOUNCED, SessionState.MOVED)
    if slot.state == SessionState.HELD or (was_told and slot.end <= moment):
        raise NegativeAnswer(
            msg("“{id}” is over: it cannot be called off any more", id=slot.session),
            msg("if nobody met, write took_place: no in its file, then run besrour plan"),
        )
    return replace(slot, state=SessionState.CANCELLED, sequence=slot.sequence + was_told, revised=moment)


def cancel(workspace: Workspace, slot: ScheduledSession, moment: datetime) -> ChangedPlan:
    """The plan with a session called off, everything else staying where it can."""
    return _chosen(workspace, cancelled(slot, moment), moment)


def restore(
    workspace: Workspace,
    log: AnnouncementLog,
    session: Session,
    start: datetime | None,
    moment: datetime,
) -> ChangedPlan:
    """The plan with a cancelled session planned again, at its former start or another that is named.

    Raises NegativeAnswer when it was not called off, is over, or the start is past or breaks a constraint.
    """
    from besrour_cli.planning.explain.violations import violations

    slot = workspace.slot(session)
    if slot.state != SessionState.CANCELLED:
        raise NegativeAnswer(msg("“{id}” is not called off", id=session.id))
    if slot.announced_times:
        raise NegativeAnswer(
            msg("“{id}” is over, and its file says that nobody met", id=session.id),
            msg("if people met after all, write took_place: yes in its file, then run besrour plan"),
        )
    wanted = start or slot.start
    if start is None and slot.start <= moment:
        raise NegativeAnswer(
            msg("the start of “{id}” has passed", id=session.id),
            msg('name another: besrour restore {id} --to "2027-03-10 15:00 Accra"', id=session.id),
        )
    reasons = violations(workspace.programme, workspace.plan, moment, session, wanted)
    refuse_violations(workspace, session, wanted, reasons)
    return _chosen(workspace, _restored(workspace, log, session, slot, wanted, moment), moment)


def _restored(
    workspace: Workspace,
    log: AnnouncementLog,
    session: Session,
    slot: ScheduledSession,
    start: datetime,
    moment: datetime,
) -> ScheduledSession:
    """The slot planned again: proposed where nobody was told of it, else announced, or moved and untold."""
    if not slot.hash:
        return at_start(workspace, session, slot.with_state(SessionState.PROPOSED), start, moment)
    again = at_start(workspace, session, slot.with_state(SessionState.ANNOUNCED), start, moment)
    known = log.latest(session.id)
    if known is not None and not known.cancelled and _is_known(workspace.programme, session, again):
        # nobody heard of the cancellation, so that there is nothing new to tell
        return replace(again, state=SessionState.ANNOUNCED, printed=slot.printed)
    return again


def _is_known(programme: Programme, session: Session, slot: ScheduledSession) -> bool:
    return content_hash(programme, session, slot) == slot.hash


def _chosen(workspace: Workspace, slot: ScheduledSession, moment: datetime) -> ChangedPlan:
    holds = [name for name in workspace.plan.holds if name != slot.session]
    return with_slot(workspace, slot, holds, moment)
