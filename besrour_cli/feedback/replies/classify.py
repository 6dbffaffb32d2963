"""What one message means for the sessions people were asked to: pure, bounded, and never a guess.

Every message ends as one of four: ``reply``, ``counter`` (another time is asked for), ``needs-human``, or
``ignored``; each with the reason. RFC 5546 (iTIP) sections 3.2.3 and 3.2.7, RFC 6047 (iMIP).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias

from besrour_cli.feedback.replies import message
from besrour_cli.feedback.replies.ical import Component, Property, component, unescaped
from besrour_cli.feedback.replies.ical_times import AmbiguousTime, instant
from besrour_cli.feedback.replies.message import MessageSummary
from besrour_cli.model.message import Message, msg
from besrour_cli.model.replies import Invitation, Part, Reply

Status: TypeAlias = Literal["reply", "counter", "needs-human", "ignored"]
PARTS: Mapping[str, Part] = {
    "ACCEPTED": "accepted",
    "TENTATIVE": "tentative",
    "DECLINED": "declined",
    "DELEGATED": "delegated",
}
_PERCENT = re.compile("%([0-9A-Fa-f]{2})")
_OURS = re.compile(r"<[0-9a-f]{32}(?:\.[^@<>]{1,60})?@([^<>@]+)>")


class ReplyContext(NamedTuple):
    """What the reader of mail knows: invitations by UID, the end of every UID of ours, the organiser."""

    invitations: Mapping[str, Invitation]
    suffix: str
    organiser: str


class MemberAnswer(NamedTuple):
    """One answer with what is shown beside it: the address invited, PARTSTAT as written, the note."""

    answer: Reply
    uid: str
    attendee: str
    partstat: str
    note: str = ""
    alias: str = ""


class Classification(NamedTuple):
    """What one message is: its status, the reason in words, who sent it and when, the answers it holds."""

    status: Status
    reason: Message
    sender: str = ""
    sent: datetime | None = None
    answers: tuple[MemberAnswer, ...] = ()


class _NeedsHuman(Exception):
    """Something a person must look at; ``why`` tells her what."""

    def __init__(self, why: Message) -> None:
        super().__init__(str(why))
        self.why = why


class _NotAReply(Exception):
    """Something that is no answer to an invitation of ours."""

    def __init__(self, why: Message) -> None:
        super().__init__(str(why))
        self.why = why


def classify(data: bytes, known: ReplyContext) -> Classification:
    """What a message's bytes mean; whatever the bytes are, an outcome comes back."""
    seen = MessageSummary()
    try:
        seen = message.summarise(data)
        told = _member_answer(seen, message.claimed(data), known)
    except _NeedsHuman as person:
        return Classification("needs-human", person.why, seen.sender, seen.sent)
    except _NotAReply as other:
        return Classification("ignored", other.why, seen.sender, seen.sent)
    except Exception:  # mail that breaks the parsers is mail a person should see
        return Classification("needs-human", msg("the message is damaged"), seen.sender, seen.sent)
    if any(t.answer.part == "proposed" for t in told):
        return Classification("counter", msg("asks for another time"), seen.sender, seen.sent, told)
    reason = msg("an answer")
    if any(t.alias for t in told):
        reason = msg("an answer, sent from {address}", address=seen.sender)
    return Classification("reply", reason, seen.sender, seen.sent, told)


_TROUBLES = {
    "large": msg("the message is too large to be an answer"),
    "nested": msg("the message is packed too deep to be read safely"),
    "parts": msg("the message has too many parts to be read safely"),
    "calendar-large": msg("its calendar parts are too large or too many to be read safely"),
}


def _member_answer(seen: MessageSummary, claimed: str, known: ReplyContext) -> tuple[MemberAnswer, ...]:
    if seen.trouble:
        raise _NeedsHuman(_TROUBLES[seen.trouble])
    if not seen.calendars:
        raise _without_calendar(seen, known)
    readings = [_calendar(c, seen, claimed, known) for c in seen.calendars]
    told = [r for r in readings if not isinstance(r, _Refusal)]
    refused = [r for r in readings if isinstance(r, _Refusal)]
    people = [r for r in refused if r.person]
    if len({tuple(t.answer for t in each) for each in told}) > 1 or (told and people):
        raise _NeedsHuman(msg("its calendar parts contradict each other"))
    if told:
        return told[0]
    if people:
        raise _NeedsHuman(people[0].why)
    raise _NotAReply(refused[0].why)


def _without_calendar(seen: MessageSummary, known: ReplyContext) -> _NeedsHuman | _NotAReply:
    if "tnef" in seen.marks:
        return _NeedsHuman(
            msg("winmail.dat (TNEF): Outlook's own format, open the message to see the answer")
        )
    if "automatic" in seen.marks:
        return _NotAReply(msg("no calendar part: an automatic answer"))
    if "bounce" in seen.marks:
        return _NotAReply(msg("no calendar part: a report of the mail system"))
    domain = known.organiser.rpartition("@")[2]
    if any((m := _OURS.fullmatch(i)) and m[1].casefold() == domain for i in seen.answers):
        return _NeedsHuman(msg("no calendar part: somebody answers a letter in her own words"))
    if "encrypted" in seen.marks:
        return _NeedsHuman(msg("the message is encrypted, and besrour has no key"))
    if "forwarded" in seen.marks:
        return _NotAReply(msg("no calendar part of its own: a forwarded message does not count"))
    return _NotAReply(msg("no calendar part"))


class _Refusal(NamedTuple):
    """What a calendar part is when it is no answer: why, and whether a person must look."""

    why: Message
    person: bool


def _calendar(
    part: message.CalendarPart, seen: MessageSummary, claimed: str, known: ReplyContext
) -> tuple[MemberAnswer, ...] | _Refusal:
    """What a calendar part says; a refusal comes back as a value, for another part may say more."""
    try:
        return _read_calendar(part, seen, claimed, known)
    except _NeedsHuman as person:
        return _Refusal(person.why, True)
    except _NotAReply as other:
        return _Refusal(other.why, False)


def _read_calendar(
    part: message.CalendarPart, seen: MessageSummary, claimed: str, known: ReplyContext
) -> tuple[MemberAnswer, ...]:
    top = component(part.text)
    if top is None:
        raise _NeedsHuman(msg("its calendar part cannot be read"))
    method = top.text("METHOD").upper()
    if method and part.method and method != part.method:
        raise _NeedsHuman(
            msg(
                "its calendar part is called {one} outside and {two} inside",
                one=part.method[:20],
                two=method[:20],
            )
        )
    method = method or part.method
    events = [c for c in top.inside if c.name == "VEVENT"]
    if method not in ("REPLY", "COUNTER", "REFRESH"):
        raise _NotAReply(msg("METHOD is {method}", method=method[:20] or "–"))
    if not events:
        raise _NotAReply(msg("its calendar part is about no meeting"))
    ours = [e for e in events if _uid(e) in known.invitations]
    if not ours:
        if any(_uid(e).endswith(known.suffix) for e in events):
            raise _NeedsHuman(
                msg("it answers a session that is not in the plan: {uid}", uid=_uid(events[0])[:80])
            )
        raise _NotAReply(msg("it is about another meeting"))
    if method == "REFRESH":
        raise _NeedsHuman(msg("asks for the invitation once more"))
    if claimed and claimed.rpartition("@")[2] != seen.sender.rpartition("@")[2]:
        raise _NeedsHuman(msg("the sender shows the address {shown}, but is another one", shown=claimed[:80]))
    if not seen.sender:
        raise _NeedsHuman(msg("the message does not name one sender"))
    return tuple(dict.fromkeys(_event(event, method, top, seen, known) for event in ours))


def _uid(event: Component) -> str:
    return unescaped(event.text("UID"))


def _event(
    event: Component, method: str, top: Component, seen: MessageSummary, known: ReplyContext
) -> MemberAnswer:
    invitation = known.invitations[_uid(event)]
    attendee = _attendee(event, seen)
    address = _address(attendee)
    member, alias, by_delegate = _member(address, attendee, seen, invitation, known)
    partstat = attendee.params.get("PARTSTAT", "NEEDS-ACTION").strip().upper()
    delegates = _addresses(attendee.params.get("DELEGATED-TO", ""))
    occurrence = event.text("RECURRENCE-ID")[:40]
    note = unescaped(attendee.params.get("X-RESPONSE-COMMENT", "")) or " / ".join(
        filter(None, (unescaped(p.value) for name in _NOTES for p in event.properties.get(name, ())[:3]))
    )
    answer = Reply(
        session=invitation.session,
        member=member,
        part="proposed" if method == "COUNTER" else _part(partstat),
        sequence=_sequence(event),
        moment=_stamp(event, top) or seen.sent,
        sent=seen.sent,
        occurrence=occurrence,
        delegate=address if by_delegate else "".join(delegates[:1]),
        by_delegate=by_delegate,
    )
    if method == "COUNTER":
        proposed, until = _asked_for_change(event, top)
        if proposed == invitation.start and until in (None, invitation.end):
            raise _NeedsHuman(msg("asks for a change, but not of the time"))
        answer = answer._replace(proposed=proposed, until=until)
    else:
        if answer.part == "delegated" and len(delegates) != 1:
            raise _NeedsHuman(msg("delegates to no one person"))
        answer = answer._replace(start=_quiet(event, top))
    return MemberAnswer(answer, invitation.uid, address, partstat, note[:500], alias)


_NOTES = ("COMMENT", "X-RESPONSE-COMMENT")


def _part(partstat: str) -> Part:
    if partstat not in PARTS:
        raise _NeedsHuman(msg("its answer is “{answer}”: neither yes nor no", answer=partstat[:30]))
    return PARTS[partstat]


def _attendee(event: Component, seen: MessageSummary) -> Property:
    """The one who answers; where all invited are listed, the one who sent the message."""
    found = event.properties.get("ATTENDEE", [])
    if len(found) > 1:
        found = [p for p in found if _address(p) in (seen.sender, *seen.others)]
    if len({_address(p) for p in found}) != 1:
        raise _NeedsHuman(msg("it does not say who answers"))
    if len({p.params.get("PARTSTAT", "").upper() for p in found}) != 1:
        raise _NeedsHuman(msg("it gives two answers of one person"))
    return found[0]


def _member(
    address: str, attendee: Property, seen: MessageSummary, invitation: Invitation, known: ReplyContext
) -> tuple[str, str, bool]:
    """The member who answers, the sender's address where it is another one, whether a delegate answers."""
    senders = {seen.sender, *seen.others}
    by_delegate = False
    asked = address
    if address not in invitation.people:
        givers = [a for a in _addresses(attendee.params.get("DELEGATED-FROM", "")) if a in invitation.people]
        if len(givers) != 1 or address not in senders:
            raise _NeedsHuman(
                msg(
                    "{address} was not invited; if it is a member's other address, write that one "
                    "into members.csv",
                    address=address[:80] or "–",
                )
            )
        asked, by_delegate = givers[0], True
    members = invitation.people[asked]
    if len(members) != 1:
        raise _NeedsHuman(msg("several members have the address {address}", address=asked[:80]))
    if address in senders:
        return members[0], "", by_delegate
    if seen.sender in _addresses(attendee.params.get("SENT-BY", "")):
        return members[0], seen.sender, by_delegate
    elsewhere = seen.sender.rpartition("@")[2] != address.rpartition("@")[2]
    if elsewhere or seen.sender == known.organiser or seen.sender in invitation.people:
        raise _NeedsHuman(
            msg("{sender} answers in the name of {address}", sender=seen.sender[:80], address=address[:80])
        )
    return members[0], seen.sender, by_delegate


def _address(attendee: Property) -> str:
    """The address of an ATTENDEE: its value, or its EMAIL where the value is a path of Apple's."""
    value = attendee.value.strip()
    if value[:7].lower() != "mailto:":
        value = attendee.params.get("EMAIL", "")
    return _plain(value)


def _addresses(values: str) -> list[str]:
    return list(dict.fromkeys(filter(None, (_plain(v) for v in values.split(",")[:20]))))


def _plain(value: str) -> str:
    text = value.strip().strip('"').strip()
    if text[:7].lower() == "mailto:":
        text = text[7:].partition("?")[0]
    text = _PERCENT.sub(lambda m: chr(int(m[1], 16)), text).strip(" <>").casefold()
    return text if text.count("@") == 1 and len(text) <= 320 else ""


def _sequence(event: Component) -> int | None:
    text = event.text("SEQUENCE")
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None


def _stamp(event: Component, top: Component) -> datetime | None:
    try:
        return instant(event.first("DTSTAMP"), top)
    except AmbiguousTime:
        return None


def _quiet(event: Component, top: Component) -> datetime | None:
    """The time a reply repeats: only a help, so that one in doubt is none."""
    try:
        return instant(event.first("DTSTART"), top)
    except AmbiguousTime:
        return None


def _asked_for_change(event: Component, top: Component) -> tuple[datetime, datetime | None]:
    try:
        proposed, until = instant(event.first("DTSTART"), top), instant(event.first("DTEND"), top)
    except AmbiguousTime as doubt:
        raise _NeedsHuman(msg("asks for another time that cannot be told: {why}", why=doubt.why)) from None
    if proposed is None:
        raise _NeedsHuman(msg("asks for another time and names none"))
    return proposed, until if until is None or until > proposed else None


def reply_context(invitations: Iterable[Invitation], suffix: str, organiser: str) -> ReplyContext:
    """What a reader of mail needs to know."""
    return ReplyContext({i.uid: i for i in invitations}, suffix, organiser.strip().casefold())
