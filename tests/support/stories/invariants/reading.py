"""What invariants share: what each of them is, and a calendar's entries as icalendar reads them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from icalendar import Calendar


class Invariant(Protocol):
    """What has to be so in everything that a year wrote; ``seen`` counts what was looked at."""

    seen: int

    def mistakes(self) -> Iterator[str]:
        """Yield a sentence for each thing that is not so."""
        ...


class CalendarEntry(NamedTuple):
    """An entry of a calendar, its times as they are written there."""

    uid: str
    begins: datetime
    ends: datetime
    sequence: int
    stamp: datetime
    status: str
    summary: str
    description: str

    @property
    def session(self) -> str:
        """The id of the session that it is of."""
        return self.uid.partition(".")[0]


def entries(text: str) -> Iterator[CalendarEntry]:
    """Yield the entries of a calendar; none of an empty text."""
    for found in Calendar.from_ical(text).walk("VEVENT") if text else ():
        event: Any = found
        yield CalendarEntry(
            uid=str(event["UID"]),
            begins=event["DTSTART"].dt,
            ends=event["DTEND"].dt,
            sequence=int(event["SEQUENCE"]),
            stamp=event["DTSTAMP"].dt,
            status=str(event.get("STATUS", "")),
            summary=str(event.get("SUMMARY", "")),
            description=str(event.get("DESCRIPTION", "")),
        )
