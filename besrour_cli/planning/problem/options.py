"""The problem in whole numbers: classes of members, sessions in order, and their options.

An option is one start of one session: its cost for every class, its nights, and its slot.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from besrour_cli.model.units import EpochMinute, Hundredths
from besrour_cli.planning.problem.burden import CandidateCosts
from besrour_cli.planning.problem.candidates import SessionToPlace
from besrour_cli.planning.problem.equivalence_classes import (
    ClassIndex,
    MemberClass,
    TimePreferences,
    merge_classes,
)
from besrour_cli.planning.problem.fairness_rule import (
    ClassBurden,
    RulePolicy,
    StepMargin,
    evaluate,
    margins_of,
)
from besrour_cli.planning.problem.slots import Slot, slot_of


@dataclass(frozen=True)
class StartOptions:
    """The options of one session, in order of time; ``who`` lists the classes invited.

    ``burden`` (hundredths) and ``nights`` (a deep one counts twice) have the shape options x classes.
    ``starts`` (epoch minutes) and ``days`` (anchor dates, days since 1970) have one value for each option;
    ``moves``: whether an announced or a proposed start would change, or a preferred hour be missed.
    """

    who: NDArray[np.int64]
    burden: NDArray[np.int64]
    nights: NDArray[np.int64]
    moves: NDArray[np.bool_]
    starts: NDArray[np.int64]
    days: NDArray[np.int64]
    slots: tuple[Slot, ...]

    def start(self, option: int) -> EpochMinute:
        """The start of an option."""
        return EpochMinute(int(self.starts[option]))

    def at(self, start: int) -> int | None:
        """The option at a start (epoch minute), if there is one."""
        o = int(np.searchsorted(self.starts, start))
        return o if o < len(self.starts) and self.starts[o] == start else None


class PlanningProblem(NamedTuple):
    """Everything the choice needs: sessions in planning order with their options, classes, policy.

    ``ordered``: whether sessions of a series must come in their order.
    """

    sessions: tuple[SessionToPlace, ...]
    options: tuple[StartOptions, ...]
    people: tuple[MemberClass, ...]
    policy: RulePolicy
    ordered: bool = True

    def burdens(self, choice: Sequence[int] | None) -> list[ClassBurden]:
        """What a choice (an option for every session) costs every class; None: what the past did."""
        burden = np.array([p.burden for p in self.people], np.int64)
        nights = np.array([p.nights for p in self.people], np.int64)
        for placing, options, o in zip(self.sessions, self.options, choice or (), strict=choice is not None):
            if placing.counts:
                burden[options.who] += options.burden[o]
                nights[options.who] += options.nights[o]
        return [
            ClassBurden(p.region, len(p.members), Hundredths(b), n, p.under)
            for p, b, n in zip(self.people, burden.tolist(), nights.tolist(), strict=True)
        ]

    def evaluate(self, choice: Sequence[int]) -> dict[str, Fraction]:
        """What a choice reaches on every step but the tie-break, exactly and without the solver."""
        slots = {options.slots[o] for options, o in zip(self.options, choice, strict=True)}
        changes = sum(bool(options.moves[o]) for options, o in zip(self.options, choice, strict=True))
        return evaluate(self.burdens(choice), len(slots), changes, self.policy)

    def sizes(self, options: StartOptions) -> NDArray[np.int64]:
        """How many members each class has that the session of some options invites."""
        return np.array([len(self.people[k].members) for k in options.who.tolist()], np.int64)

    def margins(self) -> dict[str, StepMargin]:
        """What every step leaves open."""
        choice = self._proposed()
        proposed = self.evaluate(choice) if choice is not None else None
        return margins_of(self.policy, evaluate(self.burdens(None), 0, 0, self.policy), proposed)

    def _proposed(self) -> list[int] | None:
        """The plan proposed before, each start by itself; None: a session has none, or cannot have it now."""
        choice = []
        for placing, options in zip(self.sessions, self.options, strict=True):
            start = int(options.starts[0]) if placing.fixed else placing.proposed_start
            o = options.at(start) if start is not None else None
            if o is None:
                return None
            choice.append(o)
        return choice


def merge_equivalent_classes(problem: PlanningProblem) -> PlanningProblem:
    """The problem with classes merged that no option tells apart: never-hours, say, have done their work."""
    keys: list[list[object]] = [[p.region, p.sessions, p.burden, p.nights, p.under] for p in problem.people]
    for options in problem.options:
        burden, nights = np.ascontiguousarray(options.burden.T), np.ascontiguousarray(options.nights.T)
        for column, k in enumerate(options.who.tolist()):
            keys[k] += burden[column].tobytes(), nights[column].tobytes()
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
        fewer.append(replace(each, who=who, burden=each.burden[:, columns], nights=each.nights[:, columns]))
    people = tuple(merge_classes([problem.people[k] for k in those]) for those in groups.values())
    return problem._replace(people=people, options=tuple(fewer))


def options_of(
    placing: SessionToPlace,
    keep: NDArray[np.bool_],
    rows: Mapping[TimePreferences, CandidateCosts],
    people: Sequence[MemberClass],
    who: Sequence[ClassIndex],
    monthly: frozenset[str],
) -> StartOptions:
    """The options of a session: the starts in ``keep``; ``rows``: what its starts cost."""
    index, grid = np.flatnonzero(keep), placing.grid
    index = index[np.argsort(grid.starts[index], kind="stable")]
    costs = [rows[people[k].clock] for k in who]
    shape = (len(costs), len(index))
    moves = np.zeros(len(index), np.bool_)
    if placing.announced_start is not None:
        moves = grid.starts[index] != placing.announced_start
    else:
        if placing.away is not None:
            moves = placing.away[index]
        if placing.proposed_start is not None:
            moves = moves | (grid.starts[index] != placing.proposed_start)
    days, minutes = grid.days[index], grid.clock[index]
    return StartOptions(
        who=np.array(who, np.int64),
        burden=np.array([each.burden[index] for each in costs], np.int64).reshape(shape).T,
        nights=np.array([each.nights[index] for each in costs], np.int64).reshape(shape).T,
        moves=moves,
        starts=grid.starts[index],
        days=days,
        slots=tuple(
            slot_of(placing.session.series, day, minute, monthly)
            for day, minute in zip(days.tolist(), minutes.tolist(), strict=True)
        ),
    )
