"""The problem in whole numbers: classes of members, sessions in order, and their options.

An option is a set of starts of one session that the rule cannot tell apart except by date: the same cost
and night for every class, the same hour on the anchor's clock, the same change from what was announced.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple, NewType

import numpy as np
from numpy.typing import NDArray

from besrour_cli.model.units import EpochMinute, Hundredths, MinuteOfDay
from besrour_cli.planning.problem.burden import CandidateCosts
from besrour_cli.planning.problem.candidates import SessionToPlace
from besrour_cli.planning.problem.equivalence_classes import (
    ClassIndex,
    MemberClass,
    TimePreferences,
    merge_classes,
)
from besrour_cli.planning.problem.fairness_rule import MemberSchedule, RulePolicy, SessionCost, evaluate

OptionIndex = NewType("OptionIndex", int)
"""Position of an option among those of its session: a row of the arrays of :class:`StartOptions`."""


@dataclass(frozen=True)
class StartOptions:
    """The options of one session; arrays have the shape options x classes, and ``who`` lists the classes.

    ``burden`` is in hundredths; ``bad``: more than the policy calls good. ``clock``: the anchor's hour of
    each option; ``moves``: whether an announced start would change, or a preferred hour be missed.
    ``starts`` holds each option's starts in order of time, ``days`` their anchor dates (days since 1970).
    """

    who: NDArray[np.int64]
    burden: NDArray[np.int64]
    night: NDArray[np.bool_]
    bad: NDArray[np.bool_]
    clock: tuple[MinuteOfDay, ...]
    moves: tuple[bool, ...]
    starts: tuple[tuple[EpochMinute, ...], ...]
    days: tuple[tuple[int, ...], ...]


class PlanningProblem(NamedTuple):
    """Everything the choice needs: sessions in planning order with their options, classes, policy."""

    sessions: tuple[SessionToPlace, ...]
    options: tuple[StartOptions, ...]
    people: tuple[MemberClass, ...]
    policy: RulePolicy

    def schedules(self, choice: Sequence[OptionIndex]) -> list[MemberSchedule]:
        """What a choice (an option for every session) means for every class."""
        runs: list[dict[str, list[SessionCost]]] = [{} for _ in self.people]
        for placing, options, o in zip(self.sessions, self.options, choice, strict=True):
            columns = zip(
                options.who.tolist(), options.burden[o].tolist(), options.night[o].tolist(), strict=True
            )
            for k, burden, night in columns:
                cost = SessionCost(Hundredths(burden), night, placing.counts)
                runs[k].setdefault(placing.session.series, []).append(cost)
        return [
            MemberSchedule(p.region, p.burden, p.nights, tuple(map(tuple, run.values())), len(p.members))
            for p, run in zip(self.people, runs, strict=True)
        ]

    def evaluate(self, choice: Sequence[OptionIndex]) -> dict[str, Fraction]:
        """What a choice reaches on every step but the tie-break, exactly and without the solver."""
        hours: dict[str, list[MinuteOfDay]] = {}
        changes = 0
        for placing, options, o in zip(self.sessions, self.options, choice, strict=True):
            hours.setdefault(placing.session.series, []).append(options.clock[o])
            changes += options.moves[o]
        return evaluate(self.schedules(choice), hours, changes, self.policy)


def merge_equivalent_classes(problem: PlanningProblem) -> PlanningProblem:
    """The problem with classes merged that no option tells apart: never-hours, say, have done their work."""
    keys: list[list[object]] = [[p.region, p.sessions, p.burden, p.nights] for p in problem.people]
    for options in problem.options:
        burden, night = np.ascontiguousarray(options.burden.T), np.ascontiguousarray(options.night.T)
        for column, k in enumerate(options.who.tolist()):
            keys[k] += burden[column].tobytes(), night[column].tobytes()
    groups: dict[tuple[object, ...], list[int]] = {}
    for k, key in enumerate(keys):
        groups.setdefault(tuple(key), []).append(k)
    if len(groups) == len(problem.people):
        return problem
    first = {those[0]: n for n, those in enumerate(groups.values())}
    fewer = []
    for each in problem.options:
        columns = [c for c, k in enumerate(each.who.tolist()) if k in first]
        who = np.array([first[int(each.who[c])] for c in columns], np.int64)
        burden, night, bad = each.burden[:, columns], each.night[:, columns], each.bad[:, columns]
        fewer.append(replace(each, who=who, burden=burden, night=night, bad=bad))
    people = tuple(merge_classes([problem.people[k] for k in those]) for those in groups.values())
    return problem._replace(people=people, options=tuple(fewer))


def options_of(
    placing: SessionToPlace,
    keep: NDArray[np.bool_],
    rows: Mapping[TimePreferences, CandidateCosts],
    people: Sequence[MemberClass],
    who: Sequence[ClassIndex],
    *,
    policy: RulePolicy,
    prune: bool,
    by_day: bool,
) -> StartOptions:
    """The options of a session among the starts in ``keep``; ``rows``: what its starts cost.

    ``prune`` leaves out an option if another costs no class more and some class less, which is sound while
    dates do not bind (see ``solve.choose``). ``by_day`` makes every date an option of its own.
    """
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
    days = grid.days[index] if by_day else np.zeros(len(index), np.int64)
    # positions among the kept starts, a list an option, by hour and then by date
    chosen = _equal_columns(np.vstack((grid.clock[index], moves, days, burden, night)))
    order = np.lexsort((grid.starts[index], grid.clock[index])).argsort()
    chosen.sort(key=lambda option: int(order[option[0]]))
    heads = np.array([g[0] for g in chosen], np.int64)
    b, n = burden[:, heads].T, night[:, heads].T
    if prune and len(heads) > 1:
        alive = _undominated(b, n)
        chosen, b, n = [g for g, a in zip(chosen, alive, strict=True) if a], b[alive], n[alive]
    place = {c: i for i, c in enumerate(clocks)}
    column = np.array([place[people[k].clock] for k in who], np.int64)
    b, n = b[:, column], n[:, column]
    return StartOptions(
        who=np.array(who, np.int64),
        burden=b,
        night=n,
        bad=b > policy.good,
        clock=tuple(MinuteOfDay(int(grid.clock[index[g[0]]])) for g in chosen),
        moves=tuple(bool(moves[g[0]]) for g in chosen),
        starts=tuple(tuple(EpochMinute(int(grid.starts[index[i]])) for i in g) for g in chosen),
        days=tuple(tuple(int(grid.days[index[i]]) for i in g) for g in chosen),
    )


def _equal_columns(keys: NDArray[np.int64]) -> list[list[int]]:
    """The columns of an array, those that are equal in one list."""
    groups: dict[bytes, list[int]] = {}
    for position, key in enumerate(np.ascontiguousarray(keys.T)):
        groups.setdefault(key.tobytes(), []).append(position)
    return list(groups.values())


def _undominated(burden: NDArray[np.int64], night: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The options that no other dominates: no more burden or nights for anyone, less burden for someone."""
    alive = np.ones(len(burden), np.bool_)
    for o in range(len(burden)):
        other = (burden <= burden[o]).all(axis=1) & (night <= night[o]).all(axis=1)
        alive[o] = not (other & (burden < burden[o]).any(axis=1)).any()
    return alive
