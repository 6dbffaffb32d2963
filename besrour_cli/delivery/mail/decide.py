"""What would go to whom, and why: computed as values before anything is sent (pure)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from besrour_cli.delivery.mail.ledger import LedgerEntry
from besrour_cli.delivery.mail.status import (
    BOUNCED,
    REFUSED,
    REMINDER,
    SENT,
    UNKNOWN,
    DeliveryLog,
    DeliveryStatus,
)

SEND, HOLD, KEEP, ASK = "send", "hold", "keep", "ask"


class OutgoingLetter(NamedTuple):
    """A letter that is written. ``facts``, ``local`` and ``to`` are what a reader must know anew when they

    change; ``path`` is its file, ``digest`` that of its bytes but the Date, ``zone`` the reader's.
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


class SendDecision(NamedTuple):
    """A letter and what becomes of it.

    ``verdict``: send; hold (until ``due``, or over the limit when that is None); keep (not sent);
    ask (its fate is unknown, the coordinator decides). ``why``: new, time, address, facts, cancelled,
    reworded, reminder, again, unchanged, refused, bounced, dead, uninvited, unknown, left.
    """

    item: OutgoingLetter
    verdict: str
    why: str
    due: datetime | None = None
    fate: DeliveryStatus | None = None


def decide_one(item: OutgoingLetter, log: DeliveryLog, *, reworded: bool = False) -> SendDecision:
    """Whether one letter is to be sent, from what became of those before it."""
    fate = log.get(item.about, item.member)
    dead = log.dead.get(item.to.casefold())
    if fate is not None and fate.state == UNKNOWN:
        return SendDecision(item, ASK, "unknown", fate=fate)
    if dead is not None:
        return SendDecision(item, KEEP, "dead", fate=DeliveryStatus(BOUNCED, dead))
    sent = fate.sent if fate else None
    if sent is None and item.kind == "cancellation" and item.about in log.invited:
        return SendDecision(item, KEEP, "uninvited", fate=fate)
    if fate is not None and fate.state in (REFUSED, BOUNCED) and _same(item, fate.last):
        return SendDecision(item, KEEP, fate.state, fate=fate)
    if fate is None or sent is None:
        return SendDecision(item, SEND, "again" if fate else "new", fate=fate)
    if fate.state == SENT and _same(item, sent):
        if item.kind == REMINDER and sent.kind != REMINDER:
            return SendDecision(item, SEND, "reminder", fate=fate)
        like = sent if item.kind == REMINDER else fate.announcement
        if like is None or item.digest == like.digest:
            return SendDecision(item, KEEP, "unchanged", fate=fate)
        return SendDecision(item, SEND if reworded else KEEP, "reworded", fate=fate)
    return SendDecision(item, SEND, _change(item, sent), fate=fate)


def _same(item: OutgoingLetter, entry: LedgerEntry) -> bool:
    return (item.facts, item.local, item.to) == (entry.facts, entry.local, entry.to)


def _change(item: OutgoingLetter, sent: LedgerEntry) -> str:
    if item.kind == "cancellation":
        return "cancelled" if sent.kind != item.kind else "again"
    if item.local != sent.local:
        return "time"
    if item.facts != sent.facts:
        return "facts"
    return "address" if item.to != sent.to else "again"


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
    found: list[SendDecision] = []
    going = 0
    for item in items:
        if only and item.member not in only:
            continue
        action = decide_one(item, log, reworded=reworded)
        if action.verdict == SEND:
            moment = may_go(item)
            if moment is not None:
                action = action._replace(verdict=HOLD, due=moment)
            elif limit is not None and going >= limit:
                action = action._replace(verdict=HOLD)
            else:
                going += 1
        found.append(action)
    return found


def shared_addresses(items: Sequence[OutgoingLetter]) -> dict[str, tuple[str, ...]]:
    """Addresses that several members share, and who: each gets a letter of her own, said beforehand."""
    people: dict[str, list[str]] = {}
    for item in items:
        people.setdefault(item.to.casefold(), []).append(item.member)
    return {to: tuple(members) for to, members in people.items() if len(members) > 1}
