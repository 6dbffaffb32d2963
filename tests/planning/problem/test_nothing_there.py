"""What planning says and works out where there is nothing: no names, no blocked times, no choice."""

from __future__ import annotations

import numpy as np

from besrour_cli.model.plan import Plan
from besrour_cli.planning.problem.candidates import PlanningContext, is_fixed
from besrour_cli.planning.problem.local_time import touches
from besrour_cli.planning.problem.sentences import join_names, join_sentences_and
from besrour_cli.planning.solve.integer_program.writer import drop_dominated
from support.planning.world import NOW


def test_no_names_are_nothing() -> None:
    """A sentence about nobody still is one."""
    assert str(join_sentences_and([])) == "nothing"
    assert str(join_names(["Ama"])) == "Ama"
    assert str(join_names(["Ama", "Bo", "Chie"])) == "Ama, Bo and Chie"
    assert str(join_names(["Ama", "Bo", "Chie", "Dede"])) == "Ama, Bo, Chie and 1 more"


def test_no_blocked_time_touches_any_start() -> None:
    """Of one time the starts before it ends are touched, by sessions that reach it."""
    starts = np.array([0, 60, 120], np.int64)
    assert touches([], starts, 60).tolist() == [False, False, False]
    assert touches([(90, 130)], starts, 60).tolist() == [False, True, True]


def test_a_session_that_is_not_in_the_plan_may_move() -> None:
    """Nobody was told of it, and there is nothing to keep."""
    assert not is_fixed(None, PlanningContext(Plan("test", ""), NOW, frozenset(), frozenset({"s"})))


def test_where_nothing_is_to_be_chosen_the_past_alone_tells_people_apart() -> None:
    """Two people whom nothing can cost anything any more, with one past: one of them stands for both."""
    nothing = np.zeros((3, 0), np.int64)
    assert drop_dominated(nothing, [4, 4, 7], []) == [0, 2]
    assert drop_dominated(np.array([[1, 2], [1, 1], [0, 3]], np.int64), [0, 0, 0], [0]) == [0, 2]
