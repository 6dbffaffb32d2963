"""What an hour costs a member, worked out anew in the plainest way: one local week, minute by minute.

The numbers are those of ``docs/en/explanation/fairness.md``, copied from there and not from the optimiser.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from besrour_cli.clock.instants import transitions
from besrour_cli.model.programme import DAY, WEEK, BlockedTime, Member, Programme, WeekSpan
from besrour_cli.places.rest_days import rest_days_of

SINCE = (0, 5, 6, 7, 8, 12, 13, 16, 18, 20, 22, 23)
"""The hours of the local day from which on a rate holds."""
RATES = {
    "clinic": (1200, 800, 300, 50, 100, 50, 100, 50, 150, 250, 600, 900),
    "academic": (1200, 800, 400, 200, 0, 50, 0, 50, 200, 300, 600, 900),
    "evenings": (1200, 800, 400, 200, 200, 100, 200, 100, 0, 50, 300, 900),
}
"""Profile to hundredths of a unit for an hour, from each hour of ``SINCE`` on."""
REST_DAY, HALF_FREE, PRAYER, ELSEWHERE = 300, 150, 300, 100
"""Hundredths of a unit that an hour costs at least: on a rest day, on a half-free one, at Friday prayer, and
outside of the hours a member gave."""
DEEP = 5 * 60
"""The minute of the local day before which a night is a deep one."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MONDAY = 4 * DAY
"""The epoch minute of the first Monday, 1970-01-05."""


class WeekCosts(NamedTuple):
    """What sessions cost a member: ``burden`` in hundredths of a unit, ``nights`` 2 where one is deep."""

    burden: NDArray[np.int64]
    nights: NDArray[np.int64]


def profile_of(programme: Programme, member: Member) -> str:
    """Return whose curve holds for a member: her own, else the one in question.

    Where several are assumed, who has given her hours is under the first in any case.
    """
    fairness = programme.fairness
    if not member.profile and member.hours and fairness.profiles:
        return fairness.profiles[0]
    return member.profile or fairness.profile


class CheckedOffsets:
    """A zone's offsets from UTC, in minutes east of it, between two epoch minutes."""

    def __init__(self, zone: str, first: int, last: int) -> None:
        moments = (_EPOCH + timedelta(minutes=each) for each in (first, last))
        found = transitions(zone, *moments)
        self._since = np.array([int((at - _EPOCH).total_seconds() // 60) for at, _ in found[1:]], np.int64)
        self._offsets = np.array([offset for _, offset in found], np.int64)

    def at(self, minutes: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the offset at each of some epoch minutes."""
        found: NDArray[np.int64] = self._offsets[np.searchsorted(self._since, minutes, side="right")]
        return found


class CheckedWeek:
    """One member's local week, ``WEEK`` minutes from Monday on, and what sessions at any instants cost.

    ``blocked``: what holidays and observances take, as spans of epoch minutes.
    """

    def __init__(self, programme: Programme, member: Member, offsets: CheckedOffsets) -> None:
        self._offsets = offsets
        self.blocked: tuple[BlockedTime, ...] = programme.blocked_times.get(member.id, ())
        own = _marked(member.hours)
        profile = np.array(RATES[profile_of(programme, member)], np.int64)
        rates = np.tile(np.repeat(profile, np.diff([*SINCE, 24]) * 60), 7)
        free = rest_days_of(member.place.country)
        for spans, floor in ((free.weekend, REST_DAY), (free.soft, HALF_FREE), (free.prayer, PRAYER)):
            rates = np.where(_marked(spans), np.maximum(rates, floor), rates)
        if member.hours:
            rates = np.where(own, 0, np.maximum(rates, ELSEWHERE))
        first, last = programme.fairness.night
        of_day = np.arange(WEEK) % DAY
        after, before = of_day >= first, of_day < last
        dark = after & before if first <= last else after | before
        self._rates = rates
        self._rate_sums, self._night_sums = _summed(rates), _summed(dark & ~own)
        self._deep_sums = _summed(dark & ~own & (of_day < DEEP))
        self._above: dict[int, NDArray[np.int64]] = {}

    def costs(self, starts: NDArray[np.int64], minutes: NDArray[np.int64]) -> WeekCosts:
        """Return what sessions cost, from their starts (epoch minutes) and lengths in minutes."""
        burden = self._within(self._rate_sums, starts, minutes)
        nights = (self._within(each, starts, minutes) > 0 for each in (self._night_sums, self._deep_sums))
        for time, near in _overlaps(self.blocked, starts, minutes):
            begins = np.maximum(starts[near], time.start)
            lengths = np.minimum(starts[near] + minutes[near], time.end) - begins
            # An hour of it costs at least its floor: what the rate lacks to that is added.
            if time.floor not in self._above:
                self._above[time.floor] = _summed(np.maximum(time.floor - self._rates, 0))
            burden[near] += self._within(self._above[time.floor], begins, lengths)
        # Rates are by the hour, sums by the minute: divided by 60, a half rounded up, as the rule has it.
        return WeekCosts((burden + 30) // 60, np.add(*(each.astype(np.int64) for each in nights)))

    def minutes_in(
        self, spans: Iterable[WeekSpan], starts: NDArray[np.int64], minutes: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Return how many minutes of each session lie in some spans of the local week."""
        return self._within(_summed(_marked(spans)), starts, minutes)

    def _within(
        self, sums: NDArray[np.int64], starts: NDArray[np.int64], minutes: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Return what minutes of the local week add up to over spans of instants, by their running sums."""
        offsets = self._offsets.at(starts)
        first = (starts + offsets - _MONDAY) % WEEK
        found: NDArray[np.int64] = sums[first + minutes] - sums[first]
        # Where clocks change during a session, its local minutes are no single span: they are looked up one
        # by one.
        for i in np.flatnonzero(offsets != self._offsets.at(starts + np.maximum(minutes, 1) - 1)):
            each = np.arange(starts[i], starts[i] + minutes[i])
            of_week = (each + self._offsets.at(each) - _MONDAY) % WEEK
            found[i] = (sums[of_week + 1] - sums[of_week]).sum()
        return found


def overlaps_any(
    times: Sequence[BlockedTime], starts: NDArray[np.int64], minutes: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Return which sessions overlap any of some blocked times."""
    found = np.zeros(len(starts), np.bool_)
    for _, near in _overlaps(times, starts, minutes):
        found[near] = True
    return found


def _overlaps(
    times: Sequence[BlockedTime], starts: NDArray[np.int64], minutes: NDArray[np.int64]
) -> Iterator[tuple[BlockedTime, NDArray[np.int64]]]:
    """Yield each blocked time that sessions overlap, with the indices of these."""
    # Sorted once, so that a time looks only at the sessions near it: a year has a hundred of these times.
    order = np.argsort(starts, kind="stable")
    in_order, longest = starts[order], int(minutes.max(initial=0))
    for time in times:
        low, high = np.searchsorted(in_order, (time.start - longest, time.end))
        near = order[low:high]
        near = near[starts[near] + minutes[near] > time.start]
        if len(near):
            yield time, near


def _marked(spans: Iterable[WeekSpan]) -> NDArray[np.bool_]:
    """Return the minutes of the week that lie in some spans; a span may pass Sunday midnight."""
    week = np.zeros(WEEK, np.bool_)
    for span in spans:
        week[np.arange(span.start, span.end) % WEEK] = True
    return week


def _summed(week: NDArray[np.int64] | NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return running sums from Monday on over two weeks, since a session may pass Sunday midnight."""
    return np.concatenate(([0], np.cumsum(np.tile(week.astype(np.int64), 2))))
