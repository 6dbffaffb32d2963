"""Slots that another slot of the series beats, so that they can be left out.

A slot is beaten when, at every session it can serve, the other serves too, costs nobody more, is no heavier
night, asks for no more changes, and excludes no start of another session that the beaten one allows. Any plan
can then exchange the one for the other everywhere: no step gets worse, and no slot more is to be remembered.
So the least of every step stays, whatever the tolerances.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from besrour_cli.planning.problem.options import PlanningProblem
from besrour_cli.planning.problem.slots import Slot
from besrour_cli.planning.problem.spacing import bound_pairs, excluded_spans

_LARGEST = 60_000_000
"""Comparisons for one session above which its series is left as it is."""
_NOTHING = -(1 << 40)
"""Below every position: what an option has that excludes nothing."""


class BeatenSlot(NamedTuple):
    """A slot, and one that beats it."""

    slot: Slot
    by: Slot


class _Options(NamedTuple):
    """The open options of a session: which slot of the series each has, and all that can speak against it."""

    place: NDArray[np.int64]
    against: NDArray[np.int64]


def beaten_slots(problem: PlanningProblem, open_: Sequence[Sequence[int]]) -> list[BeatenSlot]:
    """The beaten slots of every series among the open options, each with one that no other beats."""
    against = _exclusions(problem, open_)
    series: dict[str, list[int]] = {}
    for s, placing in enumerate(problem.sessions):
        series.setdefault(placing.session.series, []).append(s)
    return [each for run in series.values() for each in _of_series(problem, open_, run, against)]


def without_slots(
    problem: PlanningProblem, open_: Sequence[Sequence[int]], beaten: Sequence[BeatenSlot]
) -> list[list[int]]:
    """The open options that have none of the beaten slots."""
    out = {each.slot for each in beaten}
    return [
        [o for o in here if options.slots[o] not in out]
        for options, here in zip(problem.options, open_, strict=True)
    ]


def _exclusions(problem: PlanningProblem, open_: Sequence[Sequence[int]]) -> list[list[NDArray[np.int64]]]:
    """For each session, rows over its open options: how much of other sessions each excludes."""
    found: list[list[NDArray[np.int64]]] = [[] for _ in open_]
    for pair in bound_pairs(problem):
        spans = excluded_spans(problem, pair, open_[pair.first], open_[pair.second])
        for s, span in zip((pair.first, pair.second), spans, strict=True):
            # A span lies within another if it begins no earlier and ends no later; an empty one always does.
            empty = span.end <= span.first
            found[s] += [
                np.where(empty, _NOTHING, -span.first)[None, :],
                np.where(empty, _NOTHING, span.end)[None, :],
            ]
    return found


def _of_series(
    problem: PlanningProblem,
    open_: Sequence[Sequence[int]],
    run: Sequence[int],
    against: Sequence[Sequence[NDArray[np.int64]]],
) -> list[BeatenSlot]:
    slots = list(dict.fromkeys(problem.options[s].slots[o] for s in run for o in open_[s]))
    place = {slot: n for n, slot in enumerate(slots)}
    beats = np.ones((len(slots), len(slots)), np.bool_)  # [worse, better], as far as seen
    strictly = np.zeros_like(beats)
    for s in run:
        options, here = problem.options[s], list(open_[s])
        own = np.vstack((options.burden[here].T, options.nights[here].T, options.moves[here][None, :]))
        rows = np.unique(np.vstack((np.unique(own, axis=0), *against[s])), axis=0)
        if len(here) ** 2 * len(rows) > _LARGEST:
            return []
        at = np.array([place[options.slots[o]] for o in here], np.int64)
        _compare(_Options(at, rows), beats, strictly)
    earlier = np.tri(len(slots), k=-1, dtype=np.bool_)
    np.fill_diagonal(beats, val=False)
    over = beats & (strictly | ~beats.T | earlier)
    alive = ~over.any(axis=1)
    return [
        BeatenSlot(slots[n], slots[int(np.flatnonzero(beats[n] & alive)[0])])
        for n in np.flatnonzero(~alive).tolist()
    ]


def _compare(options: _Options, beats: NDArray[np.bool_], strictly: NDArray[np.bool_]) -> None:
    """Take one session into account: each start of the worse slot needs a start of the better one."""
    count, slots = len(options.place), len(beats)
    no_worse = np.ones((count, count), np.bool_)
    same = np.ones_like(no_worse)
    for row in options.against:
        no_worse &= row[:, None] >= row[None, :]
        same &= row[:, None] == row[None, :]
    by, equal = np.zeros((2, count, slots), np.bool_)
    for column, slot in enumerate(options.place.tolist()):
        by[:, slot] |= no_worse[:, column]
        equal[:, slot] |= same[:, column]
    for column, slot in enumerate(options.place.tolist()):
        beats[slot] &= by[column]
        strictly[slot] |= by[column] & ~equal[column]
    serves = np.zeros(slots, np.bool_)
    serves[options.place] = True
    strictly |= ~serves[:, None] & serves[None, :]
