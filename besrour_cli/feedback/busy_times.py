"""Hours that a member's own calendar has taken, as spans and nothing else: no title, no place, no person.

recurring-ical-events unfolds what repeats (RFC 5545 section 3.8.5), within a span of time and a count, so
that no calendar, however written, takes longer than a moment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

import recurring_ical_events  # type: ignore[import-untyped]
from icalendar import Calendar, Component, vDDDLists

from besrour_cli.clock.instants import gap_neighbours, local_instants
from besrour_cli.feedback.foreign_calendar import CalendarTooLarge, read_calendar, text_of, values
from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.message import msg

LARGEST, EVENTS = 5_000_000, 20_000
"""Bytes of a calendar, and its entries with their repetitions in the time asked for."""
LONGEST = timedelta(days=60)
"""An entry longer than this is a note in the calendar, not an absence."""
OCCURRENCES = 5_000
"""Occurrences one entry may name itself."""
_BEGIN = "BEGIN:VCALENDAR"
_STEP = timedelta(days=28)
"""Repetitions are unfolded by this span, so that what repeats for ever is stopped by the count."""


class BusyTimes(NamedTuple):
    """The spans taken, half-open, in UTC, joined where they touch; how many entries were read and left out.

    ``owner`` is the address the calendar calls itself by ("" when it is no address).
    """

    spans: tuple[tuple[datetime, datetime], ...]
    entries: int
    unread: int
    owner: str = ""


def read_busy_times(data: bytes, zone: str, first: datetime, last: datetime, email: str = "") -> BusyTimes:
    """Return what a member's calendar takes between two instants.

    Entries that are cancelled, declined by the member (``email``) or marked as free (TRANSP:TRANSPARENT)
    take nothing; times without a zone are read on the member's own clock (``zone``, RFC 5545 section
    3.3.5), whole days from midnight to midnight on it. Raises :class:`NegativeAnswer` when the bytes are no
    calendar, or one that cannot be read within bounds.
    """
    text = _text(data)
    try:
        calendar = read_calendar(text, 2 * EVENTS)
        events = [part for part in calendar.subcomponents if part.name == "VEVENT"]
        tame = [event for event in events if _is_tame(event)]
        calendar.subcomponents = [p for p in calendar.subcomponents if p.name == "VTIMEZONE"] + tame
        spans: list[tuple[datetime, datetime]] = []
        left_out = len(events) - len(tame)
        for event in _occurrences(calendar, first, last):
            span = _span(event, zone, email)
            if span is None or span[1] - span[0] > LONGEST:
                left_out += 1
            elif span[0] < last and span[1] > first:
                spans.append((max(span[0], first), min(span[1], last)))
    except CalendarTooLarge as error:
        raise _too_large() from error
    except Exception as error:  # whatever breaks the libraries is no calendar a coordinator can use
        raise NegativeAnswer(
            msg("this is not a calendar besrour can read"),
            msg("export it from your calendar program as iCalendar (.ics)"),
        ) from error
    return BusyTimes(merge_spans(spans), len(events), left_out, _owner(calendar))


def merge_spans(spans: Iterable[tuple[datetime, datetime]]) -> tuple[tuple[datetime, datetime], ...]:
    """Spans in order of time, those that touch or overlap made one."""
    found: list[tuple[datetime, datetime]] = []
    for begin, end in sorted(set(spans)):
        if end <= begin:
            continue
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return tuple(found)


def _text(data: bytes) -> str:
    if len(data) > LARGEST:
        raise _too_large()
    text = data.decode("utf-8-sig", "replace").lstrip()
    if text[: len(_BEGIN)].upper() != _BEGIN:
        raise NegativeAnswer(
            msg("this is not a calendar: it does not begin with BEGIN:VCALENDAR"),
            msg("export it from your calendar program as iCalendar (.ics)"),
        )
    return text


def _is_tame(event: Component) -> bool:
    """Whether an entry repeats as people's appointments do: at most once a day."""
    if not all(_is_tame_rule(rule) for rule in values(event, "RRULE")):
        return False
    named = [value for name in ("RDATE", "EXDATE") for value in values(event, name)]
    # a value icalendar could not read names no date
    return sum(len(value.dts) for value in named if isinstance(value, vDDDLists)) <= OCCURRENCES


def _is_tame_rule(rule: Any) -> bool:
    frequency = [str(f).upper() for f in rule.get("FREQ", [])]
    if len(frequency) != 1 or frequency[0] not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
        return False
    if any(len(rule.get(name, [])) > 1 for name in ("BYHOUR", "BYMINUTE", "BYSECOND")):
        return False
    return not any(int(n) > OCCURRENCES for n in rule.get("COUNT", [])) and 0 not in rule.get("INTERVAL", [])


def _too_large() -> NegativeAnswer:
    return NegativeAnswer(
        msg("this calendar is too large to be read"),
        msg("export only the calendar of her working hours, and only this year"),
    )


def _occurrences(calendar: Calendar, first: datetime, last: datetime) -> Iterator[Any]:
    """Yield every entry between two instants, once for each time it repeats, month by month."""
    query = recurring_ical_events.of(calendar, skip_bad_series=True)
    count, begin = 0, first
    while begin < last:
        end = min(begin + _STEP, last)
        for event in query.between(begin, end):
            count += 1
            if count > EVENTS:
                raise CalendarTooLarge
            yield event
        begin = end


def _span(event: Any, zone: str, email: str) -> tuple[datetime, datetime] | None:
    """Return the instants of one occurrence; None when it takes no time, or names none."""
    if "DTSTART" not in event or _is_free(event) or _is_declined(event, email):
        return None
    first, last = _instant(event.start, zone), _instant(event.end, zone)
    return (first, last) if last > first else None


def _is_free(event: Component) -> bool:
    return (
        text_of(event, "STATUS").upper() == "CANCELLED"
        or text_of(event, "TRANSP").upper() == "TRANSPARENT"
        or text_of(event, "X-MICROSOFT-CDO-BUSYSTATUS").upper() in ("FREE", "WORKINGELSEWHERE")
    )


def _is_declined(event: Component, email: str) -> bool:
    """Whether the member said no to it in the member's own calendar."""
    return bool(email) and any(
        str(person).casefold() == f"mailto:{email.casefold()}"
        and str(person.params.get("PARTSTAT", "")).upper() == "DECLINED"
        for person in values(event, "ATTENDEE")
    )


def _instant(moment: date | datetime, zone: str) -> datetime:
    """Return an instant: a floating time, or a day's midnight, is read on the member's clock."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment.astimezone(UTC)
    naive = moment if isinstance(moment, datetime) else datetime.combine(moment, time())
    found = local_instants(naive, zone)
    return found[0] if found else gap_neighbours(naive, zone)[1]


def _owner(calendar: Calendar) -> str:
    name = text_of(calendar, "X-WR-CALNAME").casefold()
    return name if re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", name) else ""
