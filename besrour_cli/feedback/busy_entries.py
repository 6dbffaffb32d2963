"""One entry of a member's own calendar, read into the times it names, or the reason why it is left out.

icalendar reads the times; what calendar programs get wrong in a way that has one meaning is put right first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from icalendar import Event, vDDDLists, vDDDTypes

from besrour_cli.clock.tzdata import zone as zone_of
from besrour_cli.feedback.calendar_lines import Entry
from besrour_cli.feedback.foreign_calendar import values

OCCURRENCES = 5_000
"""Occurrences one entry may name itself."""
LONGEST_RULE = 4_000
"""Characters of a rule; one that names every day of the year has some 1,500."""
_TIMES = ("DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE")
_ONE = ("DTSTART", "DTEND", "DURATION", "RECURRENCE-ID")
_READ = (*_TIMES, "DURATION", "RRULE")
_FREE = {
    "STATUS": ("CANCELLED",),
    "TRANSP": ("TRANSPARENT",),
    "X-MICROSOFT-CDO-BUSYSTATUS": ("FREE", "WORKINGELSEWHERE"),
}
_DAY = timedelta(days=1)


class PassedOverReason(StrEnum):
    """Why an entry takes no hours."""

    FREE = "free"
    TASK = "task"
    NO_LENGTH = "no-length"
    TOO_LONG = "too-long"
    TOO_OFTEN = "too-often"
    TOO_MANY = "too-many"
    REPLACED = "replaced"
    UNKNOWN_ZONE = "unknown-zone"
    UNREAD = "unread"


class PassedOver(NamedTuple):
    """An entry that takes no hours: the line of the file it begins at, why, and the zone it names."""

    line: int
    reason: PassedOverReason
    zone: str = ""


class BusyEntry(NamedTuple):
    """An entry that was read: its times are dates, or instants on a clock that is known."""

    line: int
    uid: str
    sequence: int
    is_free: bool
    event: Event


class Clocks(NamedTuple):
    """How times are read: the member's own clock, that of times without a zone, and the zone of a TZID.

    ``named`` gives the TZID that icalendar knows a zone by, None for a zone that is defined nowhere.
    """

    own: str
    floating: str
    named: Callable[[str], str | None]


def single_entries(entry: Entry) -> Iterator[Entry]:
    """Yield an entry; of a VFREEBUSY one for each period that is not free (RFC 5545 section 3.6.4)."""
    if entry.kind != "VFREEBUSY":
        yield entry
        return
    if not entry.is_whole:
        yield entry
    for name, rest in entry.properties:
        parameters, _, periods = rest.rpartition(":")
        if name != "FREEBUSY" or re.search(r";FBTYPE=\"?FREE\"?(?:;|$)", parameters, re.IGNORECASE):
            continue
        kept = re.sub(r";(?:FBTYPE|VALUE)=[^;:]*", "", parameters, flags=re.IGNORECASE)
        for period in filter(str.strip, periods.split(",")):
            begin, _, end = period.strip().partition("/")
            last = ("DURATION", f":{end}") if end.lstrip("+-")[:1] in "Pp" else ("DTEND", f"{kept}:{end}")
            yield Entry("VEVENT", entry.line, (("DTSTART", f"{kept}:{begin}"), last))


def read_entry(entry: Entry, clocks: Clocks, email: str) -> BusyEntry | PassedOver:
    """Return an entry with its times, or why it has none that could be read."""
    if entry.kind in ("VTODO", "VJOURNAL", "VALARM"):
        return PassedOver(entry.line, PassedOverReason.TASK)
    if entry.kind != "VEVENT" or not entry.is_whole:
        return PassedOver(entry.line, PassedOverReason.UNREAD)
    if named_times(entry) > OCCURRENCES or any(
        name == "RRULE" and len(rest) > LONGEST_RULE for name, rest in entry.properties
    ):
        return PassedOver(entry.line, PassedOverReason.TOO_MANY)
    lines = ["BEGIN:VEVENT"]
    for name, rest in entry.properties:
        line = _on_a_clock(rest, clocks) if name in _TIMES else rest
        if line is None:
            return PassedOver(entry.line, PassedOverReason.UNKNOWN_ZONE, _tzid(rest))
        if name in _READ:
            lines.append(name + line)
    texts = {name: rest.rpartition(":")[2].strip() for name, rest in entry.properties}
    try:
        event: Any = Event.from_ical("\r\n".join((*lines, "END:VEVENT", "")))
        reason = _put_right(event, clocks) if "EXRULE" not in texts else PassedOverReason.UNREAD
    except Exception:  # whatever breaks icalendar is an entry that is told of
        reason = PassedOverReason.UNREAD
    if reason is not None:
        return PassedOver(entry.line, reason)
    is_free = any(texts.get(name, "").upper() in words for name, words in _FREE.items())
    sequence = texts.get("SEQUENCE", "")
    return BusyEntry(
        line=entry.line,
        uid=texts.get("UID") or f"\0{entry.line}",
        sequence=int(sequence) if re.fullmatch(r"\d{1,9}", sequence) else 0,
        is_free=is_free or _is_declined(entry, email),
        event=event,
    )


def named_times(entry: Entry) -> int:
    """Return how many times an entry names one by one, as repetitions or as exceptions."""
    return sum(rest.count(",") + 1 for name, rest in entry.properties if name in ("RDATE", "EXDATE"))


def may_touch(entry: Entry, first: datetime, last: datetime) -> bool:
    """Whether an entry may be between two instants, by the days written in it; True where these are not."""
    texts = {name: rest.rpartition(":")[2] for name, rest in entry.properties}
    start = _day(texts.get("DTSTART", ""))
    if start is None:
        return True
    if "RRULE" in texts:
        until = re.search(r"UNTIL=(\d{8})", texts["RRULE"], re.IGNORECASE)
        end = _day(until[1]) if until else None
    else:
        end = _day(texts.get("DTEND", texts["DTSTART"]))
    is_over = end is not None and "RDATE" not in texts and "DURATION" not in texts and end < first.date()
    return start <= last.date() and not is_over


def _day(text: str) -> date | None:
    match = re.fullmatch(r"(\d{4})(\d{2})(\d{2})(?:T.*)?", text.strip(), re.IGNORECASE)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def _tzid(rest: str) -> str:
    match = re.search(r';TZID=(?:"([^"]*)"|([^;]*))', rest.rpartition(":")[0], re.IGNORECASE)
    return (match[1] or match[2] or "").strip() if match else ""


def _on_a_clock(rest: str, clocks: Clocks) -> str | None:
    """Return the rest of a time's line with a zone that icalendar knows; None when there is no such zone."""
    head, _, value = rest.rpartition(":")
    zone = _tzid(rest)
    head = re.sub(r';TZID=(?:"[^"]*"|[^;]*)', "", head, flags=re.IGNORECASE)
    if "T" not in value.upper() or not re.search(r"T\d{4,6}(?!\d|Z)", value, re.IGNORECASE):
        return f"{head}:{value}"  # days and instants of UTC have no zone, whatever they name
    known = clocks.named(zone or clocks.floating)
    return None if known is None else f'{head};TZID="{known}":{value}'


def _is_declined(entry: Entry, email: str) -> bool:
    """Whether the member said no to it in the member's own calendar."""
    return bool(email) and any(
        name == "ATTENDEE"
        and re.search(r";PARTSTAT=\"?DECLINED\b", rest, re.IGNORECASE)
        and rest.strip().casefold().endswith(f":mailto:{email.casefold()}")
        for name, rest in entry.properties
    )


def _put_right(event: Event, clocks: Clocks) -> PassedOverReason | None:
    """Give an event the times it means; return why it has none."""
    if event.errors or "DTSTART" not in event or any(isinstance(event.get(name), list) for name in _ONE):
        return PassedOverReason.UNREAD
    if any(not _is_read(event[name]) for name in _READ if name in event):
        return PassedOverReason.UNREAD
    _put_right_end(event, clocks.own)
    if event.end <= event.start:
        return PassedOverReason.NO_LENGTH
    for rule in values(event, "RRULE"):
        if not _is_rule(rule):
            return PassedOverReason.UNREAD
        if rule["FREQ"][0].upper() not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY") or any(
            len(rule.get(name, [])) > 1 for name in ("BYHOUR", "BYMINUTE", "BYSECOND")
        ):
            return PassedOverReason.TOO_OFTEN
        rule["UNTIL"] = [_until(until, event.start, clocks.own) for until in rule.get("UNTIL", [])]
        if not rule["UNTIL"]:
            del rule["UNTIL"]
    return None


def _is_read(value: Any) -> bool:
    """Whether icalendar understood the value, or all the values, of a property."""
    if isinstance(value, list):
        return all(_is_read(one) for one in value)
    if isinstance(value, vDDDLists):
        return all(isinstance(one, vDDDTypes) for one in value.dts)
    return isinstance(value, (vDDDTypes, dict)) or hasattr(value, "td")


def _put_right_end(event: Event, zone: str) -> None:
    """A day that ends on itself is that day; a day with an hour at its other end begins at midnight."""
    start, end, length = (_moment(event, name) for name in ("DTSTART", "DTEND", "DURATION"))
    if not isinstance(start, datetime):
        if end == start:
            del event["DTEND"]
        elif isinstance(end, datetime) or (length is not None and length % _DAY):
            event["DTSTART"] = vDDDTypes(_midnight(start, zone))
    elif end is not None and not isinstance(end, datetime):
        event["DTEND"] = vDDDTypes(_midnight(end, zone))


def _moment(event: Event, name: str) -> Any:
    value: Any = event.get(name)
    return None if value is None else value.dt


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), zone_of(zone))


def _is_rule(rule: Any) -> bool:
    return len(rule.get("FREQ", [])) == 1 and 0 not in rule.get("INTERVAL", [])


def _until(until: date | datetime, start: date | datetime, zone: str) -> date | datetime:
    """Return the end of a rule in the form of its start: a day is meant whole, an hour on the same clock."""
    if not isinstance(start, datetime):
        if not isinstance(until, datetime):
            return until
        # many programs write the day as its midnight in UTC
        is_instant = until.tzinfo is not None and until.time() != time()
        return (until.astimezone(zone_of(zone)) if is_instant else until).date()
    if not isinstance(until, datetime):
        until = datetime.combine(until, time(23, 59, 59))
    return (until if until.tzinfo else until.replace(tzinfo=start.tzinfo)).astimezone(UTC)
