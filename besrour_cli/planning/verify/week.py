"""What an hour costs someone, told once more in plain words: one local week, minute by minute.

The numbers are those of ``docs/explanation/fairness.md``, copied from there and not from the optimiser.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import NamedTuple

from besrour_cli.model.clock.instant import local
from besrour_cli.model.programme import ANYONE, DAY, WEEK, Held, Member, Programme, WeekSpan
from besrour_cli.model.weekends import rest

HOURS: dict[str, tuple[tuple[int, int], ...]] = {
    "clinic": (
        (0, 1200), (5, 800), (6, 300), (7, 50), (8, 100), (12, 50), (13, 100), (16, 50), (18, 150), (20, 250),
        (22, 600), (23, 900),
    ),
    "academic": (
        (0, 1200), (5, 800), (6, 400), (7, 200), (8, 0), (12, 50), (13, 0), (16, 50), (18, 200), (20, 300),
        (22, 600), (23, 900),
    ),
    "evenings": (
        (0, 1200), (5, 800), (6, 400), (7, 200), (8, 200), (12, 100), (13, 200), (16, 100), (18, 0), (20, 50),
        (22, 300), (23, 900),
    ),
}  # fmt: skip
REST_DAY, HALF_FREE, PRAYER, ELSEWHERE = 300, 150, 300, 100
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MONDAY = 4 * DAY  # 1970-01-05


class Cost(NamedTuple):
    """What one start costs someone: hundredths of a unit, night or not; whether something forbids it:
    always, or where she must be there."""

    burden: int
    night: bool
    barred: bool
    unfit: bool


class Week:
    """One person's local week, and what it makes of any span of instants."""

    def __init__(self, programme: Programme, member: Member) -> None:
        self.zone = member.place.zone
        self.held: tuple[Held, ...] = programme.held.get(member.id, ())
        profile = HOURS[member.profile or programme.fairness.profile]
        free = rest(member.place.country)
        own, never = _marked(member.hours), _marked(member.never)
        weekend, soft, prayer = _marked(free.weekend), _marked(free.soft), _marked(free.prayer)
        first, last = programme.fairness.night
        self.rates: list[int] = []
        nights: list[int] = []
        for minute in range(WEEK):
            hour = minute % DAY // 60
            rate = next(r for h, r in reversed(profile) if hour >= h)
            for inside, floor in ((weekend, REST_DAY), (soft, HALF_FREE), (prayer, PRAYER)):
                if inside[minute]:
                    rate = max(rate, floor)
            if member.hours:
                rate = 0 if own[minute] else max(rate, ELSEWHERE)
            of_day = minute % DAY
            dark = first <= of_day < last if first <= last else of_day >= first or of_day < last
            self.rates.append(rate)
            nights.append(int(dark and not own[minute]))
        outside = [int(not mine) for mine in own] if member.hours else [0] * WEEK
        self._sums = [
            list(accumulate(rates, initial=0))
            for rates in (self.rates, nights, list(map(int, never)), outside)
        ]
        self._offsets: dict[int, int] = {}

    def cost(self, start: int, minutes: int) -> Cost:
        """What a session costs; ``start`` in minutes since 1970-01-01T00:00Z."""
        totals = [0, 0, 0, 0]
        for first, length in self._runs(start, minutes):
            for which, sums in enumerate(self._sums):
                totals[which] += sums[first + length] - sums[first]
        barred, unfit = bool(totals[2]), bool(totals[3])
        for time in self.held:
            if time.start >= start + minutes:
                break
            begin, end = max(start, time.start), min(start + minutes, time.end)
            if begin >= end:
                continue
            barred |= time.bar == ANYONE
            unfit |= bool(time.bar)
            for first, length in self._runs(begin, end - begin):
                totals[0] += sum(max(time.floor - rate, 0) for rate in self.rates[first : first + length])
        return Cost((totals[0] + 30) // 60, bool(totals[1]), barred, unfit)

    def _runs(self, start: int, minutes: int) -> Iterator[tuple[int, int]]:
        """The span on the local week: (first minute, length), none across a Sunday midnight."""
        offset = self._offset(start)
        if minutes and self._offset(start + minutes - 1) != offset:
            for minute in range(start, start + minutes):
                yield (minute + self._offset(minute) - _MONDAY) % WEEK, 1
            return
        first = (start + offset - _MONDAY) % WEEK
        while minutes > 0:
            length = min(minutes, WEEK - first)
            yield first, length
            first, minutes = 0, minutes - length

    def _offset(self, minute: int) -> int:
        if minute not in self._offsets:
            shown = local(_EPOCH + timedelta(minutes=minute), self.zone)
            self._offsets[minute] = round((shown.utcoffset() or timedelta()).total_seconds() / 60)
        return self._offsets[minute]


def _marked(spans: Iterable[WeekSpan] | Sequence[WeekSpan]) -> list[bool]:
    week = [False] * WEEK
    for span in spans:
        for minute in range(span.start, span.end):
            week[minute % WEEK] = True
    return week
