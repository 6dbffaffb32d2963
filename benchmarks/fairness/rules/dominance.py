"""Slots that another slot of the series beats are left out.

A slot is beaten when, at every session it can serve, the other serves too, costs no class more under any
curve, is no heavier night, and excludes no start that the beaten one allows. Any plan can then exchange
the one for the other everywhere: no step gets worse, and no slot more is to be remembered. So the optimum
of every step stays, whatever the tolerances.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from rule_problem import RuleProblem

LARGEST = 60_000_000
"""Comparisons for one session above which its series is left as it is."""


def undominated(problem: RuleProblem) -> RuleProblem:
    """The problem without beaten slots."""
    excluded = _excluded(problem)
    keep = np.ones(problem.count, np.bool_)
    for name in dict.fromkeys(problem.series):
        keep &= ~_beaten(problem, name, excluded)
    return problem.only(keep)


def _excluded(problem: RuleProblem) -> list[set[int]]:
    """The columns that each column excludes, those of its own session not counted."""
    found: list[set[int]] = [set() for _ in range(problem.count)]
    for group in problem.apart:
        for column in group:
            found[column].update(c for c in group if problem.session[c] != problem.session[column])
    return found


def _beaten(problem: RuleProblem, name: str, excluded: list[set[int]]) -> NDArray[np.bool_]:
    """Which columns take a beaten slot of a series."""
    columns = np.flatnonzero(np.array([problem.series[s] == name for s in problem.session]))
    slots = np.unique(problem.slot[columns])
    place = {int(slot): n for n, slot in enumerate(slots)}
    beats = np.ones((len(slots), len(slots)), np.bool_)  # [worse, better], as far as seen
    strictly = np.zeros_like(beats)
    for s in dict.fromkeys(problem.session[columns].tolist()):
        here = columns[problem.session[columns] == s]
        costs = _costs(problem, s, here, excluded)
        if len(here) ** 2 * costs.shape[0] > LARGEST:
            return np.zeros(problem.count, np.bool_)
        no_worse = np.ones((len(here), len(here)), np.bool_)
        same = np.ones_like(no_worse)
        for row in costs:
            no_worse &= row[:, None] >= row[None, :]
            same &= row[:, None] == row[None, :]
        there = np.array([place[int(x)] for x in problem.slot[here]])
        # each start of the worse slot needs a start of the better one
        by = np.zeros((len(here), len(slots)), np.bool_)
        equal = np.zeros_like(by)
        for b, slot in enumerate(there.tolist()):
            by[:, slot] |= no_worse[:, b]
            equal[:, slot] |= same[:, b]
        for a, slot in enumerate(there.tolist()):
            beats[slot] &= by[a]
            strictly[slot] |= by[a] & ~equal[a]
        serves = np.zeros(len(slots), np.bool_)
        serves[there] = True
        strictly |= ~serves[:, None] & serves[None, :]
    earlier = np.tri(len(slots), k=-1, dtype=np.bool_)
    np.fill_diagonal(beats, val=False)
    worse = (beats & (strictly | ~beats.T | earlier)).any(axis=1)
    beaten = np.zeros(problem.count, np.bool_)
    beaten[columns] = worse[[place[int(x)] for x in problem.slot[columns]]]
    return beaten


def _costs(
    problem: RuleProblem, s: int, here: NDArray[np.int64], excluded: list[set[int]]
) -> NDArray[np.int64]:
    """A row for all that can speak against a start: burdens, nights, and the starts that it excludes.

    What a date excludes of the sessions before and after in its series grows with the date, or shrinks: it is
    enough to count it.
    """
    who = np.flatnonzero(problem.invited[:, s])
    burden = problem.burden[:, who][:, :, here].reshape(-1, len(here))
    rows = [np.unique(np.vstack((burden, problem.heavy[who][:, here])), axis=0)]
    for earlier, later, days in problem.after:
        if earlier == s:
            rows.append(_counted(problem.day[problem.session == later], problem.day[here] + days)[None, :])
        elif later == s:
            rows.append(_counted(-problem.day[problem.session == earlier], days - problem.day[here])[None, :])
    others = sorted(set().union(*(excluded[c] for c in here)))
    if others:
        place = {c: n for n, c in enumerate(others)}
        against = np.zeros((len(others), len(here)), np.int64)
        for n, column in enumerate(here):
            against[[place[c] for c in excluded[column]], n] = 1
        rows.append(np.unique(against, axis=0))
    found: NDArray[np.int64] = np.vstack(rows)
    return found


def _counted(days: NDArray[np.int64], below: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many of the days are below each limit."""
    return np.searchsorted(np.sort(days), below).astype(np.int64)
