"""Who holds a calendar entry of a session and is no longer invited to it: each is offered a withdrawal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from besrour_cli.delivery.mail.status import DeliveryState
from besrour_cli.model.letter_kind import LetterKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.delivery.mail.status import DeliveryLog
    from besrour_cli.model.announcement import AnnouncementLog
    from besrour_cli.model.programme import Member, Session

_ENDS = (LetterKind.CANCELLATION, LetterKind.WITHDRAWAL)


def leavers(
    workspace: Workspace, log: DeliveryLog, announcements: AnnouncementLog, session: Session
) -> tuple[Member, ...]:
    """Members who were told of a session, have not been written to since that it is off, and are not invited.

    Their rows are gone, paused or in other groups by now. In the order in which they were told; a member
    who is in the roster no more is given as last known.
    """
    programme = workspace.programme
    invited = {member.id for member in programme.invited(session)}
    people = {**announcements.members, **{member.id: member for member in programme.members}}
    ids = dict.fromkeys(_entry_holders(log, announcements, session.id))
    return tuple(people[i] for i in ids if i not in invited and i in people)


def _entry_holders(log: DeliveryLog, announcements: AnnouncementLog, session: str) -> Iterator[str]:
    """The ids of members who have the session in their calendars, as far as anyone can know."""
    latest = announcements.latest(session)
    if latest is not None and not latest.cancelled and session not in log.invited:
        yield from (i for i in latest.invited if log.get(session, i) is None)
    for (about, member), status in log.of.items():
        # of a letter whose fate is unknown the coordinator is asked first
        entry = status.last if status.state == DeliveryState.UNKNOWN else status.arrived
        if about == session and entry is not None and entry.kind not in _ENDS:
            yield member
