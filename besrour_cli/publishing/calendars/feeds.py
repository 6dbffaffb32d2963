"""Calendar files: public feeds, and the invitation, update or cancellation for one person.

RFC 5545 (iCalendar), RFC 5546 (iTIP), RFC 7986 (new properties). All times are UTC instants, so that
no reader's zone data can move a session. A session's UID never changes; SEQUENCE and the time stamps
come from the plan, so that the same input gives the same bytes. ``docs/explanation/calendars.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Literal

from besrour_cli.model.language import Text, in_order
from besrour_cli.model.plan import Plan, ScheduledSession
from besrour_cli.model.programme import Member, Platform, Programme, Session
from besrour_cli.publishing.calendars.colours import colour_name, hex_colour
from besrour_cli.publishing.calendars.content_lines import escaped, mailto, quoted, serialise, uri, utc
from besrour_cli.publishing.calendars.event_text import (
    EventText,
    blocks,
    description,
    join_languages,
    phrase,
    text_in,
    title,
)
from besrour_cli.publishing.calendars.local_times import Audiences

PRODUCT = "-//besrour//besrour calendars//EN"
REFRESH = "PT12H"
REMIND_MINUTES = 30
UNKNOWN_REVISION = datetime(2000, 1, 1, tzinfo=UTC)
"""DTSTAMP where the plan names no revision: earlier than any real one, so that a later one wins."""

_STATUS = {"proposed": "TENTATIVE", "cancelled": "CANCELLED"}
_BEGIN = ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN")
_END = "END:VCALENDAR"
# RFC 5545 wants one component at least; a zone definition is the one that shows nothing to anyone.
_NOTHING = (
    "BEGIN:VTIMEZONE",
    "TZID:Etc/UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "TZNAME:UTC",
    "END:STANDARD",
    "END:VTIMEZONE",
)
_TELEPHONE = re.compile(r"\+[\d\s().\u00a0\u202f-]+")


def feeds(programme: Programme, plan: Plan, address: str = "") -> dict[str, bytes]:
    """Public calendars by file name: all sessions, one a series, one a group.

    ``all.ics`` puts the programme's first language first; ``all.en.ics`` and ``all.fr.ics`` put the
    language they name first. ``address``, where the files will be published, gives SOURCE (RFC 7986
    section 5.8). A feed holds no attendee, organiser, join link, passcode or e-mail address. A
    session without a slot is left out; a feed without sessions is still written, so that people can
    subscribe before the first is planned.
    """
    planned = [session for session in programme.sessions if session.id in plan.slots]
    planned.sort(key=lambda session: (plan.slots[session.id].start, session.id))
    orders = {"": programme.languages}
    if len(programme.languages) > 1:
        orders |= {f".{first}": in_order([first], programme.languages) for first in programme.languages}
    made: dict[tuple[str, ...], list[tuple[str, bytes]]] = {order: [] for order in orders.values()}
    audiences = Audiences(programme)
    for session in planned:
        entry = EventText(programme, session, plan.slots[session.id], audiences.clocks(session))
        said_in = blocks(entry)
        for order, events in made.items():
            events.append((session.series, _public_event(entry, order, description(said_in, order))))
    files = {}
    for suffix, order in orders.items():
        for stem, (name, colour, series) in _calendars(programme, order).items():
            file = f"{stem}{suffix}.ics"
            head = _head(programme, stem, name, colour, f"{address.rstrip('/')}/{file}" if address else "")
            body = [event for of, event in made[order] if of in series]
            files[file] = b"".join([serialise(head), *(body or [serialise(_NOTHING)]), serialise([_END])])
    return files


def objects(programme: Programme, plan: Plan) -> dict[str, bytes]:
    """One public calendar a session, by session id: for a calendar server (RFC 4791 section 4.1: one UID

    a resource, no METHOD) and for adding a single session; as public as a feed.
    """
    audiences = Audiences(programme)
    order = programme.languages
    found = {}
    for session in programme.sessions:
        if session.id in plan.slots:
            entry = EventText(programme, session, plan.slots[session.id], audiences.clocks(session))
            event = _public_event(entry, order, description(blocks(entry), order))
            found[session.id] = b"".join([serialise(_BEGIN), event, serialise([_END])])
    return found


def invitation(
    programme: Programme,
    session: Session,
    slot: ScheduledSession,
    member: Member,
    method: Literal["REQUEST", "CANCEL"] = "REQUEST",
) -> bytes:
    """The calendar entry that travels in one person's letter (RFC 5546 sections 3.2.2 and 3.2.5).

    She alone is named as attendee, and her language comes first. ``CANCEL`` takes the entry out of
    her calendar; its ``slot.sequence`` must be higher than in what she was sent before. Asking her
    to a cancelled session is refused with ``ValueError``: clients would keep the entry.
    """
    return Invitations(programme, session, slot, method).of(member)


class Invitations:
    """The entries of one session, one a person; what readers of one place and language share is made once."""

    def __init__(
        self,
        programme: Programme,
        session: Session,
        slot: ScheduledSession,
        method: Literal["REQUEST", "CANCEL"] = "REQUEST",
    ) -> None:
        if method == "REQUEST" and slot.state == "cancelled":
            raise ValueError(f"session {session.id} is cancelled: send CANCEL, not REQUEST")
        clocks = Audiences(programme).clocks(session)
        self._entry = EventText(programme, session, slot, clocks, None, method == "CANCEL")
        self._asks = method == "REQUEST"
        self._required = frozenset(session.required_ids)
        self._shared: dict[tuple[object, ...], tuple[bytes, bytes]] = {}

    def of(self, member: Member) -> bytes:
        """The entry for one person."""
        order = in_order(member.languages, self._entry.programme.languages)
        key = order, member.place.zone, tuple(member.place.names.items())
        if key not in self._shared:
            self._shared[key] = self._around(member, order)
        before, after = self._shared[key]
        role = "REQ-PARTICIPANT" if member.id in self._required else "OPT-PARTICIPANT"
        rsvp = ";RSVP=TRUE" if self._asks else ""
        attendee = (
            f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE={role};PARTSTAT=NEEDS-ACTION{rsvp}"
            f";CN={quoted(member.name)}:{mailto(member.email)}"
        )
        return before + serialise([attendee]) + after

    def _around(self, member: Member, order: Sequence[str]) -> tuple[bytes, bytes]:
        """What stands before and after the line that names her."""
        entry = self._entry._replace(member=member)
        contact = entry.programme.contact
        before = (
            *_BEGIN,
            f"METHOD:{'REQUEST' if self._asks else 'CANCEL'}",
            *_identity(entry, order, description(blocks(entry), order)),
            f"ORGANIZER;CN={quoted(text_in(contact.name, order[0]))}:{mailto(contact.email)}",
        )
        after = (
            *(_meeting(entry.platform) if self._asks else ()),
            *_manner(entry, order),
            *(_reminder(entry, order) if self._asks else ()),
            "END:VEVENT",
            _END,
        )
        return serialise(before), serialise(after)


def event_uid(programme_id: str, session_id: str) -> str:
    """A session's UID, for life: it depends on no date, place, address or person."""
    return f"{session_id}.{programme_id}@besrour"


def _calendars(programme: Programme, order: Sequence[str]) -> dict[str, tuple[str, str, frozenset[str]]]:
    """File stems of all feeds, each with the calendar's name, its colour and the series it gathers."""

    def name(part: Text) -> str:
        def one(language: str) -> str:
            names = (text_in(programme.names, language), text_in(part, language))
            return " – ".join(dict.fromkeys(filter(None, names)))

        return join_languages(one, order)

    found = {"all": (name({}), "", frozenset(programme.series))}
    for series in programme.series.values():
        found[f"series-{series.id}"] = (name(series.names), series.colour, frozenset({series.id}))
    for group in sorted({group for series in programme.series.values() for group in series.groups}):
        invited = frozenset(series.id for series in programme.series.values() if group in series.groups)
        found[f"group-{group}"] = (name({order[0]: group}), "", invited)
    return found


def _head(programme: Programme, stem: str, name: str, colour: str, source: str) -> Iterable[str]:
    yield from _BEGIN
    # The same sessions in another order of languages are the same calendar (RFC 7986 section 5.3).
    yield f"UID:{escaped(event_uid(programme.id, stem))}"
    yield f"NAME:{escaped(name)}"
    yield f"X-WR-CALNAME:{escaped(name)}"
    yield f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}"
    yield f"X-PUBLISHED-TTL:{REFRESH}"
    if source:
        yield f"SOURCE;VALUE=URI:{uri(source)}"
    if programme.contact.website:
        yield f"URL:{uri(programme.contact.website)}"
    if css := colour_name(colour):
        yield f"COLOR:{css}"
        yield f"X-APPLE-CALENDAR-COLOR:{hex_colour(colour)}"


def _public_event(entry: EventText, order: Sequence[str], words: str) -> bytes:
    platform = entry.platform.name
    online = join_languages(lambda language: phrase("online", language, platform=platform), order)
    return serialise(
        [
            *_identity(entry, order, words),
            f"LOCATION:{escaped(online)}",
            *_manner(entry, order),
            "END:VEVENT",
        ]
    )


def _identity(entry: EventText, order: Sequence[str], words: str) -> Iterable[str]:
    slot = entry.slot
    revised = utc(slot.revised or slot.announced or UNKNOWN_REVISION)
    return (
        "BEGIN:VEVENT",
        f"UID:{escaped(event_uid(entry.programme.id, entry.session.id))}",
        f"DTSTAMP:{revised}",
        f"LAST-MODIFIED:{revised}",
        f"SEQUENCE:{slot.sequence}",
        f"DTSTART:{utc(slot.start)}",
        f"DTEND:{utc(slot.end)}",
        f"SUMMARY:{escaped(title(entry, order))}",
        f"DESCRIPTION:{escaped(words)}",
    )


def _manner(entry: EventText, order: Sequence[str]) -> Iterable[str]:
    status = "CANCELLED" if entry.cancelled else _STATUS.get(entry.slot.state, "CONFIRMED")
    if entry.programme.contact.website:
        yield f"URL:{uri(entry.programme.contact.website)}"
    yield f"STATUS:{status}"
    yield f"TRANSP:{'OPAQUE' if status == 'CONFIRMED' else 'TRANSPARENT'}"
    names = dict.fromkeys(filter(None, (text_in(entry.series.names, language) for language in order)))
    yield f"CATEGORIES:{','.join(escaped(name) for name in names)}"
    if name := colour_name(entry.series.colour):
        yield f"COLOR:{name}"


def _meeting(platform: Platform) -> Iterable[str]:
    yield f"LOCATION:{escaped(platform.link or platform.name)}"
    label = quoted(platform.name)
    if platform.link:
        yield f"CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL={label}:{uri(platform.link)}"
    if _TELEPHONE.fullmatch(platform.phone):
        number = "+" + "".join(c for c in platform.phone if c.isdecimal())
        yield f"CONFERENCE;VALUE=URI;FEATURE=AUDIO,PHONE;LABEL={label}:tel:{number}"


def _reminder(entry: EventText, order: Sequence[str]) -> Iterable[str]:
    def one(language: str) -> str:
        return phrase("soon", language, n=REMIND_MINUTES, title=text_in(entry.session.titles, language))

    return (
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"TRIGGER:-PT{REMIND_MINUTES}M",
        f"DESCRIPTION:{escaped(join_languages(one, order))}",
        "END:VALARM",
    )
