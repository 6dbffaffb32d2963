"""The problem in whole numbers: classes of people, sessions in order, and their options.

An option is a set of starts of one session that the rule cannot tell apart except by date: same cost
and night for every class, same hour on the anchor's clock, same change from what was announced.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.model.programme import Session
from besrour_cli.planning.problem.burden import CandidateCosts
from besrour_cli.planning.problem.candidates import CandidateGrid
from besrour_cli.planning.problem.equivalence_classes import MemberClass, TimePreferences, merge_classes
from besrour_cli.planning.problem.objectives import MemberSchedule, RulePolicy, SessionCost, evaluate

if TYPE_CHECKING:
    from numpy import bool_, int64
    from numpy.typing import NDArray


class SessionToPlace(NamedTuple):
    """A session to place, or placed already: its possible starts, and how it counts.

    ``counts`` is False for a held session, whose cost the ledger has; ``announced_start`` is the announced start of
    a session that may move (None: nobody was told); ``days_between`` is its series'; ``away`` marks the
    starts that are not at the hour the series prefers (None: it prefers none).
    """

    session: Session
    grid: CandidateGrid
    minutes: int
    counts: bool = True
    fixed: bool = False
    announced_start: int | None = None
    days_between: int = 0
    away: NDArray[bool_] | None = None


class StartOptions(NamedTuple):
    """The options of one session, rows of the arrays; columns are the classes in ``who``.

    ``starts`` holds, per option, its starts in order of time, ``days`` their anchor dates.
    """

    who: NDArray[int64]
    burden: NDArray[int64]
    night: NDArray[bool_]
    bad: NDArray[bool_]
    clock: tuple[int, ...]
    moves: tuple[bool, ...]
    starts: tuple[tuple[int, ...], ...]
    days: tuple[tuple[int, ...], ...]


class PlanningProblem(NamedTuple):
    """Everything the choice needs: sessions in the rule's order with their options, classes, policy."""

    sessions: tuple[SessionToPlace, ...]
    options: tuple[StartOptions, ...]
    people: tuple[MemberClass, ...]
    policy: RulePolicy

    def schedules(self, choice: Sequence[int]) -> list[MemberSchedule]:
        """What a choice (an option for every session) means for every class."""
        runs: list[dict[str, list[SessionCost]]] = [{} for _ in self.people]
        for placing, options, o in zip(self.sessions, self.options, choice, strict=True):
            seats = zip(options.burden[o].tolist(), options.night[o].tolist(), strict=True)
            for k, (burden, night) in zip(options.who.tolist(), seats, strict=True):
                seat = SessionCost(burden, night, placing.counts)
                runs[k].setdefault(placing.session.series, []).append(seat)
        return [
            MemberSchedule(p.region, p.burden, p.nights, tuple(map(tuple, run.values())), len(p.members))
            for p, run in zip(self.people, runs, strict=True)
        ]

    def hours(self, choice: Sequence[int]) -> dict[str, list[int]]:
        """Anchor minute of the day of every session, series by series."""
        found: dict[str, list[int]] = {}
        for placing, options, o in zip(self.sessions, self.options, choice, strict=True):
            found.setdefault(placing.session.series, []).append(options.clock[o])
        return found

    def changes(self, choice: Sequence[int]) -> int:
        """How many announced sessions move."""
        return sum(options.moves[o] for options, o in zip(self.options, choice, strict=True))

    def evaluate(self, choice: Sequence[int]) -> dict[str, Fraction]:
        """What a choice reaches on every step but the tie-break, by the evaluator that knows no solver."""
        return evaluate(self.schedules(choice), self.hours(choice), self.changes(choice), self.policy)


def merge_equivalent_classes(problem: PlanningProblem) -> PlanningProblem:
    """The problem with classes made one that no option tells apart: never-hours only left options out."""
    import numpy as np

    felt: list[list[object]] = [[p.region, p.sessions, p.burden, p.nights] for p in problem.people]
    for options in problem.options:
        burden, night = np.ascontiguousarray(options.burden.T), np.ascontiguousarray(options.night.T)
        for column, k in enumerate(options.who.tolist()):
            felt[k] += burden[column].tobytes(), night[column].tobytes()
    groups: dict[tuple[object, ...], list[int]] = {}
    for k, key in enumerate(felt):
        groups.setdefault(tuple(key), []).append(k)
    if len(groups) == len(problem.people):
        return problem
    first = {those[0]: n for n, those in enumerate(groups.values())}
    fewer = []
    for each in problem.options:
        columns = [c for c, k in enumerate(each.who.tolist()) if k in first]
        who = np.array([first[int(each.who[c])] for c in columns], np.int64)
        burden, night, bad = each.burden[:, columns], each.night[:, columns], each.bad[:, columns]
        fewer.append(each._replace(who=who, burden=burden, night=night, bad=bad))
    people = tuple(merge_classes([problem.people[k] for k in those]) for those in groups.values())
    return problem._replace(people=people, options=tuple(fewer))


def options_of(
    placing: SessionToPlace,
    keep: NDArray[bool_],
    rows: Mapping[TimePreferences, CandidateCosts],
    people: Sequence[MemberClass],
    who: Sequence[int],
    *,
    policy: RulePolicy,
    prune: bool,
    by_day: bool,
) -> StartOptions:
    """The options among the kept starts; ``rows`` are the tensor's columns for this session's grid.

    ``prune`` leaves out options that another beats for someone and for no one loses to (sound while
    dates do not bind, see ``choose``); ``by_day`` keeps every date an option of its own.
    """
    import numpy as np

    grid = placing.grid
    index = np.flatnonzero(keep)
    clocks = list(dict.fromkeys(people[k].clock for k in who))
    burden = np.array([rows[c].burden[index] for c in clocks], np.int64).reshape(len(clocks), len(index))
    night = np.array([rows[c].night[index] for c in clocks], np.bool_).reshape(len(clocks), len(index))
    moves = np.zeros(len(index), np.int64)
    if placing.announced_start is not None:
        moves[:] = grid.starts[index] != placing.announced_start
    elif placing.away is not None:
        moves[:] = placing.away[index]
    days = grid.days[index]
    keys = np.vstack((grid.clock[index], moves, days if by_day else days * 0, burden, night))
    groups: dict[bytes, list[int]] = {}
    for position, key in enumerate(np.ascontiguousarray(keys.T)):
        groups.setdefault(key.tobytes(), []).append(position)
    order = np.lexsort((grid.starts[index], grid.clock[index])).argsort()
    chosen = sorted(groups.values(), key=lambda g: int(order[g[0]]))
    heads = np.array([g[0] for g in chosen], np.int64)
    b, n = burden[:, heads].T, night[:, heads].T
    if prune and len(heads) > 1:
        alive = _undominated(b, n)
        chosen, b, n = [g for g, a in zip(chosen, alive, strict=True) if a], b[alive], n[alive]
    place = {c: i for i, c in enumerate(clocks)}
    column = np.array([place[people[k].clock] for k in who], np.int64)
    b, n = b[:, column], n[:, column]
    return StartOptions(
        np.array(who, np.int64),
        b,
        n,
        b > policy.good,
        tuple(int(grid.clock[index[g[0]]]) for g in chosen),
        tuple(bool(moves[g[0]]) for g in chosen),
        tuple(tuple(int(grid.starts[index[i]]) for i in g) for g in chosen),
        tuple(tuple(int(grid.days[index[i]]) for i in g) for g in chosen),
    )


def _undominated(burden: NDArray[int64], night: NDArray[bool_]) -> NDArray[bool_]:
    """Options that no other beats: no more burden and no more nights for anyone, less burden for someone."""
    import numpy as np

    alive = np.ones(len(burden), np.bool_)
    for o in range(len(burden)):
        other = (burden <= burden[o]).all(axis=1) & (night <= night[o]).all(axis=1)
        alive[o] = not (other & (burden < burden[o]).any(axis=1)).any()
    return alive
