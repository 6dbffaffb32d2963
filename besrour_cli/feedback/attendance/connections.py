"""The connections of a meeting: each name shown with its address, and when it was in the main room.

Minutes are those of the union of the stays, so that nobody counts twice who dropped out and came again, was
on two devices, or stood in the waiting room first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from besrour_cli.feedback.attendance.exports import ExportRow, MeetingExport
from besrour_cli.feedback.attendance.written_times import NO_DATE, DateOrder, minutes_of, time_readings
from besrour_cli.model.language import fold_case

EARLY, LATE = timedelta(minutes=30), timedelta(minutes=60)
"""How long before a session its own meeting may begin, and after it go on: what is beyond is a rehearsal."""

_MINUTE, _ROUNDED = timedelta(minutes=1), 1.5
"""Programs round the minutes of a stay; a length shorter than this below the span has gaps in it."""
Stay = tuple[datetime, datetime]
ToInstant = Callable[[datetime], datetime]


class Connection(NamedTuple):
    """One name shown with one address: the stays in the main room, or minutes alone where none are given.

    ``line`` is the first of the download's. ``minutes`` is None where it gives neither stays nor minutes.
    ``first`` is when it came: into the waiting room too.
    """

    name: str
    email: str
    line: int
    stays: tuple[Stay, ...] = ()
    minutes: float | None = None
    first: datetime | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What it is known by in decisions."""
        return fold_case(self.name), self.email


class MeetingClock(NamedTuple):
    """How the times of a download are read: the order of day and month, and the clock they are on.

    ``day`` is the day of the session on that clock, for times without a date.
    """

    order: DateOrder
    to_instant: ToInstant
    day: datetime

    def instant(self, text: str) -> datetime | None:
        """The instant of a cell; None for one that has none."""
        read = time_readings(text).get(self.order)
        if read is None:
            return None
        if read.date() == NO_DATE:
            read = read.replace(year=self.day.year, month=self.day.month, day=self.day.day)
        return read if read.tzinfo is not None else self.to_instant(read)


def connections_of(
    exports: Sequence[tuple[MeetingExport, MeetingClock]], span: Stay | None
) -> tuple[Connection, ...]:
    """The connections of the downloads of one meeting, in order of appearance.

    ``span`` is the session: stays are cut to it with ``EARLY`` before and ``LATE`` after (None: all count).
    """
    found: dict[tuple[str, str], list[tuple[ExportRow, MeetingClock]]] = {}
    for export, clock in exports:
        for row in export.rows:
            found.setdefault((fold_case(row.name), row.email), []).append((row, clock))
    return tuple(_connection(rows, span) for rows in found.values())


def _connection(rows: Sequence[tuple[ExportRow, MeetingClock]], span: Stay | None) -> Connection:
    stays: list[Stay] = []
    arrivals: list[datetime] = []
    lengths: list[float] = []
    for row, clock in rows:
        length = minutes_of(row.minutes) if row.minutes else None
        begin, end = clock.instant(row.joined), clock.instant(row.departed)
        if begin is not None and end is None and length is not None:
            end = begin + timedelta(minutes=length)
        if begin is not None:
            arrivals.append(begin)
        if row.waiting:
            continue
        if begin is None or end is None or _has_gaps(begin, end, length):
            lengths += [] if length is None else [length]
        else:
            stays.append((begin, max(begin, end)))
    name = " ".join(rows[0][0].name.split())
    counted = _within(stays, span)
    minutes = union_minutes(counted) + sum(lengths) if stays or lengths else None
    if minutes is None and any(row.waiting for row, _ in rows):
        minutes = 0.0
    return Connection(
        name=name,
        email=rows[0][0].email,
        line=rows[0][0].line,
        stays=() if lengths else counted,
        minutes=minutes,
        first=min(arrivals, default=None),
    )


def _has_gaps(begin: datetime, end: datetime, length: float | None) -> bool:
    """Whether a length is the sum of several stays, of which the first begin and the last end are given."""
    return length is not None and (end - begin) / _MINUTE > length + _ROUNDED


def _within(stays: Iterable[Stay], span: Stay | None) -> tuple[Stay, ...]:
    if span is None:
        return tuple(sorted(stays))
    first, last = span[0] - EARLY, span[1] + LATE
    cut = ((max(begin, first), min(end, last)) for begin, end in stays)
    return tuple(sorted((begin, end) for begin, end in cut if begin <= end))


def union_minutes(stays: Iterable[Stay]) -> float:
    """The minutes that some stays cover together."""
    total, until = timedelta(), None
    for begin, end in sorted(stays):
        start = begin if until is None else max(begin, until)
        if end > start:
            total += end - start
        until = end if until is None else max(until, end)
    return total / _MINUTE


def minutes_together(connections: Sequence[Connection], longest: float) -> int | None:
    """Whole minutes that one person was there over several connections; None where no download says.

    Lengths without times are added up and cannot pass the ``longest``, that of the whole meeting.
    """
    stays = [stay for one in connections for stay in one.stays]
    alone = [one.minutes for one in connections if not one.stays and one.minutes is not None]
    if not stays and not alone:
        return None
    return round(max(union_minutes(stays), 0) + (min(sum(alone), longest) if longest else sum(alone)))


def joins_together(connections: Sequence[Connection], span: Stay) -> int | None:
    """How often one person came in during a session: once, and once more after each gap.

    Two devices at a time are no gap, nor is what lies before or after the session: a rehearsal, a farewell.
    None where a connection has no stays: minutes alone do not say how often.
    """
    if not all(one.stays for one in connections):
        return None
    first, last = span
    joins, until = 0, None
    for begin, end in sorted(stay for one in connections for stay in one.stays):
        if end <= first or begin >= last:
            continue
        joins += until is None or begin > until
        until = end if until is None else max(until, end)
    return joins or None
