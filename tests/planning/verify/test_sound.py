"""No sum of rows refutes a plan that is within its limits: whatever anyone writes into a proof."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from besrour_cli.planning.verify.integer_rows import CheckedConstraints
from besrour_cli.planning.verify.objectives import STEPS, values_of
from besrour_cli.planning.verify.refutation import NodeDomain, combine, drop_options, margin, root_domain
from besrour_cli.planning.verify.spacing import CheckedSpacing
from support.planning.unproven import plans, spacing_of
from support.planning.world import random_instance


def every_row(spacing: CheckedSpacing) -> list[list[object]]:
    """The names of all rows there are, but for those of sets of starts."""
    problem = spacing.options.problem
    names: list[list[object]] = [[name] for name in STEPS if name != "regions"]
    names += [["region", region] for region in sorted({one.region for one in problem.classes})]
    for lead in {k: name for (name, _), k in reversed(list(problem.class_of.items()))}.values():
        names += [["most nights", lead], ["most", lead]]
    for domain in problem.sessions:
        slots = sorted({start.slot for start in domain.starts})
        names += [["slot", domain.session.id, *slot[1:]] for slot in slots]
    for s, t in permutations(range(len(problem.sessions)), 2):
        if spacing.follows(s, t):
            ids = [problem.sessions[each].session.id for each in (s, t)]
            names += [["after", *ids, start.at] for start in problem.sessions[t].starts]
    return names


@given(seed=st.integers(0, 600))
@settings(
    max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.filter_too_much]
)
def test_a_plan_is_never_refuted_by_what_it_may_reach(seed: int) -> None:
    """Any plan whatever, any rows, any multipliers: within every limit, the plan itself is still there."""
    asked, before = random_instance(seed)
    spacing, dice = spacing_of(asked, before), random.Random(seed)
    assume(spacing is not None)
    assert spacing is not None
    names, every = every_row(spacing), plans(spacing)
    past = values_of(spacing.options, ())
    for chosen in dice.sample(every, min(len(every), 12)):
        reached = values_of(spacing.options, chosen)
        # Of regions and people the least may be so much less that the plan gives away all that it may.
        least = {
            name: past[name] + (reached[name] - past[name]) / Fraction(11, 10)
            if name in ("regions", "people") and dice.random() < 0.5
            else reached[name]
            for name in STEPS
        }
        rows = CheckedConstraints(spacing, least, [])
        here = NodeDomain(tuple((o,) for o in chosen), {})
        for _ in range(6):
            some = dice.sample(names, min(len(names), dice.randint(1, 8)))
            largest = dice.choice((9, 9, 10**15, 10**39))
            times = [[*name, dice.randint(0, largest)] for name in some]
            total = combine(rows, times, "burden", better=False)
            over = margin(rows, total, here)
            assert over is not None and over <= 0, (seed, some)
            left = drop_options(rows, total, root_domain(rows))
            assert all(o in open_ for o, open_ in zip(chosen, left.open, strict=True)), (seed, some)


@pytest.mark.parametrize("seed", [4, 8, 12, 20, 32])
def test_a_better_plan_is_never_refuted(seed: int) -> None:
    """Of two plans the fairer one remains when less than the other's value is asked for on any step."""
    asked, before = random_instance(seed)
    spacing, dice = spacing_of(asked, before), random.Random(seed)
    assert spacing is not None
    names, every, past = every_row(spacing), plans(spacing), values_of(spacing.options, ())
    seen = set()
    for _ in range(80):
        other, chosen = dice.choice(every), dice.choice(every)
        worse, better = (values_of(spacing.options, each) for each in (other, chosen))
        for name in STEPS:
            certain = worse[name]
            if name in ("regions", "people"):
                certain -= (worse[name] - past[name]) / 100
            if better[name] >= worse[name] or better[name] > certain:
                continue
            rows = CheckedConstraints(spacing, {**better, name: worse[name]}, [])
            here = NodeDomain(tuple((o,) for o in chosen), {})
            allowed = [row for row in names if not later(row, name)]
            times = [[*row, dice.randint(0, 10**6)] for row in dice.sample(allowed, min(6, len(allowed)))]
            over = margin(rows, combine(rows, times, name, better=True), here)
            assert over is not None and over <= 0, (name, times)
            seen.add(name)
    assert seen >= {"regions", "people", "burden"}


def later(row: list[object], step: str) -> bool:
    """Whether a row is of a step after another."""
    name = "regions" if row[0] == "region" else row[0]
    return name in STEPS and STEPS.index(str(name)) > STEPS.index(step)


def test_a_node_without_any_choice_is_refuted_by_nothing() -> None:
    """A branch that leaves a session no start holds no plan: no margin is worked out from it."""
    asked, before = random_instance(4)
    spacing = spacing_of(asked, before)
    assert spacing is not None
    rows = CheckedConstraints(spacing, dict.fromkeys(STEPS, Fraction(0)), [])
    total = combine(rows, [], "burden", better=False)
    some = root_domain(rows)
    assert margin(rows, total, some) is not None
    assert margin(rows, total, some._replace(open=((), *some.open[1:]))) is None
