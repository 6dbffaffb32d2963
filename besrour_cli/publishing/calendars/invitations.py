"""The invitation, update or cancellation that travels in one person's letter (RFC 5546, RFC 6047)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from icalendar import Event

from besrour_cli.model.language import in_order
from besrour_cli.model.plan import ScheduledSession, SessionState
from besrour_cli.model.programme import Member, Programme, Session
from besrour_cli.publishing.calendars.event_text import SessionEntry, blocks, description
from besrour_cli.publishing.calendars.events import as_bytes, attendee_of, invitation_event, new_calendar
from besrour_cli.publishing.calendars.folding import folded
from besrour_cli.publishing.calendars.local_times import Audiences


def invitation(
    programme: Programme,
    session: Session,
    slot: ScheduledSession,
    member: Member,
    method: Literal["REQUEST", "CANCEL"] = "REQUEST",
) -> bytes:
    """Return the calendar entry of one person's letter (RFC 5546 sections 3.2.2 and 3.2.5).

    The member alone is named as attendee, and the member's language comes first. ``CANCEL`` takes the entry
    out of the member's calendar; its ``slot.sequence`` must be higher than in what was sent before. Raises
    ``ValueError`` for a request of a cancelled session: clients would keep the entry.
    """
    return Invitations(programme, session, slot, method).of(member)


class Invitations:
    """The entries of one session, one a person; what readers of one place and language share is made once."""

    def __init__(
        self,
        programme: Programme,
        session: Session,
        slot: ScheduledSession,
        method: Literal["REQUEST", "CANCEL"] = "REQUEST",
        *,
        departed: bool = False,
    ) -> None:
        if method == "REQUEST" and slot.state == SessionState.CANCELLED:
            raise ValueError(f"session {session.id} is cancelled: send CANCEL, not REQUEST")
        self._entry = SessionEntry(
            programme=programme,
            session=session,
            slot=slot,
            clocks=Audiences(programme).clocks(session),
            withdrawn=method == "CANCEL",
            departed=departed,
        )
        self._method = method
        self._required = frozenset(session.required_ids)
        self._shared: dict[tuple[object, ...], tuple[bytes, bytes]] = {}

    def of(self, member: Member) -> bytes:
        """Return the entry for one person."""
        order = in_order(member.languages, self._entry.programme.languages)
        key = order, member.place.zone, tuple(member.place.names.items())
        if key not in self._shared:
            self._shared[key] = self._around_attendee(member, order)
        before, after = self._shared[key]
        return before + self._attendee_line(member) + after

    def _attendee_line(self, member: Member) -> bytes:
        attendee = attendee_of(member, member.id in self._required, self._entry.withdrawn)
        return folded([Event().content_line("ATTENDEE", attendee, sorted=False)])

    def _around_attendee(self, member: Member, order: Sequence[str]) -> tuple[bytes, bytes]:
        """Return the bytes before and after the one line that differs between readers of one place."""
        entry = self._entry._replace(member=member)
        attendee = attendee_of(member, member.id in self._required, entry.withdrawn)
        calendar = new_calendar(self._method)
        calendar.add_component(invitation_event(entry, order, description(blocks(entry), order), attendee))
        before, _, after = as_bytes(calendar).partition(self._attendee_line(member))
        return before, after
