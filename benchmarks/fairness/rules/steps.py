"""The steps that a rule may be made of: each adds its rows to a model and returns what is to be least.

Burdens are whole hundredths, so every value is a whole number. ``lambda_`` weighs the worst-off person as
many times as the mean.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from linear_model import LinearModel
from numpy.typing import NDArray
from rule_problem import RuleProblem

GRAIN = 10
"""The mean burden of an invitation is counted in this part of a hundredth."""


class Setting(NamedTuple):
    """The numbers of the rule: weight of the worst-off; what an hour may cost in a good session, in
    hundredths; how many good sessions everyone should have; how many slots a series may have at no cost."""

    lambda_: int = 3
    good: int = 133
    good_sessions: int = 3
    slots: int = 2


Objective = dict[int, int]
Step = Callable[[LinearModel, RuleProblem, Setting, int], Objective]
"""Model, problem, numbers and the curve (its position) to the objective."""


def _worst(model: LinearModel, rows: NDArray[np.int64], past: NDArray[np.int64]) -> int:
    """A column that is at least as large as every row's sum and its past."""
    worst = model.column(10**9)
    for row, before in {(r.tobytes(), int(b)): (r, int(b)) for r, b in zip(rows, past, strict=True)}.values():
        model.at_most({**model.borne(row), worst: -1}, -before)
    return worst


def nights(model: LinearModel, problem: RuleProblem, setting: Setting, curve: int) -> Objective:
    """All nights, deep ones twice, and lambda times those of whoever has most."""
    del curve
    worst = _worst(model, problem.heavy, problem.past[:, 1])
    return {**model.borne(problem.size @ problem.heavy), worst: setting.lambda_}


def reasonable(model: LinearModel, problem: RuleProblem, setting: Setting, curve: int) -> Objective:
    """The good sessions that people lack, and their pairs of bad ones in a row within a series."""
    length = np.array(problem.minutes)[problem.session]
    bad = problem.burden[curve] * 60 > setting.good * length
    objective: Objective = {}
    for k, size in enumerate(problem.size.tolist()):
        seats = np.flatnonzero(problem.invited[k])
        wanted = min(setting.good_sessions, len(seats))
        lacking = model.column(wanted)
        model.at_most({**dict.fromkeys(np.flatnonzero(bad[k]).tolist(), 1), lacking: -1}, len(seats) - wanted)
        objective[lacking] = size
        for name in dict.fromkeys(problem.series):
            run = [s for s in seats.tolist() if problem.series[s] == name]
            for a, b in pairwise(run):
                those = np.flatnonzero(bad[k] & ((problem.session == a) | (problem.session == b)))
                if len(set(problem.session[those].tolist())) > 1:
                    both = model.column(1)
                    model.at_most({**dict.fromkeys(those.tolist(), 1), both: -1}, 1)
                    objective[both] = size
    return objective


def people(model: LinearModel, problem: RuleProblem, setting: Setting, curve: int) -> Objective:
    """The sum over people of their burden, and lambda times as many times the burden of the worst-off."""
    worst = _worst(model, problem.burden[curve], problem.past[:, 0])
    return {**total(model, problem, setting, curve), worst: setting.lambda_ * int(problem.size.sum())}


def regions(model: LinearModel, problem: RuleProblem, setting: Setting, curve: int) -> Objective:
    """The mean burden of an invitation in the region where it is greatest."""
    return _regions(model, problem, curve, np.ones(len(problem.ids), np.bool_))


def regions_per_head(model: LinearModel, problem: RuleProblem, setting: Setting, curve: int) -> Objective:
    """The mean burden of a person in the region where it is greatest."""
    heads = np.ones(len(problem.ids), np.bool_)
    return _regions(model, problem, curve, heads, per_head=True)


def _regions(
    model: LinearModel,
    problem: RuleProblem,
    curve: int,
    counted: NDArray[np.bool_],
    *,
    per_head: bool = False,
) -> Objective:
    worst = model.column(10**8)
    for name in sorted(set(problem.region)):
        own = np.array([region == name for region in problem.region])
        invited = (
            problem.invited[own].sum(axis=1) if per_head else problem.invited[own][:, counted].sum(axis=1)
        )
        count = int((problem.size[own] * (np.minimum(invited, 1) if per_head else invited)).sum())
        if count:
            row = (problem.size[own] @ problem.burden[curve][own]) * counted[problem.session]
            past = int(problem.size[own] @ problem.past[own, 0])
            model.at_most(
                {**{c: GRAIN * k for c, k in model.borne(row).items()}, worst: -count}, -GRAIN * past
            )
    return {worst: 1}


def spread(model: LinearModel, problem: RuleProblem, setting: Setting, curve: int) -> Objective:
    """After every quarter but the last, the mean burden so far of an invitation where it is greatest."""
    objective: Objective = {}
    for quarter in sorted(set(problem.quarter))[:-1]:
        objective |= _regions(model, problem, curve, np.array(problem.quarter) <= quarter)
    return objective


def _slot_columns(model: LinearModel, problem: RuleProblem) -> dict[int, int]:
    """A column for every slot: whether any session takes it."""
    used: dict[int, int] = {}
    for slot in np.unique(problem.slot).tolist():
        used[slot] = model.column(1)
        here = np.flatnonzero(problem.slot == slot)
        for s in np.unique(problem.session[here]).tolist():
            model.at_most({**dict.fromkeys(here[problem.session[here] == s].tolist(), 1), used[slot]: -1}, 0)
    return used


def few_slots(model: LinearModel, problem: RuleProblem, setting: Setting, curve: int) -> Objective:
    """The slots that a series has beyond those it may have."""
    del curve
    objective: Objective = {}
    used = _slot_columns(model, problem)
    for name in dict.fromkeys(problem.series):
        beyond = model.column(len(problem.ids))
        own = {column: 1 for slot, column in used.items() if problem.slots[slot][0] == name}
        model.at_most({**own, beyond: -1}, setting.slots)
        objective[beyond] = 1
    return objective


def rhythm(model: LinearModel, problem: RuleProblem, setting: Setting, curve: int) -> Objective:
    """How many slots people have to remember."""
    del curve
    return dict.fromkeys(_slot_columns(model, problem).values(), 1)


def hours(model: LinearModel, problem: RuleProblem, setting: Setting, curve: int) -> Objective:
    """How many hours of the day each series has, whatever the weekday (the first rule's rota)."""
    del curve
    used: dict[tuple[str, int], int] = {}
    for slot in np.unique(problem.slot).tolist():
        key = problem.slots[slot][0], problem.slots[slot][3]
        if key not in used:
            used[key] = model.column(1)
        for column in np.flatnonzero(problem.slot == slot).tolist():
            model.at_most({column: 1, used[key]: -1}, 0)
    return dict.fromkeys(used.values(), 1)


def total(model: LinearModel, problem: RuleProblem, setting: Setting, curve: int) -> Objective:
    """The burden of all people together."""
    return model.borne(problem.size @ problem.burden[curve])
