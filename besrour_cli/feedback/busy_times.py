"""Hours that a member's own calendar has taken, as spans and nothing else: no title, no place, no person.

recurring-ical-events unfolds what repeats (RFC 5545 section 3.8.5), within a span of time and a count, so
that no calendar, however written, takes longer than a moment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from besrour_cli.clock.instants import gap_neighbours, local_instants
from besrour_cli.clock.tzdata import in_use
from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.message import msg

LARGEST, EVENTS, SPANS = 5_000_000, 20_000, 20_000
LONGEST = timedelta(days=60)
"""An entry longer than this is a note in the calendar, not an absence."""
OCCURRENCES = 5_000
"""Occurrences one entry may name itself."""


class BusyTimes(NamedTuple):
    """The spans taken, half-open, in UTC, joined where they touch; how many entries were read and left out.

    ``owner`` is the address the calendar calls itself by ("" when it is no address).
    """

    spans: tuple[tuple[datetime, datetime], ...]
    entries: int
    unread: int
    owner: str = ""


def read_busy_times(data: bytes, zone: str, first: datetime, last: datetime, email: str = "") -> BusyTimes:
    """What a member's calendar takes between two instants.

    Entries that are cancelled, declined by her (``email``) or marked as free (TRANSP:TRANSPARENT) take
    nothing; times without a zone are read on the member's own clock (``zone``, RFC 5545 section 3.3.5),
    whole days from her midnight to her midnight. :class:`NegativeAnswer` when the bytes are no calendar, or
    one that cannot be read within bounds.
    """
    text = _text(data)
    in_use()  # chooses the zone data before icalendar asks for any
    import recurring_ical_events  # type: ignore[import-untyped]
    from icalendar import Calendar

    try:
        calendar = Calendar.from_ical(text)
        if not isinstance(calendar, Calendar):
            raise ValueError(zone)
        events = [part for part in calendar.subcomponents if part.name == "VEVENT"]
        tame = [event for event in events if _tame(event)]
        calendar.subcomponents = [p for p in calendar.subcomponents if p.name == "VTIMEZONE"] + tame
        query = recurring_ical_events.of(calendar, skip_bad_series=True)
        spans: list[tuple[datetime, datetime]] = []
        count, left = 0, len(events) - len(tame)
        # asked month by month, so that what repeats for ever is stopped by the count
        for begin, end in _months(first, last):
            for event in query.between(begin, end):
                count += 1
                if count > EVENTS:
                    raise _too_many()
                span = _span(event, zone, email)
                if span is None or span[1] - span[0] > LONGEST:
                    left += 1
                elif span[0] < last and span[1] > first:
                    spans.append((max(span[0], first), min(span[1], last)))
    except NegativeAnswer:
        raise
    except Exception as error:
        raise NegativeAnswer(
            msg("this is not a calendar besrour can read"),
            msg("export it from your calendar program as iCalendar (.ics)"),
        ) from error
    return BusyTimes(merge_spans(spans), len(events), left, _owner(calendar))


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
        raise _too_many()
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").lstrip()
    unfolded = re.sub(r"\n[ \t]", "", text)
    if not text[:15].upper().startswith("BEGIN:VCALENDAR"):
        raise NegativeAnswer(
            msg("this is not a calendar: it does not begin with BEGIN:VCALENDAR"),
            msg("export it from your calendar program as iCalendar (.ics)"),
        )
    lines = unfolded.upper().split("\n")
    if sum(line.startswith("BEGIN:") for line in lines) > 2 * EVENTS:
        raise _too_many()
    inside = 0
    for line in lines:
        if line.startswith(("BEGIN:VTIMEZONE", "END:VTIMEZONE")):
            inside += 1 if line.startswith("BEGIN") else -1
        elif inside and line.startswith("RRULE") and "FREQ=YEARLY" not in line:
            raise _too_many()
    return text


def _tame(event: Any) -> bool:
    """Whether an entry repeats as people's appointments do: at most once a day."""
    rules = event.get("RRULE")
    for rule in rules if isinstance(rules, list) else [rules] if rules is not None else []:
        frequency = [str(f).upper() for f in rule.get("FREQ", [])]
        if len(frequency) != 1 or frequency[0] not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
            return False
        if any(len(rule.get(name, [])) > 1 for name in ("BYHOUR", "BYMINUTE", "BYSECOND")):
            return False
        if any(int(n) > OCCURRENCES for n in rule.get("COUNT", [])) or 0 in rule.get("INTERVAL", []):
            return False
    named = [event.get(name) for name in ("RDATE", "EXDATE")]
    return (
        sum(len(getattr(d, "dts", ())) for n in named for d in (n if isinstance(n, list) else [n]))
        <= OCCURRENCES
    )


def _too_many() -> NegativeAnswer:
    return NegativeAnswer(
        msg("this calendar is too large to be read"),
        msg("export only the calendar of her working hours, and only this year"),
    )


def _months(first: datetime, last: datetime) -> Iterable[tuple[datetime, datetime]]:
    begin = first
    while begin < last:
        end = min(begin + timedelta(days=28), last)
        yield begin, end
        begin = end


def _span(event: Any, zone: str, email: str) -> tuple[datetime, datetime] | None:
    """The instants of one occurrence; None when it takes no time, or names none."""
    if str(event.get("STATUS", "")).upper() == "CANCELLED" or "DTSTART" not in event:
        return None
    if str(event.get("TRANSP", "")).upper() == "TRANSPARENT":
        return None
    busy = str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper()
    if busy in ("FREE", "WORKINGELSEWHERE"):
        return None
    people = event.get("ATTENDEE", [])
    for person in people if isinstance(people, list) else [people]:
        declined = str(person.params.get("PARTSTAT", "")).upper() == "DECLINED"
        if declined and email and str(person).casefold() == f"mailto:{email.casefold()}":
            return None
    begin, end = event.start, event.end
    first, last = _instant(begin, zone), _instant(end, zone)
    return (first, last) if last > first else None


def _instant(moment: date | datetime, zone: str) -> datetime:
    """An instant: a floating time, or a day's midnight, is read on the member's clock."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment.astimezone(UTC)
    naive = moment if isinstance(moment, datetime) else datetime.combine(moment, time())
    found = local_instants(naive, zone)
    return found[0] if found else gap_neighbours(naive, zone)[1]


def _owner(calendar: Any) -> str:
    name = str(calendar.get("X-WR-CALNAME", "")).strip().casefold()
    return name if re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", name) else ""
