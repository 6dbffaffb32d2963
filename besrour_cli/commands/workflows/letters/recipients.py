"""What each reader knows of a session, by what was sent and announced, and so which letter is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from besrour_cli.commands.shared.letter_batch import KINDS, local_start
from besrour_cli.model.letter_kind import LetterKind
from besrour_cli.model.plan import ScheduledSession, SessionState

if TYPE_CHECKING:
    from besrour_cli.delivery.mail.status import DeliveryLog
    from besrour_cli.model.announcement import Announcement, AnnouncementLog
    from besrour_cli.model.programme import Member

_ENDS = (LetterKind.CANCELLATION, LetterKind.WITHDRAWAL)


class ReaderKnowledge:
    """What readers of one session's letters know.

    Where letters about it were sent from this folder, their ledger says what each reader has; where they go
    another way, the announcements before the present one do, with the members they invited.
    """

    def __init__(self, slot: ScheduledSession, log: DeliveryLog, announcements: AnnouncementLog) -> None:
        self._slot, self._log, self._announcements = slot, log, announcements
        self._of = announcements.of.get(slot.session, ())

    def before(self, member: str) -> Announcement | None:
        """What the member was last told that differs from what is announced now; None: nothing."""
        status = self._log.get(self._slot.session, member)
        entry = status.arrived if status else None
        if status is not None and entry is not None and status.announcement is not None:
            if entry.facts == self._slot.hash and status.previous is not None:
                entry = status.previous
            return self._announcements.with_digest(self._slot.session, entry.facts)
        if self._slot.session in self._log.invited:
            return None
        return self._invited(member, present=False)

    def holds_entry(self, member: str) -> bool:
        """Whether the session was in the member's calendar before the present announcement."""
        status = self._log.get(self._slot.session, member)
        entry = status.arrived if status else None
        if entry is not None:
            called_off_now = entry.kind == LetterKind.CANCELLATION and entry.facts == self._slot.hash
            return entry.kind not in _ENDS or called_off_now
        if self._slot.session in self._log.invited:
            return False
        known = self._invited(member, present=False)
        return known is not None and not known.cancelled

    def kind_for(self, member: Member, wanted: LetterKind | None) -> LetterKind:
        """The letter one member needs: whoever was never written to is invited, however late.

        ``wanted`` is the letter asked for (None: the one the session calls for). A reminder repeats what the
        member knows; to a member who does not know it yet goes the letter that says it.
        """
        if wanted not in (None, LetterKind.REMINDER):
            return wanted
        if self._slot.state == SessionState.CANCELLED:
            return LetterKind.CANCELLATION
        status = self._log.get(self._slot.session, member.id)
        entry = status.arrived if status else None
        if entry is None:
            return self._without_letter(member, wanted)
        if entry.kind == LetterKind.WITHDRAWAL:
            return LetterKind.INVITATION
        if (entry.facts, entry.local) != (self._slot.hash, local_start(self._slot, member)):
            return LetterKind.CORRECTION if entry.facts == self._slot.hash else LetterKind.UPDATE
        if wanted or entry.kind not in KINDS or entry.kind == LetterKind.REMINDER:
            return wanted or self._without_letter(member, None)
        return LetterKind(entry.kind)  # nothing has changed: the very letter that was sent

    def _without_letter(self, member: Member, wanted: LetterKind | None) -> LetterKind:
        """The letter of a member to whom none was sent from here."""
        if self._slot.session in self._log.invited:
            return LetterKind.INVITATION
        if wanted and self._invited(member.id, present=True) is not None:
            return wanted
        return LetterKind.UPDATE if self._invited(member.id, present=False) else LetterKind.INVITATION

    def _invited(self, member: str, *, present: bool) -> Announcement | None:
        """The newest announcement that invited the member: of what is true now, or of what was before."""
        return next(
            (
                made
                for made in reversed(self._of)
                if member in made.invited and (made.digest == self._slot.hash) is present
            ),
            None,
        )


def session_kind(slot: ScheduledSession) -> LetterKind:
    """Which letter a session calls for: the first, a change, or its end."""
    if slot.state == SessionState.CANCELLED:
        return LetterKind.CANCELLATION
    return LetterKind.UPDATE if slot.edition > 1 else LetterKind.INVITATION
