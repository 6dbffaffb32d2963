"""Candidate rules as data, and how one is planned: step after step, each within its tolerance of the best."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

import numpy as np
import steps
from dominance import undominated
from linear_model import LinearModel
from rule_problem import RuleProblem
from steps import Setting, Step

from besrour_cli.clock.instants import from_epoch_minutes

ONE_CURVE = (steps.nights, steps.few_slots, steps.rhythm, steps.hours)
"""Steps that no curve of burdens enters."""


class Taken(NamedTuple):
    """One step: the least under each curve, the greatest regret, their sum and its bound, and the time."""

    name: str
    least: tuple[int, ...]
    regret: int
    value: float
    bound: float
    seconds: float

    @property
    def proven(self) -> bool:
        """Whether nothing less can be reached."""
        return self.bound >= self.value


@dataclass(frozen=True)
class Rule:
    """Steps in their order, each with the part of its best that later steps may give away."""

    name: str
    order: tuple[tuple[Step, float], ...]
    setting: Setting = field(default_factory=Setting)


class Choice(NamedTuple):
    """The start of every session by its id (none: no plan was found), and the steps taken."""

    starts: dict[str, datetime]
    taken: tuple[Taken, ...]

    @property
    def proven(self) -> bool:
        """Whether every step is proven."""
        return bool(self.starts) and all(each.proven for each in self.taken)


def choose(problem: RuleProblem, rule: Rule, seconds: float = 60.0) -> Choice:
    """Plan a problem under a rule, within some seconds of processor time a step."""
    problem, order, taken = _without_nights(problem, rule, seconds)
    problem = undominated(problem)
    model = _model(problem)
    limits: list[tuple[Step, int, int]] = []
    starts: dict[str, datetime] = {}
    for step, tolerance in order:
        curves = range(1 if step in ONE_CURVE else len(problem.profiles))
        began = time.process_time()
        goals = [step(model, problem, rule.setting, curve) for curve in curves]
        least, bounds, found = [], [], None
        for goal in goals:
            found = model.minimise(goal, seconds)
            if found.values is None:
                return Choice(starts, tuple(taken))
            least.append(found.value)
            bounds.append(found.bound)
        regret = 0
        if len(goals) > 1:
            worst = model.column(10**9)
            for goal, value in zip(goals, least, strict=True):
                model.at_most({**goal, worst: -1}, value)
            found = model.minimise({worst: 1}, seconds)
            if found.values is None:
                return Choice(starts, tuple(taken))
            regret = found.value
            least.append(found.value)
            bounds.append(found.bound)
        curves_least = least[: len(goals)]
        assert found is not None and found.values is not None
        starts = {
            problem.ids[int(problem.session[c])]: from_epoch_minutes(int(problem.start[c]))
            for c in np.flatnonzero(found.values[: problem.count]).tolist()
        }
        spare = regret + int(tolerance * max(curves_least))
        limits += [(step, curve, least + spare) for curve, least in zip(curves, curves_least, strict=True)]
        keep = np.ones(problem.count, np.bool_)
        for goal, value in zip(goals, curves_least, strict=True):
            keep &= ~model.too_dear(goal, value + spare)[: problem.count]
            model.at_most(goal, value + spare)
        if not keep.all():
            problem, model = _again(problem.only(keep), rule, limits)
        name = str(step.__name__)
        seconds_taken = time.process_time() - began
        taken.append(Taken(name, tuple(curves_least), regret, sum(least), sum(bounds), seconds_taken))
    return Choice(starts, tuple(taken))


def _again(
    problem: RuleProblem, rule: Rule, limits: Sequence[tuple[Step, int, int]]
) -> tuple[RuleProblem, LinearModel]:
    """The problem and its model without starts that no plan within the limits so far can choose."""
    problem = undominated(problem)
    model = _model(problem)
    for step, curve, most in limits:
        model.at_most(step(model, problem, rule.setting, curve), most)
    return problem, model


def _model(problem: RuleProblem) -> LinearModel:
    model = LinearModel(problem.alike())
    for s in range(len(problem.ids)):
        model.exactly.append(np.flatnonzero(problem.session == s).tolist())
    for group in problem.apart:
        model.at_most(dict.fromkeys(group, 1), 1)
    until: dict[int, dict[int, int]] = {}
    for s, t, days in problem.after:
        for each in (s, t):
            if each not in until:
                until[each] = _until(model, problem, each)
        # the later one has begun by a day only if the earlier one had begun so many days before
        for day, column in until[t].items():
            before = max((d for d in until[s] if d <= day - days), default=None)
            model.at_most({column: 1} if before is None else {column: 1, until[s][before]: -1}, 0)
    return model


def _until(model: LinearModel, problem: RuleProblem, s: int) -> dict[int, int]:
    """A column for each date of a session: whether it is on that date or before."""
    found: dict[int, int] = {}
    here = np.flatnonzero(problem.session == s)
    earlier: list[int] = []
    for day in sorted(set(problem.day[here].tolist())):
        found[day] = model.column(1)
        model.sums.append((found[day], [*here[problem.day[here] == day].tolist(), *earlier]))
        earlier = [found[day]]
    return found


def _without_nights(
    problem: RuleProblem, rule: Rule, seconds: float
) -> tuple[RuleProblem, tuple[tuple[Step, float], ...], list[Taken]]:
    """Where nights come first and nobody needs any, starts in somebody's night are no starts at all."""
    began = time.process_time()
    if rule.order[0][0] is not steps.nights or problem.past[:, 1].any():
        return problem, rule.order, []
    free = ~problem.heavy.any(axis=0)
    if len(np.unique(problem.session[free])) < len(problem.ids):
        return problem, rule.order, []
    rest = problem.only(free)
    if _model(rest).minimise({}, seconds).values is None:
        return problem, rule.order, []
    return rest, rule.order[1:], [Taken("nights", (0,), 0, 0, 0, time.process_time() - began)]
