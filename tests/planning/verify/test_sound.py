"""No sum of rows refutes a plan that is as good as it says: whatever anyone writes into a proof."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from besrour_cli.planning.verify.build_problem import build
from besrour_cli.planning.verify.integer_rows import CheckedConstraints
from besrour_cli.planning.verify.objectives import STEPS, runs_of, values_of
from besrour_cli.planning.verify.problem import CheckedStart, ProofClaims, VerificationProblem
from besrour_cli.planning.verify.refutation import NodeDomain, combine, margin
from support.planning.world import NOW, random_instance


def every_row(problem: VerificationProblem) -> list[list[object]]:
    """The names of all rows there are."""
    names: list[list[object]] = [[name] for name in STEPS if name != "regions"]
    names += [["region", region] for region in sorted({one.region for one in problem.classes})]
    leads = {k: name for name, k in reversed(list(problem.class_of.items()))}
    ids = [domain.session.id for domain in problem.sessions]
    for k, lead in leads.items():
        names += [["short", lead], ["most nights", lead], ["most", lead]]
        for s, t in (pair for run in runs_of(problem, k) for pair in pairwise(run)):
            names.append(["pair", lead, ids[s], ids[t]])
            names += [["together", ids[s], start.at, ids[t]] for start in problem.sessions[s].starts]
            names += [["together", ids[t], start.at, ids[s]] for start in problem.sessions[t].starts]
    for domain in problem.sessions:
        for clock in sorted({start.clock for start in domain.starts}):
            names.append(["hour", domain.session.id, clock])
            names += [["count", domain.session.series, clock], ["counted", domain.session.series, clock]]
    return names


@given(seed=st.integers(0, 600))
@settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.filter_too_much]
)
def test_a_plan_is_never_refuted_by_what_it_reaches(seed: int) -> None:
    """Any plan whatever, any rows, any multipliers: asked for as good, the plan itself is still there."""
    asked, plan = random_instance(seed)
    dice = random.Random(seed)
    problem = build(asked, plan, ProofClaims(NOW, frozenset(), {}))
    assume(all(domain.starts for domain in problem.sessions))
    names = every_row(problem)
    for _ in range(40):
        chosen: list[CheckedStart] = [dice.choice(domain.starts) for domain in problem.sessions]
        rows = CheckedConstraints(problem, values_of(problem, chosen), frozenset(), [])
        here = NodeDomain(tuple((rows.options.named[s][start.at],) for s, start in enumerate(chosen)), {})
        for _ in range(6):
            some = dice.sample(names, min(len(names), dice.randint(1, 8)))
            largest = dice.choice((9, 9, 10**15, 10**39))
            times = [[*name, dice.randint(0, largest)] for name in some]
            over = margin(rows, combine(rows, times, "rota", better=False), here)
            assert over is not None and over <= 0, (seed, some)
