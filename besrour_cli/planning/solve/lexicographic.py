"""One step after another: by our own search, which leaves a proof; where it grows too large, by HiGHS."""

from __future__ import annotations

from fractions import Fraction
from math import isfinite
from time import monotonic

from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.message import msg
from besrour_cli.planning.problem.objectives import NIGHTS, ORDER, PEOPLE
from besrour_cli.planning.problem.options import PlanningProblem
from besrour_cli.planning.solve.certificate import CertificateBuilder
from besrour_cli.planning.solve.linear_system import LinearSystem, OptionKey

_NODES, _MORE_NODES = 1_000, 20_000
_SECONDS = 3.0  # a search that has not ended by then grows too large


class LexicographicSolver:
    """The best choice known, what it ``reached``, and the proven ``bounds``, while the steps are taken."""

    def __init__(
        self, problem: PlanningProblem, prover: CertificateBuilder, first: OptionKey | None, until: float
    ) -> None:
        self.problem, self.prover, self.until = problem, prover, until
        self.known = first
        self.reached: dict[str, Fraction] = {} if first is None else self.values(first)
        self.bounds: dict[str, Fraction] = {}

    @property
    def choice(self) -> OptionKey:
        """The best choice known."""
        assert self.known is not None
        return self.known

    def values(self, choice: OptionKey) -> dict[str, Fraction]:
        """What a choice reaches on the steps that are searched."""
        found = self.problem.evaluate(choice)
        return {name: found[name] for name in ORDER}

    def equal(self, choice: OptionKey) -> bool:
        """Whether a choice reaches exactly what the best known does."""
        return self.values(choice) == self.reached

    def step(self, name: str) -> dict[str, object] | None:
        """Take one step: the proof (its ``tree`` None when too large); None when nothing fits at all."""
        left = self.until - monotonic()
        if self.known is not None and left <= 0:
            self.bounds[name] = min(Fraction(0), self.reached[name])
            return {"name": name, "tree": None}
        if self.known is not None:
            proof = self._searched(name, _NODES, min(left * 0.1, _SECONDS))
            if proof["tree"] is not None:
                return proof
        if not self._whole(name):
            return None
        return self._searched(name, _MORE_NODES, (self.until - monotonic()) * 0.1, last=True)

    def _searched(self, name: str, nodes: int, seconds: float, *, last: bool = False) -> dict[str, object]:
        until = monotonic() + seconds
        proof = self.prover.step(
            name, self.reached, lambda choice: self._better(name, choice), nodes, until, last=last
        )
        if proof["tree"] is not None:
            self.bounds[name] = self.reached[name]
        return proof

    def _better(self, name: str, choice: OptionKey) -> Fraction | None:
        """Take a choice that betters a step and keeps those before; its value, or None."""
        if not self._allowed(choice):
            return None
        values = self.values(choice)
        before = self.prover.order[: self.prover.order.index(name)]
        if values[name] >= self.reached[name] or any(values[n] > self.reached[n] for n in before):
            return None
        self.known, self.reached = choice, values
        return values[name]

    def _whole(self, name: str) -> bool:
        """Take a step as one integer program; whether anything fits at all."""
        from besrour_cli.planning.solve.highs import solve_mip

        for share in (0.5, 0.3):  # what is found first is asked to be bettered
            before = self.known
            placing = self.prover.system_for(name, self.reached or {name: Fraction(0)})
            found = solve_mip(placing, (self.until - monotonic()) * share)
            if found.impossible and self.known is None:
                return False
            if found.values is not None:
                self._take(name, placing.choice(found.values))
            if self.known is None:
                raise NegativeAnswer(
                    msg("the time allowed was too short to find any plan"),
                    msg("allow more seconds (--seconds)"),
                )
            self.bounds[name] = self._bound(name, placing, found.bound)
            if self.known is before and found.nothing_better:
                self.bounds[name] = self.reached[name]
            if self.bounds[name] == self.reached[name]:
                break
        return True

    def _take(self, name: str, choice: OptionKey) -> None:
        if self.known is None and self._allowed(choice):
            self.known, self.reached = choice, self.values(choice)
        elif self.known is not None:
            self._better(name, choice)

    def _allowed(self, choice: OptionKey) -> bool:
        """Whether the worst-off bears no more than the caps say."""
        caps = self.prover.caps
        lives = self.problem.schedules(choice) if caps else []
        return all(
            life.all_nights() <= caps.get(NIGHTS, life.all_nights())
            and life.total() <= caps.get(PEOPLE, life.total())
            for life in lives
        )

    def _bound(self, name: str, system: LinearSystem, z: float) -> Fraction:
        """The bound of a step that follows from one of ``z``; what was reached, if nothing lies between."""
        reached = self.reached[name]
        if not isfinite(z):
            return reached if z > 0 else min(Fraction(0), reached)
        goals = [(row, row.goal) for row in system.rows if row.goal is not None]
        least = min((row.most + goal.constant + Fraction(row.miss * z)) / goal.scale for row, goal in goals)
        below = max((goal.bound_improved(reached) + goal.constant) / goal.scale for _, goal in goals)
        return reached if least > below + (reached - below) / 20 else min(max(least, Fraction(0)), reached)
