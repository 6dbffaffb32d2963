"""One step after another: HiGHS finds the least of each, branch and bound certifies it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from math import isfinite

from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.message import msg
from besrour_cli.planning.problem.fairness_rule import NIGHTS, ORDER, PEOPLE
from besrour_cli.planning.problem.options import PlanningProblem
from besrour_cli.planning.problem.spacing import any_feasible, fits
from besrour_cli.planning.solve.branch_and_bound import Improve, SearchLimitReached
from besrour_cli.planning.solve.budget import DEFAULT_LIMITS, Budget, SearchLimits
from besrour_cli.planning.solve.certificate import CertificateBuilder, StepProof
from besrour_cli.planning.solve.common_slots import common_slots
from besrour_cli.planning.solve.integer_program.highs import MipResult, solve_mip
from besrour_cli.planning.solve.integer_program.linear_system import LinearSystem, OptionKey

_BEGIN_SHARE = 0.2
"""The part of the remaining time that may go by until any plan is found."""
_MIP_SHARE = 0.5
"""The part of the remaining time that the integer program of a step may take."""
_FIRST_SHARE = 0.05
"""The part of the remaining time that each search may take before the integer program of a step."""
_FEW_NODES = 200
"""The nodes that this search may have."""
_SEARCH_SHARE = 0.1
"""The part of the remaining time that the search by branch and bound that certifies a step may take."""
_BOUND_TOLERANCE = Fraction(1, 20)
"""A MIP bound is a float: this part of the gap to the next smaller value may be missing."""


class LexicographicSolver:
    """Takes the steps: ``incumbent``, the best choice so far, the ``least`` of each step, dual ``bounds``.

    ``witnesses``: for every step taken, the choice that reached its least. ``incumbent`` is None as long as
    no choice is known that meets the constraints between sessions.
    """

    def __init__(
        self,
        problem: PlanningProblem,
        prover: CertificateBuilder,
        budget: Budget,
        limits: SearchLimits = DEFAULT_LIMITS,
    ) -> None:
        self.problem, self.prover, self.budget, self.limits = problem, prover, budget, limits
        self.incumbent: OptionKey | None = None
        self.bounds: dict[str, Fraction] = {}
        self.witnesses: dict[str, OptionKey] = {}
        self.margins = prover.frame.margins

    @property
    def least(self) -> dict[str, Fraction]:
        """The least of every step taken."""
        return self.prover.least

    @property
    def choice(self) -> OptionKey:
        """The incumbent, which is there once a step was taken."""
        assert self.incumbent is not None
        return self.incumbent

    def within_limits(self, choice: OptionKey) -> bool:
        """Return whether a choice is within the limits of all steps taken, of the caps, and possible."""
        values = self.problem.evaluate(choice)
        return (
            all(values[name] <= self.margins[name].limit(least) for name, least in self.least.items())
            and self._within_caps(choice)
            and fits(self.problem, choice, self.prover.pairs)
        )

    def step(self, name: str) -> StepProof | None:
        """Take one step and return its proof; None: no plan is possible.

        Raises NegativeAnswer when the time was too short to find any plan.
        """
        proof: StepProof | None = None
        if name == NIGHTS and not self.least:
            proof = self._without_nights()
        if proof is None:
            proof = self._search(name)
        if proof is not None:
            self.least[name] = self._value(name)
            self.witnesses[name] = self.choice
        return proof

    def _value(self, name: str) -> Fraction:
        return self.problem.evaluate(self.choice)[name]

    def _without_nights(self) -> StepProof | None:
        """Take the first step where nobody needs to have a night; None: somebody must, or it is not known."""
        free = self.prover.without_nights()
        if free is None or not self._begin(free):
            self._begin(self.prover.open)
            return None
        self.bounds[NIGHTS] = self._value(NIGHTS)
        return self.prover.prove_no_night(free)

    def _begin(self, open_: list[list[int]]) -> bool:
        """Take any plan among some options as incumbent; return whether one was found."""
        choice: OptionKey | None = any_feasible(self.problem, open_, self.prover.pairs)
        if choice is None:
            system = self.prover.any_system(open_)
            found = solve_mip(system, self.budget.remaining() * _BEGIN_SHARE)
            choice = system.choice(found.values) if found.values is not None else None
        if choice is None or not self.within_limits(choice):
            return False
        self.incumbent = choice
        return True

    def _search(self, name: str) -> StepProof | None:
        if self.incumbent is not None and self.budget.expired():
            self.bounds[name] = min(self.margins[name].past, self._value(name))
            return {"name": name, "tree": None}
        beaten = self.prover.leave_out_beaten(self.budget)
        proof: StepProof = {"name": name, "tree": None}
        if self.incumbent is not None and not self.margins[name].precision:
            proof = self._search_first(name)
        if proof["tree"] is None:
            if not self._solve_mip(name):
                return None
            budget, improve = self._part(_SEARCH_SHARE), partial(self._improve, name)
            proof = self._certify(name, self.limits.nodes, budget, improve)
        return {**proof, "beaten": beaten} if beaten else proof

    def _search_first(self, name: str) -> StepProof:
        """Take a step by branch and bound alone, if that needs few nodes; its tree is None otherwise.

        Where a plan is known that is best among a few slots, the proof mostly takes less time than an integer
        program would. From each better plan it begins anew, since a tree is small if nothing better is found.
        """
        while True:
            self._try_few_slots(name)
            before, improve = self._value(name), partial(self._improve_and_stop, name)
            proof = self._certify(name, *self._few_nodes(), improve)
            if self._value(name) == before:
                return proof

    def refute_in_few_nodes(self, system: LinearSystem, improve: Improve) -> bool:
        """Return whether branch and bound refutes a system, if that needs few nodes."""
        return self.prover.search(system, improve, *self._few_nodes()).refute() is not None

    def _few_nodes(self) -> tuple[int, Budget]:
        return min(self.limits.nodes, _FEW_NODES), self._part(_FIRST_SHARE)

    def _part(self, share: float) -> Budget:
        """Return the budget of a search that may take a part of the remaining time."""
        return self.budget.part(min(self.budget.remaining() * share, self.limits.seconds))

    def _certify(self, name: str, nodes: int, budget: Budget, improve: Improve) -> StepProof:
        """Search a step by branch and bound and return its proof; its tree is None if given up."""
        if not nodes or self.budget.expired():
            return {"name": name, "tree": None}
        proof = self.prover.prove_step(name, self._value(name), improve, nodes, budget)
        if proof["tree"] is not None:
            self.bounds[name] = self._value(name)
        return proof

    def _solve_mip(self, name: str) -> bool:
        """Take a step by an integer program; return False when no plan is possible. Raises NegativeAnswer."""
        above = self._value(name) if self.incumbent else Fraction(0)
        system = self.prover.step_system(name, above)
        most = [row.relative(above) for row in system.rows]
        start = system.columns_of(self.incumbent) if self.incumbent is not None else []
        found = solve_mip(system, self.budget.remaining() * _MIP_SHARE, start, most)
        if found.infeasible and self.incumbent is None:
            return False
        if found.values is not None:
            self._improve(name, system.choice(found.values))
        if self.incumbent is None:
            raise NegativeAnswer(
                msg("the time allowed was too short to find any plan"),
                msg("allow more seconds (--seconds)"),
            )
        self.bounds[name] = self._dual_bound(name, system, most, found)
        return True

    def _try_few_slots(self, name: str) -> None:
        """Take as incumbent the best plan among a few slots, if it is better."""
        open_ = common_slots(self.problem, self.prover.open, self.choice)
        system = self.prover.step_system(name, self._value(name), open_)
        found = solve_mip(system, self.budget.remaining() * _BEGIN_SHARE, system.columns_of(self.choice))
        if found.values is not None:
            self._improve(name, system.choice(found.values))

    def _improve_and_stop(self, name: str, choice: OptionKey) -> None:
        """Take a choice as incumbent if it is better, and end the search. Raises SearchLimitReached."""
        if self._improve(name, choice) is not None:
            raise SearchLimitReached

    def _improve(self, name: str, choice: OptionKey) -> Fraction | None:
        """Take a choice as incumbent if it is better on a step, or the first; return its value, else None."""
        value = self.problem.evaluate(choice)[name]
        if self.incumbent is not None and value >= self._value(name):
            return None
        if not self.within_limits(choice):
            return None
        self.incumbent = choice
        return value

    def _within_caps(self, choice: OptionKey) -> bool:
        """Return whether nobody bears more nights or burden than the caps allow."""
        caps = self.prover.frame.caps
        burdens = self.problem.burdens(choice) if caps else []
        return all(
            each.nights <= caps.get(NIGHTS, each.nights) and each.burden <= caps.get(PEOPLE, each.burden)
            for each in burdens
        )

    def _dual_bound(
        self, name: str, system: LinearSystem, most: Sequence[float], found: MipResult
    ) -> Fraction:
        """Return a step's dual bound that follows from one of ``z``; it is at most the value reached."""
        reached, margin = self._value(name), self.margins[name]
        if not isfinite(found.bound):
            return reached if found.bound > 0 else min(margin.past, reached)
        rows = [
            (upper, row.miss, row.objective)
            for upper, row in zip(most, system.rows, strict=True)
            if row.objective is not None
        ]
        # Of several sums the greatest is the value, so that each of them bounds it alone.
        least = min(
            objective.value_at(Fraction(upper) + Fraction(miss * found.bound))
            for upper, miss, objective in rows
        )
        # The next smaller value the step can take, or the part to which it is to be certain: a bound above
        # it, but for the float's error, closes the gap.
        below = max(objective.value_at(objective.bound_improved(reached)) for *_, objective in rows)
        certain = min(below, margin.certain(reached))
        if least > certain + (reached - certain) * _BOUND_TOLERANCE:
            return reached
        return min(max(least, margin.past), reached)


def take_steps(solver: LexicographicSolver, order: tuple[str, ...] = ORDER) -> list[StepProof] | None:
    """Take steps in their order and return their proofs; None: no plan is possible."""
    proofs = []
    for name in order:
        proof = solver.step(name)
        if proof is None:
            return None
        proofs.append(proof)
    return proofs
