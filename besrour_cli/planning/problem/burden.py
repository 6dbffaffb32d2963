"""The burden tensor: classes x candidate starts, minute-true over the whole session.

A session's burden is a difference of two prefix sums over the local week, once for every stretch of
constant UTC offset it touches; no datetime is made for a candidate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.clock.instants import transitions
from besrour_cli.model.programme import ANYONE, DAY, REQUIRED, WEEK
from besrour_cli.planning.problem.burden_curve import night_minutes, week_mask, week_rates
from besrour_cli.planning.problem.equivalence_classes import TimePreferences

if TYPE_CHECKING:
    from numpy import bool_, int64
    from numpy.typing import NDArray

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_WEEKDAY = 3 * DAY  # 1970-01-01 was a Thursday; the week starts on Monday
_FAR = 1 << 40

Offsets = tuple[tuple[int, int], ...]
"""Stretches of constant offset: (first epoch minute, minutes east of UTC), in order."""


class CandidateCosts(NamedTuple):
    """What one clock makes of every candidate: burden in hundredths; any night minute; any never
    minute; any minute outside her own hours (False when she named none); any minute that an observance
    keeps free; any minute of a public holiday, on which no one must be there.
    """

    burden: NDArray[int64]
    night: NDArray[bool_]
    never: NDArray[bool_]
    outside: NDArray[bool_]
    observed: NDArray[bool_]
    holiday: NDArray[bool_]

    def scatter(self, at: NDArray[int64], count: int) -> CandidateCosts:
        """The same among so many candidates, of which nothing is known but of these."""
        import numpy as np

        burden = np.zeros(count, np.int64)
        burden[at] = self.burden
        flags = np.zeros((5, count), np.bool_)
        flags[:, at] = self.night, self.never, self.outside, self.observed, self.holiday
        return CandidateCosts(burden, *flags)

    def segment(self, cut: slice) -> CandidateCosts:
        """The same for a run of candidates."""
        return CandidateCosts(
            self.burden[cut],
            self.night[cut],
            self.never[cut],
            self.outside[cut],
            self.observed[cut],
            self.holiday[cut],
        )


def to_epoch_minutes(moment: datetime) -> int:
    """An instant as whole minutes since 1970-01-01T00:00Z."""
    return (moment - EPOCH) // timedelta(minutes=1)


def from_epoch_minutes(minutes: int) -> datetime:
    """The UTC instant of a count of minutes since 1970-01-01T00:00Z."""
    return EPOCH + timedelta(minutes=minutes)


def offsets_of(zone: str, first: int, last: int) -> Offsets:
    """A zone's offsets over a span of epoch minutes; the first stretch reaches back without end."""
    found = transitions(zone, from_epoch_minutes(first), from_epoch_minutes(last))
    return tuple((to_epoch_minutes(at), offset) for at, offset in found)


def candidate_costs(
    clock: TimePreferences,
    offsets: Offsets,
    night: tuple[int, int],
    starts: NDArray[int64],
    minutes: NDArray[int64],
) -> CandidateCosts:
    """One clock's row of the tensor for candidates given as epoch minutes and durations (up to a week)."""
    import numpy as np

    rates = week_rates(clock.profile, clock.hours, clock.country)
    weeks = np.stack(
        (
            rates,
            night_minutes(night, clock.hours).astype(np.int64),
            week_mask(clock.never).astype(np.int64),
            (~week_mask(clock.hours)).astype(np.int64) if clock.hours else np.zeros(WEEK, np.int64),
        )
    )
    sums = np.zeros((4, 2 * WEEK + 1), np.int64)
    np.cumsum(np.tile(weeks, 2), axis=1, out=sums[:, 1:])
    ends = starts + minutes
    total = _summed(sums, offsets, starts, ends)
    kept, holiday = np.zeros((2, len(starts)), np.bool_)
    above: dict[int, NDArray[int64]] = {}
    for time in clock.blocked:
        touched = np.flatnonzero((starts < time.end) & (ends > time.start))
        if not len(touched):
            continue
        if time.bar == ANYONE:
            kept[touched] = True
        elif time.bar == REQUIRED:
            holiday[touched] = True
        if time.floor:
            if time.floor not in above:
                above[time.floor] = np.zeros((1, 2 * WEEK + 1), np.int64)
                np.cumsum(np.tile(np.maximum(time.floor - rates, 0), 2), out=above[time.floor][0, 1:])
            first = np.maximum(starts[touched], time.start)
            last = np.minimum(ends[touched], time.end)
            total[0, touched] += _summed(above[time.floor], offsets, first, last)[0]
    return CandidateCosts((2 * total[0] + 60) // 120, total[1] > 0, total[2] > 0, total[3] > 0, kept, holiday)


def _summed(
    sums: NDArray[int64], offsets: Offsets, starts: NDArray[int64], ends: NDArray[int64]
) -> NDArray[int64]:
    """Sums over spans of instants, read on the local week of every stretch of constant offset they touch.

    ``sums`` are prefix sums over two weeks, a row each.
    """
    import numpy as np

    total = np.zeros((len(sums), len(starts)), np.int64)
    for index, (begin, offset) in enumerate(offsets):
        until = offsets[index + 1][0] if index + 1 < len(offsets) else _FAR
        first = np.maximum(starts, begin) if index else starts
        length = np.maximum(np.minimum(ends, until) - first, 0)
        at = (first + offset + _EPOCH_WEEKDAY) % WEEK
        total += sums[:, at + length] - sums[:, at]
    return total


def costs_by_preference(
    clocks: Sequence[TimePreferences],
    night: tuple[int, int],
    starts: NDArray[int64],
    minutes: NDArray[int64],
) -> Mapping[TimePreferences, CandidateCosts]:
    """Every clock's row; zones are looked up once each, over the span of the candidates."""
    first, last = (int(starts.min()), int((starts + minutes).max())) if len(starts) else (0, 0)
    zones = dict.fromkeys(clock.zone for clock in clocks)
    spans = {zone: offsets_of(zone, first, last) for zone in zones}
    return {
        clock: candidate_costs(clock, spans[clock.zone], night, starts, minutes)
        for clock in dict.fromkeys(clocks)
    }
