"""Several assumed profiles: what could be had under each alone, before the plan is judged by regret."""

from __future__ import annotations

import math
from typing import NamedTuple

from besrour_cli.model.units import Hundredths
from besrour_cli.planning.problem.build_problem import PlanningInput
from besrour_cli.planning.problem.fairness_rule import NIGHTS, PEOPLE, REGIONS
from besrour_cli.planning.problem.options import PlanningProblem
from besrour_cli.planning.problem.profiles import Bests
from besrour_cli.planning.solve.budget import Budget, SearchLimits
from besrour_cli.planning.solve.certificate import CertificateBuilder, StepProofs, starts_of
from besrour_cli.planning.solve.lexicographic import LexicographicSolver, take_steps

STEPS_ALONE = (NIGHTS, REGIONS, PEOPLE)
"""The steps that are taken under each profile alone."""
_SHARE = 0.5
"""The part of the time allowed that all profiles together may take."""


class ProfileBests(NamedTuple):
    """What could be had under each profile, with the proof of its steps; ``proven``: every one of them."""

    best: Bests
    proofs: dict[str, StepProofs]
    proven: bool


def profile_bests(inputs: PlanningInput, budget: Budget, limits: SearchLimits) -> ProfileBests | None:
    """Take the steps that judge burden under each profile alone; None: no plan is possible.

    Raises NegativeAnswer when the time was too short to find any plan.
    """
    best: dict[str, dict[str, Hundredths]] = {}
    proofs: dict[str, StepProofs] = {}
    proven, under = True, (inputs._replace(others=(), best={}), *inputs.others)
    for n, each in enumerate(under):
        problem, name = each.problem(), each.programme.fairness.profile
        part = budget.part(budget.remaining() * _SHARE / (len(under) - n))
        solver = _taken(problem, part, limits, proofs, name) or _taken(
            problem._replace(ordered=False), part, limits, proofs, name
        )
        if solver is None:
            return None
        # rounded down to a hundredth, so that whole numbers can say how far a plan is from it
        best[name] = {step: Hundredths(math.floor(100 * solver.least[step])) for step in (REGIONS, PEOPLE)}
        proven = proven and all(solver.bounds[step] == solver.least[step] for step in STEPS_ALONE)
    return ProfileBests(best, proofs, proven)


def _taken(
    problem: PlanningProblem,
    budget: Budget,
    limits: SearchLimits,
    proofs: dict[str, StepProofs],
    name: str,
) -> LexicographicSolver | None:
    """Take the steps of one problem and add their proofs; None: no plan is possible."""
    solver = LexicographicSolver(problem, CertificateBuilder(problem), budget, limits)
    taken = take_steps(solver, STEPS_ALONE)
    if taken is None:
        return None
    for step, proof in zip(STEPS_ALONE, taken, strict=True):
        least, bound = solver.least[step], solver.bounds[step]
        proof["value"] = proof["least"] = str(least)
        proof["bound"] = str(bound)
        proof["witness"] = starts_of(problem, solver.witnesses[step])
    proofs[name] = StepProofs(tuple(taken), solver.prover.used_conflicts(), problem.ordered)
    return solver
