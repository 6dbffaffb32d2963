"""Many spans of time at once, read on a local clock: no datetime is made for any of them.

Spans are arrays of starts (epoch minutes) and of lengths (minutes, up to a week).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from besrour_cli.clock.instants import from_epoch_minutes, to_epoch_minutes, transitions
from besrour_cli.model.programme import DAY, WEEK
from besrour_cli.model.units import EpochMinute, MinuteOfWeek

_EPOCH_WEEKDAY = 3 * DAY  # 1970-01-01 was a Thursday; the week starts on Monday
_FAR = 1 << 40

Offsets = tuple[tuple[EpochMinute, int], ...]
"""Stretches of constant offset: (first epoch minute, minutes east of UTC), in order."""
WeekSpans = tuple[tuple[MinuteOfWeek, MinuteOfWeek], ...]
"""Half-open spans of the local week; the end may lie in the week after."""


def offsets_of(zone: str, first: EpochMinute, last: EpochMinute) -> Offsets:
    """A zone's offsets over a span of epoch minutes; the first stretch reaches back without end."""
    found = transitions(zone, from_epoch_minutes(first), from_epoch_minutes(last))
    return tuple((to_epoch_minutes(at), offset) for at, offset in found)


def week_mask(spans: Iterable[tuple[int, int]]) -> NDArray[np.bool_]:
    """Which minutes of the local week lie in the spans; a span past Sunday midnight goes on in Monday."""
    week = np.zeros(WEEK, np.bool_)
    for first, end in spans:
        week[first : min(end, WEEK)] = True
        if end > WEEK:
            week[: end - WEEK] = True
    return week


def prefix_sums(week: NDArray[np.int64]) -> NDArray[np.int64]:
    """Prefix sums (2 weeks + 1) of a week's values, twice, as a span may begin on Sunday."""
    sums: NDArray[np.int64] = np.cumsum(week)
    return np.concatenate((np.zeros(1, np.int64), sums, sums + sums[-1]))


def sum_over_spans(
    sums: NDArray[np.int64], offsets: Offsets, starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Sums of the week's values, by their ``prefix_sums``, over spans of epoch minutes."""
    total = np.zeros(len(starts), np.int64)
    # a span is cut at every change of offset inside it, and each part is read on its own local week
    for index, (begin, offset) in enumerate(offsets):
        since = begin if index else -_FAR
        until = offsets[index + 1][0] if index + 1 < len(offsets) else _FAR
        here = np.flatnonzero((starts < until) & (ends > since))
        first = np.maximum(starts[here], since)
        length = np.minimum(ends[here], until) - first
        at = (first + offset + _EPOCH_WEEKDAY) % WEEK
        total[here] += sums[at + length] - sums[at]
    return total


@lru_cache(maxsize=256)  # 160 kB each
def _sums_inside(spans: WeekSpans) -> NDArray[np.int64]:
    return prefix_sums(week_mask(spans).astype(np.int64))


def minutes_inside(
    spans: WeekSpans, zone: str, starts: NDArray[np.int64], minutes: NDArray[np.int64] | int
) -> NDArray[np.int64]:
    """How many minutes of each span of time lie in some spans of the local week of a zone."""
    if not len(starts):
        return np.zeros(0, np.int64)
    ends = starts + minutes
    offsets = offsets_of(zone, EpochMinute(int(starts.min())), EpochMinute(int(ends.max())))
    return sum_over_spans(_sums_inside(spans), offsets, starts, ends)


def touches(
    taken: Iterable[tuple[int, int]], starts: NDArray[np.int64], minutes: NDArray[np.int64] | int
) -> NDArray[np.bool_]:
    """Which spans of time touch one of some disjoint spans of epoch minutes."""
    spans = sorted(taken)
    if not spans:
        return np.zeros(len(starts), np.bool_)
    begins, ends = (np.array(side, np.int64) for side in zip(*spans, strict=True))
    # they are disjoint: the last one to begin before the end is the only one that can reach the start
    last = np.searchsorted(begins, starts + np.maximum(minutes, 1), side="left") - 1
    found: NDArray[np.bool_] = (last >= 0) & (ends[np.maximum(last, 0)] > starts)
    return found
