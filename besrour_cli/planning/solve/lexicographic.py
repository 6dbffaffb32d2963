"""One step after another: by branch and bound, which leaves a proof; where that is too large, by HiGHS."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from math import isfinite

from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.message import msg
from besrour_cli.planning.problem.fairness_rule import NIGHTS, ORDER, PEOPLE
from besrour_cli.planning.problem.options import PlanningProblem
from besrour_cli.planning.solve.budget import DEFAULT_LIMITS, Budget, SearchLimits
from besrour_cli.planning.solve.certificate import CertificateBuilder, StepProof
from besrour_cli.planning.solve.integer_program.highs import solve_mip
from besrour_cli.planning.solve.integer_program.linear_system import LinearSystem, OptionKey

_SEARCH_SHARE = 0.1
"""The part of the remaining time that one search by branch and bound may take."""
_MIP_SHARES = (0.5, 0.3)
"""The part of the remaining time that the first and the second integer program of a step may take."""
_BOUND_TOLERANCE = Fraction(1, 20)
"""A MIP bound is a float: this part of the gap to the next smaller value may be missing."""


class LexicographicSolver:
    """Takes the steps: ``incumbent``, the best choice so far, its values ``reached``, and dual ``bounds``.

    ``incumbent`` is None as long as no choice is known that meets the constraints between sessions.
    """

    def __init__(
        self,
        problem: PlanningProblem,
        prover: CertificateBuilder,
        first: OptionKey | None,
        budget: Budget,
        limits: SearchLimits = DEFAULT_LIMITS,
    ) -> None:
        self.problem, self.prover, self.budget, self.limits = problem, prover, budget, limits
        self.incumbent = first
        self.reached: dict[str, Fraction] = {} if first is None else self.values(first)
        self.bounds: dict[str, Fraction] = {}

    @property
    def choice(self) -> OptionKey:
        """The incumbent, which is there once a step was taken."""
        assert self.incumbent is not None
        return self.incumbent

    def values(self, choice: OptionKey) -> dict[str, Fraction]:
        """Return the exact value of a choice on each step that is searched."""
        values = self.problem.evaluate(choice)
        return {name: values[name] for name in ORDER}

    def is_equal(self, choice: OptionKey) -> bool:
        """Return whether a choice has exactly the incumbent's value on every step."""
        return self.values(choice) == self.reached

    def step(self, name: str) -> StepProof | None:
        """Take one step and return its proof; None: no plan is possible.

        Raises NegativeAnswer when the time was too short to find any plan.
        """
        remaining = self.budget.remaining()
        if self.incumbent is not None and remaining <= 0:
            self.bounds[name] = min(Fraction(0), self.reached[name])
            return {"name": name, "tree": None}
        if self.incumbent is not None:
            seconds = min(remaining * _SEARCH_SHARE, self.limits.first_seconds)
            proof = self._search(name, self.limits.first_nodes, seconds)
            if proof["tree"] is not None:
                return proof
        # The search grew too large, or has nothing to begin with. HiGHS's heuristics and cuts find better
        # plans sooner; from the better incumbent a second search often proves in few nodes what the first
        # could not.
        if not self._solve_mips(name):
            return None
        return self._search(name, self.limits.last_nodes, self.budget.remaining() * _SEARCH_SHARE, last=True)

    def _search(self, name: str, nodes: int, seconds: float, *, last: bool = False) -> StepProof:
        improve, budget = partial(self._improve, name), self.budget.part(seconds)
        proof = self.prover.prove_step(name, self.reached, improve, nodes, budget, last=last)
        if proof["tree"] is not None:
            self.bounds[name] = self.reached[name]
        return proof

    def _improve(self, name: str, choice: OptionKey) -> Fraction | None:
        """Take a choice as incumbent if it is better on a step, or the first; return its value, else None."""
        if not self._within_caps(choice):
            return None
        values = self.values(choice)
        if self.incumbent is None:
            self.incumbent, self.reached = choice, values
            return values[name]
        before = self.prover.order[: self.prover.order.index(name)]
        if values[name] >= self.reached[name] or any(values[n] > self.reached[n] for n in before):
            return None
        self.incumbent, self.reached = choice, values
        return values[name]

    def _solve_mips(self, name: str) -> bool:
        """Take a step by integer programs; return False when no plan is possible. Raises NegativeAnswer."""
        for share in _MIP_SHARES:  # the second asks for better than what the first found
            before = self.incumbent
            system = self.prover.step_system(name, self.reached or {name: Fraction(0)})
            found = solve_mip(system, self.budget.remaining() * share)
            if found.infeasible and self.incumbent is None:
                return False
            if found.values is not None:
                self._improve(name, system.choice(found.values))
            if self.incumbent is None:
                raise NegativeAnswer(
                    msg("the time allowed was too short to find any plan"),
                    msg("allow more seconds (--seconds)"),
                )
            self.bounds[name] = self._dual_bound(name, system, found.bound)
            if self.incumbent is before and found.nothing_better:
                self.bounds[name] = self.reached[name]
            if self.bounds[name] == self.reached[name]:
                break
        return True

    def _within_caps(self, choice: OptionKey) -> bool:
        """Return whether nobody bears more nights or burden than the caps allow."""
        caps = self.prover.caps
        schedules = self.problem.schedules(choice) if caps else []
        return all(
            schedule.all_nights() <= caps.get(NIGHTS, schedule.all_nights())
            and schedule.total() <= caps.get(PEOPLE, schedule.total())
            for schedule in schedules
        )

    def _dual_bound(self, name: str, system: LinearSystem, z: float) -> Fraction:
        """Return a step's dual bound that follows from one of ``z``; it is at most the value reached."""
        reached = self.reached[name]
        if not isfinite(z):
            return reached if z > 0 else min(Fraction(0), reached)
        rows = [(row, row.objective) for row in system.rows if row.objective is not None]
        least = min(
            (row.most + objective.constant + Fraction(row.miss * z)) / objective.scale
            for row, objective in rows
        )
        # The next smaller value the step can take: a bound above it, but for the float's error, leaves no
        # value between itself and what was reached, so the gap is closed.
        below = max(
            (objective.bound_improved(reached) + objective.constant) / objective.scale
            for _, objective in rows
        )
        if least > below + (reached - below) * _BOUND_TOLERANCE:
            return reached
        return min(max(least, Fraction(0)), reached)
