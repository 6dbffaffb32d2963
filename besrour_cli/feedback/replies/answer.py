"""What a calendar part answers: each VEVENT of a REPLY or a COUNTER as one member's answer.

RFC 5546 (iTIP) sections 3.2.3 and 3.2.7.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from icalendar import Calendar, Component, vInt, vUnknown
from icalendar.parser import unescape_backslash

from besrour_cli.feedback.foreign_calendar import first, read_calendar, text_of, values
from besrour_cli.feedback.replies.attendee import (
    address_of,
    addresses,
    attendee_of,
    parameter,
    respondent,
)
from besrour_cli.feedback.replies.calendar_times import AmbiguousTime, instant, written
from besrour_cli.feedback.replies.message import CalendarPart, MessageSummary
from besrour_cli.feedback.replies.outcome import MemberAnswer, NeedsHuman, NotAReply, ReplyContext
from besrour_cli.model.message import msg
from besrour_cli.model.replies import Reply, ReplyPart, session_minute
from besrour_cli.model.text.hidden_signs import without_hidden_signs

LINES, COMPONENTS = 24_000, 300
"""What a calendar part may have; an answer has some forty lines and four components."""
LONGEST_NOTE = 500
_LONGEST_OCCURRENCE = 40
_LARGEST_SEQUENCE = 999_999_999
_PARTS: Mapping[str, ReplyPart] = {
    "ACCEPTED": ReplyPart.ACCEPTED,
    "TENTATIVE": ReplyPart.TENTATIVE,
    "DECLINED": ReplyPart.DECLINED,
    "DELEGATED": ReplyPart.DELEGATED,
}
_CALENDAR = re.compile(
    r"^BEGIN:VCALENDAR[ \t]*$.*?^END:VCALENDAR\b", re.IGNORECASE | re.MULTILINE | re.DOTALL
)
# icalendar lets a TZID win over the Z of a UTC time, and makes a day with a TZID its midnight
_ZONE_OF_NO_TIME = re.compile(
    r"^((?:DT(?:START|END|STAMP)|RECURRENCE-ID)\b[^:\n]{0,200}?)"
    r";TZID=(?:\"[^\"\n]{0,200}\"|[^\":;\n]{0,200})(?=[:;])"
    r"(?=[^:\n]{0,200}:(?!\d{8}T\d{6}[ \t]*$))",
    re.IGNORECASE | re.MULTILINE,
)


def answers_in(
    part: CalendarPart, mail: MessageSummary, shown: str, known: ReplyContext
) -> tuple[MemberAnswer, ...]:
    """Return the answers of one calendar part of a message; ``shown`` is :func:`headers.claimed`.

    Raises :class:`NotAReply` or :class:`NeedsHuman` with the reason when it holds none that counts.
    """
    calendar = _calendar(part.text)
    method = _method(calendar, part)
    events = [c for c in calendar.subcomponents if c.name == "VEVENT"]
    if method not in ("REPLY", "COUNTER", "REFRESH"):
        raise NotAReply(msg("METHOD is {method}", method=method[:20] or "–"))
    if not events:
        raise NotAReply(msg("its calendar part is about no meeting"))
    ours = [event for event in events if _uid(event) in known.invitations]
    if not ours:
        if any(_uid(event).endswith(known.suffix) for event in events):
            raise NeedsHuman(
                msg("it answers a session that is not in the plan: {uid}", uid=_uid(events[0])[:80])
            )
        raise NotAReply(msg("it is about another meeting"))
    if method == "REFRESH":
        raise NeedsHuman(msg("asks for the invitation once more"))
    if shown and shown.rpartition("@")[2] != mail.sender.rpartition("@")[2]:
        raise NeedsHuman(msg("the sender shows the address {shown}, but is another one", shown=shown[:80]))
    if not mail.sender:
        raise NeedsHuman(msg("the message does not name one sender"))
    return tuple(dict.fromkeys(_answer(event, method, calendar, mail, known) for event in ours))


def _calendar(text: str) -> Calendar:
    """Return the first VCALENDAR of a text; what a mailing list writes below it is left out."""
    unfolded = re.sub(r"\r?\n[ \t]", "", text).replace("\r\n", "\n")
    found = _CALENDAR.search(unfolded.lstrip("\ufeff \n\t"))
    try:
        if found is None or unfolded.count("\n") > LINES:
            raise ValueError
        return read_calendar(_ZONE_OF_NO_TIME.sub(r"\1", found[0]), COMPONENTS)
    except Exception as error:  # whatever breaks icalendar is for a person to see
        raise NeedsHuman(msg("its calendar part cannot be read")) from error


def _method(calendar: Calendar, part: CalendarPart) -> str:
    method = text_of(calendar, "METHOD").upper()
    if method and part.method and method != part.method:
        raise NeedsHuman(
            msg(
                "its calendar part is called {one} outside and {two} inside",
                one=part.method[:20],
                two=method[:20],
            )
        )
    return method or part.method


def _answer(
    event: Component, method: str, calendar: Calendar, mail: MessageSummary, known: ReplyContext
) -> MemberAnswer:
    invitation = known.invitations[_uid(event)]
    attendee = attendee_of(event, mail)
    answering = respondent(attendee, mail, invitation, known)
    partstat = (parameter(attendee, "PARTSTAT") or "NEEDS-ACTION").strip().upper()
    delegates = addresses(parameter(attendee, "DELEGATED-TO"))
    answer = Reply(
        session=invitation.session,
        member=answering.member,
        part=ReplyPart.PROPOSED if method == "COUNTER" else _part(partstat),
        sequence=_sequence(event),
        moment=_time(event, "DTSTAMP", calendar) or mail.sent,
        sent=mail.sent,
        occurrence=_occurrence(event),
        delegate=address_of(attendee) if answering.by_delegate else "".join(delegates[:1]),
        by_delegate=answering.by_delegate,
    )
    if method == "COUNTER":
        proposed, until = _proposed_time(event, calendar)
        if proposed == invitation.start and until in (None, invitation.end):
            raise NeedsHuman(msg("asks for a change, but not of the time"))
        answer = answer._replace(proposed=proposed, until=until)
    else:
        if answer.part == ReplyPart.DELEGATED and len(delegates) != 1:
            raise NeedsHuman(msg("delegates to no one person"))
        start = _time(event, "DTSTART", calendar)
        answer = answer._replace(start=start and session_minute(start))
    return MemberAnswer(
        answer=answer,
        uid=invitation.uid,
        attendee=address_of(attendee),
        partstat=partstat,
        note=(_one_line(unescape_backslash(parameter(attendee, "X-RESPONSE-COMMENT"))) or _notes(event))[
            :LONGEST_NOTE
        ],
        alias=answering.alias,
    )


def _uid(event: Component) -> str:
    return _one_line(text_of(event, "UID"))


def _part(partstat: str) -> ReplyPart:
    if partstat not in _PARTS:
        raise NeedsHuman(msg("its answer is “{answer}”: neither yes nor no", answer=partstat[:30]))
    return _PARTS[partstat]


def _sequence(event: Component) -> int | None:
    number = first(event, "SEQUENCE")
    return int(number) if isinstance(number, vInt) and 0 <= number <= _LARGEST_SEQUENCE else None


def _occurrence(event: Component) -> str:
    """Return the RECURRENCE-ID as written ("" = the whole session)."""
    value = first(event, "RECURRENCE-ID")
    return "" if value is None else written(value)[:_LONGEST_OCCURRENCE]


def _notes(event: Component) -> str:
    found = [value for name in ("COMMENT", "X-RESPONSE-COMMENT") for value in values(event, name)[:3]]
    # icalendar leaves the escapes of a property it does not know
    texts = (unescape_backslash(str(v)) if isinstance(v, vUnknown) else str(v) for v in found)
    return " / ".join(filter(None, map(_one_line, texts)))


def _one_line(text: str) -> str:
    return " ".join(without_hidden_signs(text, " ").split())


def _time(event: Component, name: str, calendar: Calendar) -> datetime | None:
    """Return a time that only helps, so that one in doubt is none."""
    try:
        return instant(event, name, calendar)
    except AmbiguousTime:
        return None


def _proposed_time(event: Component, calendar: Calendar) -> tuple[datetime, datetime | None]:
    try:
        proposed, until = instant(event, "DTSTART", calendar), instant(event, "DTEND", calendar)
    except AmbiguousTime as doubt:
        raise NeedsHuman(msg("asks for another time that cannot be told: {why}", why=doubt.why)) from None
    if proposed is None:
        raise NeedsHuman(msg("asks for another time and names none"))
    proposed, until = session_minute(proposed), until and session_minute(until)
    return proposed, until if until is None or until > proposed else None
