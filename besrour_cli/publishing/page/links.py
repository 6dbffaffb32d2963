"""What programs read of a session on the page: links that fill in a calendar, and schema.org data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import NamedTuple

from besrour_cli.model.language import Text
from besrour_cli.model.plan import ScheduledSession, SessionState
from besrour_cli.model.programme import Programme
from besrour_cli.publishing.calendars.event_text import join_languages, named_title, text_in
from besrour_cli.publishing.calendars.property_values import clean, utc

_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()")
_SCHEMA = "https://schema.org/"
_STATUS = {SessionState.CANCELLED: "EventCancelled", SessionState.MOVED: "EventRescheduled"}


class AddToCalendarLinks(NamedTuple):
    """A calendar program's name and the address that opens it with a session filled in."""

    name: str
    url: str


def query(text: str) -> str:
    """Text as the value of a query, as browsers' ``encodeURIComponent`` writes it (no ``+``)."""
    return "".join(chr(o) if o in _UNRESERVED else f"%{o:02X}" for o in clean(text).encode())


def add_links(programme: Programme, titles: Text, slot: ScheduledSession) -> tuple[AddToCalendarLinks, ...]:
    """Google, Outlook and Yahoo; the programme's name and every title in each, and nothing on how to join."""
    title = query(named_title(programme, titles, programme.languages))
    start, end = utc(slot.start), utc(slot.end)
    return (
        AddToCalendarLinks(
            "Google",
            f"https://calendar.google.com/calendar/render?action=TEMPLATE&text={title}&dates={start}/{end}",
        ),
        AddToCalendarLinks(
            "Outlook",
            "https://outlook.live.com/calendar/0/action/compose?rru=addevent"
            f"&subject={title}&startdt={_seconds(slot.start)}&enddt={_seconds(slot.end)}",
        ),
        AddToCalendarLinks("Yahoo", f"https://calendar.yahoo.com/?v=60&title={title}&st={start}&et={end}"),
    )


def event_data(
    programme: Programme,
    sessions: Sequence[tuple[Text, ScheduledSession]],
    order: Sequence[str],
    address: str,
) -> str:
    """schema.org Events as JSON-LD, safe inside a ``script`` element.

    Organiser and meeting place are written once; the sessions refer to them. The place is the page's
    own address or the organiser's site: the link to join is for invited people.
    """
    name = join_languages(partial(text_in, programme.contact.name), order)
    url = address or programme.contact.website
    graph: list[dict[str, object]] = [{"@id": "#o", "@type": "Organization", "name": name}]
    place: dict[str, object] = {"@id": "#p", "@type": "VirtualLocation"}
    if programme.contact.website:
        graph[0]["url"] = programme.contact.website
    if url:
        place["url"] = url
    graph.append(place)
    for titles, slot in sessions:
        graph.append(
            {
                "@type": "Event",
                "name": named_title(programme, titles, order),
                "startDate": _seconds(slot.start),
                "endDate": _seconds(slot.end),
                "eventStatus": _SCHEMA + _STATUS.get(slot.state, "EventScheduled"),
                "eventAttendanceMode": _SCHEMA + "OnlineEventAttendanceMode",
                "location": {"@id": "#p"},
                "organizer": {"@id": "#o"},
            }
        )
    data = {"@context": "https://schema.org", "@graph": graph}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _seconds(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
