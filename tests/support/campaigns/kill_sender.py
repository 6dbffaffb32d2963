"""The program that is killed: it sends what is due from a folder, as ``besrour send`` does."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime

from besrour_cli.delivery.mail import raw_message
from besrour_cli.delivery.mail.decide import OutgoingLetter, decide
from besrour_cli.delivery.mail.ledger import LedgerEntry, LedgerEvent, SendLedger, entries
from besrour_cli.delivery.mail.sending import SystemPort, send
from besrour_cli.delivery.mail.smtp import SmtpConnection
from besrour_cli.delivery.mail.status import DeliveryLog
from besrour_cli.model.letter_kind import LetterKind
from besrour_cli.model.programme import SmtpSettings

PROGRAMME, SESSION = "besrour-cafe-2027", "2027-01-cafe"


def letter(member: str) -> bytes:
    """A member's letter, some 20 kB as real ones are."""
    head = f"From: cafe@example.org\r\nTo: {member}@example.org\r\nMessage-ID: <{member}@example.org>\r\n\r\n"
    return (head + f"Dear {member}, see you there.\r\n" * 600).encode()


def item(member: str) -> OutgoingLetter:
    """What is to be sent to a member."""
    data = letter(member)
    return OutgoingLetter(
        about=SESSION,
        member=member,
        name=member,
        to=f"{member}@example.org",
        kind=LetterKind.INVITATION,
        facts="f",
        local="l",
        zone="Africa/Accra",
        digest=raw_message.letter_digest(data),
        id=raw_message.message_id(data),
        path=member,
    )


def main(folder: str, port: int, count: int, kind: type[SendLedger]) -> None:
    """One run: everything due, from the first to the last."""
    items = [item(f"m{number:03}") for number in range(count)]
    with kind(folder, PROGRAMME) as ledger:
        fates = DeliveryLog(entries(folder, PROGRAMME))
        actions = decide(items, fates, lambda item: None)
        post = SmtpConnection(SmtpSettings("localhost", port), "cafe@example.org", str, timeout=10)
        means = SystemPort(lambda: datetime.now(UTC), time.monotonic, time.sleep)
        print("ready", flush=True)
        send(actions, ledger, fates, post, lambda item: letter(item.path), means)
    print("done", flush=True)


class Forgetful(SendLedger):
    """A ledger that knows nothing of letters under way: the mistake the campaign must be able to see."""

    def append(self, entry: LedgerEntry, at: datetime) -> None:
        """Only outcomes."""
        if entry.event != LedgerEvent.INTENT:
            super().append(entry, at)


if __name__ == "__main__":
    ledgers = Forgetful if "forgetful" in sys.argv else SendLedger
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), ledgers)
