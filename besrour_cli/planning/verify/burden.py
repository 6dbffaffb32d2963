"""What an hour costs someone, told once more in plain words: one local week, minute by minute.

The numbers are those of ``docs/explanation/fairness.md``, copied from there and not from the optimiser.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from besrour_cli.clock.instants import transitions
from besrour_cli.model.programme import ANYONE, DAY, WEEK, BlockedTime, Member, Programme, WeekSpan
from besrour_cli.places.rest_days import rest_days_of

if TYPE_CHECKING:
    from numpy import bool_, int64
    from numpy.typing import NDArray

HOURS: dict[str, tuple[tuple[int, int], ...]] = {
    "clinic": (
        (0, 1200),
        (5, 800),
        (6, 300),
        (7, 50),
        (8, 100),
        (12, 50),
        (13, 100),
        (16, 50),
        (18, 150),
        (20, 250),
        (22, 600),
        (23, 900),
    ),
    "academic": (
        (0, 1200),
        (5, 800),
        (6, 400),
        (7, 200),
        (8, 0),
        (12, 50),
        (13, 0),
        (16, 50),
        (18, 200),
        (20, 300),
        (22, 600),
        (23, 900),
    ),
    "evenings": (
        (0, 1200),
        (5, 800),
        (6, 400),
        (7, 200),
        (8, 200),
        (12, 100),
        (13, 200),
        (16, 100),
        (18, 0),
        (20, 50),
        (22, 300),
        (23, 900),
    ),
}
REST_DAY, HALF_FREE, PRAYER, ELSEWHERE = 300, 150, 300, 100
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MONDAY = 4 * DAY  # 1970-01-05


class WeekCosts(NamedTuple):
    """What starts cost someone: hundredths of a unit, night or not; and what she asks that they break:
    never-hours, observances; own hours, public holidays, which count where she must be there."""

    burden: NDArray[int64]
    night: NDArray[bool_]
    never: NDArray[bool_]
    observed: NDArray[bool_]
    outside: NDArray[bool_]
    holiday: NDArray[bool_]


class CheckedPreferences:
    """A zone's offsets, in minutes east of UTC, between two epoch minutes."""

    def __init__(self, zone: str, first: int, last: int) -> None:
        moments = (_EPOCH + timedelta(minutes=each) for each in (first, last))
        found = transitions(zone, *moments)
        self._since = np.array([int((at - _EPOCH).total_seconds() // 60) for at, _ in found[1:]], np.int64)
        self._offsets = np.array([offset for _, offset in found], np.int64)

    def at(self, minutes: NDArray[int64]) -> NDArray[int64]:
        """The offset at epoch minutes."""
        found: NDArray[int64] = self._offsets[np.searchsorted(self._since, minutes, side="right")]
        return found


class CheckedWeek:
    """One person's local week, and what it makes of any spans of instants."""

    def __init__(self, programme: Programme, member: Member, clock: CheckedPreferences) -> None:
        self._clock = clock
        self._held: tuple[BlockedTime, ...] = programme.blocked_times.get(member.id, ())
        free = rest_days_of(member.place.country)
        own = _marked(member.hours)
        hours = _by_hour(HOURS[member.profile or programme.fairness.profile])
        rates = np.tile(np.repeat(np.array(hours, np.int64), 60), 7)
        for spans, floor in ((free.weekend, REST_DAY), (free.soft, HALF_FREE), (free.prayer, PRAYER)):
            rates = np.where(_marked(spans), np.maximum(rates, floor), rates)
        if member.hours:
            rates = np.where(own, 0, np.maximum(rates, ELSEWHERE))
        first, last = programme.fairness.night
        of_day = np.arange(WEEK) % DAY
        after, before = of_day >= first, of_day < last
        dark = after & before if first <= last else after | before
        outside = ~own if member.hours else np.zeros(WEEK, np.bool_)
        self._rates = rates
        self._sums = [_summed(each) for each in (rates, dark & ~own, _marked(member.never), outside)]
        self._above: dict[int, NDArray[int64]] = {}

    def costs(self, starts: NDArray[int64], minutes: NDArray[int64]) -> WeekCosts:
        """What sessions cost; ``starts`` in minutes since 1970-01-01T00:00Z."""
        burden, night, never, outside = (self._within(sums, starts, minutes) for sums in self._sums)
        observed, holiday = np.zeros((2, len(starts)), np.bool_)
        order = np.argsort(starts, kind="stable")
        sorted_, longest = starts[order], int(minutes.max(initial=0))
        for time in self._held:
            low, high = np.searchsorted(sorted_, (time.start - longest, time.end))
            near = order[low:high]
            near = near[starts[near] + minutes[near] > time.start]
            if not len(near):
                continue
            begins = np.maximum(starts[near], time.start)
            lengths = np.minimum(starts[near] + minutes[near], time.end) - begins
            burden[near] += self._within(self._floor(time.floor), begins, lengths)
            observed[near] |= time.bar == ANYONE
            holiday[near] |= time.bar not in (0, ANYONE)
        return WeekCosts((burden + 30) // 60, night > 0, never > 0, observed, outside > 0, holiday)

    def _floor(self, floor: int) -> NDArray[int64]:
        """Sums of what an hour of at least ``floor`` costs more than it did."""
        if floor not in self._above:
            self._above[floor] = _summed(np.maximum(floor - self._rates, 0))
        return self._above[floor]

    def _within(
        self, sums: NDArray[int64], starts: NDArray[int64], minutes: NDArray[int64]
    ) -> NDArray[int64]:
        """What the minutes of the local week hold, summed over spans of instants."""
        offsets = self._clock.at(starts)
        first = (starts + offsets - _MONDAY) % WEEK
        found: NDArray[int64] = sums[first + minutes] - sums[first]
        for i in np.flatnonzero(offsets != self._clock.at(starts + np.maximum(minutes, 1) - 1)):
            each = np.arange(starts[i], starts[i] + minutes[i])  # clocks are changed meanwhile
            of_week = (each + self._clock.at(each) - _MONDAY) % WEEK
            found[i] = (sums[of_week + 1] - sums[of_week]).sum()
        return found


def _by_hour(profile: Iterable[tuple[int, int]]) -> list[int]:
    """The rate of each hour of the day, of rates that hold from an hour on."""
    since: Mapping[int, int] = dict(profile)
    rates: list[int] = []
    for hour in range(24):
        rates.append(since.get(hour, rates[-1] if rates else 0))
    return rates


def _marked(spans: Iterable[WeekSpan]) -> NDArray[bool_]:
    week = np.zeros(WEEK, np.bool_)
    for span in spans:
        week[np.arange(span.start, span.end) % WEEK] = True
    return week


def _summed(week: NDArray[int64] | NDArray[bool_]) -> NDArray[int64]:
    """Sums from Monday on, over two weeks: a span may pass Sunday midnight."""
    return np.concatenate(([0], np.cumsum(np.tile(week.astype(np.int64), 2))))
