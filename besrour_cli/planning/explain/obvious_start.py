"""The obvious other start of a session: the one that most of those invited would prefer."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

import numpy as np

from besrour_cli.clock.instants import from_epoch_minutes, to_epoch_minutes
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import Programme
from besrour_cli.model.units import to_hundredths
from besrour_cli.planning.explain.what_if import planned_only, without_pin
from besrour_cli.planning.problem.build_problem import build_input
from besrour_cli.planning.problem.spacing import fits, pairs_with
from besrour_cli.planning.solve.result import costs_at


class ObviousStart(NamedTuple):
    """A start, and for how many of the ``people`` invited it is better than the planned one, or worse."""

    start: datetime
    better: int
    worse: int
    people: int


def obvious_start(programme: Programme, plan: Plan, now: datetime, session: str) -> ObviousStart | None:
    """The start that suits most people better, less those whom it suits worse; None if the planned one does.

    It meets every demand while the rest of the plan stays; a start fixed by hand is set aside. Of several
    the one that costs everyone together least, then the earliest. The session is in the plan.
    """
    others = planned_only(without_pin(programme, session), plan)
    inputs = build_input(others, plan, now, frozenset((session,)), frozenset(plan.slots))
    at = inputs.index_of(session)
    options, problem = inputs.options(at), inputs.problem()
    planned = costs_at(inputs, at, to_epoch_minutes(plan.slots[session].start))
    classes = [inputs.people[k] for k in options.who.tolist()]
    sizes = np.array([len(each.members) for each in classes], np.int64)
    here = np.array([to_hundredths(planned[each.members[0]]) for each in classes], np.int64)
    better, worse = (options.burden < here) @ sizes, (options.burden > here) @ sizes
    choice, pairs = [0] * len(problem.options), pairs_with(problem, at)
    for o in np.lexsort((options.starts, options.burden @ sizes, worse - better)).tolist():
        if better[o] <= worse[o]:
            return None
        choice[at] = o
        if fits(problem, choice, pairs):
            start = from_epoch_minutes(options.start(o))
            return ObviousStart(start, int(better[o]), int(worse[o]), int(sizes.sum()))
    return None
