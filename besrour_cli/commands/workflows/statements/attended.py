"""Who was at which sessions, as far as it is known: what statements are made of."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from besrour_cli.model.errors import NotFoundError
from besrour_cli.model.message import msg
from besrour_cli.model.people.statement import AttendedSession, Statement
from besrour_cli.planning.history.took_place import actual_outcome

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace


def statements_of(
    workspace: Workspace, moment: datetime, session: str | None = None, members: Collection[str] = ()
) -> tuple[Statement, ...]:
    """A statement for each member who was at a session that is over by ``moment``, in the roster's order.

    Only of one ``session``, and only for some ``members`` (ids), where these are named. Raises NotFoundError
    where there is none.
    """
    programme = workspace.programme
    attended: dict[str, list[AttendedSession]] = {}
    for each in programme.sessions:
        outcome = actual_outcome(programme, each, workspace.plan.slots.get(each.id), moment)
        if outcome is None or not outcome.met or session not in (None, each.id):
            continue
        for row in programme.attendance.get(each.id, ()):
            roles = tuple(role for role, ids in each.required.items() if row.member in ids)
            attended.setdefault(row.member, []).append(
                AttendedSession(each, outcome.start, row.minutes, roles)
            )
    statements = tuple(
        Statement(member, tuple(sorted(attended[member.id], key=lambda a: (a.start, a.session.id))))
        for member in programme.members
        if member.id in attended and (not members or member.id in members)
    )
    if not statements:
        raise NotFoundError(
            msg("it is not known that any of these people came"),
            msg("read the download of a meeting that is over: besrour attendance FILE"),
        )
    return statements
