"""The certificate of each step: the search for better plans, and the proof that no better one exists.

HiGHS finds what proves a step, as the duals of relaxations; checking it takes nothing but sums of whole
numbers. The form of a proof: ``docs/en/reference/proof.md``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple, TypedDict

from besrour_cli.clock.instants import from_epoch_minutes, instant_text
from besrour_cli.planning.problem.conflict_cliques import cliques
from besrour_cli.planning.problem.fairness_rule import NIGHTS
from besrour_cli.planning.problem.options import PlanningProblem
from besrour_cli.planning.problem.spacing import bound_pairs, chains
from besrour_cli.planning.solve.branch_and_bound import BranchAndBound, Improve, Node, Sum
from besrour_cli.planning.solve.budget import Budget
from besrour_cli.planning.solve.dominance import beaten_slots, without_slots
from besrour_cli.planning.solve.integer_program.constraints import (
    SystemFrame,
    order_system,
    rank_system,
    step_system,
)
from besrour_cli.planning.solve.integer_program.linear_system import Key, LinearSystem
from besrour_cli.planning.solve.integer_program.writer import NO_CAPS

Conflict = list[list[object]]
"""Several [session id, start in epoch minutes] of which at most one can be chosen."""


class StepProof(TypedDict, total=False):
    """The proof of one step, as it is written: ``tree`` is None when the search was given up.

    ``beaten``: slots left out from here on, each with one that beats it. ``witness``: starts that reach the
    least, where those of the plan do not.
    """

    name: str
    beaten: list[list[list[str | int]]]
    tree: Node | None
    drop: Sum
    value: str
    least: str
    bound: str
    witness: dict[str, str]


class OrderProof(TypedDict):
    """The proof that no plan has its sessions in order: a tree, and the conflicts that it rests on."""

    clashes: list[Conflict]
    tree: Node


class StepProofs(NamedTuple):
    """The proofs of all steps, the ``conflicts`` they rest on, and whether sessions come in their order.

    ``profiles``: where several profiles are assumed, the proofs of what could be had under each alone.
    ``no_order``: where sessions do not come in their order, the proof that they cannot.
    """

    steps: tuple[StepProof, ...]
    conflicts: list[Conflict]
    ordered: bool
    profiles: Mapping[str, StepProofs] = {}
    no_order: OrderProof | None = None

    def as_data(self) -> dict[str, object]:
        """Return the part of a certificate that these proofs are, as plain values for JSON."""
        found: dict[str, object] = {
            "steps": [dict(step) for step in self.steps],
            "clashes": self.conflicts,
            "ordered": self.ordered,
        }
        if self.profiles:
            found["profiles"] = {name: proofs.as_data() for name, proofs in self.profiles.items()}
        if self.no_order is not None:
            found["no_order"] = dict(self.no_order)
        return found


def starts_of(problem: PlanningProblem, choice: Sequence[int]) -> dict[str, str]:
    """Return the start of every session, by id, as a certificate writes it."""
    return {
        placing.session.id: instant_text(from_epoch_minutes(options.start(o)))
        for placing, options, o in zip(problem.sessions, problem.options, choice, strict=True)
    }


class CertificateBuilder:
    """Proves the steps of one problem, one after another.

    ``pairs``: sessions that may be in conflict. ``open``: the options of every session with which no step
    taken so far would be over its limit, those with a beaten slot left out. ``least``: the least of every
    step taken so far. ``caps``: step to what the worst-off may bear at most on it.
    """

    def __init__(self, problem: PlanningProblem, caps: Mapping[str, int] = NO_CAPS) -> None:
        self.problem = problem
        self.pairs = bound_pairs(problem)
        found = cliques(problem, self.pairs)
        self.frame = SystemFrame(problem, problem.margins(), found, chains(problem), caps)
        self.open = [list(range(len(o.starts))) for o in problem.options]
        self.least: dict[str, Fraction] = {}
        self._used: dict[int, int] = {}

    def leave_out_beaten(self, budget: Budget) -> list[list[list[str | int]]]:
        """Leave out the slots that others beat, and return them as the certificate has them."""
        beaten = beaten_slots(self.problem, self.pairs, self.open, budget)
        self.open = without_slots(self.problem, self.open, beaten)
        return [[[*each.slot], [*each.by]] for each in beaten]

    def without_nights(self) -> list[list[int]] | None:
        """Return the open options that are nobody's night; None: some session has no such option."""
        found = [
            [
                o
                for o, free in zip(here, (options.nights[here] == 0).all(axis=1).tolist(), strict=True)
                if free
            ]
            if placing.counts
            else list(here)
            for placing, options, here in zip(
                self.problem.sessions, self.problem.options, self.open, strict=True
            )
        ]
        return found if all(found) else None

    def prove_no_night(self, free: list[list[int]]) -> StepProof:
        """Return the proof that nothing is better than no night at all, which a plan is known to reach."""
        policy, most = self.problem.policy, max((p.nights for p in self.problem.people), default=0)
        rows: Sum = [[NIGHTS, policy.unit]]
        if most:
            worst = next(person for person in self.problem.people if person.nights == most)
            rows.append(["most nights", worst.members[0], policy.unit * policy.weight])
        self.open = free
        return {"name": NIGHTS, "tree": {"sum": rows}, "drop": rows}

    def prove_step(
        self, name: str, value: Fraction, improve: Improve, nodes: int, budget: Budget
    ) -> StepProof:
        """Search one step for plans better than a value and return its proof; its tree is None if given up.

        ``improve`` is called with every better choice on the way.
        """
        # The duals that prove a step also say which options no plan within its limit has. Later steps search
        # over what remains.
        search = self.search(self.step_system(name, value), improve, nodes, budget)
        proof: StepProof = {"name": name, "tree": search.refute()}
        if proof["tree"] is not None:
            drop, remaining = search.fix_options()
            if drop:
                proof["drop"] = drop
                self.open = remaining
        return proof

    def prove_no_order(self, nodes: int, budget: Budget) -> OrderProof | None:
        """Return the proof that no plan has its sessions in their order; None if it was given up."""
        tree = self.search(order_system(self.frame, self.open), lambda _: None, nodes, budget).refute()
        return None if tree is None else {"clashes": self.used_conflicts(), "tree": tree}

    def step_system(
        self, name: str, value: Fraction, open_: Sequence[Sequence[int]] | None = None
    ) -> LinearSystem:
        """Return the system that asks for better than a value on a step, over the open options or fewer."""
        return step_system(self.frame, self.open if open_ is None else open_, self.least, name, value)

    def rank_system(self, ranks: Mapping[tuple[int, int], int], rank: int) -> LinearSystem:
        """Return the system that asks for a lower rank, over the open options."""
        return rank_system(self.frame, self.open, self.least, ranks, rank)

    def any_system(self, open_: Sequence[Sequence[int]]) -> LinearSystem:
        """Return the system that asks for any plan among some options."""
        return rank_system(self.frame, open_, {}, {}, 0)

    def search(self, system: LinearSystem, improve: Improve, nodes: int, budget: Budget) -> BranchAndBound:
        """Return the search of a system, ``improve`` being called with every better choice on the way."""
        rounds = not self.frame.conflicts  # a rounded solution seldom meets the constraints between sessions
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
        options = self.problem.options
        return [
            [[ids[s], int(options[s].starts[o])] for s, o in self.frame.conflicts[index]]
            for index in self._used
        ]
