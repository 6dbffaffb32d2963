"""Hours that a member's own calendar has taken, as spans and nothing else: no title, no place, no person.

recurring-ical-events unfolds what repeats (RFC 5545 section 3.8.5), within a span of time and a count, so
that no calendar, however written, takes longer than a moment. Every entry is read, or left out for a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from typing import Any, NamedTuple

import recurring_ical_events  # type: ignore[import-untyped]
from icalendar import Calendar, Event

from besrour_cli.clock.instants import gap_neighbours, local, local_instants
from besrour_cli.feedback.busy_entries import (
    BusyEntry,
    Clocks,
    PassedOver,
    PassedOverReason,
    may_touch,
    named_times,
    read_entry,
    single_entries,
)
from besrour_cli.feedback.busy_repeats import MOST, MOST_OF_ONE, bound_rules, cost
from besrour_cli.feedback.calendar_lines import CalendarText, calendars_in, decoded
from besrour_cli.feedback.foreign_calendar import CalendarTooLarge, text_of
from besrour_cli.feedback.foreign_zones import read_definitions, tzid_of
from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.message import msg

LARGEST, EVENTS = 10_000_000, 20_000
"""Bytes of a calendar, and its entries with their repetitions in the time asked for."""
NAMED = 20_000
"""Times that all the entries may name one by one, as repetitions or as exceptions."""
LONGEST = timedelta(days=60)
"""An entry longer than this is a note in the calendar, not an absence."""
_BEGIN = "BEGIN:VCALENDAR"
_MARGIN = timedelta(days=2)
"""More than any two clocks are apart."""
_REPEATS = ("RRULE", "RDATE", "EXDATE")


class BusyTimes(NamedTuple):
    """The spans taken, half-open, in UTC, joined where they touch; how many entries were read.

    ``whole_days`` counts the spans from midnight to midnight on the member's clock. ``passed_over`` are the
    entries that take no hours, by line; ``owner`` is the address the calendar calls itself by ("" when it
    is no address).
    """

    spans: tuple[tuple[datetime, datetime], ...]
    entries: int
    passed_over: tuple[PassedOver, ...] = ()
    whole_days: int = 0
    owner: str = ""


def read_busy_times(data: bytes, zone: str, first: datetime, last: datetime, email: str = "") -> BusyTimes:
    """Return what a member's calendar takes between two instants.

    Entries that are cancelled, declined by the member (``email``) or marked as free (TRANSP:TRANSPARENT)
    take nothing; times without a zone are read on the clock the calendar names, else on the member's own
    (``zone``, RFC 5545 section 3.3.5), whole days from midnight to midnight on the member's. Raises
    :class:`NegativeAnswer` when the bytes are no calendar, or one that cannot be read within bounds.
    """
    text = _text(data)
    found: list[tuple[datetime, datetime]] = []
    passed_over: list[PassedOver] = []
    count = 0
    try:
        calendars = calendars_in(text)
        for calendar in calendars:
            entries = _entries(calendar, zone, email, first, last)
            count += len(entries)
            if count > EVENTS:
                raise CalendarTooLarge
            for result in _results(entries, zone, first, last):
                if isinstance(result, PassedOver):
                    passed_over.append(result)
                else:
                    found.append(result)
                if len(found) > EVENTS:
                    raise CalendarTooLarge
    except CalendarTooLarge as error:
        raise _too_large() from error
    except Exception as error:  # whatever breaks the libraries is no calendar a coordinator can use
        raise NegativeAnswer(
            msg("this is not a calendar besrour can read, or its end is missing"),
            msg("export it from your calendar program as iCalendar (.ics)"),
        ) from error
    spans = merge_spans((max(a, first), min(b, last)) for a, b in found)
    owner = next((c.name.casefold() for c in calendars if _is_address(c.name)), "")
    whole = sum(all(_is_midnight(at, zone) or at in (first, last) for at in span) for span in spans)
    return BusyTimes(spans, count, tuple(sorted(set(passed_over))), whole, owner)


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
    text = decoded(data)
    if text[: len(_BEGIN)].upper() != _BEGIN:
        raise NegativeAnswer(
            msg("this is not a calendar: it does not begin with BEGIN:VCALENDAR"),
            msg("export it from your calendar program as iCalendar (.ics)"),
        )
    if text.upper().count("BEGIN:") > 2 * EVENTS:
        raise _too_large()
    return text


def _too_large() -> NegativeAnswer:
    return NegativeAnswer(
        msg("this calendar is too large to be read"),
        msg("export only the calendar of her working hours, and only this year"),
    )


def _is_address(name: str) -> bool:
    return re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", name) is not None


def _is_midnight(at: datetime, zone: str) -> bool:
    return local(at, zone).time() == time()


def _entries(
    calendar: CalendarText, zone: str, email: str, first: datetime, last: datetime
) -> list[BusyEntry | PassedOver]:
    """Return the entries of one calendar in its order, each read or left out.

    One that is left out and cannot touch the time asked for is of no interest, and not among them.
    """
    defined = read_definitions(calendar.zones)
    clocks = Clocks(zone, calendar.zone or zone, lambda name: tzid_of(name, defined))
    single = list(islice((one for entry in calendar.entries for one in single_entries(entry)), EVENTS + 1))
    if len(single) > EVENTS:
        raise CalendarTooLarge
    found, left = [], NAMED
    for one in single:
        left -= named_times(one)
        result = (
            read_entry(one, clocks, email) if left >= 0 else PassedOver(one.line, PassedOverReason.TOO_MANY)
        )
        if isinstance(result, BusyEntry) or may_touch(one, first - _MARGIN, last + _MARGIN):
            found.append(result)
    return found


def _results(
    entries: Iterable[BusyEntry | PassedOver], zone: str, first: datetime, last: datetime
) -> Iterator[tuple[datetime, datetime] | PassedOver]:
    """Yield the spans that entries take between two instants, and the entries left out."""
    groups: dict[str, list[BusyEntry]] = {}
    left = MOST
    for entry in entries:
        if isinstance(entry, PassedOver):
            yield entry
        else:
            groups.setdefault(entry.uid, []).append(entry)
    for group in groups.values():
        changes = [entry for entry in group if "RECURRENCE-ID" in entry.event]
        masters = [entry for entry in group if "RECURRENCE-ID" not in entry.event]
        newest = max((entry.sequence for entry in masters), default=0)
        yield from (PassedOver(m.line, PassedOverReason.REPLACED) for m in masters if m.sequence < newest)
        # several entries of one UID and one SEQUENCE are several entries: programs number them so
        current = [[master] for master in masters if master.sequence == newest]
        for series in ([*master, *changes] for master in current or [[]]):
            try:
                price = cost([entry.event for entry in series], last)
                if price > min(left, MOST_OF_ONE):
                    yield PassedOver(series[0].line, PassedOverReason.TOO_MANY)
                    continue
                left -= price
                occurrences = list(_occurrences(series, first, last))
            except Exception:  # whatever breaks the library is an entry that is told of
                yield PassedOver(series[0].line, PassedOverReason.UNREAD)
                continue
            yield from _taken(occurrences, zone, first, last)


def _occurrences(series: list[BusyEntry], first: datetime, last: datetime) -> Iterator[Event]:
    """Yield an entry and what changes it, once for each time it repeats."""
    for entry in series:
        entry.event["UID"] = "1"
        entry.event["X-LINE"] = str(entry.line)
        entry.event["X-FREE"] = "1" if entry.is_free else ""
        bound_rules(entry.event, last)
    if len(series) == 1 and not any(name in series[0].event for name in _REPEATS):
        yield series[0].event
        return
    calendar = Calendar()
    calendar.subcomponents = [entry.event for entry in series]
    yield from recurring_ical_events.of(calendar).between(first, last)


def _taken(
    events: Iterable[Event], zone: str, first: datetime, last: datetime
) -> Iterator[tuple[datetime, datetime] | PassedOver]:
    for event in events:
        begin, end = _instant(event.start, zone), _instant(event.end, zone)
        if begin >= last or end <= first:
            continue
        line = int(text_of(event, "X-LINE"))
        if text_of(event, "X-FREE"):
            yield PassedOver(line, PassedOverReason.FREE)
        elif end - begin > LONGEST:
            yield PassedOver(line, PassedOverReason.TOO_LONG)
        else:
            yield begin, end


def _instant(moment: Any, zone: str) -> datetime:
    """Return an instant: a floating time, or a day's midnight, is read on the member's clock."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment.astimezone(UTC)
    naive = moment if isinstance(moment, datetime) else datetime.combine(moment, time())
    found = local_instants(naive, zone)
    return found[0] if found else gap_neighbours(naive, zone)[1]
