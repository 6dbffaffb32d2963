"""Minutes of a session that are outside the day, 08:00 to 18:00, where somebody lives."""

from __future__ import annotations

from datetime import datetime, timedelta

from besrour_cli.clock.instants import local

FIRST, LAST = 8 * 60, 18 * 60
"""The day, in minutes after local midnight: a usual working day, whatever the member's own hours."""


def minutes_outside_day(start: datetime, end: datetime, zone: str) -> int:
    """How many whole minutes between two instants the clock of a zone shows outside 08:00 to 18:00."""
    minutes = round((end - start) / timedelta(minutes=1))
    first, last = local(start, zone), local(end, zone)
    if first.utcoffset() == last.utcoffset():
        begin = first.hour * 60 + first.minute
        return sum(not FIRST <= (begin + minute) % (24 * 60) < LAST for minute in range(minutes))
    instants = (local(start + timedelta(minutes=minute), zone) for minute in range(minutes))
    return sum(not FIRST <= there.hour * 60 + there.minute < LAST for there in instants)
