"""What fairness costs: the frontier of nights and of burden, the price of each step, other curves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple

from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import PROFILES, Programme
from besrour_cli.planning.problem.build_problem import PlanningInput, build_input
from besrour_cli.planning.problem.conflict_cliques import cliques
from besrour_cli.planning.problem.fairness_rule import NIGHTS, ORDER, PEOPLE
from besrour_cli.planning.problem.options import OptionIndex
from besrour_cli.planning.problem.spacing import any_feasible, earliest
from besrour_cli.planning.solve.budget import Budget
from besrour_cli.planning.solve.certificate import CertificateBuilder
from besrour_cli.planning.solve.choose import choose
from besrour_cli.planning.solve.integer_program.writer import NO_CAPS
from besrour_cli.planning.solve.lexicographic import LexicographicSolver

_POINTS = 12
"""About how many points of a frontier of burden are looked for."""
_ALL_TOGETHER = Fraction(1, 1000)
"""A lambda so small that the total counts first, and the worst-off only where the totals are equal."""


class FrontierPoint(NamedTuple):
    """A point of a frontier: what the worst-off member bears, the total, and whether it is proven."""

    worst: float
    total: float
    proven: bool


class ObjectivePrice(NamedTuple):
    """A step, and what it costs each later one: step to (value with it, value without it)."""

    name: str
    later: Mapping[str, tuple[float, float]]


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
            climb = _optimise(placing, (step,), budget, _ALL_TOGETHER, caps)
        except NegativeAnswer:  # no time left
            break
        if climb is not None:
            schedules = climb.problem.schedules(climb.choice)
            each = [schedule.all_nights() if step == NIGHTS else schedule.total() for schedule in schedules]
            total = sum(n * schedule.size for n, schedule in zip(each, schedules, strict=True))
            worst = max(each, default=0)
            found[worst] = FrontierPoint(
                worst / scale, total / scale, climb.bounds[step] == climb.reached[step]
            )
            mean = total // max(1, sum(schedule.size for schedule in schedules))
            apart = apart or (1 if step == NIGHTS else max(1, (worst - mean) // _POINTS))
        else:
            apart //= 4  # nothing spares the worst-off so much: perhaps a little less
        if not apart or worst < apart:
            break
        caps = {step: worst - apart}
    return tuple(found[each] for each in sorted(found))


def price_of_each_step(
    programme: Programme, plan: Plan, now: datetime, budget: Budget
) -> tuple[ObjectivePrice, ...]:
    """What each step costs the steps after it: the year is planned again without it."""
    placing = build_input(programme, plan, now, frozenset())
    kept = _optimise(placing, ORDER, budget)
    found = []
    for at, name in enumerate(ORDER[:-1]):
        without = _optimise(placing, [n for n in ORDER if n != name], budget)
        if kept is not None and without is not None:
            later = {n: (float(kept.reached[n]), float(without.reached[n])) for n in ORDER[at + 1 :]}
            found.append(ObjectivePrice(name, later))
    return tuple(found)


def _optimise(
    inputs: PlanningInput,
    order: Sequence[str],
    budget: Budget,
    weight: Fraction | None = None,
    caps: Mapping[str, int] = NO_CAPS,
) -> LexicographicSolver | None:
    """Optimise some of the steps in order, with another lambda (``weight``) and upper bounds (``caps``).

    The dates of options are ignored first; if none can be given to the optimum, every date becomes an option
    of its own and the problem is solved again. Returns None when nothing is within the caps.
    """
    for bound in (False, True):
        # a dominated option may be left out where people count: they would gain by the one that dominates it
        problem = inputs.problem(prune=not bound and (PEOPLE in order or len(order) == 1), by_day=bound)
        if weight is not None:
            policy = problem.policy._replace(weight=weight.numerator, unit=weight.denominator)
            problem = problem._replace(policy=policy)
        first = None if caps else any_feasible(problem) if bound else (OptionIndex(0),) * len(problem.options)
        prover = CertificateBuilder(problem, cliques(problem) if bound else (), order, caps)
        climb = LexicographicSolver(problem, prover, first, budget)
        if not all(climb.step(name) is not None for name in order):
            return None
        if bound or earliest(problem, climb.choice) is not None:
            break
    return climb


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
