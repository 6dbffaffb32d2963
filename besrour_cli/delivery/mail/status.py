"""What became of each letter, computed from the ledger's lines about it in their order (pure)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from besrour_cli.delivery.mail.ledger import LedgerEntry, LedgerEvent
from besrour_cli.model.address import comparable
from besrour_cli.model.letter_kind import LetterKind


class DeliveryState(StrEnum):
    """Where a member's letter about one session is, as far as the ledger knows."""

    SENT = "sent"
    """The server took it, or the coordinator decided that it arrived."""
    REFUSED = "refused"
    """The server refused it for good (5xx)."""
    BOUNCED = "bounced"
    """It came back."""
    UNKNOWN = "unknown"
    """It was begun, and no answer of the server was seen."""
    OPEN = "open"
    """Nobody has it; it may be tried again."""


_AFTER = {
    LedgerEvent.DONE: DeliveryState.SENT,
    LedgerEvent.ASSUME: DeliveryState.SENT,
    LedgerEvent.REFUSED: DeliveryState.REFUSED,
    LedgerEvent.INTENT: DeliveryState.UNKNOWN,
    LedgerEvent.LOST: DeliveryState.UNKNOWN,
    LedgerEvent.DEFERRED: DeliveryState.OPEN,
    LedgerEvent.BROKEN: DeliveryState.OPEN,
    LedgerEvent.RESEND: DeliveryState.OPEN,
}
_BAD_ADDRESS = ("5.1.", "5.2.1", "5.0.0")
"""RFC 3463: a bad address, a mailbox switched off, and what servers write that do not tell (Exim)."""


class DeliveryStatus(NamedTuple):
    """What became of a member's letters about one session.

    ``last`` is the newest line; ``sent`` the last letter that the server took, ``announcement`` the last of
    these that was no reminder, ``previous`` the last before it that said something else.
    """

    state: DeliveryState
    last: LedgerEntry
    sent: LedgerEntry | None = None
    announcement: LedgerEntry | None = None
    previous: LedgerEntry | None = None

    @property
    def arrived(self) -> LedgerEntry | None:
        """The last letter that said what is announced, unless it is a first one that came back."""
        known = self.announcement or self.sent
        if self.state != DeliveryState.BOUNCED or known is None or known.id != self.last.id:
            return known
        return self.previous if known.kind == LetterKind.INVITATION else known


class DeliveryLog:
    """The status of every letter, and what decisions need of the ledger as a whole.

    ``of`` maps session and member to the status, ``ids`` Message-IDs to letters, ``dead`` the addresses
    (comparable) whose mail came back for good to the line that says so; ``bounces`` are the digests of the
    reports read, ``begun`` the sessions about which any letter was begun, with the instant of the first;
    ``invited`` those whose invitations went out from this folder: there, and only there, a member without a
    letter was never invited. ``withdrawals`` counts how often a member was taken off a session.
    """

    def __init__(self, entries: Iterable[LedgerEntry] = ()) -> None:
        self.of: dict[tuple[str, str], DeliveryStatus] = {}
        self.ids: dict[str, LedgerEntry] = {}
        self.dead: dict[str, LedgerEntry] = {}
        self.bounces: set[str] = set()
        self.begun: dict[str, str] = {}
        self.invited: set[str] = set()
        self.withdrawals = Counter[tuple[str, str]]()
        for entry in entries:
            self.note(entry)

    def get(self, about: str, member: str) -> DeliveryStatus | None:
        """The status of a member's letter about a session; None when none was ever begun."""
        return self.of.get((about, member))

    def about(self, about: str) -> bool:
        """Whether any letter about this session was ever begun from this folder."""
        return about in self.begun

    def names(self, *, about: str = "", member: str = "") -> bool:
        """Whether any line is about this session, or about this member."""
        if about:
            return about in self.begun
        return any(key[1] == member for key in self.of) or any(e.member == member for e in self.ids.values())

    def note(self, entry: LedgerEntry) -> None:
        """Take the next line into account."""
        if entry.event == LedgerEvent.RENAME:
            self._rename(entry)
            return
        key = (entry.about, entry.member)
        self.begun.setdefault(entry.about, entry.at)
        if entry.kind == LetterKind.INVITATION:
            self.invited.add(entry.about)
        before = self.of.get(key)
        if entry.event in (LedgerEvent.INTENT, LedgerEvent.DONE) and entry.id:
            self.ids.setdefault(entry.id, entry)
        if entry.event == LedgerEvent.BOUNCE:
            self._note_bounce(entry, before)
            return
        if entry.event == LedgerEvent.RESEND:
            self.dead.pop(comparable(entry.to), None)
        after = before or DeliveryStatus(DeliveryState.OPEN, entry)
        if entry.event in (LedgerEvent.DONE, LedgerEvent.ASSUME):
            after = _with_sent(after, entry)
            self.withdrawals[key] += entry.kind == LetterKind.WITHDRAWAL
        self.of[key] = after._replace(state=_AFTER[entry.event], last=entry)

    def _rename(self, rename: LedgerEntry) -> None:
        """Give all that is known of a session or member the new id; what the new one has already stays."""

        def renamed(entry: LedgerEntry) -> LedgerEntry:
            if rename.about:
                return entry._replace(about=rename.new) if entry.about == rename.about else entry
            return entry._replace(member=rename.new) if entry.member == rename.member else entry

        self.ids = {key: renamed(entry) for key, entry in self.ids.items()}
        self.dead = {key: renamed(entry) for key, entry in self.dead.items()}
        for key, status in list(self.of.items()):
            if rename.about == key[0] or (not rename.about and rename.member == key[1]):
                last = renamed(status.last)
                after = DeliveryStatus(
                    status.state,
                    last,
                    renamed(status.sent) if status.sent else None,
                    renamed(status.announcement) if status.announcement else None,
                    renamed(status.previous) if status.previous else None,
                )
                self.withdrawals[last.about, last.member] += self.withdrawals.pop(key, 0)
                self.of.pop(key)
                self.of.setdefault((last.about, last.member), after)
        if rename.about in self.begun:
            self.begun.setdefault(rename.new, self.begun.pop(rename.about))
        if rename.about in self.invited:
            self.invited.discard(rename.about)
            self.invited.add(rename.new)

    def _note_bounce(self, entry: LedgerEntry, before: DeliveryStatus | None) -> None:
        """Note a letter that came back: the server had taken it, whatever was known of it."""
        self.bounces.add(entry.digest)
        if entry.reply.startswith(_BAD_ADDRESS):
            self.dead[comparable(entry.to)] = entry
        # about an older letter than the last one, a bounce changes nothing
        if before and entry.id and before.last.id == entry.id:
            self.of[entry.about, entry.member] = before._replace(
                state=DeliveryState.BOUNCED, sent=before.sent or before.last
            )


def _with_sent(before: DeliveryStatus, entry: LedgerEntry) -> DeliveryStatus:
    """The status once the server has taken one more letter."""
    known = before.announcement
    if entry.kind == LetterKind.REMINDER:
        return before._replace(sent=entry)
    if known is None or (known.facts, known.local, known.kind) == (entry.facts, entry.local, entry.kind):
        return before._replace(sent=entry, announcement=entry)
    return before._replace(sent=entry, announcement=entry, previous=known)
