"""What fairness costs: the frontier of nights and of burden, what each step gave away, other curves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple

from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.plan import ObjectiveValue, Plan
from besrour_cli.model.programme import PROFILES, Programme
from besrour_cli.planning.problem.build_problem import PlanningInput, build_input
from besrour_cli.planning.problem.fairness_rule import NIGHTS, ORDER, TOLERANCE
from besrour_cli.planning.solve.budget import Budget
from besrour_cli.planning.solve.certificate import CertificateBuilder
from besrour_cli.planning.solve.choose import choose, optimum
from besrour_cli.planning.solve.integer_program.writer import NO_CAPS
from besrour_cli.planning.solve.lexicographic import LexicographicSolver, take_steps

_POINTS = 12
"""About how many points of a frontier of burden are looked for."""
_ALL_TOGETHER = Fraction(1, 1000)
"""A lambda so small that the total counts first, and the worst-off only where the totals are equal."""


class FrontierPoint(NamedTuple):
    """A point of a frontier: what the worst-off member bears, the total, and whether it is proven."""

    worst: float
    total: float
    proven: bool


class StepTrade(NamedTuple):
    """What a step gave away within its tolerance, and what that bought.

    ``least``: the least possible of the step; ``value``: what the plan reaches. ``bought``: later step to
    what it reaches in the plan, and would if the step had to keep its least.
    """

    name: str
    least: float
    value: float
    bought: Mapping[str, tuple[float, float]]


class CurveSensitivity(NamedTuple):
    """How many of the ``sessions`` have the same start under another burden curve."""

    profile: str
    same: int
    sessions: int


def frontier(
    programme: Programme, plan: Plan, now: datetime, step: str, budget: Budget
) -> tuple[FrontierPoint, ...]:
    """The Pareto frontier between the worst-off member and the total of one step, ``nights`` or ``people``.

    ``people`` is burden, in units. No other step counts. No plan has less of one than a proven point, and no
    more of the other. Of nights every such point is found, of burden about a dozen, from the least total on,
    as long as there is time.
    """
    placing = build_input(programme, plan, now, frozenset())
    scale = 1 if step == NIGHTS else 100
    found: dict[int, FrontierPoint] = {}
    worst, apart, caps = 0, 0, NO_CAPS
    while not budget.expired():
        try:
            solver = _optimise(placing, (step,), budget, caps)
        except NegativeAnswer:  # no time left
            break
        if solver is not None:
            burdens = solver.problem.burdens(solver.choice)
            each = [one.nights if step == NIGHTS else one.burden for one in burdens]
            total = sum(n * one.size for n, one in zip(each, burdens, strict=True))
            worst = max(each, default=0)
            proven = solver.bounds[step] == solver.least[step]
            found[worst] = FrontierPoint(worst / scale, total / scale, proven)
            mean = total // max(1, sum(one.size for one in burdens))
            apart = apart or (1 if step == NIGHTS else max(1, (worst - mean) // _POINTS))
        else:
            apart //= 4  # nothing spares the worst-off so much: perhaps a little less
        if not apart or worst < apart:
            break
        caps = {step: worst - apart}
    return tuple(found[each] for each in sorted(found))


def _optimise(
    inputs: PlanningInput, order: tuple[str, ...], budget: Budget, caps: Mapping[str, int] = NO_CAPS
) -> LexicographicSolver | None:
    """Optimise some of the steps, the total first, under upper bounds (``caps``); None: nothing is within."""
    problem = inputs.problem()
    policy = problem.policy._replace(weight=_ALL_TOGETHER.numerator, unit=_ALL_TOGETHER.denominator)
    problem = problem._replace(policy=policy)
    solver = LexicographicSolver(problem, CertificateBuilder(problem, caps), budget)
    return solver if take_steps(solver, order) is not None else None


def what_tolerances_bought(
    programme: Programme, plan: Plan, now: datetime, budget: Budget
) -> tuple[StepTrade, ...]:
    """What each step with a tolerance gave away, and what it bought: the year is planned without it."""
    placing = build_input(programme, plan, now, frozenset())
    chosen = _steps(placing, budget, TOLERANCE)
    found = []
    for name in (n for n in ORDER if n in TOLERANCE):
        strict = _steps(placing, budget.renewed(), {n: t for n, t in TOLERANCE.items() if n != name})
        later = ORDER[ORDER.index(name) + 1 :]
        bought = {n: (chosen[n].value, strict[n].value) for n in later}
        found.append(StepTrade(name, chosen[name].least, chosen[name].value, bought))
    return tuple(found)


def _steps(
    inputs: PlanningInput, budget: Budget, tolerance: Mapping[str, Fraction]
) -> dict[str, ObjectiveValue]:
    """The steps of the fairest year under other tolerances, by name."""
    problem = inputs.problem()
    problem = problem._replace(policy=problem.policy._replace(tolerance=tolerance))
    found = optimum(problem, budget) or optimum(problem._replace(ordered=False), budget)
    return {} if found is None else {step.name: step for step in found.steps}


def sensitivity_to_profile(
    programme: Programme, plan: Plan, now: datetime, budget: Budget
) -> tuple[CurveSensitivity, ...]:
    """How many starts would be the same under each curve the programme could have; members keep their own.

    Each of the choices may take as long as the whole ``budget``.
    """
    kept = choose(programme, plan, now, budget=budget).plan
    chosen = {i: slot.start for i, slot in kept.slots.items()}
    found = []
    for profile in PROFILES:
        other = replace(programme, fairness=programme.fairness._replace(profile=profile))
        slots = choose(other, plan, now, budget=budget.renewed()).plan.slots
        found.append(
            CurveSensitivity(profile, sum(slots[i].start == at for i, at in chosen.items()), len(chosen))
        )
    return tuple(found)
