"""Sending the letters that are due: one after another, in rounds, every outcome in the ledger.

A refusal concerns one letter and stops no other. What the server puts off is tried again in the next
round. A letter is begun only when the ledger says so on the disk, and is over only when it says that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from besrour_cli.delivery.mail import raw_message
from besrour_cli.delivery.mail.decide import HOLD, SEND, OutgoingLetter, SendDecision
from besrour_cli.delivery.mail.ledger import LedgerEntry, SendLedger
from besrour_cli.delivery.mail.smtp import BROKEN, DEFERRED, ServerUnreachable, SmtpOutcome
from besrour_cli.delivery.mail.status import DeliveryLog
from besrour_cli.model.errors import BesrourError, FileError
from besrour_cli.model.message import msg

DELAYS = (60.0, 300.0)
"""Seconds before the second and third round."""
RECONNECT = (2.0, 15.0, 60.0)
"""Seconds before connecting again, and how often."""
BUSY = 10
"""So many letters put off in a row mean that the server wants a pause, not that the people are away."""


class SystemPort(NamedTuple):
    """What the world gives: the moment, a steady second counter, waiting, and a wish to stop."""

    now: Callable[[], datetime]
    ticks: Callable[[], float]
    sleep: Callable[[float], None]
    stopped: Callable[[], bool] = lambda: False


class MailTransport(Protocol):
    """What takes letters: :class:`besrour_cli.delivery.mail.smtp.SmtpConnection`, or another that promises the same."""

    def open(self) -> None:
        """Be ready to deliver."""

    def close(self) -> None:
        """Be done."""

    def deliver(self, to: str, data: bytes, intent: Callable[[], None]) -> SmtpOutcome:
        """Hand over one letter."""


class SentLetter(NamedTuple):
    """What became of one letter in this run; ``due`` when it was held back meanwhile."""

    item: OutgoingLetter
    outcome: SmtpOutcome
    due: datetime | None = None


class SendReport(NamedTuple):
    """The whole run: outcomes in the order they came to be, letters not reached, and what stopped it."""

    sent: tuple[SentLetter, ...]
    unsent: tuple[OutgoingLetter, ...]
    trouble: BesrourError | None = None

    def of(self, *states: str) -> tuple[SentLetter, ...]:
        """The letters that ended so."""
        return tuple(s for s in self.sent if s.outcome.state in states)


def send(
    actions: Sequence[SendDecision],
    ledger: SendLedger,
    log: DeliveryLog,
    carrier: MailTransport,
    read: Callable[[OutgoingLetter], bytes],
    means: SystemPort,
    *,
    may_go: Callable[[OutgoingLetter, datetime], datetime | None] = lambda item, now: None,
    rate: int = 0,
    delays: Sequence[float] = DELAYS,
    watch: Callable[[int, int], None] = lambda done, all_: None,
) -> SendReport:
    """Send every action whose verdict is ``send``; ``read`` gives a letter's bytes as they were written.

    ``rate`` letters a minute at most (0: as the server takes them). Whatever ends the run early, the
    report says what was done before.
    """
    run = _Run(ledger, log, carrier, read, means, may_go, rate)
    queue = [action.item for action in actions if action.verdict == SEND]
    total = len(queue)
    ended: list[SentLetter] = []
    trouble: BesrourError | None = None
    try:
        for delay in (*delays, None):
            waiting: list[OutgoingLetter] = []
            busy = 0
            for place, item in enumerate(queue):
                if means.stopped() or busy >= BUSY:
                    waiting += queue[place:]
                    break
                result = run.one(item)
                if result.outcome.state in (DEFERRED, BROKEN):
                    waiting.append(item)
                    busy += 1
                    run.put_off[item.about, item.member] = result
                else:
                    busy = 0
                    ended.append(result)
                    watch(len(ended), total)
            queue = waiting
            if not queue or means.stopped() or delay is None:
                break
            carrier.close()  # servers end idle connections
            if not _wait(delay, means):
                break
    except BesrourError as fault:
        trouble = fault
    finally:
        carrier.close()
    over = {(s.item.about, s.item.member) for s in ended}
    rest = [a.item for a in actions if a.verdict == SEND and (a.item.about, a.item.member) not in over]
    for item in rest:
        if (item.about, item.member) in run.put_off:
            ended.append(run.put_off[item.about, item.member])
    left = tuple(item for item in rest if (item.about, item.member) not in run.put_off)
    return SendReport(tuple(ended), left, trouble)


def _wait(seconds: float, means: SystemPort) -> bool:
    """Wait, listening for the wish to stop; whether to go on."""
    while seconds > 0 and not means.stopped():
        step = min(1.0, seconds)
        means.sleep(step)
        seconds -= step
    return not means.stopped()


class _Run:
    """What one run remembers from letter to letter."""

    def __init__(
        self,
        ledger: SendLedger,
        log: DeliveryLog,
        carrier: MailTransport,
        read: Callable[[OutgoingLetter], bytes],
        means: SystemPort,
        may_go: Callable[[OutgoingLetter, datetime], datetime | None],
        rate: int,
    ) -> None:
        self.ledger, self.log, self.carrier = ledger, log, carrier
        self.read, self.means, self.may_go = read, means, may_go
        self.pause = 60.0 / rate if rate else 0.0
        self.next = means.ticks()
        self.put_off: dict[tuple[str, str], SentLetter] = {}

    def one(self, item: OutgoingLetter) -> SentLetter:
        """Send one letter and write down what became of it."""
        if self.pause:
            _wait(self.next - self.means.ticks(), self.means)
            self.next = max(self.next, self.means.ticks() - self.pause) + self.pause
        due = self.may_go(item, self.means.now())
        if due is not None:
            return SentLetter(item, SmtpOutcome(HOLD), due)
        data = self._data(item)
        identity = raw_message.message_id(data)
        entry = LedgerEntry(
            "intent",
            item.about,
            item.member,
            item.to,
            item.kind,
            item.facts,
            item.local,
            item.digest,
            identity,
        )
        outcome = SmtpOutcome(BROKEN)
        for _ in range(2):  # a server may have ended an idle connection: nobody has the letter, so again
            self._open()
            outcome = self.carrier.deliver(item.to, data, lambda: self._note(entry))
            if outcome.state != BROKEN:
                break
        self._note(entry._replace(event=outcome.state, code=outcome.code, reply=outcome.reply))
        return SentLetter(item, outcome)

    def _note(self, entry: LedgerEntry) -> None:
        self.ledger.append(entry, self.means.now())
        self.log.note(entry)

    def _data(self, item: OutgoingLetter) -> bytes:
        """The letter as it was shown, under a Message-ID that no other letter has had."""
        data = self.read(item)
        if raw_message.letter_digest(data) != item.digest:
            raise FileError(
                msg("{path} changed after it was written", path=item.path),
                msg("run the command again; it writes the letter anew"),
            )
        identity = raw_message.message_id(data)
        before = self.log.ids.get(identity)
        if not identity or (before is not None and before.digest != item.digest):
            # the same letter told anew: with the old name, receiving servers would drop it as a double
            domain = item.to.rpartition("@")[2]
            return raw_message.with_message_id(
                data, raw_message.derive_message_id(identity or f"<letter@{domain}>", item.digest)
            )
        return data

    def _open(self) -> None:
        for delay in (*RECONNECT, None):
            try:
                self.carrier.open()
                return
            except ServerUnreachable:
                if delay is None or not _wait(delay, self.means):
                    raise


def samples(items: Iterable[OutgoingLetter], languages: dict[str, str]) -> Iterator[OutgoingLetter]:
    """One letter of each language that stands first, for a trial to oneself."""
    seen: set[str] = set()
    for item in items:
        language = languages.get(item.member, "")
        if language not in seen:
            seen.add(language)
            yield item


def send_trial(
    items: Sequence[OutgoingLetter], to: str, carrier: MailTransport, read: Callable[[OutgoingLetter], bytes]
) -> tuple[SentLetter, ...]:
    """Send letters to oneself instead of to their readers; the ledger knows nothing of it."""
    found = []
    try:
        for item in items:
            data = raw_message.with_recipient(read(item), to)
            data = raw_message.with_message_id(
                data, raw_message.derive_message_id(raw_message.message_id(data) or f"<letter@{to}>", "trial")
            )
            found.append(SentLetter(item, carrier.deliver(to, data, lambda: None)))
    finally:
        carrier.close()
    return tuple(found)
