"""Candidate starts of a session, and which demand excludes which.

The grid lies on the anchor's clock: every ``fairness.step`` minutes from local midnight, on every date
of the window. A local time that the anchor's clock skips or shows twice is no candidate: it could not
be written down without doubt.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.model.programme import DAY, Programme, Session
from besrour_cli.planning.problem.burden import Offsets, offsets_of

if TYPE_CHECKING:
    from numpy import bool_, int64
    from numpy.typing import NDArray

_EPOCH_DAY = date(1970, 1, 1).toordinal()
GRID_CONSTRAINTS = ("past", "weekdays", "between", "blackouts")
"""Demands on the start itself, in the order they are named to the coordinator."""


class CandidateGrid(NamedTuple):
    """All starts of a window: epoch minutes, anchor date (days since 1970) and anchor minute of the day.

    ``broken`` maps a demand to the candidates that break it.
    """

    starts: NDArray[int64]
    days: NDArray[int64]
    clock: NDArray[int64]
    broken: dict[str, NDArray[bool_]]


def candidate_grid(programme: Programme, session: Session, anchor: Offsets, now: int) -> CandidateGrid:
    """Every start of the window on the anchor's clock, each with the demands it breaks."""
    import numpy as np

    first, last = (d.toordinal() - _EPOCH_DAY for d in (session.window.first, session.window.last))
    step = max(1, programme.fairness.step)
    local = (np.arange(first, last + 1, dtype=np.int64)[:, None] * DAY + np.arange(0, DAY, step)).ravel()
    instants = np.zeros(len(local), np.int64)
    readings = np.zeros(len(local), np.int64)
    for index, (begin, offset) in enumerate(anchor):
        until = anchor[index + 1][0] if index + 1 < len(anchor) else None
        at = local - offset
        here = np.ones(len(local), np.bool_) if index == 0 else at >= begin
        if until is not None:
            here &= at < until
        instants = np.where(here, at, instants)
        readings += here
    once = readings == 1
    local, starts = local[once], instants[once]
    days, clock = local // DAY, local % DAY
    ends = local + max(session.minutes, 1) - 1
    weekday = (days + 3) % 7
    between = programme.series[session.series].between
    length = (between[1] - between[0]) % DAY or DAY
    blacked = np.zeros(len(local), np.bool_)
    for blackout in programme.blackouts:
        a, b = (d.toordinal() - _EPOCH_DAY for d in (blackout.first, blackout.last))
        blacked |= (ends // DAY >= a) & (days <= b)
    into = (clock - between[0]) % DAY
    return CandidateGrid(
        starts,
        days,
        clock,
        {
            "past": starts < now,
            "weekdays": ~np.isin(weekday, np.array(session.weekdays, np.int64)),
            "between": (into + session.minutes > length) if length < DAY else np.zeros(len(local), np.bool_),
            "blackouts": blacked,
        },
    )


def fixed_grid(start: int, anchor: Offsets, told: int | None = None) -> CandidateGrid:
    """The one start of a pinned or fixed session, which no demand on the start excludes.

    ``told``: the start people were told, whose hour and date they keep in mind, where it really began
    at another.
    """
    import numpy as np

    shown = start if told is None else told
    local = shown + next((o for begin, o in reversed(anchor) if shown >= begin), anchor[0][1])
    none = np.zeros(1, np.bool_)
    return CandidateGrid(
        np.array([start], np.int64),
        np.array([local // DAY], np.int64),
        np.array([local % DAY], np.int64),
        dict.fromkeys(GRID_CONSTRAINTS, none),
    )


def differs_from_preferred(
    programme: Programme, session: Session, points: CandidateGrid
) -> NDArray[bool_] | None:
    """Which starts are not at the hour its series prefers, on the clock it names; None: it prefers none."""
    import numpy as np

    prefer = programme.series[session.series].prefer
    if prefer is None or not len(points.starts):
        return None
    if prefer.place is None:
        here: NDArray[bool_] = points.clock != prefer.minute
        return here
    first, last = int(points.starts.min()), int(points.starts.max())
    stretches = offsets_of(prefer.place.zone, first, last)
    begins = np.array([begin for begin, _ in stretches[1:]], np.int64)
    offsets = np.array([offset for _, offset in stretches], np.int64)
    reading = (points.starts + offsets[np.searchsorted(begins, points.starts, side="right")]) % DAY
    there: NDArray[bool_] = reading != prefer.minute
    return there
