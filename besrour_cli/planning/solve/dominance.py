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
from besrour_cli.planning.problem.spacing import SessionPair, excluded_spans
from besrour_cli.planning.solve.budget import Budget

_LARGEST = 25_000_000
"""Pairs of options of one session above which its series is left as it is."""
_DENSE = 8
"""Rows compared for all pairs of options, after which few pairs are left for the others."""
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


def beaten_slots(
    problem: PlanningProblem,
    pairs: Sequence[SessionPair],
    open_: Sequence[Sequence[int]],
    budget: Budget,
) -> list[BeatenSlot]:
    """The beaten slots of every series among the open options, each with one that no other beats.

    Series that are too large, or for which no time is left, are left as they are.
    """
    against = _exclusions(problem, pairs, open_)
    series: dict[str, list[int]] = {}
    for s, placing in enumerate(problem.sessions):
        series.setdefault(placing.session.series, []).append(s)
    return [each for run in series.values() for each in _of_series(problem, open_, run, against, budget)]


def without_slots(
    problem: PlanningProblem, open_: Sequence[Sequence[int]], beaten: Sequence[BeatenSlot]
) -> list[list[int]]:
    """The open options that have none of the beaten slots."""
    out = {each.slot for each in beaten}
    return [
        [o for o in here if options.slots[o] not in out]
        for options, here in zip(problem.options, open_, strict=True)
    ]


def _exclusions(
    problem: PlanningProblem, pairs: Sequence[SessionPair], open_: Sequence[Sequence[int]]
) -> list[list[NDArray[np.int64]]]:
    """For each session, rows over its open options: how much of other sessions each excludes."""
    found: list[list[NDArray[np.int64]]] = [[] for _ in open_]
    for pair in pairs:
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
    budget: Budget,
) -> list[BeatenSlot]:
    slots = list(dict.fromkeys(problem.options[s].slots[o] for s in run for o in open_[s]))
    place = {slot: n for n, slot in enumerate(slots)}
    beats = np.ones((len(slots), len(slots)), np.bool_)  # [worse, better], as far as seen
    for s in run:
        options, here = problem.options[s], list(open_[s])
        own = (options.burden[here].T, options.nights[here].T, options.moves[here][None, :])
        different = {row.tobytes(): row for row in np.vstack((*own, *against[s]))}
        rows = np.array(list(different.values()))
        if len(here) ** 2 > _LARGEST or budget.expired():
            return []
        at = np.array([place[options.slots[o]] for o in here], np.int64)
        _compare(_Options(at, rows), beats)
    # Of slots that beat each other, one stays: the first that is open.
    earlier = np.tri(len(slots), k=-1, dtype=np.bool_)
    over = beats & (~beats.T | earlier)
    alive = ~over.any(axis=1)
    return [
        BeatenSlot(slots[n], slots[int(np.flatnonzero(beats[n] & alive)[0])])
        for n in np.flatnonzero(~alive).tolist()
    ]


def _compare(options: _Options, beats: NDArray[np.bool_]) -> None:
    """Take one session into account: each start of the worse slot needs a start of the better one."""
    place, rows = options
    by = np.zeros((len(place), len(beats)), np.bool_)
    worse, better = _no_worse(rows)
    by[worse, place[better]] = True
    for option, slot in enumerate(place.tolist()):
        beats[slot] &= by[option]


def _no_worse(rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of options of which the second is no worse than the first in any row."""
    steps = np.diff(np.sort(rows, axis=1), axis=1) != 0
    order = np.argsort(-steps.sum(axis=1), kind="stable")
    dense, rest = rows[order[:_DENSE]], rows[order[_DENSE:]]
    found = np.ones((rows.shape[1], rows.shape[1]), np.bool_)
    for row in dense:
        found &= row[:, None] >= row[None, :]
    worse, better = np.nonzero(found)
    for row in rest:
        left = row[worse] >= row[better]
        worse, better = worse[left], better[left]
    return worse, better
