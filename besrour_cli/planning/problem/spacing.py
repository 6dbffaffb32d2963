"""The constraints between sessions, and dates for chosen options that meet them.

Sessions of a series lie enough days apart, and nobody is invited to two places at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from besrour_cli.model.programme import DAY
from besrour_cli.model.units import EpochMinute
from besrour_cli.planning.problem.candidates import SessionToPlace
from besrour_cli.planning.problem.equivalence_classes import SessionIndex
from besrour_cli.planning.problem.options import OptionIndex, PlanningProblem, StartOptions

DateOption = tuple[EpochMinute, int]
"""One start and its anchor date (days since 1970)."""

_TRIES = 300_000
"""Starts that a search for dates tries before it gives up: about a second."""
_FAR_DATES = 2
"""Starts so many dates apart are more than a day apart."""


class SpacingConstraint(StrEnum):
    """A constraint between two sessions."""

    BETWEEN = "days between"
    OVERLAP = "overlap"


SPACING_CONSTRAINTS = frozenset(SpacingConstraint)


class SessionPair(NamedTuple):
    """Two sessions that may be in conflict: the days they must be apart, and whether they share people."""

    first: SessionIndex
    second: SessionIndex
    days: int
    shared: bool


def bound_pairs(
    problem: PlanningProblem, constraints: frozenset[SpacingConstraint] = SPACING_CONSTRAINTS
) -> list[SessionPair]:
    """The pairs of sessions that may be in conflict; two fixed ones are not judged."""
    found = []
    takers = [set(options.who.tolist()) for options in problem.options]
    spans = [_span(*each) for each in zip(problem.sessions, problem.options, strict=True)]
    for j, second in enumerate(problem.sessions):
        for i, first in enumerate(problem.sessions[:j]):
            if first.fixed and second.fixed:
                continue
            days = 0
            if first.session.series == second.session.series and SpacingConstraint.BETWEEN in constraints:
                days = first.days_between
            reach = (days + 1) * DAY
            shared = SpacingConstraint.OVERLAP in constraints and not takers[i].isdisjoint(takers[j])
            if (days or shared) and spans[i][0] < spans[j][1] + reach and spans[j][0] < spans[i][1] + reach:
                found.append(SessionPair(SessionIndex(i), SessionIndex(j), days, shared))
    return found


def in_conflict(problem: PlanningProblem, pair: SessionPair, a: DateOption, b: DateOption) -> bool:
    """Whether the first session of a pair cannot be at the start ``a`` if the second is at ``b``."""
    i, j, days, shared = pair
    if days and abs(a[1] - b[1]) < days:
        return True
    return shared and a[0] < b[0] + problem.sessions[j].minutes and b[0] < a[0] + problem.sessions[i].minutes


def earliest(problem: PlanningProblem, choice: Sequence[OptionIndex]) -> tuple[EpochMinute, ...] | None:
    """The earliest start of every session in turn, of the options chosen; None: no dates can be given."""
    places = [
        list(zip(options.starts[o], options.days[o], strict=True))
        for options, o in zip(problem.options, choice, strict=True)
    ]
    return _search(problem, places)


def first_fit(problem: PlanningProblem, session: SessionIndex, option: OptionIndex) -> EpochMinute | None:
    """The first start of an option that no other session, at its first start, is in conflict with."""
    pairs = [pair for pair in bound_pairs(problem) if session in (pair.first, pair.second)]
    others = {
        s: (options.starts[0][0], options.days[0][0])
        for s, options in enumerate(problem.options)
        if s != session
    }
    mine = problem.options[session]
    for place in zip(mine.starts[option], mine.days[option], strict=True):
        if _fits(problem, pairs, session, place, others):
            return place[0]
    return None


def is_feasible(
    problem: PlanningProblem,
    sessions: Sequence[int],
    constraints: frozenset[SpacingConstraint] = SPACING_CONSTRAINTS,
) -> bool:
    """Whether some sessions can all be placed, whatever the others do and whatever it costs."""
    wanted = set(sessions)
    by_hour = _by_hour(problem, constraints)
    places: list[list[DateOption]] = []
    for s, options in enumerate(problem.options):
        each = sorted(zip(chain(*options.starts), chain(*options.days), strict=True))
        if s not in by_hour:
            # the first start of each date is as good as any other of it
            each = list({day: (start, day) for start, day in reversed(each)}.values())[::-1]
        places.append(each if s in wanted else [])
    return _search(problem, places, constraints) is not None


def _by_hour(problem: PlanningProblem, constraints: frozenset[SpacingConstraint]) -> set[int]:
    """Sessions whose hour of the day matters to another one; of the rest only the date does."""
    found: set[int] = set()
    for i, j, days, shared in bound_pairs(problem, constraints):
        longest = max(problem.sessions[i].minutes, problem.sessions[j].minutes)
        if shared and (days < _FAR_DATES or longest > DAY):
            found.update((i, j))
    return found


def any_feasible(
    problem: PlanningProblem, wanted: Sequence[Sequence[int]] = ()
) -> tuple[OptionIndex, ...] | None:
    """Some choice that meets the constraints between sessions; None: none was found.

    Every option has one start. ``wanted``: starts (epoch minutes) of every session to be tried first; the
    others follow by what they cost everyone together.
    """
    places = []
    for s, options in enumerate(problem.options):
        sizes = [len(problem.people[k].members) for k in options.who.tolist()]
        cost = (options.burden * sizes).sum(axis=1).tolist()
        first = set(wanted[s]) if wanted else set()
        each = [(starts[0], days[0]) for starts, days in zip(options.starts, options.days, strict=True)]
        order = sorted(range(len(each)), key=lambda o: (each[o][0] not in first, cost[o], o))
        places.append([each[o] for o in order])
    found = _search(problem, places)
    if found is None:
        return None
    return tuple(
        OptionIndex([s[0] for s in options.starts].index(at))
        for options, at in zip(problem.options, found, strict=True)
    )


def _search(
    problem: PlanningProblem,
    places: Sequence[Sequence[DateOption]],
    constraints: frozenset[SpacingConstraint] = SPACING_CONSTRAINTS,
) -> tuple[EpochMinute, ...] | None:
    """Depth first: a start for every session in the order of ``places`` (0: it has none); None: not found."""
    pairs_of: list[list[SessionPair]] = [[] for _ in places]
    for pair in bound_pairs(problem, constraints):
        if places[pair.first] and places[pair.second]:
            pairs_of[pair.first].append(pair)
            pairs_of[pair.second].append(pair)
    # fixed sessions first: they have one place, and the others must make way for it
    order = sorted(
        (s for s in range(len(places)) if places[s]), key=lambda s: (not problem.sessions[s].fixed, s)
    )
    tried = [0] * len(order)
    chosen: dict[int, DateOption] = {}
    at, left = 0, _TRIES
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
    return min(s[0] for s in options.starts), max(s[-1] for s in options.starts) + placing.minutes
