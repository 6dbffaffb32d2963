"""The frontier against trying everything: no point is beaten, and of nights none is missing."""

from __future__ import annotations

import pytest

from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.plan import Burden, Plan
from besrour_cli.model.programme import Programme
from besrour_cli.planning.explain.price_of_fairness import frontier, price_of_each_step
from besrour_cli.planning.problem.fairness_rule import ORDER
from support.planning.budgets import seconds
from support.planning.world import NOW, everything, random_instance, rule


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


@pytest.mark.parametrize("tens", range(8))
def test_no_plan_beats_a_point_and_no_point_of_nights_is_missing(tens: int) -> None:
    """Dates that bind and pasts among them."""
    for seed in range(tens * 10, tens * 10 + 10):
        asked, plan = random_instance(seed)
        for what, step in enumerate(("people", "nights")):
            every = reachable(asked, plan, what)
            best = {p for p in every if not any(q != p and q[0] <= p[0] and q[1] <= p[1] for q in every)}
            try:
                points = frontier(asked, plan, NOW, step, seconds(20))
            except NegativeAnswer:
                assert not every, f"seed {seed}"
                continue
            found = {(round(p.worst, 2), round(p.total, 2)) for p in points}
            assert all(p.proven for p in points), f"seed {seed}"
            assert found <= best, f"seed {seed}"
            assert step == "people" or found == best, f"seed {seed}"
            assert min(best, key=lambda p: p[1], default=None) in found or not best


@pytest.mark.parametrize("tens", range(5))
def test_the_price_of_a_step_is_that_of_the_best_year_without_it(tens: int) -> None:
    """With it: what the plan reaches. Without it: what trying everything reaches by the other steps."""
    for seed in range(tens * 10, tens * 10 + 10):
        asked, plan = random_instance(seed)
        sessions, chosen = everything(asked)
        every = {rule(asked, plan, sessions, each) for each in chosen}
        if not every:
            continue
        for at, price in enumerate(price_of_each_step(asked, plan, NOW, seconds(60))):
            best = min(every), min(every, key=lambda value: value[:at] + value[at + 1 :])
            for later, found in price.later.items():
                wanted = tuple(float(value[ORDER.index(later)]) for value in best)
                assert found == pytest.approx(wanted), f"seed {seed}: {price.name}, {later}"
