"""The grid of starts that are tried for a session, before any constraint is looked at.

The grid lies on the anchor's clock: every ``fairness.step`` minutes from local midnight, on every date
of the window. A local time that the anchor's clock skips or shows twice is not on the grid: it could not
be written down without doubt.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from besrour_cli.model.programme import DAY, Programme, Session
from besrour_cli.model.units import EpochMinute
from besrour_cli.planning.problem.local_time import Offsets, offsets_of

_EPOCH_DAY = date(1970, 1, 1).toordinal()


class CandidateGrid(NamedTuple):
    """Starts in order, as epoch minutes, anchor dates (days since 1970) and anchor minutes of the day."""

    starts: NDArray[np.int64]
    days: NDArray[np.int64]
    clock: NDArray[np.int64]

    def at(self, positions: NDArray[np.int64]) -> CandidateGrid:
        """Some of the starts."""
        return CandidateGrid(self.starts[positions], self.days[positions], self.clock[positions])


def epoch_day(day: date) -> int:
    """A date as days since 1970-01-01."""
    return day.toordinal() - _EPOCH_DAY


def candidate_grid(programme: Programme, session: Session, anchor: Offsets) -> CandidateGrid:
    """Every start of the session's window on the anchor's clock."""
    first, last = epoch_day(session.window.first), epoch_day(session.window.last)
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
    # a local time in no stretch of constant offset is skipped by the clock, one in two is shown twice
    once = readings == 1
    return CandidateGrid(instants[once], local[once] // DAY, local[once] % DAY)


def fixed_grid(start: EpochMinute, anchor: Offsets, announced: EpochMinute | None = None) -> CandidateGrid:
    """The one start of a session that is fixed by hand or by an announcement.

    ``announced``: the start that was announced, if the session really began at another one. Its date and
    hour are the ones that count, since people keep them in mind.
    """
    shown = start if announced is None else announced
    local = shown + next((o for begin, o in reversed(anchor) if shown >= begin), anchor[0][1])
    return CandidateGrid(
        np.array([start], np.int64), np.array([local // DAY], np.int64), np.array([local % DAY], np.int64)
    )


def differs_from_preferred(
    programme: Programme, session: Session, grid: CandidateGrid
) -> NDArray[np.bool_] | None:
    """Which starts are not at the hour that the series prefers, on its clock; None: it prefers none."""
    prefer = programme.series[session.series].prefer
    if prefer is None or not len(grid.starts):
        return None
    if prefer.place is None:
        here: NDArray[np.bool_] = grid.clock != prefer.minute
        return here
    first, last = EpochMinute(int(grid.starts.min())), EpochMinute(int(grid.starts.max()))
    stretches = offsets_of(prefer.place.zone, first, last)
    begins = np.array([begin for begin, _ in stretches[1:]], np.int64)
    offsets = np.array([offset for _, offset in stretches], np.int64)
    reading = (grid.starts + offsets[np.searchsorted(begins, grid.starts, side="right")]) % DAY
    there: NDArray[np.bool_] = reading != prefer.minute
    return there
