"""What fairness costs: the frontier of nights and of burden, the price of each step, other curves. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from time import monotonic
from typing import NamedTuple

from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import PROFILES, Programme
from besrour_cli.planning.ask import question
from besrour_cli.planning.choose import choose
from besrour_cli.planning.climb import Climb
from besrour_cli.planning.problem import Problem
from besrour_cli.planning.proof import Prover
from besrour_cli.planning.rule import NIGHTS, ORDER, Policy

_POINTS = 12


class Point(NamedTuple):
    """A point of a frontier: the worst-off's share, everyone's together, and whether it is proven."""

    worst: float
    total: float
    proven: bool


class Price(NamedTuple):
    """A step, and what keeping it costs the later ones: step to (value with it, value without it)."""

    name: str
    later: Mapping[str, tuple[float, float]]


class Curve(NamedTuple):
    """What the choice is under another curve: how many sessions keep their start, of how many."""

    profile: str
    same: int
    sessions: int


def frontier(programme: Programme, plan: Plan, now: datetime, step: str, seconds: float) -> tuple[Point, ...]:
    """What less for the worst-off costs all together, for ``nights`` or ``people`` (burden, in units).

    Only this step counts, dates apart: the points are those that no other plan beats on both, found by
    weighing the worst-off more and more.
    """
    problem = question(programme, plan, now, frozenset()).problem()
    until = monotonic() + seconds
    found: dict[tuple[float, float], bool] = {}
    weights = [Fraction(1, 1000), *(Fraction(2) ** n for n in range(-4, _POINTS))]
    for weight in weights:
        one = problem._replace(policy=_only(problem.policy, weight))
        climb = Climb(one, Prover(one, (), (step,)), (0,) * len(one.options), until)
        climb.step(step)
        lives = one.lives(climb.choice)
        each = [life.all_nights() if step == NIGHTS else life.total() for life in lives]
        total = sum(n * life.size for n, life in zip(each, lives, strict=True))
        scale = 1 if step == NIGHTS else 100
        point = max(each, default=0) / scale, total / scale
        found[point] = found.get(point, False) or climb.bounds[step] == climb.reached[step]
    kept = [
        Point(*p, proven)
        for p, proven in sorted(found.items())
        if not any(q != p and q[0] <= p[0] and q[1] <= p[1] for q in found)
    ]
    return tuple(kept)


def _only(policy: Policy, weight: Fraction) -> Policy:
    return Policy(policy.good, policy.good_sessions, weight.numerator, weight.denominator)


def prices(programme: Programme, plan: Plan, now: datetime, seconds: float) -> tuple[Price, ...]:
    """What keeping each step costs the steps after it, dates apart: the year is chosen again without it."""
    problem = question(programme, plan, now, frozenset()).problem()
    until = monotonic() + seconds
    kept = _climbed(problem, ORDER, until)
    found = []
    for at, name in enumerate(ORDER[:-1]):
        without = _climbed(problem, [n for n in ORDER if n != name], until)
        found.append(Price(name, {n: (float(kept[n]), float(without[n])) for n in ORDER[at + 1 :]}))
    return tuple(found)


def _climbed(problem: Problem, order: Sequence[str], until: float) -> Mapping[str, Fraction]:
    climb = Climb(problem, Prover(problem, (), order), (0,) * len(problem.options), until)
    for name in order:
        climb.step(name)
    return climb.reached


def curves(programme: Programme, plan: Plan, now: datetime, seconds: float) -> tuple[Curve, ...]:
    """Whether the choice is the same under every curve the programme could have; members' own ones stay."""
    chosen = {i: slot.start for i, slot in choose(programme, plan, now, seconds=seconds).plan.slots.items()}
    found = []
    for profile in PROFILES:
        other = replace(programme, fairness=programme.fairness._replace(profile=profile))
        slots = choose(other, plan, now, seconds=seconds).plan.slots
        found.append(Curve(profile, sum(slots[i].start == at for i, at in chosen.items()), len(chosen)))
    return tuple(found)
