"""The burden of every candidate start for every class of members, true to the minute over the whole session.

A session's burden is a difference of two prefix sums over the local week, once for every stretch of
constant UTC offset it touches.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from besrour_cli.model.units import EpochMinute
from besrour_cli.planning.problem.burden_curve import night_minutes, week_rates
from besrour_cli.planning.problem.equivalence_classes import TimePreferences
from besrour_cli.planning.problem.fairness_rule import DEEP
from besrour_cli.planning.problem.local_time import (
    Offsets,
    WeekSpans,
    offsets_of,
    prefix_sums,
    sum_over_spans,
)

_HOUR = 60
_NIGHT, _DEEP_NIGHT = 1 << 32, 1 << 48
"""What a minute of either adds to a sum of rates, so that one sum counts all three: rates come to less than
2^32 in two weeks, and minutes to less than 2^16."""


class CandidateCosts(NamedTuple):
    """What each start costs one person: burden in hundredths, and nights.

    ``nights`` is 1 where any minute of the session is night, 2 where one is deep night, else 0.
    """

    burden: NDArray[np.int64]
    nights: NDArray[np.int64]

    def scatter(self, at: NDArray[np.int64], count: int) -> CandidateCosts:
        """The same values at the positions ``at`` of ``count`` starts; the other starts have none (0)."""
        burden, nights = np.zeros((2, count), np.int64)
        burden[at], nights[at] = self.burden, self.nights
        return CandidateCosts(burden, nights)

    def segment(self, cut: slice) -> CandidateCosts:
        """The values of a run of starts."""
        return CandidateCosts(self.burden[cut], self.nights[cut])


def candidate_costs(
    clock: TimePreferences,
    offsets: Offsets,
    night: tuple[int, int],
    starts: NDArray[np.int64],
    minutes: NDArray[np.int64],
) -> CandidateCosts:
    """What sessions at some starts (epoch minutes) of some lengths (up to a week) cost one person."""
    ends = starts + minutes
    sums = sum_over_spans(_sums_of(clock.profile, clock.hours, clock.country, night), offsets, starts, ends)
    burden, of_night, of_deep = sums % _NIGHT, sums % _DEEP_NIGHT // _NIGHT, sums // _DEEP_NIGHT
    above: dict[int, NDArray[np.int64]] = {}
    for time in (each for each in clock.blocked if each.floor):
        touched = np.flatnonzero((starts < time.end) & (ends > time.start))
        if not len(touched):
            continue
        # a holiday costs at least its floor: what the curve lacks to it is added for the minutes it shares
        if time.floor not in above:
            rates = week_rates(clock.profile, clock.hours, clock.country)
            above[time.floor] = prefix_sums(np.maximum(time.floor - rates, 0))
        first = np.maximum(starts[touched], time.start)
        last = np.minimum(ends[touched], time.end)
        burden[touched] += sum_over_spans(above[time.floor], offsets, first, last)
    # rates are per hour and summed per minute; half a hundredth rounds up
    return CandidateCosts(
        (2 * burden + _HOUR) // (2 * _HOUR), (of_night > 0).astype(np.int64) + (of_deep > 0)
    )


@lru_cache(maxsize=128)  # 160 kB each
def _sums_of(profile: str, hours: WeekSpans, country: str, night: tuple[int, int]) -> NDArray[np.int64]:
    """Prefix sums of the local week: rates, minutes of night and those of deep night, in one number."""
    dark = night_minutes(night, hours)
    deep = dark & night_minutes(DEEP, hours)
    return prefix_sums(week_rates(profile, hours, country) + dark * _NIGHT + deep * _DEEP_NIGHT)


def costs_by_preference(
    clocks: Sequence[TimePreferences],
    night: tuple[int, int],
    starts: NDArray[np.int64],
    minutes: NDArray[np.int64],
) -> Mapping[TimePreferences, CandidateCosts]:
    """What some starts (epoch minutes) of some lengths cost people of each of some preferences."""
    if not len(starts):
        return {clock: CandidateCosts(*np.zeros((2, 0), np.int64)) for clock in clocks}
    first, last = EpochMinute(int(starts.min())), EpochMinute(int((starts + minutes).max()))
    offsets = {zone: offsets_of(zone, first, last) for zone in dict.fromkeys(c.zone for c in clocks)}
    return {
        clock: candidate_costs(clock, offsets[clock.zone], night, starts, minutes)
        for clock in dict.fromkeys(clocks)
    }
