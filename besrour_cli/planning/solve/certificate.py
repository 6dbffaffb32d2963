"""The certificate of each step: the search for better plans, and the proof that no better one exists.

HiGHS finds what proves a step, as the duals of relaxations; checking it takes nothing but sums of whole
numbers. The form of a proof: ``docs/reference/proof.md``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple, TypedDict

from besrour_cli.planning.problem.fairness_rule import ORDER
from besrour_cli.planning.problem.options import PlanningProblem
from besrour_cli.planning.solve.branch_and_bound import BranchAndBound, Improve, Node, Sum
from besrour_cli.planning.solve.budget import Budget
from besrour_cli.planning.solve.integer_program.constraints import rank_system, step_system
from besrour_cli.planning.solve.integer_program.linear_system import ConflictKey, Key, LinearSystem
from besrour_cli.planning.solve.integer_program.writer import NO_CAPS

Conflict = list[list[object]]
"""Several [session id, start in epoch minutes] of which at most one can be chosen."""


class StepProof(TypedDict, total=False):
    """The proof of one step, as it is written: ``tree`` is None when the search was given up."""

    name: str
    tree: Node | None
    drop: Sum
    value: str
    bound: str


class StepProofs(NamedTuple):
    """The proofs of all steps, and the ``conflicts`` they rest on; None if dates did not bind the choice."""

    steps: tuple[StepProof, ...]
    conflicts: list[Conflict] | None = None

    def as_data(self) -> dict[str, object]:
        """Return the part of a certificate that these proofs are, as plain values for JSON."""
        found: dict[str, object] = {"steps": [dict(step) for step in self.steps]}
        if self.conflicts is not None:
            found["clashes"] = self.conflicts
        return found


class CertificateBuilder:
    """Proves the steps of one problem, one after another.

    ``open``: the options of every session with which no step taken so far would be worse than it reached.
    ``order``: the steps that count. ``caps``: step to what the worst-off may bear at most on it.
    """

    def __init__(
        self,
        problem: PlanningProblem,
        conflicts: Sequence[ConflictKey],
        order: Sequence[str] = ORDER,
        caps: Mapping[str, int] = NO_CAPS,
    ) -> None:
        self.problem, self.conflicts, self.order, self.caps = problem, conflicts, order, caps
        self.open = [list(range(len(o.clock))) for o in problem.options]
        self._used: dict[int, int] = {}

    def prove_step(
        self,
        name: str,
        reached: Mapping[str, Fraction],
        improve: Improve,
        nodes: int,
        budget: Budget,
        *,
        last: bool = False,
    ) -> StepProof:
        """Search one step for better plans and return its proof; its tree is None when a limit was reached.

        ``improve`` is called with every better choice on the way.
        """
        # The duals that prove a step also say which options every plan as good must do without. Later steps
        # search over what remains. A search that was given up fixes nothing, unless it was the step's last.
        search = self._search(self.step_system(name, reached), improve, nodes, budget)
        proof: StepProof = {"name": name, "tree": search.refute()}
        drop, remaining = search.fix_options()
        # The sum must be in the proof that is written, and only the last search's proof is.
        if drop and (last or proof["tree"] is not None):
            proof["drop"] = drop
            self.open = remaining
        return proof

    def step_system(self, name: str, reached: Mapping[str, Fraction]) -> LinearSystem:
        """Return the system that asks for better on a step, over the open options."""
        return step_system(self.problem, self.open, reached, name, self.conflicts, self.order, self.caps)

    def prove_rank(
        self,
        reached: Mapping[str, Fraction],
        ranks: Mapping[tuple[int, int], int],
        rank: int,
        improve: Improve,
        nodes: int,
        budget: Budget,
    ) -> bool:
        """Search for plans of lower rank; return whether the search came to its end. No proof is written."""
        system = self.rank_system(reached, ranks, rank)
        return self._search(system, improve, nodes, budget).refute() is not None

    def rank_system(
        self, reached: Mapping[str, Fraction], ranks: Mapping[tuple[int, int], int], rank: int
    ) -> LinearSystem:
        """Return the system that asks for a lower rank, over the open options."""
        return rank_system(self.problem, self.open, reached, ranks, rank, self.conflicts)

    def _search(self, system: LinearSystem, improve: Improve, nodes: int, budget: Budget) -> BranchAndBound:
        rounds = not self.conflicts  # a rounded solution seldom meets the constraints between sessions
        return BranchAndBound(
            self.problem, system, improve, self._row_name, rounds=rounds, nodes=nodes, budget=budget
        )

    def _row_name(self, key: Key) -> list[str | int]:
        """Return the name of a row in the certificate, which numbers only the conflicts it uses."""
        if key[0] != "clash":
            return [*key]
        return ["clash", self._used.setdefault(int(key[1]), len(self._used))]

    def used_conflicts(self) -> list[Conflict]:
        """Return the conflicts that the proofs so far rest on, in the order of their numbers."""
        ids = [each.session.id for each in self.problem.sessions]
        starts = [options.starts for options in self.problem.options]
        return [[[ids[s], starts[s][o][0]] for s, o in self.conflicts[index]] for index in self._used]
