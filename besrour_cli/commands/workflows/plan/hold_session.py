"""A proposed start is held, or let go: every plan in between leaves it where it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.message import msg
from besrour_cli.model.plan import SessionState

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.model.plan import Plan, ScheduledSession
    from besrour_cli.model.programme import Session


def hold(workspace: Workspace, session: Session, moment: datetime) -> Plan:
    """The plan that holds a proposed start; NegativeAnswer when there is none, or it breaks a constraint."""
    from besrour_cli.planning.explain.stale_starts import check_fixed_starts

    plan, slot = workspace.plan, workspace.slot(session)
    if slot.state == SessionState.CANCELLED:
        raise NegativeAnswer(
            msg("“{id}” is called off: it has no start that could be held", id=session.id),
            msg("to plan it again: besrour restore {id}", id=session.id),
        )
    if slot.state != SessionState.PROPOSED:
        raise NegativeAnswer(msg("people were told of “{id}”: it keeps its start anyway", id=session.id))
    if session.id in plan.holds:
        raise NegativeAnswer(msg("“{id}” is held already", id=session.id))
    refusal = check_fixed_starts(workspace.programme, plan, moment, {session.id}, frozenset())
    if refusal is not None:
        raise NegativeAnswer(refusal.what, msg("run besrour plan, which chooses another start"))
    freed = tuple(name for name in plan.freed if name != session.id)
    return replace(plan, holds=tuple(sorted({*plan.holds, session.id})), freed=freed)


def free(workspace: Workspace, slot: ScheduledSession) -> Plan:
    """The plan that no longer holds a start. Raises NegativeAnswer when it was not held."""
    plan = workspace.plan
    if slot.session not in plan.holds:
        raise NegativeAnswer(
            msg("“{id}” is not held", id=slot.session),
            msg("a session that people were told of is moved: besrour move {id}", id=slot.session)
            if slot.hash
            else None,
        )
    holds = tuple(name for name in plan.holds if name != slot.session)
    return replace(plan, holds=holds, freed=tuple(sorted({*plan.freed, slot.session})))
