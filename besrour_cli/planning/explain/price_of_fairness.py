"""What fairness costs: the frontier of nights and of burden, the price of each step, other curves. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from time import monotonic
from typing import NamedTuple

from besrour_cli.model.errors import AnswerIsNo
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import PROFILES, Programme
from besrour_cli.planning.problem.build import Question, question
from besrour_cli.planning.problem.conflict_cliques import cliques
from besrour_cli.planning.problem.objectives import NIGHTS, ORDER, PEOPLE
from besrour_cli.planning.problem.spacing import anywhere, earliest
from besrour_cli.planning.solve.certificate import Prover
from besrour_cli.planning.solve.choose import choose
from besrour_cli.planning.solve.constraints import NO_CAPS
from besrour_cli.planning.solve.lexicographic import Climb

_POINTS = 12
_ALL_TOGETHER = Fraction(1, 1000)
"""A lambda with which all together count before the worst-off, who still counts."""


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

    Only this step counts. No plan beats a proven point: none has less for the worst-off and no more together,
    or less together and no more for the worst-off. Of nights every such point is found, of burden about a
    dozen, from the least together on, as long as there is time.
    """
    asked = question(programme, plan, now, frozenset())
    until = monotonic() + seconds
    scale = 1 if step == NIGHTS else 100
    found: dict[int, Point] = {}
    worst, apart, caps = 0, 0, NO_CAPS
    while monotonic() < until:
        try:
            climb = _climbed(asked, (step,), until, _ALL_TOGETHER, caps)
        except AnswerIsNo:  # no time left
            break
        if climb is not None:
            lives = climb.problem.lives(climb.choice)
            each = [life.all_nights() if step == NIGHTS else life.total() for life in lives]
            total = sum(n * life.size for n, life in zip(each, lives, strict=True))
            worst = max(each, default=0)
            found[worst] = Point(worst / scale, total / scale, climb.bounds[step] == climb.reached[step])
            mean = total // max(1, sum(life.size for life in lives))
            apart = apart or (1 if step == NIGHTS else max(1, (worst - mean) // _POINTS))
        else:
            apart //= 4  # nothing spares the worst-off so much: perhaps a little less
        if not apart or worst < apart:
            break
        caps = {step: worst - apart}
    return tuple(found[each] for each in sorted(found))


def prices(programme: Programme, plan: Plan, now: datetime, seconds: float) -> tuple[Price, ...]:
    """What keeping each step costs the steps after it: the year is chosen again without it."""
    asked = question(programme, plan, now, frozenset())
    until = monotonic() + seconds
    kept = _climbed(asked, ORDER, until)
    found = []
    for at, name in enumerate(ORDER[:-1]):
        without = _climbed(asked, [n for n in ORDER if n != name], until)
        if kept is not None and without is not None:
            later = {n: (float(kept.reached[n]), float(without.reached[n])) for n in ORDER[at + 1 :]}
            found.append(Price(name, later))
    return tuple(found)


def _climbed(
    asked: Question,
    order: Sequence[str],
    until: float,
    weight: Fraction | None = None,
    caps: Mapping[str, int] = NO_CAPS,
) -> Climb | None:
    """Some of the steps, with another lambda if one is given; dates forgotten unless they bind.

    None when nothing keeps to the caps.
    """
    for bound in (False, True):
        # a beaten option may be left out where people count: they would gain by the one that beats it
        problem = asked.problem(prune=not bound and (PEOPLE in order or len(order) == 1), by_day=bound)
        if weight is not None:
            lambda_ = {"weight": weight.numerator, "unit": weight.denominator}
            problem = problem._replace(policy=problem.policy._replace(**lambda_))
        first = None if caps else anywhere(problem) if bound else (0,) * len(problem.options)
        prover = Prover(problem, cliques(problem) if bound else (), order, caps)
        climb = Climb(problem, prover, first, until)
        if not all(climb.step(name) is not None for name in order):
            return None
        if bound or earliest(problem, climb.choice) is not None:
            break
    return climb


def curves(programme: Programme, plan: Plan, now: datetime, seconds: float) -> tuple[Curve, ...]:
    """Whether the choice is the same under every curve the programme could have; members' own ones stay."""
    chosen = {i: slot.start for i, slot in choose(programme, plan, now, seconds=seconds).plan.slots.items()}
    found = []
    for profile in PROFILES:
        other = replace(programme, fairness=programme.fairness._replace(profile=profile))
        slots = choose(other, plan, now, seconds=seconds).plan.slots
        found.append(Curve(profile, sum(slots[i].start == at for i, at in chosen.items()), len(chosen)))
    return tuple(found)
