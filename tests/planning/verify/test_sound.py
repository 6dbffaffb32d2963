"""No sum of rows refutes a plan that is as good as it says: whatever anyone writes into a proof."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from besrour_cli.planning.verify.combinations import OptionBox, combine, margin
from besrour_cli.planning.verify.constraints import CheckedConstraints
from besrour_cli.planning.verify.objectives import STEPS, runs_of, values_of
from besrour_cli.planning.verify.problem import CheckedStart, ProofClaims, VerificationProblem, build
from support.planning.world import NOW, random_instance


def every_row(facts: VerificationProblem) -> list[list[object]]:
    """The names of all rows there are."""
    names: list[list[object]] = [[name] for name in STEPS if name != "regions"]
    names += [["region", region] for region in sorted({kind.region for kind in facts.kinds})]
    leads = {k: name for name, k in reversed(facts.kind_of.items())}
    ids = [seen.session.id for seen in facts.sessions]
    for k, lead in leads.items():
        names += [["short", lead], ["most nights", lead], ["most", lead]]
        for s, t in (pair for run in runs_of(facts, k) for pair in pairwise(run)):
            names.append(["pair", lead, ids[s], ids[t]])
            names += [["together", ids[s], start.at, ids[t]] for start in facts.sessions[s].starts]
            names += [["together", ids[t], start.at, ids[s]] for start in facts.sessions[t].starts]
    for seen in facts.sessions:
        for clock in sorted({start.clock for start in seen.starts}):
            names.append(["hour", seen.session.id, clock])
            names += [["count", seen.session.series, clock], ["counted", seen.session.series, clock]]
    return names


@pytest.mark.parametrize("seed", range(60))
def test_a_plan_is_never_refuted_by_what_it_reaches(seed: int) -> None:
    """Any plan whatever, any rows, any multipliers: asked for as good, the plan itself is still there."""
    asked, plan = random_instance(seed)
    dice = random.Random(seed)
    facts = build(asked, plan, ProofClaims(NOW, frozenset(), {}))
    if not all(seen.starts for seen in facts.sessions):
        return
    names = every_row(facts)
    for _ in range(40):
        chosen: list[CheckedStart] = [dice.choice(seen.starts) for seen in facts.sessions]
        rows = CheckedConstraints(facts, values_of(facts, chosen), frozenset(), [])
        box = OptionBox(tuple((rows.options.named[s][start.at],) for s, start in enumerate(chosen)), {})
        for _ in range(6):
            some = dice.sample(names, min(len(names), dice.randint(1, 8)))
            largest = dice.choice((9, 9, 10**15, 10**39))
            times = [[*name, dice.randint(0, largest)] for name in some]
            over = margin(rows, combine(rows, times, "rota", kept=True), box)
            assert over is not None and over <= 0, (seed, some)
