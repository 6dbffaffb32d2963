"""The frontier and what tolerances bought, against trying everything; what is shown when the time ends."""

from __future__ import annotations

import pytest

from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.plan import Burden, Plan
from besrour_cli.model.programme import Programme
from besrour_cli.planning.explain.price_of_fairness import (
    Frontier,
    frontier,
    planned_year,
    regret_of_curves,
    what_tolerances_bought,
)
from besrour_cli.planning.problem.fairness_rule import NIGHTS, ORDER, PEOPLE, TOLERANCE
from support.planning.budgets import NO_TIME, seconds
from support.planning.oracle import everything, oracle
from support.planning.world import NOW, random_instance

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
