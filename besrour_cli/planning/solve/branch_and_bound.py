"""A step is searched by asking for better than the best plan known, in a tree that splits what is left.

A leaf gives whole multipliers of rows whose sum no choice can meet; such sums leave out options on the way,
too. When nothing is left, the tree is the proof.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np

from besrour_cli.planning.problem.options import PlanningProblem
from besrour_cli.planning.solve.highs import LpRelaxation
from besrour_cli.planning.solve.infeasibility import DualMultipliers, VariableBounds
from besrour_cli.planning.solve.linear_system import Key, LinearSystem, OptionKey

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

_WHOLE = 1e-6

Node = dict[str, object]
Better = Callable[[OptionKey], Fraction | None]
"""The value of a choice on the step in question; None when it is no better than the best known."""
Named = Callable[[Key], Sequence[str | int]]
"""The name of a row in the certificate."""


class SearchLimitReached(Exception):
    """The tree grew beyond what is allowed."""


class BranchAndBound:
    """Depth first through the boxes of one question; ``rounds``: whether a broken solution may be rounded."""

    def __init__(
        self,
        problem: PlanningProblem,
        system: LinearSystem,
        better: Better,
        named: Named,
        *,
        rounds: bool,
        nodes: int,
        until: float,
    ) -> None:
        self.problem, self.system, self.better, self.named = problem, system, better, named
        self.rounds = rounds
        self.relaxed = LpRelaxation(system)
        self.box = VariableBounds(system, self.relaxed)
        self.left, self.until = nodes, until
        self.first: NDArray[float64] | None = None

    def tree(self) -> Node | None:
        """The refutation of everything better than the best found; None when it grew too large."""
        try:
            return self._node()
        except SearchLimitReached:
            return None

    def beyond_reached(self) -> tuple[list[list[str | int]] | None, list[list[int]]]:
        """The sum that shows which options would make this step worse than it reached, and what is left."""
        by = self.box.sharp(self.first) if self.first is not None else None
        if by is None:
            return None, []
        rows = self.box.rows
        room = sum(w * (rows[r].reached - rows[r].most) for r, w in by.rows.items())
        out = set(self.box.beyond(by, room - by.margin))
        return (self._written(by) if out else None), [
            [o for o, x in xs.items() if x not in out] for xs in self.system.x
        ]

    def _node(self) -> Node:
        """The refutation of the box as it stands."""
        self.left -= 1
        if self.left < 0 or monotonic() > self.until:
            raise SearchLimitReached
        if self.box.empty():
            return {"sum": []}
        values, duals = self.relaxed.solve()
        while values is not None and values[-1] <= _WHOLE and self._improved(values):
            values, duals = self.relaxed.solve()
        if values is None:
            ray = self.box.refuted(duals) or self.box.refuted(-duals)
            found = ray or self.box.refuted_exactly(self.relaxed.missing())
            if found is None:
                raise SearchLimitReached
            return {"sum": self._written(found)}
        if self.first is None:
            self.first = duals
        if values[-1] > _WHOLE:
            found = self.box.refuted(duals) or self.box.refuted_exactly(self.relaxed.refined())
            if found is not None:
                return {"sum": self._written(found)}
        best = self.box.sharp(duals)
        out = self.box.beyond(best, -best.margin) if best is not None else []
        if best is None or not out:
            return self._split(values)
        self.box.bound(out, [0.0] * len(out), [0.0] * len(out))
        then = self._split(values)
        self.box.bound(out, [0.0] * len(out), [1.0] * len(out))
        return {"drop": self._written(best), "then": then}

    def _improved(self, values: NDArray[float64]) -> bool:
        """Whether a solution holds a better choice; it is then what is to be bettered."""
        if self._broken_session(values) is not None and (self.first is not None or not self.rounds):
            return False  # only at first is rounding worth a try
        value = self.better(self.system.choice(values))
        if value is None:
            return False
        self.box.rows = [row.tightened(value) for row in self.box.rows]
        self.relaxed.ask([row.most for row in self.box.rows])
        return True

    def _written(self, by: DualMultipliers) -> list[list[str | int]]:
        found: dict[Key, int] = {}
        for r, weight in by.rows.items():
            for key, times in self.box.rows[r].summed:
                found[key] = found.get(key, 0) + weight * times
        return [[*self.named(key), weight] for key, weight in found.items()]

    def _split(self, values: NDArray[float64]) -> Node:
        helper = self._broken_helper(values)
        if helper is not None:
            key, column = helper
            at = float(np.floor(values[column]))
            low, high = float(self.box.low[column]), float(self.box.high[column])
            return {
                "of": [*key],
                "at": int(at),
                "low": self._under([column], [low], [at]),
                "high": self._under([column], [at + 1.0], [high]),
            }
        session = self._broken_session(values)
        if session is None:
            raise SearchLimitReached
        first, rest = self._halves(session, values)
        problem = self.problem
        options = {x: o for o, x in self.system.x[session].items()}
        return {
            "of": ["session", problem.sessions[session].session.id],
            "at": [problem.options[session].starts[options[x]][0] for x in first],
            "low": self._under(rest, [0.0] * len(rest), [0.0] * len(rest)),
            "high": self._under(first, [0.0] * len(first), [0.0] * len(first)),
        }

    def _broken_helper(self, values: NDArray[float64]) -> tuple[Key, int] | None:
        worst = None
        for key, column in self.system.whole.items():
            away = abs(values[column] - round(values[column]))
            if away > _WHOLE and (worst is None or away > worst[0]):
                worst = away, key, column
        return None if worst is None else (worst[1], worst[2])

    def _broken_session(self, values: NDArray[float64]) -> int | None:
        tops = np.maximum.reduceat(values[: self.box.cuts[-1]], self.box.cuts[:-1])
        s = int(np.argmin(tops))
        return s if tops[s] < 1.0 - _WHOLE else None

    def _halves(self, session: int, values: NDArray[float64]) -> tuple[list[int], list[int]]:
        """A session's open options in two, about half of what the relaxation wants in each."""
        xs = [x for x in self.system.x[session].values() if self.box.high[x] > 0.0]
        first: list[int] = []
        weight = 0.0
        for x in xs:
            if weight > _WHOLE and weight + values[x] / 2 > 0.5:
                break
            first.append(x)
            weight += values[x]
        if weight > 1.0 - _WHOLE:
            first = [max(xs, key=lambda x: float(values[x]))]
        chosen = set(first)
        return first, [x for x in xs if x not in chosen]

    def _under(self, columns: list[int], low: list[float], high: list[float]) -> Node:
        old = self.box.low[columns].tolist(), self.box.high[columns].tolist()
        self.box.bound(columns, low, high)
        found = self._node()
        self.box.bound(columns, *old)
        return found
