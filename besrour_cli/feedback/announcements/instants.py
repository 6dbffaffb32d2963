"""Which instants a reading may mean, and which of several is the one an announcement is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from besrour_cli.clock.instants import UTC, local_instants
from besrour_cli.feedback.announcements.tokens.dates import DayMention
from besrour_cli.feedback.announcements.tokens.mentions import TimeMention, ZoneKind, ZoneMention

_SURE, _DOUBTFUL = 10_000, 100


class Years(NamedTuple):
    """How a date without a year is read: in the one year the text names, else the next time it comes."""

    named: int | None
    today: date

    def days(self, day: DayMention | None) -> tuple[date, ...]:
        """Return the dates meant; none when there is no date, or one of two."""
        if day is None or day.either:
            return ()
        if day.year or self.named:
            return day.days(self.named)
        coming = day.days(self.today.year)
        return coming if coming and coming[-1] >= self.today else day.days(self.today.year + 1)


def offsets(mark: ZoneMention, day: date, minute: int) -> frozenset[int]:
    """Return the minutes east of UTC a clock may mean: what it claims, else what its zones show.

    ``minute``: the local hour, in minutes after midnight. Empty where the clock skips it on that day.
    """
    if mark.claims is not None:
        return frozenset({mark.claims})
    zones = mark.zones if mark.kind == ZoneKind.PLACE else mark.zones[:1]
    return frozenset(o for zone in zones for o in shown(zone, day, minute))


def shown(zone: str, day: date, minute: int) -> frozenset[int]:
    """Return a zone's offsets at a local hour: one; none in a gap; two where the hour comes twice."""
    wall = datetime.combine(day, time(minute // 60, minute % 60))
    return frozenset(
        round((wall - at.replace(tzinfo=None)).total_seconds() / 60) for at in local_instants(wall, zone)
    )


def agreed(reading: TimeMention, day: date, doubted: frozenset[int] = frozenset()) -> frozenset[int]:
    """Return the offsets all clocks of a reading allow; where they contradict each other, those of any.

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
    """Return the instants a reading may mean on a day.

    ``doubted``: where the clocks start that are read as people there have them, not as written.
    """
    day = reading.on(day)
    midnight = datetime.combine(day, time(), tzinfo=UTC)
    return frozenset(
        midnight + timedelta(minutes=reading.hour.minute - o) for o in agreed(reading, day, doubted)
    )


def same_hour(one: Collection[datetime], two: Collection[datetime]) -> bool:
    """Whether two readings can be one moment; the other day is often left out, so a day apart is the same."""
    day = timedelta(days=1)
    return any((a - b) % day == timedelta(0) for a in one for b in two)


def meant(group: Sequence[TimeMention], days: Sequence[date], doubted: frozenset[int]) -> datetime | None:
    """Return the instant most readings of a group agree on; None when it has no day or no clock."""
    if not days:
        return None
    votes: Counter[datetime] = Counter()
    for place, reading in enumerate(group):
        doubtful = any(m.start in doubted for m in reading.marks)
        for at in instants(reading, days[0], doubted):
            # one sure reading outweighs all doubtful ones; of as many votes, those first in the text win
            votes[at] += (_DOUBTFUL if doubtful else _SURE) - place
    return max(votes, key=lambda at: (votes[at], -at.timestamp()), default=None)
