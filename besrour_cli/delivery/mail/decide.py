"""What would go to whom, and why: computed as values before anything is sent (pure)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from besrour_cli.clock.instants import instant_of
from besrour_cli.delivery.mail.ledger import LedgerEntry, LedgerEvent
from besrour_cli.delivery.mail.status import (
    DeliveryLog,
    DeliveryState,
    DeliveryStatus,
)
from besrour_cli.model.address import comparable
from besrour_cli.model.letter_kind import NEWSLETTER, LetterKind


class Verdict(StrEnum):
    """What becomes of a letter now."""

    SEND = "send"
    """It goes."""
    HOLD = "hold"
    """It waits: for the day of its reader, or it is over the limit."""
    KEEP = "keep"
    """It is not sent."""
    ASK = "ask"
    """Nobody knows whether the last one arrived: the coordinator decides."""


class Reason(StrEnum):
    """Why a letter is sent, or why not."""

    NEW = "new"
    """None was ever begun."""
    TIME = "time"
    """The start on the reader's clock changed since the last letter."""
    FACTS = "facts"
    """Something else that was announced changed."""
    ADDRESS = "address"
    """The reader has another address."""
    CANCELLED = "cancelled"
    """The session was called off."""
    DEPARTED = "departed"
    """The reader is no longer invited, and has the session in the calendar."""
    REWORDED = "reworded"
    """The same facts in other words."""
    REMINDER = "reminder"
    """The first reminder of what the reader knows."""
    AGAIN = "again"
    """The last try did not arrive."""
    UNCHANGED = "unchanged"
    """The same letter was sent."""
    REFUSED = "refused"
    """The server refused the same letter for good."""
    BOUNCED = "bounced"
    """The same letter came back."""
    DEAD = "dead"
    """Mail to this address came back for good."""
    UNKNOWN = "unknown"
    """The last letter was begun, and no answer of the server was seen."""


class OutgoingLetter(NamedTuple):
    """A letter that is written.

    ``about`` is the session, or the newsletter's issue. ``facts`` (the plan's hash), ``local`` (the start on
    the reader's clock; "" in a newsletter) and ``to`` are what makes another letter necessary when they
    change; a newsletter goes once. ``kind`` is a LetterKind or NEWSLETTER; ``path`` is its file, ``digest``
    that of its bytes but for the Date, ``id`` its Message-ID, ``zone`` the reader's IANA time zone.
    ``since`` is the instant from which this reminder is due (ISO 8601; "": it is the only one): a reminder
    that left before was another.
    """

    about: str
    member: str
    name: str
    to: str
    kind: str
    facts: str
    local: str
    zone: str
    digest: str
    id: str
    path: str
    since: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """The session and the member: of one letter at a time."""
        return self.about, self.member

    def entry(self, event: LedgerEvent, message_id: str) -> LedgerEntry:
        """A line for the ledger, under the Message-ID that the letter goes out with."""
        return LedgerEntry(
            event=event,
            about=self.about,
            member=self.member,
            to=self.to,
            kind=self.kind,
            facts=self.facts,
            local=self.local,
            digest=self.digest,
            id=message_id,
        )


class SendDecision(NamedTuple):
    """A letter, what becomes of it and why.

    ``due`` is until when it is held (None: it is over the limit), ``fate`` what became of those before it.
    """

    item: OutgoingLetter
    verdict: Verdict
    why: Reason
    due: datetime | None = None
    fate: DeliveryStatus | None = None


def decide_one(item: OutgoingLetter, log: DeliveryLog, *, reworded: bool = False) -> SendDecision:
    """Whether one letter is to be sent, from what became of those before it.

    ``reworded``: also one whose words alone changed.
    """
    fate = log.get(item.about, item.member)
    dead = log.dead.get(comparable(item.to))
    if fate is not None and fate.state == DeliveryState.UNKNOWN:
        return SendDecision(item, Verdict.ASK, Reason.UNKNOWN, fate=fate)
    if dead is not None:
        status = DeliveryStatus(DeliveryState.BOUNCED, dead)
        return SendDecision(item, Verdict.KEEP, Reason.DEAD, fate=status)
    sent = fate.sent if fate else None
    if fate is None or sent is None or fate.state != DeliveryState.SENT:
        return _decide_changed(item, fate)
    if item.kind == NEWSLETTER and not reworded:  # an issue is read once, whatever has changed since
        return SendDecision(item, Verdict.KEEP, Reason.UNCHANGED, fate=fate)
    if item.kind != NEWSLETTER and not (_same(item, sent) and _both_invite(item, sent)):
        return _decide_changed(item, fate)
    if item.kind == LetterKind.REMINDER and (sent.kind != LetterKind.REMINDER or _is_former(sent, item)):
        return SendDecision(item, Verdict.SEND, Reason.REMINDER, fate=fate)
    like = sent if item.kind == LetterKind.REMINDER else fate.announcement
    if like is None or item.digest == like.digest:
        return SendDecision(item, Verdict.KEEP, Reason.UNCHANGED, fate=fate)
    return SendDecision(item, Verdict.SEND if reworded else Verdict.KEEP, Reason.REWORDED, fate=fate)


def _decide_changed(item: OutgoingLetter, fate: DeliveryStatus | None) -> SendDecision:
    """What becomes of a letter that did not arrive yet, or whose facts are new to the reader."""
    if fate is None:
        return SendDecision(item, Verdict.SEND, Reason.NEW)
    if fate.state in (DeliveryState.REFUSED, DeliveryState.BOUNCED) and _same(item, fate.last):
        return SendDecision(item, Verdict.KEEP, Reason(fate.state.value), fate=fate)
    why = Reason.AGAIN if fate.sent is None else _change(item, fate.sent)
    return SendDecision(item, Verdict.SEND, why, fate=fate)


def _is_former(sent: LedgerEntry, item: OutgoingLetter) -> bool:
    """Whether a reminder left before the one at hand was due."""
    at, since = instant_of(sent.at), instant_of(item.since)
    return at is not None and since is not None and at < since


def _same(item: OutgoingLetter, entry: LedgerEntry) -> bool:
    return (item.facts, item.local, item.to) == (entry.facts, entry.local, entry.to)


def _both_invite(item: OutgoingLetter, sent: LedgerEntry) -> bool:
    """Whether the reader is invited in both letters, or in neither."""
    return (item.kind == LetterKind.WITHDRAWAL) == (sent.kind == LetterKind.WITHDRAWAL)


def _change(item: OutgoingLetter, sent: LedgerEntry) -> Reason:
    if item.kind in (LetterKind.CANCELLATION, LetterKind.WITHDRAWAL):
        if sent.kind == item.kind:
            return Reason.AGAIN
        return Reason.CANCELLED if item.kind == LetterKind.CANCELLATION else Reason.DEPARTED
    if sent.kind == LetterKind.WITHDRAWAL:
        return Reason.NEW
    if item.local != sent.local:
        return Reason.TIME
    if item.facts != sent.facts:
        return Reason.FACTS
    return Reason.ADDRESS if item.to != sent.to else Reason.AGAIN


def decide(
    items: Iterable[OutgoingLetter],
    log: DeliveryLog,
    may_go: Callable[[OutgoingLetter], datetime | None],
    *,
    only: Collection[str] = (),
    limit: int | None = None,
    reworded: bool = False,
) -> list[SendDecision]:
    """Every letter with its verdict, in the order given.

    ``may_go`` gives the instant from which a reader may be written to (None: now); ``only`` leaves
    all other members out; at most ``limit`` are sent, the rest wait.
    """
    decisions: list[SendDecision] = []
    going = 0
    for item in items:
        if only and item.member not in only:
            continue
        decision = decide_one(item, log, reworded=reworded)
        if decision.verdict == Verdict.SEND:
            moment = may_go(item)
            if moment is not None:
                decision = decision._replace(verdict=Verdict.HOLD, due=moment)
            elif limit is not None and going >= limit:
                decision = decision._replace(verdict=Verdict.HOLD)
            else:
                going += 1
        decisions.append(decision)
    return decisions


def shared_addresses(items: Sequence[OutgoingLetter]) -> dict[str, tuple[str, ...]]:
    """The addresses that several members share, each with these members: every one gets a letter.

    A member who is invited to several sessions shares it with nobody.
    """
    people: dict[str, dict[str, None]] = {}
    for item in items:
        people.setdefault(comparable(item.to), {})[item.member] = None
    return {to: tuple(members) for to, members in people.items() if len(members) > 1}
