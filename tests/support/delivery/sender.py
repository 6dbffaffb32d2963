"""A coordinator's desk for sending: letters, a ledger, a clock that moves only when somebody waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from besrour_cli.delivery.mail import raw_message
from besrour_cli.delivery.mail.decide import OutgoingLetter, SendDecision, decide
from besrour_cli.delivery.mail.ledger import SendLedger, entries
from besrour_cli.delivery.mail.sending import SendReport, SystemPort, send
from besrour_cli.delivery.mail.smtp import SmtpConnection
from besrour_cli.delivery.mail.status import DeliveryLog
from besrour_cli.model.programme import SmtpSettings

NOON = datetime(2027, 1, 10, 12, 0, tzinfo=UTC)
PROGRAMME = "besrour-cafe-2027"
SENDER = "cafe@example.org"
SESSION = "2027-01-cafe"


def letter(member: str, to: str, words: str = "See you there.") -> bytes:
    """A small letter as publishing writes them: CRLF, ASCII."""
    unsubscribe = "https://example.org/leave?" + "long=1&" * 40
    return (
        f"From: {SENDER}\r\nTo: {to}\r\nSubject: =?utf-8?q?Caf=C3=A9?=\r\n"
        f"Message-ID: <{member}@example.org>\r\nList-Unsubscribe: <{unsubscribe}>\r\n"
        f"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n\r\n{words}\r\n"
    ).encode()


class Clock:
    """Time that passes only while somebody waits."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.waits: list[float] = []

    def means(self, stopped: Callable[[], bool] = lambda: False) -> SystemPort:
        """What the sender is given."""
        return SystemPort(self.now, lambda: self.seconds, self.sleep, stopped)

    def now(self) -> datetime:
        """The moment."""
        return NOON + timedelta(seconds=int(self.seconds))

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.waits.append(seconds)
        self.seconds += seconds


class Desk:
    """Letters to send to a port, and the folder of their ledger."""

    def __init__(self, folder: Path, port: int, *, security: str = "starttls", user: str = "") -> None:
        self.folder = folder
        self.mail = SmtpSettings("localhost", port, security, user)
        self.letters: dict[str, bytes] = {}
        self.clock = Clock()
        self.secret = "secret"
        self.patience = 5.0

    def item(self, member: str, to: str = "", words: str = "See you there.", **more: str) -> OutgoingLetter:
        """A letter to a member."""
        to = to or f"{member}@example.org"
        data = letter(member, to, words)
        self.letters[f"{member}/{words}"] = data
        fields = {
            "about": SESSION,
            "kind": "invitation",
            "facts": "f1",
            "local": "2027-01-20T14:00:00+00:00",
            **more,
        }
        return OutgoingLetter(
            about=fields["about"],
            member=member,
            name=member.title(),
            to=to,
            kind=fields["kind"],
            facts=fields["facts"],
            local=fields["local"],
            zone="Africa/Accra",
            digest=raw_message.letter_digest(data),
            id=raw_message.message_id(data),
            path=f"{member}/{words}",
        )

    def fates(self) -> DeliveryLog:
        """What the ledger says."""
        return DeliveryLog(entries(str(self.folder), PROGRAMME))

    def post(self) -> SmtpConnection:
        """The connection."""
        return SmtpConnection(self.mail, SENDER, lambda: self.secret, timeout=5, patience=self.patience)

    def judged(self, items: Sequence[OutgoingLetter], *, reworded: bool = False) -> list[SendDecision]:
        """What would be done now."""
        return decide(items, self.fates(), lambda item: None, reworded=reworded)

    def send(self, *items: OutgoingLetter, reworded: bool = False, rate: int = 0) -> SendReport:
        """Send what is due, as the command does."""
        with SendLedger(str(self.folder), PROGRAMME) as ledger:
            fates = self.fates()
            return send(
                decide(items, fates, lambda item: None, reworded=reworded),
                ledger,
                fates,
                self.post(),
                lambda item: self.letters[item.path],
                self.clock.means(),
                rate=rate,
            )
