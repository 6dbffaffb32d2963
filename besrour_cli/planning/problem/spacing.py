"""The constraints between sessions, and whether some of them can be placed at all.

Sessions of a series come in their order and lie enough days apart, and nobody is invited to two places at
once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import combinations, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from besrour_cli.model.programme import DAY
from besrour_cli.model.units import EpochMinute
from besrour_cli.planning.problem.candidates import SessionToPlace
from besrour_cli.planning.problem.equivalence_classes import SessionIndex
from besrour_cli.planning.problem.options import PlanningProblem, StartOptions

DateOption = tuple[EpochMinute, int]
"""One start and its anchor date (days since 1970)."""

_TRIES = 300_000
"""Starts that a search for dates tries before it gives up: about a second."""
_FEW_TRIES = 5_000
"""As many as a search among the cheapest starts is worth."""
_FAR_DATES = 2
"""Starts so many dates apart are more than a day apart."""


class SpacingConstraint(StrEnum):
    """A constraint between two sessions."""

    BETWEEN = "days between"
    OVERLAP = "overlap"


SPACING_CONSTRAINTS = frozenset(SpacingConstraint)


class SessionPair(NamedTuple):
    """Two sessions that may be in conflict: the days they must be apart, and whether they share people.

    ``ordered``: whether the first must be over before the second begins.
    """

    first: SessionIndex
    second: SessionIndex
    days: int
    shared: bool
    ordered: bool = False


def chains(problem: PlanningProblem) -> list[list[SessionIndex]]:
    """The sessions of each series in the order that their dates must have; none where starts do not tell it.

    They tell it when a session that may begin earlier than another may not begin later as well.
    """
    if not problem.ordered:
        return []
    runs: dict[str, list[tuple[int, int, SessionIndex]]] = {}
    for s, (placing, options) in enumerate(zip(problem.sessions, problem.options, strict=True)):
        first, last = int(options.starts[0]), int(options.starts[-1])
        runs.setdefault(placing.session.series, []).append((first, last, SessionIndex(s)))
    found = []
    for run in map(sorted, runs.values()):
        if all(a[1] <= b[1] for a, b in pairwise(run)) and not _fixed_side_by_side(problem, run):
            found.append([s for _, _, s in run])
    return found


def _fixed_side_by_side(problem: PlanningProblem, run: Sequence[tuple[int, int, SessionIndex]]) -> bool:
    """Whether two fixed sessions of a series are nearer than the files ask now: these are not judged."""
    fixed = [(first, s) for first, _, s in run if problem.sessions[s].fixed]
    for (_, s), (_, t) in pairwise(fixed):
        days = [int(problem.options[x].days[0]) for x in (s, t)]
        if days[1] - days[0] < problem.sessions[s].days_between:
            return True
    return False


def bound_pairs(
    problem: PlanningProblem, constraints: frozenset[SpacingConstraint] = SPACING_CONSTRAINTS
) -> list[SessionPair]:
    """The pairs of sessions that may be in conflict; two fixed ones are not judged."""
    found = []
    takers = [set(options.who.tolist()) for options in problem.options]
    spans = [_span(*each) for each in zip(problem.sessions, problem.options, strict=True)]
    ordered = {pair for chain in chains(problem) for pair in combinations(chain, 2)}
    for j, second in enumerate(problem.sessions):
        for i, first in enumerate(problem.sessions[:j]):
            if first.fixed and second.fixed:
                continue
            days = 0
            if first.session.series == second.session.series and SpacingConstraint.BETWEEN in constraints:
                days = first.days_between
            reach = (days + 1) * DAY
            shared = SpacingConstraint.OVERLAP in constraints and not takers[i].isdisjoint(takers[j])
            near = spans[i][0] < spans[j][1] + reach and spans[j][0] < spans[i][1] + reach
            a, b = SessionIndex(i), SessionIndex(j)
            if (b, a) in ordered:
                a, b = b, a
            if near and (days or shared or (a, b) in ordered):
                found.append(SessionPair(a, b, days, shared, (a, b) in ordered))
    return found


def in_conflict(problem: PlanningProblem, pair: SessionPair, a: DateOption, b: DateOption) -> bool:
    """Whether the first session of a pair cannot be at the start ``a`` if the second is at ``b``."""
    i, j, days, shared, ordered = pair
    if ordered:
        return b[0] < a[0] + problem.sessions[i].minutes or b[1] - a[1] < days
    if days and abs(a[1] - b[1]) < days:
        return True
    return shared and a[0] < b[0] + problem.sessions[j].minutes and b[0] < a[0] + problem.sessions[i].minutes


class ExcludedSpans(NamedTuple):
    """For each option of a session, the first and the end of the other session's options that it excludes."""

    first: NDArray[np.int64]
    end: NDArray[np.int64]


def excluded_spans(
    problem: PlanningProblem, pair: SessionPair, first: Sequence[int], second: Sequence[int]
) -> tuple[ExcludedSpans, ExcludedSpans]:
    """What options of either session of a pair exclude of the other: options that follow each other in time.

    ``first`` and ``second`` are the options in question of both, in order of time.
    """
    i, j, days, shared, ordered = pair
    a, b = problem.options[i].starts[list(first)], problem.options[j].starts[list(second)]
    on_a, on_b = problem.options[i].days[list(first)], problem.options[j].days[list(second)]
    length_a, length_b = problem.sessions[i].minutes, problem.sessions[j].minutes
    if ordered:
        late = np.maximum(np.searchsorted(b, a + length_a), np.searchsorted(on_b, on_a + days))
        going = np.minimum(
            np.searchsorted(a + length_a, b, side="right"), np.searchsorted(on_a + days, on_b, side="right")
        )
        return (
            ExcludedSpans(np.zeros(len(a), np.int64), late),
            ExcludedSpans(going, np.full(len(b), len(a), np.int64)),
        )
    return (
        _spans((a, on_a, length_a), (b, on_b, length_b), days, shared=shared),
        _spans((b, on_b, length_b), (a, on_a, length_a), days, shared=shared),
    )


_Times = tuple[NDArray[np.int64], NDArray[np.int64], int]


def _spans(mine: _Times, theirs: _Times, days: int, *, shared: bool) -> ExcludedSpans:
    (at, on, minutes), (others, days_of, length) = mine, theirs
    first, end = np.searchsorted(days_of, on - days, "right"), np.searchsorted(days_of, on + days, "left")
    if shared:
        begin, stop = (
            np.searchsorted(others + length, at, "right"),
            np.searchsorted(others, at + minutes, "left"),
        )
        # both spans hold the moment itself, unless no days are asked for: then only the second counts
        first, end = (np.minimum(first, begin), np.maximum(end, stop)) if days else (begin, stop)
    return ExcludedSpans(first, end)


def pairs_with(problem: PlanningProblem, session: int) -> list[SessionPair]:
    """The pairs of one session with others that may be in conflict with it."""
    return [pair for pair in bound_pairs(problem) if session in (pair.first, pair.second)]


def fits(problem: PlanningProblem, choice: Sequence[int], pairs: Sequence[SessionPair]) -> bool:
    """Whether a choice meets the constraints between the sessions of some pairs."""
    places = [
        (options.start(o), int(options.days[o])) for options, o in zip(problem.options, choice, strict=True)
    ]
    return not any(in_conflict(problem, pair, places[pair.first], places[pair.second]) for pair in pairs)


def is_feasible(
    problem: PlanningProblem,
    sessions: Sequence[int],
    constraints: frozenset[SpacingConstraint] = SPACING_CONSTRAINTS,
) -> bool:
    """Whether some sessions can all be placed, whatever the others do and whatever it costs."""
    problem, wanted = problem._replace(ordered=False), set(sessions)
    pairs = bound_pairs(problem, constraints)
    by_hour = _by_hour(problem, pairs)
    places: list[list[DateOption]] = []
    for s, options in enumerate(problem.options):
        each = [
            (EpochMinute(t), d) for t, d in zip(options.starts.tolist(), options.days.tolist(), strict=True)
        ]
        if s not in by_hour:
            # the first start of each date is as good as any other of it
            each = list({day: (start, day) for start, day in reversed(each)}.values())[::-1]
        places.append(each if s in wanted else [])
    return _search(problem, places, pairs) is not None


def _by_hour(problem: PlanningProblem, pairs: Sequence[SessionPair]) -> set[int]:
    """Sessions whose hour of the day matters to another one; of the rest only the date does."""
    found: set[int] = set()
    for i, j, days, shared, _ in pairs:
        longest = max(problem.sessions[i].minutes, problem.sessions[j].minutes)
        if shared and (days < _FAR_DATES or longest > DAY):
            found.update((i, j))
    return found


def any_feasible(
    problem: PlanningProblem, open_: Sequence[Sequence[int]], pairs: Sequence[SessionPair]
) -> tuple[int, ...] | None:
    """Some choice among open options that meets the constraints between sessions; None: none was found."""
    cheap: list[list[DateOption]] = []
    early: list[list[DateOption]] = []
    for options, here in zip(problem.options, open_, strict=True):
        sizes = problem.sizes(options)
        cost = np.lexsort((options.burden[list(here)] @ sizes, options.nights[list(here)] @ sizes))
        starts, days = options.starts[list(here)].tolist(), options.days[list(here)].tolist()
        early.append([(EpochMinute(at), day) for at, day in zip(starts, days, strict=True)])
        cheap.append([early[-1][n] for n in cost.tolist()])
    # What costs least mostly fits. Where dates bind it seldom does, but what comes first does then.
    found = _search(problem, cheap, pairs, tries=_FEW_TRIES) or _search(problem, early, pairs)
    if found is None:
        return None
    return tuple(
        int(np.searchsorted(options.starts, at)) for options, at in zip(problem.options, found, strict=True)
    )


def _search(
    problem: PlanningProblem,
    places: Sequence[Sequence[DateOption]],
    pairs: Sequence[SessionPair],
    tries: int = _TRIES,
) -> tuple[EpochMinute, ...] | None:
    """Depth first: a start for every session in the order of ``places`` (0: it has none); None: not found."""
    pairs_of: list[list[SessionPair]] = [[] for _ in places]
    for pair in pairs:
        if places[pair.first] and places[pair.second]:
            pairs_of[pair.first].append(pair)
            pairs_of[pair.second].append(pair)
    # fixed sessions first: they have one place, and the others must make way for it
    order = sorted(
        (s for s in range(len(places)) if places[s]), key=lambda s: (not problem.sessions[s].fixed, s)
    )
    tried = [0] * len(order)
    chosen: dict[int, DateOption] = {}
    at, left = 0, tries
    while at < len(order):
        s = order[at]
        chosen.pop(s, None)
        while tried[at] < len(places[s]):
            place = places[s][tried[at]]
            tried[at] += 1
            left -= 1
            if _fits(problem, pairs_of[s], s, place, chosen):
                chosen[s] = place
                break
        if s in chosen:
            at += 1
        else:
            tried[at] = 0
            at -= 1
        if at < 0 or left < 0:
            return None
    return tuple(chosen[s][0] if s in chosen else EpochMinute(0) for s in range(len(places)))


def _fits(
    problem: PlanningProblem,
    pairs: Sequence[SessionPair],
    s: int,
    place: DateOption,
    chosen: Mapping[int, DateOption],
) -> bool:
    for pair in pairs:
        other = chosen.get(pair.first if pair.second == s else pair.second)
        if other is None:
            continue
        a, b = (place, other) if pair.first == s else (other, place)
        if in_conflict(problem, pair, a, b):
            return False
    return True


def _span(placing: SessionToPlace, options: StartOptions) -> tuple[int, int]:
    """The first start and the last end over all options of a session, in epoch minutes."""
    return int(options.starts[0]), int(options.starts[-1]) + placing.minutes
