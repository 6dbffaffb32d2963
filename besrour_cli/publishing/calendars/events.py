"""One session as a VEVENT of icalendar (RFC 5545 section 3.6.1), for the public or for invited people.

All times are UTC instants, so that no reader's zone data can move a session. A session's UID never changes;
SEQUENCE and the time stamps come from the plan, so that the same input gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Self

from icalendar import Alarm, Calendar, Event, Parameters, vCalAddress, vCategory, vText, vUri

from besrour_cli.model.plan import SessionState
from besrour_cli.model.programme import Member, Platform
from besrour_cli.publishing.calendars.colours import colour_name
from besrour_cli.publishing.calendars.event_text import (
    SessionEntry,
    event_uid,
    join_languages,
    phrase,
    text_in,
    title,
)
from besrour_cli.publishing.calendars.folding import folded
from besrour_cli.publishing.calendars.property_values import clean, mailto, parameter, uri

PRODUCT = "-//besrour//besrour calendars//EN"
REMIND_MINUTES = 30
UNKNOWN_REVISION = datetime(2000, 1, 1, tzinfo=UTC)
"""DTSTAMP where the plan names no revision: earlier than any real one, so that a later one wins."""

_STATUS = {SessionState.PROPOSED: "TENTATIVE", SessionState.CANCELLED: "CANCELLED"}
_TELEPHONE = re.compile(r"\+[\d\s().\u00a0\u202f-]+")


class CleanText(vText):
    """A TEXT value (RFC 5545 section 3.3.11) of cleaned text.

    icalendar 7.3 writes a backslash before a capital N as a line end; escaping the pieces on either side
    of it apart keeps both characters.
    """

    def __new__(cls, text: str) -> Self:
        """Clean the text."""
        return super().__new__(cls, clean(text))

    def to_ical(self) -> bytes:
        """Return the escaped value."""
        return rb"\\N".join(vText(piece).to_ical() for piece in self.split(r"\N"))


class _QuotedNames(Parameters):
    """Parameters whose names of people and things are always quoted.

    Readers take a backslash at the end of a bare name for the escape of the colon behind it.
    """

    always_quoted: tuple[str, ...] = (*Parameters.always_quoted, "CN", "LABEL")  # type: ignore[assignment]


def new_calendar(method: str = "") -> Calendar:
    """Return an empty calendar; ``method`` is that of an invitation or a cancellation (RFC 5546)."""
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODUCT)
    calendar.add("CALSCALE", "GREGORIAN")
    if method:
        calendar.add("METHOD", method)
    return calendar


def as_bytes(calendar: Calendar) -> bytes:
    """Return a calendar's file, its properties in the order in which they were added."""
    return folded(calendar.content_lines(sorted=False))


def public_event(entry: SessionEntry, order: Sequence[str], words: str) -> Event:
    """Return a session as everybody may see it: no person, no way to join. ``words``: its description."""
    platform = entry.platform.name
    event = _identity(entry, order, words)
    online = join_languages(lambda language: phrase("online", language, platform=platform), order)
    event.add("LOCATION", CleanText(online))
    _add_manner(event, entry, order)
    return event


def invitation_event(entry: SessionEntry, order: Sequence[str], words: str, attendee: vCalAddress) -> Event:
    """Return a session as one invited person sees it; a withdrawn one has no way to join and no reminder."""
    contact = entry.programme.contact
    event = _identity(entry, order, words)
    event.add("ORGANIZER", _address(contact.email, {"CN": text_in(contact.name, order[0])}))
    event.add("ATTENDEE", attendee)
    if not entry.withdrawn:
        _add_meeting(event, entry.platform)
    _add_manner(event, entry, order)
    if not entry.withdrawn:
        event.add_component(_reminder(entry, order))
    return event


def attendee_of(member: Member, required: bool, withdrawn: bool) -> vCalAddress:
    """Return the ATTENDEE of one person, who has not answered yet; a cancellation asks for no answer."""
    return _address(
        member.email,
        {
            "CUTYPE": "INDIVIDUAL",
            "ROLE": "REQ-PARTICIPANT" if required else "OPT-PARTICIPANT",
            "PARTSTAT": "NEEDS-ACTION",
            **({} if withdrawn else {"RSVP": "TRUE"}),
            "CN": member.name,
        },
    )


def _identity(entry: SessionEntry, order: Sequence[str], words: str) -> Event:
    slot = entry.slot
    revised = slot.revised or slot.announced or UNKNOWN_REVISION
    event = Event()
    event.add("UID", CleanText(event_uid(entry.programme.id, slot.known_id)))
    event.add("DTSTAMP", revised)
    event.add("LAST-MODIFIED", revised)
    event.add("SEQUENCE", slot.sequence)
    # icalendar would write a fixed offset as TZID="-05:00", which no reader knows.
    event.add("DTSTART", slot.start.astimezone(UTC))
    event.add("DTEND", slot.end.astimezone(UTC))
    event.add("SUMMARY", CleanText(title(entry, order)))
    event.add("DESCRIPTION", CleanText(words))
    return event


def _add_manner(event: Event, entry: SessionEntry, order: Sequence[str]) -> None:
    """Add where to read more, whether the session takes place, and what kind of session it is."""
    status = "CANCELLED" if entry.cancelled else _STATUS.get(entry.slot.state, "CONFIRMED")
    if entry.programme.contact.website:
        event.add("URL", vUri(uri(entry.programme.contact.website)))
    event.add("STATUS", status)
    event.add("TRANSP", "OPAQUE" if status == "CONFIRMED" else "TRANSPARENT")
    names = dict.fromkeys(filter(None, (text_in(entry.series.names, language) for language in order)))
    categories = vCategory([])
    categories.cats = [CleanText(name) for name in names]
    event.add("CATEGORIES", categories)
    if name := colour_name(entry.series.colour):
        event.add("COLOR", name)


def _add_meeting(event: Event, platform: Platform) -> None:
    event.add("LOCATION", CleanText(platform.link or platform.name))
    if platform.link:
        event.add("CONFERENCE", _conference(uri(platform.link), ["AUDIO", "VIDEO"], platform.name))
    if _TELEPHONE.fullmatch(platform.phone):
        number = "".join(c for c in platform.phone if c.isdecimal())
        event.add("CONFERENCE", _conference(f"tel:+{number}", ["AUDIO", "PHONE"], platform.name))


def _conference(address: str, features: Sequence[str], label: str) -> vUri:
    value = vUri(address)
    value.params = _QuotedNames({"VALUE": "URI", "FEATURE": list(features), "LABEL": parameter(label)})
    return value


def _address(email: str, params: dict[str, str]) -> vCalAddress:
    value = vCalAddress(mailto(email))
    value.params = _QuotedNames(params | {"CN": parameter(params["CN"])})
    return value


def _reminder(entry: SessionEntry, order: Sequence[str]) -> Alarm:
    def one(language: str) -> str:
        return phrase("soon", language, n=REMIND_MINUTES, title=text_in(entry.session.titles, language))

    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("TRIGGER", timedelta(minutes=-REMIND_MINUTES))
    alarm.add("DESCRIPTION", CleanText(join_languages(one, order)))
    return alarm
