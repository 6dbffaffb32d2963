"""What is known of each member: answers to the sessions to come, sessions attended, letters sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from besrour_cli.clock.instants import local
from besrour_cli.commands.shared.responses import invitations, session_responses
from besrour_cli.commands.views.people.members import MemberOverview, SessionRsvp
from besrour_cli.commands.workflows.letters.mail_server import read_delivery_log
from besrour_cli.model.plan import SessionState
from besrour_cli.planning.history.burden_ledger import invited_at_the_time
from besrour_cli.storage.state import replies_file

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.delivery.mail.status import DeliveryStatus
    from besrour_cli.model.programme import Member


def overviews(workspace: Workspace, members: Sequence[Member], moment: datetime) -> list[MemberOverview]:
    """What is known of some members, in their order."""
    stored = replies_file.read(workspace.folder)
    answers: dict[str, list[SessionRsvp]] = {}
    for one in session_responses(workspace, stored, invitations(workspace)):
        if one.slot.end > moment:
            for rsvp in one.rsvps:
                answers.setdefault(rsvp.member, []).append(SessionRsvp(one.session, one.slot, rsvp))
    came: dict[str, int] = {}
    noted: dict[str, int] = {}
    for there, invited in _attended(workspace, moment):
        for member in there:
            came[member] = came.get(member, 0) + 1
        for member in there | invited:
            noted[member] = noted.get(member, 0) + 1
    return [
        MemberOverview(m, tuple(answers.get(m.id, ())), came.get(m.id, 0), noted.get(m.id, 0))
        for m in members
    ]


def _attended(workspace: Workspace, moment: datetime) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Who came and who was invited to each session of this year of which the attendance is known."""
    programme, found = workspace.programme, []
    year = local(moment, programme.anchor.zone).year
    for session in programme.sessions:
        slot = workspace.plan.slots.get(session.id)
        if slot is None or session.id not in programme.attendance:
            continue
        over = slot.end <= moment and slot.state not in (SessionState.PROPOSED, SessionState.CANCELLED)
        if over and local(slot.start, programme.anchor.zone).year == year:
            there = frozenset(a.member for a in programme.attendance[session.id])
            found.append((there, invited_at_the_time(programme, session, slot)))
    return found


def letters_of(workspace: Workspace, member: str) -> list[tuple[str, DeliveryStatus]]:
    """The sessions about which letters to a member (id) left this folder, and what became of each."""
    log = read_delivery_log(workspace)
    return sorted((about, status) for (about, who), status in log.of.items() if who == member)
