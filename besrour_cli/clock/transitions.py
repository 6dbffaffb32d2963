"""When clocks are moved: a zone's offsets over a span, and where two copies of the zone data disagree."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache

from besrour_cli.clock.tzdata import ZoneData, zone, zone_in

_PROBE = timedelta(days=7)
"""How far apart offsets are compared: since 1970 no clock was moved and moved back within a week."""


def transitions(zone_name: str, first: datetime, last: datetime) -> tuple[tuple[datetime, int], ...]:
    """The zone's offsets over a span: (instant from which, minutes east of UTC), the first at ``first``."""
    return _steps(zone(zone_name), first, last)


def differing_zones(
    other: ZoneData, zones: Iterable[str], first: datetime, last: datetime
) -> tuple[str, ...]:
    """The zones whose clock another copy of the data (the system's) reads otherwise within a span, by name.

    Zones that copy lacks are left out.
    """
    probes = [first]
    while probes[-1] < last:
        probes.append(min(probes[-1] + _PROBE, last))
    found = []
    for name in sorted(set(zones)):
        ours, theirs = zone(name), zone_in(other, name)
        if theirs is not None and any(
            at.astimezone(ours).utcoffset() != at.astimezone(theirs).utcoffset() for at in probes
        ):
            found.append(name)
    return tuple(found)


@lru_cache(maxsize=1024)  # a year is asked for again by every part of planning
def _steps(tz: tzinfo, first: datetime, last: datetime) -> tuple[tuple[datetime, int], ...]:
    # zoneinfo does not show its table of changes: they are found by probing, then to the second by halving
    found = [(first, _minutes(tz, first))]
    low, offset = first, found[0][1]
    while low < last:
        high = min(low + _PROBE, last)
        if _minutes(tz, high) != offset:
            before, after = low, high
            while (apart := after - before) > timedelta(seconds=1):
                middle = before + timedelta(seconds=max(1, int(apart.total_seconds()) // 2))
                if _minutes(tz, middle) == offset:
                    before = middle
                else:
                    after = middle
            # the offset just after the change, not at the probe: a second change may lie between the two
            offset = _minutes(tz, after)
            found.append((after, offset))
            high = after
        low = high
    return tuple(found)


def _minutes(tz: tzinfo, instant: datetime) -> int:
    offset = instant.astimezone(tz).utcoffset() or timedelta()
    return round(offset.total_seconds() / 60)
