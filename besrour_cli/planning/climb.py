"""One step after another: by our own search, which leaves a proof; where it grows too large, by HiGHS."""

from __future__ import annotations

from fractions import Fraction
from time import monotonic
from typing import TYPE_CHECKING

from besrour_cli.model.fault import AnswerIsNo
from besrour_cli.model.message import msg
from besrour_cli.planning.problem import Problem
from besrour_cli.planning.proof import Choice, Prover
from besrour_cli.planning.rule import ORDER, ROTA, evaluate

if TYPE_CHECKING:
    from besrour_cli.planning.milp import Program

_NODES, _MORE_NODES = 1_000, 20_000
_SECONDS = 3.0  # a search that has not ended by then grows too large


class Climb:
    """The best choice known, what it ``reached``, and the proven ``bounds``, while the steps are taken."""

    def __init__(self, problem: Problem, prover: Prover, first: Choice | None, until: float) -> None:
        self.problem, self.prover, self.until = problem, prover, until
        self.known = first
        self.reached: dict[str, Fraction] = {} if first is None else self.values(first)
        self.bounds: dict[str, Fraction] = {}
        self._program: Program | None = None

    @property
    def choice(self) -> Choice:
        """The best choice known."""
        assert self.known is not None
        return self.known

    def values(self, choice: Choice) -> dict[str, Fraction]:
        """What a choice reaches on the steps, by the evaluator that knows no solver."""
        problem = self.problem
        found = evaluate(
            problem.lives(choice), problem.hours(choice), problem.changes(choice), problem.policy
        )
        return {name: found[name] for name in ORDER}

    def equal(self, choice: Choice) -> bool:
        """Whether a choice reaches exactly what the best known does."""
        return self.values(choice) == self.reached

    def step(self, name: str) -> dict[str, object] | None:
        """Take one step: the proof (its ``tree`` None when too large); None when nothing fits at all."""
        if self.known is not None:
            left = self.until - monotonic()
            proof = self._searched(name, _NODES, min(left * 0.1, _SECONDS))
            if proof["tree"] is not None:
                return proof
        if not self._by_highs(name):
            return None
        proof = self._searched(name, _MORE_NODES, (self.until - monotonic()) * 0.1)
        if proof["tree"] is None:
            self._after(name)
        return proof

    def _searched(self, name: str, nodes: int, seconds: float) -> dict[str, object]:
        proof = self.prover.step(
            name, self.reached, lambda choice: self._better(name, choice), nodes, monotonic() + seconds
        )
        if proof["tree"] is not None:
            self.bounds[name] = self.reached[name]
            self._after(name)
        return proof

    def _better(self, name: str, choice: Choice) -> Fraction | None:
        """Take a choice that betters a step and keeps those before; its value, or None."""
        values = self.values(choice)
        before = self.prover.order[: self.prover.order.index(name)]
        if values[name] >= self.reached[name] or any(values[n] > self.reached[n] for n in before):
            return None
        self.known, self.reached = choice, values
        return values[name]

    def _by_highs(self, name: str) -> bool:
        """Take a step with HiGHS alone; whether anything fits."""
        program = self._written(name)
        solved = program.least(name, (self.until - monotonic()) * 0.6, None)
        if solved.impossible and self.known is None:
            return False
        if solved.values is not None:
            found = program.choice(solved.values)
            if self.known is None:
                self.known, self.reached = found, self.values(found)
            else:
                self._better(name, found)
        if self.known is None:
            raise AnswerIsNo(
                msg("the time allowed was too short to find any plan"), msg("allow more seconds (--seconds)")
            )
        self.bounds[name] = program.bound(name, solved.bound, self.reached[name])
        return True

    def _written(self, name: str) -> Program:
        """The whole program, the steps before kept and what they left out held at nothing."""
        if self._program is None:
            from besrour_cli.planning.milp import Program

            self._program = Program(self.problem, [tuple(each) for each in self.prover.clashes])
            for before in self.prover.order[: self.prover.order.index(name)]:
                self._program.keep(before, self.reached[before])
        closed = [
            x
            for xs, open_ in zip(self._program.x, self.prover.open, strict=True)
            for o, x in enumerate(xs)
            if o not in open_
        ]
        if closed:
            self._program.columns.fix(closed, [0.0] * len(closed))
        return self._program

    def _after(self, name: str) -> None:
        if self._program is None:
            return
        if name != ROTA and self.bounds[name] == self.reached[name]:
            self._program.narrow(name, self.reached[name], (self.until - monotonic()) * 0.3)
            self.prover.open = [
                [o for o, x in enumerate(xs) if x in set(left) and o in open_]
                for xs, left, open_ in zip(self._program.x, self._program.open, self.prover.open, strict=True)
            ]
        self._program.keep(name, self.reached[name])
