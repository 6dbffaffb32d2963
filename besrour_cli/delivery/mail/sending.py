"""Sending the letters that are due: one after another, in rounds, every outcome in the ledger.

A refusal concerns one letter and stops no other. What the server puts off is tried again in the next
round. A letter is begun only when the ledger on the disk says so, and is over only when it says that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from besrour_cli.delivery.mail import raw_message
from besrour_cli.delivery.mail.decide import OutgoingLetter, SendDecision, Verdict
from besrour_cli.delivery.mail.ledger import LedgerEntry, LedgerEvent, SendLedger
from besrour_cli.delivery.mail.outcome import OutcomeState, SmtpOutcome
from besrour_cli.delivery.mail.smtp_faults import ServerUnreachable
from besrour_cli.delivery.mail.status import DeliveryLog
from besrour_cli.model.address import split
from besrour_cli.model.errors import BesrourError, FileError, NetworkError
from besrour_cli.model.message import msg, msgn

DELAYS = (60.0, 300.0)
"""Seconds before the second and third round."""
RECONNECT = (2.0, 15.0, 60.0)
"""Seconds before connecting again, and how often."""
BUSY = 10
"""So many letters put off in a row mean that the server wants a pause, not that mailboxes are busy."""
UNCLEAR = 2
"""So many letters without a clear answer end a run: nobody should have to ask a whole roster."""
BREAKS = 3
"""So many letters in a row during which the connection broke, each tried twice, end a run."""
BREAK_DELAY = 5.0
"""Seconds before the next round where connections broke, and nothing else: no server asked for a pause."""
_MINUTE = 60.0
_ATTEMPTS = 2  # a server may have ended an idle connection: nobody has the letter, so once more


class SystemPort(NamedTuple):
    """What sending takes from the world around it, so that tests can hand in another."""

    now: Callable[[], datetime]
    """The instant, in UTC, that the ledger and quiet hours go by."""
    ticks: Callable[[], float]
    """Seconds on a clock that never jumps, for the rate."""
    sleep: Callable[[float], None]
    """Wait so many seconds; never more than one at a time, so that :attr:`stopped` is heard."""
    stopped: Callable[[], bool] = lambda: False
    """Whether the coordinator wants to stop: the letter under way is the last."""


class MailTransport(Protocol):
    """What takes letters, such as :class:`besrour_cli.delivery.mail.smtp.SmtpConnection`."""

    def open(self) -> object:
        """Be ready to deliver. Raises ``ServerUnreachable`` when trying again may help."""

    def close(self) -> None:
        """End what :meth:`open` began; without effect when nothing is open."""

    def deliver(self, to: str, data: bytes, intent: Callable[[], None]) -> SmtpOutcome:
        """Hand over one letter to one address.

        ``intent`` is called, and must return, before the first byte of the letter leaves; it is not called
        for a letter that is refused before. Raises :class:`BesrourError` when going on is useless.
        """


class SentLetter(NamedTuple):
    """What became of one letter in this run; ``due`` is when it may go, where it was held back meanwhile."""

    item: OutgoingLetter
    outcome: SmtpOutcome
    due: datetime | None = None


class SendReport(NamedTuple):
    """The whole run: outcomes in the order they came to be, letters not reached, and what stopped it."""

    sent: tuple[SentLetter, ...]
    unsent: tuple[OutgoingLetter, ...]
    trouble: BesrourError | None = None

    def of(self, *states: str) -> tuple[SentLetter, ...]:
        """The letters whose outcome is one of these states."""
        return tuple(s for s in self.sent if s.outcome.state in states)


def send(
    decisions: Sequence[SendDecision],
    ledger: SendLedger,
    log: DeliveryLog,
    transport: MailTransport,
    read: Callable[[OutgoingLetter], bytes],
    port: SystemPort,
    *,
    may_go: Callable[[OutgoingLetter, datetime], datetime | None] = lambda item, now: None,
    rate: int = 0,
    delays: Sequence[float] = DELAYS,
    watch: Callable[[int, int], None] = lambda done, total: None,
) -> SendReport:
    """Send every letter whose verdict is ``send``; ``read`` gives a letter's bytes as they were written.

    ``may_go`` gives the instant from which a letter may go (None: now), when its turn comes.
    ``rate`` letters a minute at most (0: as the server takes them); ``delays`` are the seconds before
    further rounds; ``watch`` is called with the letters done and all letters. Whatever ends the run early,
    the report says what was done before.
    """
    letters = [decision.item for decision in decisions if decision.verdict == Verdict.SEND]
    run = _Run(ledger, log, transport, read, port, may_go, rate)
    trouble: BesrourError | None = None
    try:
        run.send_in_rounds(letters, delays, lambda: watch(len(run.ended), len(letters)))
    except BesrourError as error:
        trouble = error
    finally:
        transport.close()
    rest = [item for item in letters if item.key not in run.ended]
    put_off = [run.put_off[item.key] for item in rest if item.key in run.put_off]
    return SendReport(
        sent=(*run.ended.values(), *put_off),
        unsent=tuple(item for item in rest if item.key not in run.put_off),
        trouble=trouble,
    )


def _wait(seconds: float, port: SystemPort) -> bool:
    """Wait, listening for the wish to stop; whether to go on."""
    while seconds > 0 and not port.stopped():
        step = min(1.0, seconds)
        port.sleep(step)
        seconds -= step
    return not port.stopped()


class _Run:
    """What one run remembers from letter to letter: those that ended, and those put off so far."""

    def __init__(
        self,
        ledger: SendLedger,
        log: DeliveryLog,
        transport: MailTransport,
        read: Callable[[OutgoingLetter], bytes],
        port: SystemPort,
        may_go: Callable[[OutgoingLetter, datetime], datetime | None],
        rate: int,
    ) -> None:
        self.ledger, self.log, self.transport = ledger, log, transport
        self.read, self.port, self.may_go = read, port, may_go
        self.pause = _MINUTE / rate if rate else 0.0
        self.next = port.ticks()
        self.ended: dict[tuple[str, str], SentLetter] = {}
        self.put_off: dict[tuple[str, str], SentLetter] = {}
        self.breaks = 0

    def send_in_rounds(
        self, queue: Sequence[OutgoingLetter], delays: Sequence[float], watch: Callable[[], None]
    ) -> None:
        """Send all letters, and after each delay once more those that were put off."""
        pauses = iter(delays)
        while queue := self._round(queue, watch):
            delay = next(pauses, None)
            if delay is None or self.port.stopped():
                return
            self.transport.close()  # servers end idle connections
            put_off = [self.put_off[item.key] for item in queue if item.key in self.put_off]
            is_busy = any(sent.outcome.state == OutcomeState.DEFERRED for sent in put_off)
            if not _wait(delay if is_busy else BREAK_DELAY, self.port):
                return

    def _round(self, queue: Sequence[OutgoingLetter], watch: Callable[[], None]) -> list[OutgoingLetter]:
        """Send letters one after another; those that were put off or not reached."""
        waiting: list[OutgoingLetter] = []
        busy = 0
        for place, item in enumerate(queue):
            if self.port.stopped() or busy >= BUSY:
                return [*waiting, *queue[place:]]
            result = self._send(item)
            if result.outcome.state in (OutcomeState.DEFERRED, OutcomeState.BROKEN):
                waiting.append(item)
                busy += 1
                self.put_off[item.key] = result
                self._check_breaks(result.outcome.state)
            else:
                busy = self.breaks = 0
                self.ended[item.key] = result
                watch()
                self._check_clarity()
        return waiting

    def _check_breaks(self, state: OutcomeState) -> None:
        """Raise :class:`NetworkError` when the connection has broken during too many letters in a row."""
        self.breaks = self.breaks + 1 if state == OutcomeState.BROKEN else 0
        if self.breaks >= BREAKS:
            raise NetworkError(
                msg("the connection to the mail server breaks during each letter, so no more are tried"),
                msg("nobody has these letters: run the same command again later"),
            )

    def _check_clarity(self) -> None:
        """Raise :class:`NetworkError` when too many letters have ended without a clear answer."""
        unclear = sum(sent.outcome.state == OutcomeState.LOST for sent in self.ended.values())
        if unclear >= UNCLEAR:
            raise NetworkError(
                msgn(
                    "the mail server gave no clear answer to {n} letter, so no more are sent",
                    "the mail server gave no clear answer to {n} letters, so no more are sent",
                    unclear,
                ),
                msg("ask these people whether it came, then decide with --assume-sent or --resend"),
            )

    def _send(self, item: OutgoingLetter) -> SentLetter:
        """Send one letter and write down what became of it."""
        if self.pause:
            _wait(self.next - self.port.ticks(), self.port)
            # after a long reply letters do not follow in a burst: at most one pause is made up for
            self.next = max(self.next, self.port.ticks() - self.pause) + self.pause
        due = self.may_go(item, self.port.now())
        if due is not None:
            return SentLetter(item, SmtpOutcome(OutcomeState.HOLD), due)
        message_id = self._unused_message_id(item)
        data = self._data(item, message_id)
        entry = item.entry(LedgerEvent.INTENT, message_id)
        outcome = SmtpOutcome(OutcomeState.BROKEN)
        for _ in range(_ATTEMPTS):
            self._open()
            outcome = self.transport.deliver(item.to, data, lambda: self._note(entry))
            if outcome.state != OutcomeState.BROKEN:
                break
        event = LedgerEvent(outcome.state.value)
        self._note(entry._replace(event=event, code=outcome.code, reply=outcome.reply))
        return SentLetter(item, outcome)

    def _note(self, entry: LedgerEntry) -> None:
        self.ledger.append(entry, self.port.now())
        self.log.note(entry)

    def _unused_message_id(self, item: OutgoingLetter) -> str:
        """A Message-ID that no other letter has had.

        For the same letter in other words the receiving servers would drop a second one under the old
        Message-ID as a double; so would they the reminder of a day, in the words of that of a week.
        """
        before = self.log.ids.get(item.id)
        if item.id and not item.since and (before is None or before.digest == item.digest):
            return item.id
        return raw_message.derive_message_id(item.id or _letter_id(item.to), item.digest + item.since)

    def _data(self, item: OutgoingLetter, message_id: str) -> bytes:
        """The bytes of the letter as it was shown, under this Message-ID."""
        data = self.read(item)
        if raw_message.letter_digest(data) != item.digest:
            raise FileError(
                msg("{path} changed after it was written", path=item.path),
                msg("run the command again; it writes the letter anew"),
            )
        return data if message_id == item.id else raw_message.with_message_id(data, message_id)

    def _open(self) -> None:
        pauses = iter(RECONNECT)
        while True:
            try:
                self.transport.open()
                return
            except ServerUnreachable:
                delay = next(pauses, None)
                if delay is None or not _wait(delay, self.port):
                    raise


def _letter_id(to: str) -> str:
    """What a Message-ID is derived from for a letter that has none."""
    return f"<letter@{split(to)[1]}>"


def send_trial(
    items: Sequence[OutgoingLetter],
    to: str,
    transport: MailTransport,
    read: Callable[[OutgoingLetter], bytes],
) -> tuple[SentLetter, ...]:
    """Send letters to the coordinator instead of to their readers; the ledger knows nothing of it."""
    results = []
    try:
        for item in items:
            message_id = raw_message.derive_message_id(item.id or f"<letter@{to}>", "trial")
            data = raw_message.with_message_id(raw_message.with_recipient(read(item), to), message_id)
            results.append(SentLetter(item, transport.deliver(to, data, lambda: None)))
    finally:
        transport.close()
    return tuple(results)
