"""Quiet hours: no letter makes a telephone ring at three in the reader's night (pure)."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from besrour_cli.clock import instants


def next_allowed(now: datetime, zone: str, hours: tuple[int, int]) -> datetime | None:
    """When a reader in a zone may be written to: None for at once, else the next instant of the reader's day.

    ``hours`` are minutes after local midnight, the end not included; an end before the beginning
    passes midnight.
    """
    first, last = hours
    here = instants.local(now, zone)
    minute = here.hour * 60 + here.minute
    if first <= minute < last if first < last else not last <= minute < first:
        return None
    for days in range(3):
        day = here.date() + timedelta(days=days)
        wall = datetime.combine(day, time(first // 60 % 24, first % 60))
        # an hour that a change of clocks skips is replaced by the instant after it
        candidates = instants.local_instants(wall, zone)
        moment = candidates[0] if candidates else instants.gap_neighbours(wall, zone)[1]
        if moment > now:
            return moment
    return None  # a zone that skipped a whole day, as Apia did in 2011: do not hold a letter for ever
