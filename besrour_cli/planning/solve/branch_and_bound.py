"""Branch and bound over one linear system, which leaves a certificate that no plan improves on the incumbent.

A leaf of the tree gives whole dual multipliers of rows whose sum no choice within the node's bounds can meet;
such sums also fix options on the way. When every leaf is refuted, the tree is the proof.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from besrour_cli.planning.problem.options import PlanningProblem
from besrour_cli.planning.solve.budget import Budget
from besrour_cli.planning.solve.infeasibility import DualMultipliers, VariableBounds
from besrour_cli.planning.solve.integer_program.highs import LpRelaxation
from besrour_cli.planning.solve.integer_program.linear_system import Key, LinearSystem, OptionKey

_INTEGRAL = 1e-6
"""How far from a whole number a value of the relaxation may be and count as whole: HiGHS's own tolerance."""
_HALF = 0.5

Node = dict[str, object]
"""A node of the certificate's tree, as plain values for JSON (``docs/en/reference/proof.md``)."""
Sum = list[list[str | int]]
"""Rows of the certificate by name, each with its multiplier at the end."""
Improve = Callable[[OptionKey], Fraction | None]
"""Takes a choice as the new incumbent and returns its value; None if it does not improve on the old one."""
RowName = Callable[[Key], Sequence[str | int]]
"""The name of a row in the certificate."""


class SearchLimitReached(Exception):
    """The tree has more nodes, or took more time, than is allowed."""


class BranchAndBound:
    """A depth-first search of one system, for at most ``nodes`` nodes and within a budget.

    ``rounds``: whether fractional solutions of the first relaxation are worth rounding.
    """

    def __init__(
        self,
        problem: PlanningProblem,
        system: LinearSystem,
        improve: Improve,
        row_name: RowName,
        *,
        rounds: bool,
        nodes: int,
        budget: Budget,
    ) -> None:
        self.problem, self.system, self.improve, self.row_name = problem, system, improve, row_name
        self.rounds = rounds
        self.relaxed = LpRelaxation(system)
        self.bounds = VariableBounds(system, self.relaxed)
        self.nodes, self.budget = nodes, budget
        self.root_duals: NDArray[np.float64] | None = None

    def refute(self) -> Node | None:
        """Return the tree that refutes all plans better than the incumbent; None: a limit was reached."""
        try:
            return self._node()
        except SearchLimitReached:
            return None

    def fix_options(self) -> tuple[Sum | None, list[list[int]]]:
        """Return a sum (None: it fixes nothing), and each session's options with which this is no worse."""
        by = self.bounds.short_multipliers(self.root_duals) if self.root_duals is not None else None
        if by is None:
            return None, []
        # The multipliers are those of the question "better than the incumbent". Later steps ask for "as good
        # as", a right-hand side that is larger by `room`: what exceeds even that can be fixed for all of
        # them.
        rows = self.bounds.rows
        room = sum(w * (rows[r].reached - rows[r].most) for r, w in by.rows.items())
        out = set(self.bounds.fixable_options(by, room - by.margin))
        return (self._sum(by) if out else None), [
            [o for o, x in xs.items() if x not in out] for xs in self.system.x
        ]

    def _node(self) -> Node:
        """Return the subtree that refutes the present node. Raises SearchLimitReached."""
        self.nodes -= 1
        if self.nodes < 0 or self.budget.expired():
            raise SearchLimitReached
        if self.bounds.is_empty():
            return {"sum": []}
        values, duals = self.relaxed.solve()
        while values is not None and values[-1] <= _INTEGRAL and self._improved(values):
            values, duals = self.relaxed.solve()
        if values is None:
            return self._infeasible_leaf(duals)
        if self.root_duals is None:
            self.root_duals = duals
        if values[-1] > _INTEGRAL:  # z is above 0: even the relaxation is no better than the incumbent
            found = self.bounds.refutation(duals) or self.bounds.exact_refutation(self.relaxed.refined())
            if found is not None:
                return {"sum": self._sum(found)}
        return self._fix_and_branch(values, duals)

    def _infeasible_leaf(self, ray: NDArray[np.float64]) -> Node:
        """Return the leaf of a node whose relaxation is infeasible. Raises SearchLimitReached."""
        # Whether HiGHS gives the ray or its opposite depends on which simplex found it. An inexact ray is
        # replaced by the duals of phase one; where even they prove nothing, the node is left to the MIP
        # solver.
        found = (
            self.bounds.refutation(ray)
            or self.bounds.refutation(-ray)
            or self.bounds.exact_refutation(self.relaxed.phase_one_duals())
        )
        if found is None:
            raise SearchLimitReached
        return {"sum": self._sum(found)}

    def _fix_and_branch(self, values: NDArray[np.float64], duals: NDArray[np.float64]) -> Node:
        """Return the subtree of a node that no sum refutes: fix the options that can be, then branch."""
        best = self.bounds.short_multipliers(duals)
        out = self.bounds.fixable_options(best, -best.margin) if best is not None else []
        if best is None or not out:
            return self._branch(values)
        self.bounds.set_bounds(out, [0.0] * len(out), [0.0] * len(out))
        then = self._branch(values)
        self.bounds.set_bounds(out, [0.0] * len(out), [1.0] * len(out))
        return {"drop": self._sum(best), "then": then}

    def _improved(self, values: NDArray[np.float64]) -> bool:
        """Return whether a solution holds a better plan; it is then the incumbent to be improved on."""
        if self._fractional_session(values) is not None and (self.root_duals is not None or not self.rounds):
            return False  # rounding a fractional solution seldom helps below the root
        value = self.improve(self.system.choice(values))
        if value is None:
            return False
        self.bounds.tighten(value)
        return True

    def _sum(self, by: DualMultipliers) -> Sum:
        """Return multipliers as the certificate has them."""
        return [[*self.row_name(self.bounds.rows[r].key), weight] for r, weight in by.rows.items()]

    def _branch(self, values: NDArray[np.float64]) -> Node:
        """Return the two subtrees of a node: by a fractional helper, else by the options of a session.

        Raises SearchLimitReached when no value is fractional, which only rounding errors can cause.
        """
        # Helpers first: whether a series has a slot, say, decides for all of its sessions at once. One that
        # stands in many rows decides most.
        away = {key: abs(values[x] - round(values[x])) for key, x in self.system.integers.items()}
        helpers = [key for key, far in away.items() if far > _INTEGRAL]
        if helpers:
            rows = {key: self.relaxed.rows_with[self.system.integers[key]] for key in helpers}
            return self._branch_on_helper(values, max(helpers, key=lambda key: (rows[key], away[key])))
        session = self._fractional_session(values)
        if session is None:
            raise SearchLimitReached
        first, rest = self._halves(session, values)
        options = {x: o for o, x in self.system.x[session].items()}
        starts = self.problem.options[session].starts
        return {
            "of": ["session", self.problem.sessions[session].session.id],
            "at": [int(starts[options[x]]) for x in first],
            "low": self._child(rest, [0.0] * len(rest), [0.0] * len(rest)),
            "high": self._child(first, [0.0] * len(first), [0.0] * len(first)),
        }

    def _branch_on_helper(self, values: NDArray[np.float64], key: Key) -> Node:
        column = self.system.integers[key]
        at = float(np.floor(values[column]))
        low, high = float(self.bounds.low[column]), float(self.bounds.high[column])
        return {
            "of": [*key],
            "at": int(at),
            "low": self._child([column], [low], [at]),
            "high": self._child([column], [at + 1.0], [high]),
        }

    def _fractional_session(self, values: NDArray[np.float64]) -> int | None:
        """Return the session whose largest option is smallest; None: every session has one option whole."""
        tops = np.maximum.reduceat(values[: self.bounds.cuts[-1]], self.bounds.cuts[:-1])
        s = int(np.argmin(tops))
        return s if tops[s] < 1.0 - _INTEGRAL else None

    def _halves(self, session: int, values: NDArray[np.float64]) -> tuple[list[int], list[int]]:
        """Return a session's open options in two parts, each with about half of the relaxation's weight."""
        # Half the weight on either side makes both children move; "this option or another" would leave the
        # second child almost as it was.
        xs = [x for x in self.system.x[session].values() if self.bounds.high[x] > 0.0]
        first: list[int] = []
        weight = 0.0
        for x in xs:
            if weight > _INTEGRAL and weight + values[x] / 2 > _HALF:
                break
            first.append(x)
            weight += values[x]
        if weight > 1.0 - _INTEGRAL:
            first = [max(xs, key=lambda x: float(values[x]))]
        chosen = set(first)
        return first, [x for x in xs if x not in chosen]

    def _child(self, columns: list[int], low: list[float], high: list[float]) -> Node:
        """Return the subtree of a child node, in which some columns have other bounds."""
        old = self.bounds.low[columns].tolist(), self.bounds.high[columns].tolist()
        self.bounds.set_bounds(columns, low, high)
        found = self._node()
        self.bounds.set_bounds(columns, *old)
        return found
