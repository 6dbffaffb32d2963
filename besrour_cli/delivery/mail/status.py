"""What the ledger says of each letter: its fate, from the lines about it in their order (pure)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from besrour_cli.delivery.mail.ledger import LedgerEntry

SENT, REFUSED, BOUNCED, UNKNOWN, OPEN = "sent", "refused", "bounced", "unknown", "open"
REMINDER = "reminder"
_AFTER = {
    "done": SENT,
    "assume": SENT,
    "refused": REFUSED,
    "bounce": BOUNCED,
    "intent": UNKNOWN,
    "lost": UNKNOWN,
    "deferred": OPEN,
    "broken": OPEN,
    "resend": OPEN,
}


_GONE = ("5.1.", "5.2.1", "5.0.0")
"""RFC 3463: a bad address, a mailbox switched off, and what servers say that do not tell (Exim)."""


class DeliveryStatus(NamedTuple):
    """Where a member's letter about one session stands.

    ``state``: sent, refused (5xx), bounced, unknown (begun, and no reply seen) or open (may be tried).
    ``sent`` is the last letter that the server took, ``announcement`` the last of them that was no reminder,
    ``last`` the newest line.
    """

    state: str
    last: LedgerEntry
    sent: LedgerEntry | None = None
    announcement: LedgerEntry | None = None


class DeliveryLog:
    """Every fate by session and member; the letters by Message-ID; the addresses that bounced for good.

    ``invited`` are the sessions whose invitations went out from this folder: there, and only there,
    a member without a letter was never told.
    """

    def __init__(self, entries: Iterable[LedgerEntry] = ()) -> None:
        self.of: dict[tuple[str, str], DeliveryStatus] = {}
        self.ids: dict[str, LedgerEntry] = {}
        self.dead: dict[str, LedgerEntry] = {}
        self.bounces: set[str] = set()
        self.begun: set[str] = set()
        self.invited: set[str] = set()
        for entry in entries:
            self.note(entry)

    def get(self, about: str, member: str) -> DeliveryStatus | None:
        """The fate of a member's letter about a session; None when none was ever begun."""
        return self.of.get((about, member))

    def about(self, about: str) -> bool:
        """Whether any letter about this session was ever begun from this folder."""
        return about in self.begun

    def note(self, entry: LedgerEntry) -> None:
        """Take the next line into account."""
        key = (entry.about, entry.member)
        self.begun.add(entry.about)
        if entry.kind == "invitation":
            self.invited.add(entry.about)
        before = self.of.get(key)
        if entry.event in ("intent", "done") and entry.id:
            self.ids.setdefault(entry.id, entry)
        if entry.event == "bounce":
            self._bounced(entry, before)
            return
        if entry.event == "resend":
            self.dead.pop(entry.to.casefold(), None)
        sent, told = (before.sent, before.announcement) if before else (None, None)
        if entry.event in ("done", "assume"):
            sent, told = entry, told if entry.kind == REMINDER else entry
        self.of[key] = DeliveryStatus(_AFTER[entry.event], entry, sent, told)

    def _bounced(self, entry: LedgerEntry, before: DeliveryStatus | None) -> None:
        """A letter that came back: it had been taken by the server, whatever was known of it."""
        self.bounces.add(entry.digest)
        if entry.reply.startswith(_GONE):
            self.dead[entry.to.casefold()] = entry
        if before and entry.id and before.last.id == entry.id:
            self.of[entry.about, entry.member] = before._replace(
                state=BOUNCED, sent=before.sent or before.last
            )
