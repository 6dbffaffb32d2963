"""What fairness costs: the frontier of nights and of burden, what each step gave away, other curves.

Whatever was found when the time ends is handed back, with what is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple

from besrour_cli.clock.instants import to_epoch_minutes
from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import PROFILES, Programme
from besrour_cli.planning.explain.prices.year_figures import (
    NO_CERTIFICATE,
    YearFigures,
    choice_of,
    year_figures,
)
from besrour_cli.planning.problem.build_problem import inputs_of_year
from besrour_cli.planning.problem.fairness_rule import (
    NIGHTS,
    REGIONS,
    regions,
    worst_region,
)
from besrour_cli.planning.problem.options import PlanningProblem
from besrour_cli.planning.problem.profiles import NO_BESTS
from besrour_cli.planning.solve.budget import Budget
from besrour_cli.planning.solve.certificate import CertificateBuilder
from besrour_cli.planning.solve.choose import Solution, choose, optimum
from besrour_cli.planning.solve.integer_program.linear_system import OptionKey
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


class Frontier(NamedTuple):
    """The points of one step's frontier, where the plan itself lies, and whether no point is missing."""

    points: tuple[FrontierPoint, ...]
    plan: FrontierPoint
    complete: bool

    @property
    def proven(self) -> tuple[FrontierPoint, ...]:
        """The points that are certain; for the others the time was too short."""
        return tuple(point for point in self.points if point.proven)


class StepTrade(NamedTuple):
    """What a step gave away within its tolerance, and what that bought: the plan beside one without it.

    ``value``, ``strict``: what every step reaches in the plan, and would if the step ``name`` had to keep
    its least. ``plan``, ``without``: what people would say of the two years. ``proven``: whether it is
    certain that nothing better goes without it.
    """

    name: str
    value: Mapping[str, float]
    strict: Mapping[str, float]
    plan: YearFigures
    without: YearFigures
    proven: bool


class CurveRegret(NamedTuple):
    """The plan under another burden curve, beside the plan that would be chosen for that curve.

    ``same`` of the ``sessions`` would keep their start. ``region``: the worst-off region of the plan under
    the curve; ``burden``: what an invitation costs there, and ``least`` in the worst-off region at best.
    """

    profile: str
    same: int
    sessions: int
    region: str
    burden: float
    least: float


def planned_year(programme: Programme, plan: Plan, now: datetime, budget: Budget) -> Plan:
    """The plan there is, if every session has a possible start in it; else the one that would be chosen."""
    if _choice(inputs_of_year(programme, plan, now).problem(), plan) is not None:
        return plan
    return choose(programme, plan, now, budget=budget, keep=frozenset(plan.holds)).plan


def _choice(problem: PlanningProblem, plan: Plan) -> OptionKey | None:
    return choice_of(problem, {i: to_epoch_minutes(slot.start) for i, slot in plan.slots.items()})


def planned_in(problem: PlanningProblem, plan: Plan) -> OptionKey:
    """The options that a plan of :func:`planned_year` has."""
    choice = _choice(problem, plan)
    assert choice is not None, "a plan of `planned_year`"
    return choice


def frontier(programme: Programme, plan: Plan, now: datetime, step: str, budget: Budget) -> Frontier:
    """The Pareto frontier between the worst-off member and the total of one step, ``nights`` or ``people``.

    ``people`` is burden, in units. No other step counts. No plan has less of one than a proven point, and no
    more of the other; of several assumed profiles the first counts. Of nights every such point is found, of
    burden about a dozen, from the least total on, as long as there is time.
    ``plan``: one that :func:`planned_year` gave.
    """
    problem = inputs_of_year(programme, plan, now)._replace(best=NO_BESTS).problem()
    choice = planned_in(problem, plan)
    found: dict[int, FrontierPoint] = {}
    worst, apart, caps, complete = 0, 0, NO_CAPS, False
    while not budget.expired():
        try:
            solver = _optimise(problem, step, budget, caps)
        except NegativeAnswer:  # no time left
            break
        if solver is not None:
            worst, total, mean = _worst_and_total(problem, solver.choice, step)
            found[worst] = _point(worst, total, step, solver.bounds[step] == solver.least[step])
            apart = apart or (1 if step == NIGHTS else max(1, (worst - mean) // _POINTS))
        elif not found and problem.ordered:  # there is a plan, in another order
            problem = problem._replace(ordered=False)
            continue
        else:
            apart //= 4  # nothing spares the worst-off so much: perhaps a little less
        if not apart or worst < apart:
            complete = True
            break
        caps = {step: worst - apart}
    worst, total, _mean = _worst_and_total(problem, choice, step)
    points = tuple(found[each] for each in sorted(found))
    return Frontier(points, _point(worst, total, step, True), complete)


def _worst_and_total(problem: PlanningProblem, choice: OptionKey, step: str) -> tuple[int, int, int]:
    """What the worst-off bears of nights or of burden (hundredths), all together, and the mean."""
    burdens = problem.burdens(choice)
    each = [one.nights if step == NIGHTS else one.burden for one in burdens]
    total = sum(n * one.size for n, one in zip(each, burdens, strict=True))
    return max(each, default=0), total, total // max(1, sum(one.size for one in burdens))


def _point(worst: int, total: int, step: str, proven: bool) -> FrontierPoint:
    scale = 1 if step == NIGHTS else 100
    return FrontierPoint(worst / scale, total / scale, proven)


def _optimise(
    problem: PlanningProblem, step: str, budget: Budget, caps: Mapping[str, int]
) -> LexicographicSolver | None:
    """Optimise one step, the total first, under upper bounds (``caps``); None: nothing is within them."""
    policy = problem.policy._replace(
        weight=_ALL_TOGETHER.numerator, unit=_ALL_TOGETHER.denominator, tolerance={}
    )
    problem = problem._replace(policy=policy)
    solver = LexicographicSolver(problem, CertificateBuilder(problem, caps), budget, NO_CERTIFICATE)
    return solver if take_steps(solver, (step,)) is not None else None


def what_tolerances_bought(
    programme: Programme, plan: Plan, now: datetime, budget: Budget
) -> tuple[StepTrade, ...]:
    """What each step with a tolerance gave away, and what it bought: the year is planned without it.

    Steps for which there was no time are left out.
    """
    problem = inputs_of_year(programme, plan, now).problem()
    here = planned_in(problem, plan)
    value = {name: float(each) for name, each in problem.evaluate(here).items()}
    figures = year_figures(problem, here, plan.ledger)
    found = []
    for name, part in problem.policy.tolerance.items():
        if not part:
            continue
        rest = {n: t for n, t in problem.policy.tolerance.items() if n != name}
        strict = problem._replace(policy=problem.policy._replace(tolerance=rest))
        solution = best_of(strict, budget.renewed())
        if solution is None:
            continue
        there = chosen_by(strict, solution)
        without = {n: float(each) for n, each in problem.evaluate(there).items()}
        proven = all(step.least == step.bound for step in solution.steps)
        second = year_figures(problem, there, plan.ledger)
        trade = StepTrade(name=name, value=value, strict=without, plan=figures, without=second, proven=proven)
        found.append(trade)
    return tuple(found)


def best_of(problem: PlanningProblem, budget: Budget) -> Solution | None:
    """The optimum of a problem; None: there was no time to find any plan."""
    try:
        return optimum(problem, budget) or optimum(problem._replace(ordered=False), budget)
    except NegativeAnswer:
        return None


def chosen_by(problem: PlanningProblem, solution: Solution) -> OptionKey:
    """The options that a solution has."""
    ids = (placing.session.id for placing in problem.sessions)
    choice = choice_of(problem, dict(zip(ids, solution.starts, strict=True)))
    assert choice is not None
    return choice


def regret_of_curves(
    programme: Programme, plan: Plan, now: datetime, budget: Budget
) -> tuple[CurveRegret, ...]:
    """How the plan as it is would fare under each curve the programme could have; members keep their own.

    Each of the choices may take as long as the whole ``budget``; curves for which that was too short are
    left out.
    """
    found = []
    for profile in PROFILES:
        other = replace(programme, fairness=programme.fairness._replace(profile=profile, profiles=()))
        problem = inputs_of_year(other, plan, now).problem()
        here = planned_in(problem, plan)
        solution = best_of(problem, budget.renewed())
        if solution is None:
            continue
        there, burdens = chosen_by(problem, solution), problem.burdens(here)
        least = next((step.least for step in solution.steps if step.name == REGIONS), 0.0)
        regret = CurveRegret(
            profile=profile,
            same=sum(a == b for a, b in zip(here, there, strict=True)),
            sessions=len(here),
            region=worst_region(burdens, problem.policy),
            burden=float(regions(burdens, problem.policy)),
            least=least,
        )
        found.append(regret)
    return tuple(found)
