"""Slots that others beat: of several that are equal one stays, whatever the dates of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from besrour_cli.model.fairness import Fairness
from besrour_cli.model.plan import Plan
from besrour_cli.planning.problem.build_problem import build_input
from besrour_cli.planning.solve.budget import UNLIMITED
from besrour_cli.planning.solve.dominance import beaten_slots
from support.planning.world import NOW, member, programme, series, session


def test_of_slots_that_beat_each_other_one_stays() -> None:
    """Two Mondays at either hour: 1 or 3 at nine, 1 or 2 at ten. Nobody is worse off with either."""
    run = series("cafe", 60, weekdays=(0,), between=(9 * 60, 11 * 60))
    days = (date(2027, 1, 4), date(2027, 1, 18))
    sessions = [session("s0", days[0], date(2027, 1, 17), run), session("s1", days[1], days[1], run)]
    asked = programme([member("m0")], [run], sessions, Fairness(step=60))
    problem = build_input(asked, Plan("test", ""), NOW, frozenset()).problem()
    first, second = problem.options
    assert [slot.minute // 60 for slot in first.slots] == [9, 10, 9, 10]
    dear = np.array([[100], [100], [300], [200]], np.int64)
    problem = problem._replace(
        options=(replace(first, burden=dear), replace(second, burden=0 * second.burden))
    )
    found = beaten_slots(problem, [], [[0, 1, 2, 3], [0, 1]], UNLIMITED)
    assert [(each.slot.minute // 60, each.by.minute // 60) for each in found] == [(10, 9)]
