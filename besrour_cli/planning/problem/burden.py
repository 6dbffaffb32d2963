"""The burden of every candidate start for every class of members, true to the minute over the whole session.

A session's burden is a difference of two prefix sums over the local week, once for every stretch of
constant UTC offset it touches.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from besrour_cli.model.units import EpochMinute
from besrour_cli.planning.problem.burden_curve import night_minutes, week_rates
from besrour_cli.planning.problem.equivalence_classes import TimePreferences
from besrour_cli.planning.problem.fairness_rule import DEEP
from besrour_cli.planning.problem.local_time import Offsets, offsets_of, prefix_sums, sum_over_spans

_HOUR = 60


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
    rates = week_rates(clock.profile, clock.hours, clock.country)
    dark = night_minutes(night, clock.hours)
    deep = dark & night_minutes(DEEP, clock.hours)
    weeks = np.stack((rates, dark.astype(np.int64), deep.astype(np.int64)))
    ends = starts + minutes
    burden, of_night, of_deep = sum_over_spans(prefix_sums(weeks), offsets, starts, ends)
    above: dict[int, NDArray[np.int64]] = {}
    for time in clock.blocked:
        touched = np.flatnonzero((starts < time.end) & (ends > time.start))
        if not len(touched) or not time.floor:
            continue
        # a holiday costs at least its floor: what the curve lacks to it is added for the minutes it shares
        if time.floor not in above:
            above[time.floor] = prefix_sums(np.maximum(time.floor - rates, 0)[None, :])
        first = np.maximum(starts[touched], time.start)
        last = np.minimum(ends[touched], time.end)
        burden[touched] += sum_over_spans(above[time.floor], offsets, first, last)[0]
    # rates are per hour and summed per minute; half a hundredth rounds up
    return CandidateCosts(
        (2 * burden + _HOUR) // (2 * _HOUR), (of_night > 0).astype(np.int64) + (of_deep > 0)
    )


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
