"""Calendars for everybody: the feeds people subscribe to, and one calendar a session.

RFC 5545 (iCalendar), RFC 7986 (names, colours, refreshing). ``docs/en/explanation/calendars.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vDuration, vUri

from besrour_cli.model.language import Text, in_order
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import Programme
from besrour_cli.publishing.calendars.colours import colour_name, hex_colour
from besrour_cli.publishing.calendars.event_text import (
    SessionEntry,
    blocks,
    description,
    event_uid,
    join_languages,
    text_in,
)
from besrour_cli.publishing.calendars.events import CleanText, as_bytes, new_calendar, public_event
from besrour_cli.publishing.calendars.local_times import Audiences
from besrour_cli.publishing.calendars.property_values import uri

REFRESH_HOURS = 12


class Feed(NamedTuple):
    """One feed: its file name without suffix, its name, its colour ("" = none), the series it gathers."""

    stem: str
    name: str
    colour: str
    series: frozenset[str]


def feeds(programme: Programme, plan: Plan, address: str = "") -> dict[str, bytes]:
    """Return the public calendars by file name: all published sessions, one a series, one a group.

    The first is for everybody, as the page is, and holds the series that the programme publishes (all, when
    it names none); a series that is left out has its own calendar and that of its groups, for its people.
    ``all.ics`` puts the programme's first language first; ``all.en.ics`` and ``all.fr.ics`` put the
    language they name first. ``address``, where the files will be published, gives SOURCE (RFC 7986
    section 5.8). A feed holds no attendee, organiser, join link, passcode or e-mail address. A
    session without a slot is left out; a feed without sessions is still written, so that people can
    subscribe before the first is planned.
    """
    orders = {"": programme.languages}
    if len(programme.languages) > 1:
        orders |= {f".{first}": in_order([first], programme.languages) for first in programme.languages}
    events: dict[tuple[str, ...], list[tuple[str, Event]]] = {order: [] for order in orders.values()}
    for entry in sorted(_entries(programme, plan), key=lambda e: (e.slot.start, e.session.id)):
        texts = blocks(entry)
        for order, made in events.items():
            made.append((entry.session.series, public_event(entry, order, description(texts, order))))
    files = {}
    for suffix, order in orders.items():
        for feed in _feeds_of(programme, order):
            file = f"{feed.stem}{suffix}.ics"
            calendar = _feed_calendar(programme, feed, f"{address.rstrip('/')}/{file}" if address else "")
            calendar.subcomponents += [event for series, event in events[order] if series in feed.series]
            if not calendar.subcomponents:
                calendar.add_component(_utc_definition())
            files[file] = as_bytes(calendar)
    return files


def objects(programme: Programme, plan: Plan) -> dict[str, bytes]:
    """Return one public calendar a session, by the id under which people know it (``known_id``).

    For a calendar server (RFC 4791 section 4.1: one UID a resource, no METHOD) and for adding a single
    session; as public as a feed.
    """
    order = programme.languages
    files = {}
    for entry in _entries(programme, plan):
        calendar = new_calendar()
        calendar.add_component(public_event(entry, order, description(blocks(entry), order)))
        files[entry.slot.known_id] = as_bytes(calendar)
    return files


def _entries(programme: Programme, plan: Plan) -> Iterator[SessionEntry]:
    """Yield the planned sessions as everybody may see them, in the programme's order."""
    audiences = Audiences(programme)
    for session in programme.sessions:
        if session.id in plan.slots:
            yield SessionEntry(
                programme=programme,
                session=session,
                slot=plan.slots[session.id],
                clocks=audiences.clocks(session),
            )


def _feeds_of(programme: Programme, order: Sequence[str]) -> list[Feed]:
    """Return all feeds of a programme, their names in an order of languages."""

    def name(part: Text) -> str:
        def one(language: str) -> str:
            names = (text_in(programme.names, language), text_in(part, language))
            return " – ".join(dict.fromkeys(filter(None, names)))

        return join_languages(one, order)

    published = frozenset(programme.publish.series or programme.series)
    found = [Feed("all", name({}), "", published)]
    for series in programme.series.values():
        found.append(Feed(f"series-{series.id}", name(series.names), series.colour, frozenset({series.id})))
    for group in sorted({group for series in programme.series.values() for group in series.groups}):
        invited = frozenset(series.id for series in programme.series.values() if group in series.groups)
        found.append(Feed(f"group-{group}", name({order[0]: group}), "", invited))
    return found


def _feed_calendar(programme: Programme, feed: Feed, source: str) -> Calendar:
    """Return a feed's calendar without its events; ``source`` is its address ("" where it is unknown)."""
    calendar = new_calendar()
    # The same sessions in another order of languages are the same calendar (RFC 7986 section 5.3).
    calendar.add("UID", CleanText(event_uid(programme.id, feed.stem)))
    calendar.add("NAME", CleanText(feed.name))
    calendar.add("X-WR-CALNAME", CleanText(feed.name))
    refresh = timedelta(hours=REFRESH_HOURS)
    calendar.add("REFRESH-INTERVAL", refresh, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(refresh))
    if source:
        calendar.add("SOURCE", vUri(uri(source)), parameters={"VALUE": "URI"})
    if programme.contact.website:
        calendar.add("URL", vUri(uri(programme.contact.website)))
    if css := colour_name(feed.colour):
        calendar.add("COLOR", css)
        calendar.add("X-APPLE-CALENDAR-COLOR", hex_colour(feed.colour))
    return calendar


def _utc_definition() -> Timezone:
    """Return a component that shows nothing to anyone; RFC 5545 section 3.6 asks for one at least."""
    standard = TimezoneStandard()
    standard.add("DTSTART", datetime(1970, 1, 1))  # noqa: DTZ001 -- an onset is local time (section 3.6.5)
    standard.add("TZOFFSETFROM", timedelta())
    standard.add("TZOFFSETTO", timedelta())
    standard.add("TZNAME", "UTC")
    zone = Timezone()
    zone.add("TZID", "Etc/UTC")
    zone.add_component(standard)
    return zone
