"""Dates for chosen options: the earliest that leave enough days between sessions and overlap for nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from besrour_cli.planning.problem.options import PlanningProblem, SessionToPlace

DateOption = tuple[int, int]
"""One start (epoch minute) and its anchor date (days since 1970)."""

_TRIES = 300_000


BETWEEN, OVERLAP = "days between", "overlap"
SPACING_CONSTRAINTS = frozenset({BETWEEN, OVERLAP})
"""Demands between sessions: enough days between those of a series, nobody in two places at once."""


def bound_pairs(
    problem: PlanningProblem, demands: frozenset[str] = SPACING_CONSTRAINTS
) -> list[tuple[int, int, int, bool]]:
    """Pairs of sessions that may hinder each other: (first, second, days between, may not overlap).

    Two sessions that both stand already are nobody's to judge any more.
    """
    found = []
    takers = [set(options.who.tolist()) for options in problem.options]
    for j, second in enumerate(problem.sessions):
        for i, first in enumerate(problem.sessions[:j]):
            if first.fixed and second.fixed:
                continue
            days = 0
            if first.session.series == second.session.series and BETWEEN in demands:
                days = first.days_between
            shared = OVERLAP in demands and not takers[i].isdisjoint(takers[j])
            if (days or shared) and _near(problem, i, j, days):
                found.append((i, j, days, shared))
    return found


def in_conflict(
    problem: PlanningProblem, pair: tuple[int, int, int, bool], a: DateOption, b: DateOption
) -> bool:
    """Whether two starts of a pair of sessions cannot both be."""
    i, j, days, shared = pair
    if days and abs(a[1] - b[1]) < days:
        return True
    return shared and a[0] < b[0] + problem.sessions[j].minutes and b[0] < a[0] + problem.sessions[i].minutes


def earliest(problem: PlanningProblem, choice: Sequence[int]) -> tuple[int, ...] | None:
    """The earliest start of every session in turn, demands between sessions met; None: there is none."""
    places = [
        list(zip(options.starts[o], options.days[o], strict=True))
        for options, o in zip(problem.options, choice, strict=True)
    ]
    return _search(problem, places)


def first_fit(problem: PlanningProblem, session: int, option: int) -> int | None:
    """The first start of an option that hinders no other session, all others being where they are."""
    pairs = [pair for pair in bound_pairs(problem) if session in pair[:2]]
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
    problem: PlanningProblem, sessions: Sequence[int], demands: frozenset[str] = SPACING_CONSTRAINTS
) -> bool:
    """Whether these sessions can all be placed, whatever the rest do and whatever it costs."""
    wanted = set(sessions)
    by_hour = _by_hour(problem, demands)
    places: list[list[DateOption]] = []
    for s, options in enumerate(problem.options):
        each = sorted(zip(chain(*options.starts), chain(*options.days), strict=True))
        if s not in by_hour:
            each = list({day: (start, day) for start, day in reversed(each)}.values())[::-1]
        places.append(each if s in wanted else [])
    return _search(problem, places, demands) is not None


def _by_hour(problem: PlanningProblem, demands: frozenset[str]) -> set[int]:
    """Sessions whose hour of the day matters to another one; to the rest only the date does.

    Starts two dates apart are more than a day apart, so that nothing overlaps.
    """
    found: set[int] = set()
    for i, j, days, shared in bound_pairs(problem, demands):
        longest = max(problem.sessions[i].minutes, problem.sessions[j].minutes)
        if shared and (days < 2 or longest > 24 * 60):
            found.update((i, j))
    return found


def any_feasible(problem: PlanningProblem, wanted: Sequence[Sequence[int]] = ()) -> tuple[int, ...] | None:
    """Some choice that meets the demands between sessions; one start an option. None: none was found.

    ``wanted``: starts of every session to be tried first; the others follow by what they cost all together.
    """
    order = [_by_cost(problem, s, set(wanted[s]) if wanted else set()) for s in range(len(problem.sessions))]
    places = [
        [(options.starts[o][0], options.days[o][0]) for o in first]
        for options, first in zip(problem.options, order, strict=True)
    ]
    found = _search(problem, places)
    if found is None:
        return None
    return tuple(
        [s[0] for s in options.starts].index(at) for options, at in zip(problem.options, found, strict=True)
    )


def _by_cost(problem: PlanningProblem, session: int, wanted: set[int]) -> list[int]:
    options = problem.options[session]
    sizes = [len(problem.people[k].members) for k in options.who.tolist()]
    cost = (options.burden * sizes).sum(axis=1).tolist()
    return sorted(range(len(cost)), key=lambda o: (options.starts[o][0] not in wanted, cost[o], o))


def _search(
    problem: PlanningProblem,
    places: Sequence[Sequence[DateOption]],
    demands: frozenset[str] = SPACING_CONSTRAINTS,
) -> tuple[int, ...] | None:
    """Depth first, each session's places in their order; those that stand come first. No places: left out."""
    hindering: list[list[tuple[int, int, int, bool]]] = [[] for _ in places]
    for pair in bound_pairs(problem, demands):
        if places[pair[0]] and places[pair[1]]:
            hindering[pair[0]].append(pair)
            hindering[pair[1]].append(pair)
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
            if _fits(problem, hindering[s], s, place, chosen):
                chosen[s] = place
                break
        if s in chosen:
            at += 1
        else:
            tried[at] = 0
            at -= 1
        if at < 0 or left < 0:
            return None
    return tuple(chosen[s][0] if s in chosen else 0 for s in range(len(places)))


def _fits(
    problem: PlanningProblem,
    pairs: Sequence[tuple[int, int, int, bool]],
    s: int,
    place: DateOption,
    chosen: Mapping[int, DateOption],
) -> bool:
    for pair in pairs:
        other = chosen.get(pair[0] if pair[1] == s else pair[1])
        if other is None:
            continue
        a, b = (place, other) if pair[0] == s else (other, place)
        if in_conflict(problem, pair, a, b):
            return False
    return True


def _near(problem: PlanningProblem, i: int, j: int, days: int) -> bool:
    first, second = (span(problem.sessions[s], problem.options[s].starts) for s in (i, j))
    reach = (days + 1) * 24 * 60
    return first[0] < second[1] + reach and second[0] < first[1] + reach


def span(placing: SessionToPlace, starts: Sequence[Sequence[int]]) -> tuple[int, int]:
    """First start and last end over all options of a session, in epoch minutes."""
    return min(s[0] for s in starts), max(s[-1] for s in starts) + placing.minutes
