"""The best choice for one step after another, and why nothing better exists, to be checked without a solver.

A step is searched by asking for better than the best plan known, in a tree whose branches split what is
left in two. A leaf gives whole multipliers of the rows whose sum no choice can meet; such sums leave out
options on the way, too. HiGHS finds the multipliers, as the duals of relaxations; whoever checks needs
nothing but sums. When nothing is left the tree is the proof. Its form: ``docs/reference/proof.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from besrour_cli.planning.problem import Problem
from besrour_cli.planning.relaxed import Relaxed
from besrour_cli.planning.rule import ORDER
from besrour_cli.planning.system import Clash, Key, System, ranking, system

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

_WHOLE = 1e-6
_SHORT_SCALES = (1e9, 1e12)
_LONG_SCALES = (1e17, 1e19, 1e21)
_SCALES = (1e1, 1e3, 1e5, 1e7, 1e9, 1e11, 1e13, 1e15)
_SAFE = 1e-12  # of all that is summed: far more than doubles lose

Node = dict[str, object]
Choice = tuple[int, ...]
Better = Callable[[Choice], "Fraction | None"]
"""The value of a choice on the step in question; None when it is no better than the best known."""


class Weights(NamedTuple):
    """Multipliers of rows, what every column costs under them, and by how much the box is refuted."""

    rows: dict[int, int]
    costs: NDArray[float64]
    margin: float
    doubt: float


class OutOfReach(Exception):
    """The tree grew beyond what is allowed."""


class Prover:
    """The search of one problem, step after step; ``open`` are the options that are still possible."""

    def __init__(self, problem: Problem, clashes: Sequence[Clash], order: Sequence[str] = ORDER) -> None:
        self.problem, self.clashes, self.order = problem, clashes, order
        self.open = [list(range(len(o.clock))) for o in problem.options]
        self.used: dict[int, int] = {}

    def step(
        self, name: str, reached: Mapping[str, Fraction], better: Better, nodes: int, until: float
    ) -> dict[str, object]:
        """Search one step to its end and give its proof (``tree`` None: it grew too large).

        ``better`` hears of every better choice that is found on the way.
        """
        search = Search(self, self.asked(name, reached), better, nodes, until)
        found: dict[str, object] = {"name": name, "tree": search.tree()}
        drop, smaller = search.beyond_kept()
        if drop:
            found["drop"] = drop
            self.open = smaller
        return found

    def asked(self, name: str, reached: Mapping[str, Fraction]) -> System:
        """The question of a step, over what is still open."""
        return system(self.problem, self.open, reached, name, self.clashes, self.order)

    def rank(
        self,
        reached: Mapping[str, Fraction],
        ranks: Mapping[tuple[int, int], int],
        rank: int,
        better: Better,
        nodes: int,
        until: float,
    ) -> bool:
        """Search the earliest choice by rank; whether the search came to its end."""
        asked = ranking(self.problem, self.open, reached, ranks, rank, self.clashes)
        return Search(self, asked, better, nodes, until).tree() is not None

    def named(self, key: Key) -> list[str | int]:
        """The name of a row in the certificate, which lists only the clashes it uses."""
        if key[0] != "clash":
            return [*key]
        return ["clash", self.used.setdefault(int(key[1]), len(self.used))]

    def clashes_used(self) -> list[list[list[object]]]:
        """The clashes the proofs rest on, as (session, start)."""
        problem = self.problem
        return [
            [[problem.asked[s].session.id, problem.options[s].starts[o][0]] for s, o in self.clashes[index]]
            for index in self.used
        ]


class Search:
    """Depth first through the boxes of one question."""

    def __init__(self, prover: Prover, asked: System, better: Better, nodes: int, until: float) -> None:
        self.prover, self.asked, self.better = prover, asked, better
        self.rows = list(asked.rows)
        self.relaxed = Relaxed(asked)
        self.low = np.array(asked.low, np.float64)
        self.high = np.array(asked.high, np.float64)
        self.cuts = np.cumsum([0, *(len(xs) for xs in asked.x)])
        self.left, self.until = nodes, until
        self.first: NDArray[float64] | None = None

    def tree(self) -> Node | None:
        """The refutation of everything better than the best found; None when it grew too large."""
        try:
            return self._node()
        except OutOfReach:
            return None

    def beyond_kept(self) -> tuple[list[list[object]] | None, list[list[int]]]:
        """The sum that shows which options would make this step worse than it reached, and what is left."""
        by = self._sharp(self.first) if self.first is not None else None
        if by is None:
            return None, []
        room = sum(w * (self.rows[r].kept - self.rows[r].most) for r, w in by.rows.items())
        out = set(self._beyond(by, room - by.margin))
        return (self._named(by) if out else None), [
            [o for o, x in xs.items() if x not in out] for xs in self.asked.x
        ]

    def _node(self) -> Node:
        """The refutation of the box as it stands."""
        self.left -= 1
        if self.left < 0 or monotonic() > self.until:
            raise OutOfReach
        values, duals = self.relaxed.solve()
        while values is not None and values[-1] <= _WHOLE and self._improved(values):
            values, duals = self.relaxed.solve()
        if values is None:
            found = self._refuting(duals) or self._refuting(-duals) or self._exactly(self.relaxed.missing())
            if found is None:
                raise OutOfReach
            return {"sum": self._named(found)}
        if self.first is None:
            self.first = duals
        if values[-1] > 1e-7:
            found = self._refuting(duals) or self._exactly(self.relaxed.refined())
            if found is not None:
                return {"sum": self._named(found)}
        best = self._sharp(duals)
        out = self._beyond(best, -best.margin) if best is not None else []
        if best is None or not out:
            return self._split(values)
        self._bound(out, [0.0] * len(out), [0.0] * len(out))
        then = self._split(values)
        self._bound(out, [0.0] * len(out), [1.0] * len(out))
        return {"drop": self._named(best), "then": then}

    def _improved(self, values: NDArray[float64]) -> bool:
        """Whether a solution holds a better choice; it is then what is to be bettered."""
        x = values[: self.cuts[-1]]
        tops = np.maximum.reduceat(x, self.cuts[:-1])
        broken = tops.min() < 1.0 - _WHOLE
        if broken and (self.first is not None or self.prover.clashes):
            return False  # only at first, and only where no dates bind, is rounding worth a try
        value = self.better(self.asked.choice(values))
        if value is None:
            return False
        self.rows = [row.bettering(value) for row in self.rows]
        self.relaxed.ask([row.most for row in self.rows])
        return True

    def _named(self, by: Weights) -> list[list[object]]:
        found: dict[Key, int] = {}
        for r, weight in by.rows.items():
            for key, times in self.rows[r].stands:
                found[key] = found.get(key, 0) + weight * times
        return [[*self.prover.named(key), weight] for key, weight in found.items()]

    def _refuting(self, duals: NDArray[float64]) -> Weights | None:
        """The smallest whole multipliers that leave nothing in the box."""
        for scale in _SCALES:
            found = self._weights(duals, scale)
            if found is not None and found.margin > found.doubt:
                return found
        return None

    def _exactly(self, duals: NDArray[float64]) -> Weights | None:
        """The same in whole numbers of any length, where one row must be weighed far more than another."""
        largest = float(duals.max(initial=0.0))
        for scale in _LONG_SCALES if largest > 0.0 else ():
            whole = ((r, int(y * (scale / largest))) for r, y in enumerate(duals.tolist()))
            rows = {r: y for r, y in whole if y > 0}
            costs = [0] * len(self.low)
            for r, y in rows.items():
                for column, value in self.rows[r].terms.items():
                    costs[column] += y * value
            margin = -sum(y * self.rows[r].most for r, y in rows.items())
            for a, b in pairwise(self.cuts.tolist()):
                margin += min(cost for cost, high in zip(costs[a:b], self.high[a:b], strict=True) if high)
            for column in range(int(self.cuts[-1]), len(costs)):
                bound = self.low if costs[column] > 0 else self.high
                margin += costs[column] * int(bound[column])
            if margin > 0:
                return Weights(rows, np.array([], np.float64), float(margin), 0.0)
        return None

    def _sharp(self, duals: NDArray[float64]) -> Weights | None:
        """Multipliers as short as lose less than half a ``z`` by being whole."""
        precise = self._weights(duals, _SCALES[-1])
        if precise is None:
            return None
        one = 1.0 / float(duals.max())
        for scale in _SHORT_SCALES:
            found = self._weights(duals, scale)
            if found is not None and found.margin / scale > precise.margin / _SCALES[-1] - one / 2:
                return found
        return precise

    def _weights(self, duals: NDArray[float64], scale: float) -> Weights | None:
        largest = float(duals.max(initial=0.0))
        if largest <= 0.0:
            return None
        n = int(self.cuts[-1])
        y = np.rint(np.maximum(duals, 0.0) * (scale / largest))
        costs = self.relaxed.costs(y)
        most = np.array([row.most for row in self.rows], np.float64)
        least = np.minimum.reduceat(np.where(self.high[:n] > 0.0, costs[:n], np.inf), self.cuts[:-1])
        aside = costs[n:] * np.where(costs[n:] > 0.0, self.low[n:], self.high[n:])
        margin = float(least.sum()) + float(aside.sum()) - float(y @ most)
        summed = float(np.abs(least).sum()) + float(np.abs(aside).sum()) + float(y @ np.abs(most))
        return Weights(
            {r: int(y[r]) for r in np.flatnonzero(y).tolist()}, costs, margin, 0.5 + _SAFE * summed
        )

    def _beyond(self, by: Weights, room: float) -> list[int]:
        """Open options that cost more than the cheapest of their session by more than there is room."""
        n = int(self.cuts[-1])
        open_ = self.high[:n] > 0.0
        least = np.minimum.reduceat(np.where(open_, by.costs[:n], np.inf), self.cuts[:-1])
        over = open_ & (by.costs[:n] - np.repeat(least, np.diff(self.cuts)) > room + by.doubt)
        return [int(x) for x in np.flatnonzero(over)]

    def _split(self, values: NDArray[float64]) -> Node:
        helper = self._broken_helper(values)
        if helper is not None:
            key, column = helper
            at = float(np.floor(values[column]))
            low, high = float(self.low[column]), float(self.high[column])
            return {
                "of": [*key],
                "at": int(at),
                "low": self._under([column], [low], [at]),
                "high": self._under([column], [at + 1.0], [high]),
            }
        session = self._broken_session(values)
        if session is None:
            raise OutOfReach
        first, rest = self._halves(session, values)
        problem = self.prover.problem
        options = {x: o for o, x in self.asked.x[session].items()}
        return {
            "of": ["session", problem.asked[session].session.id],
            "at": [problem.options[session].starts[options[x]][0] for x in first],
            "low": self._under(rest, [0.0] * len(rest), [0.0] * len(rest)),
            "high": self._under(first, [0.0] * len(first), [0.0] * len(first)),
        }

    def _broken_helper(self, values: NDArray[float64]) -> tuple[Key, int] | None:
        worst = None
        for key, column in self.asked.whole.items():
            away = abs(values[column] - round(values[column]))
            if away > _WHOLE and (worst is None or away > worst[0]):
                worst = away, key, column
        return None if worst is None else (worst[1], worst[2])

    def _broken_session(self, values: NDArray[float64]) -> int | None:
        tops = np.maximum.reduceat(values[: self.cuts[-1]], self.cuts[:-1])
        s = int(np.argmin(tops))
        return s if tops[s] < 1.0 - _WHOLE else None

    def _halves(self, session: int, values: NDArray[float64]) -> tuple[list[int], list[int]]:
        """A session's open options in two, about half of what the relaxation wants in each."""
        xs = [x for x in self.asked.x[session].values() if self.high[x] > 0.0]
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
        old = self.low[columns].tolist(), self.high[columns].tolist()
        self._bound(columns, low, high)
        found = self._node()
        self._bound(columns, *old)
        return found

    def _bound(self, columns: list[int], low: Sequence[float], high: Sequence[float]) -> None:
        self.low[columns], self.high[columns] = low, high
        self.relaxed.bound(columns, low, high)
