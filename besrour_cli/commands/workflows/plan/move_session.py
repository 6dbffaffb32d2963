"""A session is given another start: the one a person names, or one chosen anew, the rest staying."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from besrour_cli.clock.instants import zone_data_version
from besrour_cli.commands.views.local_times import anchor_words
from besrour_cli.commands.workflows.plan.check_starts import check_history, check_pins
from besrour_cli.commands.workflows.plan.choose_starts import SECONDS, ChangedPlan, choose_starts, with_slot
from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.message import Message, msg
from besrour_cli.model.plan import FIXED, SessionState
from besrour_cli.planning.problem.sentences import join_semicolon

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.model.plan import ScheduledSession
    from besrour_cli.model.programme import Session


def refuse_unmovable(slot: ScheduledSession, moment: datetime) -> None:
    """Raise NegativeAnswer for a session that is called off or over."""
    if slot.state == SessionState.CANCELLED:
        raise NegativeAnswer(
            msg("“{id}” is called off: it has no start that could move", id=slot.session),
            msg("to plan it again: besrour restore {id}", id=slot.session),
        )
    if slot.state == SessionState.HELD or slot.end <= moment:
        raise NegativeAnswer(
            msg("“{id}” is over: it cannot move any more", id=slot.session),
            msg("to say how it was, write took_place: in its file"),
        )


def move_anew(workspace: Workspace, sessions: Sequence[Session], moment: datetime) -> ChangedPlan:
    """The plan with announced sessions chosen anew, and as few other changes as can be.

    Raises NegativeAnswer for a session of which nobody was told: every ``plan`` may move it.
    """
    for session in sessions:
        slot = workspace.slot(session)
        refuse_unmovable(slot, moment)
        if slot.state not in FIXED:
            raise NegativeAnswer(
                msg("nobody was told of “{id}”: every besrour plan chooses its start anew", id=session.id),
                msg('to name its start: besrour move {id} --to "2027-03-10 15:00 Accra"', id=session.id),
            )
    check_history(workspace, moment)
    check_pins(workspace, workspace.plan, moment)
    choice = choose_starts(
        workspace.programme,
        workspace.plan,
        moment,
        seconds=SECONDS,
        move=frozenset(session.id for session in sessions),
        keep=frozenset(workspace.plan.holds),
    )
    return ChangedPlan(choice.plan, choice.proof)


def move_to(workspace: Workspace, session: Session, start: datetime, moment: datetime) -> ChangedPlan:
    """The plan with a session at a start that somebody names, everything else staying where it can.

    An announced session is then moved; one that was only proposed is held there. Raises NegativeAnswer when
    the start breaks a constraint of the files, of a member or of another session.
    """
    from besrour_cli.planning.explain.violations import violations

    slot = workspace.slot(session)
    refuse_unmovable(slot, moment)
    if start == slot.start:
        raise NegativeAnswer(msg("“{id}” starts then already", id=session.id))
    reasons = violations(workspace.programme, workspace.plan, moment, session, start)
    refuse_violations(workspace, session, start, reasons)
    check_history(workspace, moment)
    check_pins(workspace, workspace.plan, moment)
    holds = set(workspace.plan.holds)
    if slot.state == SessionState.PROPOSED:
        holds.add(session.id)
    return with_slot(workspace, at_start(workspace, session, slot, start, moment), holds, moment)


def at_start(
    workspace: Workspace, session: Session, slot: ScheduledSession, start: datetime, moment: datetime
) -> ScheduledSession:
    """The slot at another start: moved, with a higher SEQUENCE, where people were told; else proposed."""
    was_told = slot.state != SessionState.PROPOSED
    return replace(
        slot,
        start=start,
        end=start + timedelta(minutes=session.minutes),
        state=SessionState.MOVED if was_told else SessionState.PROPOSED,
        anchor=workspace.programme.anchor.zone,
        tzdata=zone_data_version(),
        # calendars take it for newer only by a higher SEQUENCE (RFC 5545, 3.8.7.4)
        sequence=slot.sequence + was_told,
        printed=(),
        revised=moment,
    )


def refuse_violations(
    workspace: Workspace, session: Session, start: datetime, reasons: Sequence[Message]
) -> None:
    """Raise NegativeAnswer with everything that speaks against a start that somebody names."""
    reasons = list(reasons)
    if session.pinned not in (None, start):
        reasons.insert(0, msg("its file asks for another start"))
    if reasons:
        raise NegativeAnswer(
            msg(
                "“{id}” cannot move to {start}: {reasons}",
                id=session.id,
                start=anchor_words(start, workspace.programme.anchor),
                reasons=join_semicolon(reasons),
            ),
            msg("if that is meant, write start: in its file, then run besrour move {id}", id=session.id),
        )
