"""The frontier and what tolerances bought, against trying everything; what is shown when the time ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.fairness import Fairness
from besrour_cli.model.plan import Burden, Plan
from besrour_cli.model.programme import Programme
from besrour_cli.planning.explain.price_of_fairness import (
    Frontier,
    frontier,
    planned_year,
    regret_of_curves,
    what_tolerances_bought,
)
from besrour_cli.planning.explain.prices.year_figures import reached_steps
from besrour_cli.planning.problem.build_problem import build_input
from besrour_cli.planning.problem.fairness_rule import NIGHTS, ORDER, PEOPLE, TOLERANCE
from besrour_cli.planning.solve.choose import choose
from support.planning.budgets import NO_TIME, seconds, too_hard
from support.planning.oracle import everything, oracle
from support.planning.world import NOW, member, programme, random_instance, series, session

SEEDS = range(10)


def reachable(programme: Programme, plan: Plan, what: int) -> set[tuple[float, float]]:
    """(worst, all together) of every possible plan: of burden (0) or of nights (1)."""
    found = set()
    for chosen in everything(programme)[1]:
        borne = {}
        for i in {i for told in chosen for i in told.cost}:
            past = plan.ledger.get(i, Burden(0.0, 0, 0))
            borne[i] = (past.burden, past.nights)[what]
            borne[i] += sum(told.cost[i][what] / (100, 1)[what] for told in chosen if i in told.cost)
        found.add((round(max(borne.values(), default=0), 2), round(sum(borne.values()), 2)))
    return found


def planned(seed: int) -> tuple[Programme, Plan] | None:
    """A small programme with its plan; None: it has none."""
    asked, plan = random_instance(seed)
    try:
        return asked, planned_year(asked, plan, NOW, seconds(20))
    except NegativeAnswer:
        return None


@pytest.mark.parametrize("step", [PEOPLE, NIGHTS])
def test_no_plan_beats_a_point_and_no_point_of_nights_is_missing(step: str) -> None:
    """Dates that bind and pasts among them; the plan's own point is never better than the frontier."""
    for seed in SEEDS:
        case = planned(seed)
        if case is None:
            continue
        every = reachable(*case, (PEOPLE, NIGHTS).index(step))
        best = {p for p in every if not any(q != p and q[0] <= p[0] and q[1] <= p[1] for q in every)}
        line = frontier(*case, NOW, step, seconds(20))
        found = {(round(p.worst, 2), round(p.total, 2)) for p in line.points}
        assert line.complete and all(p.proven for p in line.points), f"seed {seed}"
        assert found <= best, f"seed {seed}"
        assert step == PEOPLE or found == best, f"seed {seed}"
        assert min(best, key=lambda p: p[1]) in found, f"seed {seed}"
        assert (round(line.plan.worst, 2), round(line.plan.total, 2)) in every, f"seed {seed}"


def test_a_tolerance_buys_what_planning_without_it_loses() -> None:
    """Each step that may give away: its least without it, and never more given than it may."""
    for seed in SEEDS:
        case = planned(seed)
        if case is None:
            continue
        fairest = oracle(*random_instance(seed))
        assert fairest is not None
        trades = what_tolerances_bought(*case, NOW, seconds(60))
        assert {trade.name for trade in trades} == set(TOLERANCE)
        for trade in trades:
            at = ORDER.index(trade.name)
            assert tuple(trade.value[n] for n in ORDER) in {
                tuple(float(value) for value in values) for values in fairest.values
            }, f"seed {seed}"
            assert trade.strict[trade.name] == pytest.approx(float(fairest.least[at]), rel=0.01)
            assert trade.value[trade.name] >= trade.strict[trade.name] * 0.99, f"seed {seed}"


def test_the_curve_of_the_programme_has_no_regret() -> None:
    """Under the curve that the plan was made for, every session would keep its start."""
    case = planned(0)
    assert case is not None
    programme, plan = case
    curves = {curve.profile: curve for curve in regret_of_curves(programme, plan, NOW, seconds(20))}
    own = curves[programme.fairness.profile]
    assert own.same == own.sessions
    for curve in curves.values():
        assert curve.burden >= curve.least - 1e-9


def test_what_was_found_when_the_time_ends_is_kept_and_the_rest_is_named() -> None:
    """Without any time there is the plan's own point, and nothing else is claimed."""
    case = planned(0)
    assert case is not None
    line = frontier(*case, NOW, PEOPLE, NO_TIME)
    assert line == Frontier((), line.plan, complete=False)
    assert line.plan.total > 0
    assert not any(trade.proven for trade in what_tolerances_bought(*case, NOW, NO_TIME))


def in_another_order() -> tuple[Programme, Plan]:
    """The early date of the first café is taken, so that the second one has to come before it."""
    run = series("cafe", 60, 6, between=(9 * 60, 10 * 60))
    team = series("team", 60, between=(9 * 60, 10 * 60))
    taken = datetime(2027, 1, 11, 14, tzinfo=UTC)
    sessions = [
        session("s0", date(2027, 1, 11), date(2027, 1, 18), run, weekdays=(0,)),
        session("s1", date(2027, 1, 12), date(2027, 1, 19), run, weekdays=(1,)),
        session("t0", taken.date(), taken.date(), team, pinned=taken),
    ]
    people = [member("ama", groups=("cafe", "team")), member("chie", "Tokyo")]
    asked = programme(people, [run, team], sessions, Fairness(step=60))
    return asked, planned_year(asked, Plan("test", ""), NOW, seconds(20))


def test_a_year_that_only_another_order_allows_has_a_frontier_too() -> None:
    """There is one plan, so one point, and no tolerance can buy anything."""
    asked, plan = in_another_order()
    assert plan.slots["s1"].start < plan.slots["s0"].start
    for step in (PEOPLE, NIGHTS):
        line = frontier(asked, plan, NOW, step, seconds(20))
        assert line == Frontier((line.plan,), line.plan, complete=True)
    trades = what_tolerances_bought(asked, plan, NOW, seconds(20))
    assert {trade.name for trade in trades} == set(TOLERANCE)
    assert all(trade.value == trade.strict and trade.proven for trade in trades)
    problem = build_input(asked, Plan("test", ""), NOW, frozenset()).problem()
    reached = reached_steps(problem, seconds(20))
    assert problem.ordered and reached is not None and not reached.problem.ordered
    assert reached_steps(problem, NO_TIME) is None


def test_a_step_that_may_give_nothing_away_buys_nothing() -> None:
    """A programme whose tolerance is 0 per cent: there is nothing to compare."""
    case = planned(0)
    assert case is not None
    programme, plan = case
    exact = replace(programme, fairness=programme.fairness._replace(tolerance=0))
    assert what_tolerances_bought(exact, plan, NOW, seconds(20)) == ()


def test_a_year_too_hard_for_its_seconds_has_the_point_of_its_plan_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing is found before the time ends: what was not worked out is left out, and no error is shown."""
    case = planned(0)
    assert case is not None
    too_hard(monkeypatch)
    with pytest.raises(NegativeAnswer, match="too short to find any plan"):
        choose(*case, NOW)
    line = frontier(*case, NOW, PEOPLE, seconds(20))
    assert line == Frontier((), line.plan, complete=False)
    assert what_tolerances_bought(*case, NOW, seconds(20)) == ()
    assert regret_of_curves(*case, NOW, seconds(20)) == ()
    assert reached_steps(build_input(*case, NOW, frozenset()).problem(), seconds(20)) is None
