"""Which instants a reading may mean, and which of several is the one an announcement is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from besrour_cli.clock.instants import UTC, local_instants
from besrour_cli.feedback.announcements.dates import DayMention
from besrour_cli.feedback.announcements.parse import TimeMention, ZoneMention


class Years(NamedTuple):
    """How a date without a year is read: in the one year the text names, else the next time it comes."""

    named: int | None
    today: date

    def days(self, day: DayMention | None) -> tuple[date, ...]:
        """The dates meant; none when there is no date."""
        if day is None:
            return ()
        if day.year or self.named:
            return day.days(self.named)
        coming = day.days(self.today.year)
        return coming if coming and coming[-1] >= self.today else day.days(self.today.year + 1)


def offsets(mark: ZoneMention, day: date, minute: int) -> frozenset[int]:
    """Minutes east of UTC a clock may mean at an hour of a day: what it claims, else what its zones show.

    Empty where the clock skips that hour.
    """
    if mark.claims is not None:
        return frozenset({mark.claims})
    zones = mark.zones if mark.kind == "place" else mark.zones[:1]
    return frozenset(o for zone in zones for o in shown(zone, day, minute))


def shown(zone: str, day: date, minute: int) -> frozenset[int]:
    """A zone's offsets at a local hour: one; none in a gap; two where the hour comes twice."""
    wall = datetime.combine(day, time(minute // 60, minute % 60))
    return frozenset(
        round((wall - at.replace(tzinfo=None)).total_seconds() / 60) for at in local_instants(wall, zone)
    )


def agreed(reading: TimeMention, day: date, doubted: frozenset[int] = frozenset()) -> frozenset[int]:
    """The offsets all clocks of a reading allow; where they contradict each other, those of any.

    A doubted abbreviation (``EST`` in July) is read as the clock that people there have.
    """
    minute = reading.hour.minute
    each = []
    for mark in reading.marks:
        wrong = mark.start in doubted and mark.zones
        if found := shown(mark.zones[0], day, minute) if wrong else offsets(mark, day, minute):
            each.append(found)
    if not each:
        return frozenset()
    both = frozenset.intersection(*each)
    return both or frozenset.union(*each)


def instants(reading: TimeMention, day: date, doubted: frozenset[int] = frozenset()) -> frozenset[datetime]:
    """The instants a reading may mean on a day, in words or, with ``doubted``, in all likelihood."""
    midnight = datetime.combine(day, time(), tzinfo=UTC)
    return frozenset(
        midnight + timedelta(minutes=reading.hour.minute - o) for o in agreed(reading, day, doubted)
    )


def same_hour(one: frozenset[datetime], two: frozenset[datetime]) -> bool:
    """Whether two readings can be one moment; the other day is often left out, so a day apart is the same."""
    day = timedelta(days=1)
    return any((a - b) % day == timedelta(0) for a in one for b in two)


def meant(group: Sequence[TimeMention], days: Sequence[date], doubted: frozenset[int]) -> datetime | None:
    """The instant most readings of a group agree on, those with doubted clocks counted last."""
    if not days:
        return None
    votes: Counter[datetime] = Counter()
    for place, reading in enumerate(group):
        weight = 1 if any(m.start in doubted for m in reading.marks) else 100
        for at in instants(reading, days[0], doubted):
            votes[at] += weight * 100 - place
    return max(votes, key=lambda at: (votes[at], -at.timestamp()), default=None)
