"""The best choice for one step after another, and why nothing better exists, to be checked without a solver.

HiGHS finds what proves a step, as the duals of relaxations; whoever checks needs nothing but sums. The form
of a proof: ``docs/reference/proof.md``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from besrour_cli.planning.problem.objectives import ORDER
from besrour_cli.planning.problem.options import PlanningProblem
from besrour_cli.planning.solve.branch_and_bound import Better, BranchAndBound
from besrour_cli.planning.solve.constraints import NO_CAPS, ranking, system
from besrour_cli.planning.solve.linear_system import ConflictKey, Key, LinearSystem


class CertificateBuilder:
    """The search of one problem, step after step; ``open`` are the options that are still possible.

    ``caps``: what the worst-off may bear at most, for the steps ``nights`` and ``people``.
    """

    def __init__(
        self,
        problem: PlanningProblem,
        clashes: Sequence[ConflictKey],
        order: Sequence[str] = ORDER,
        caps: Mapping[str, int] = NO_CAPS,
    ) -> None:
        self.problem, self.clashes, self.order, self.caps = problem, clashes, order, caps
        self.open = [list(range(len(o.clock))) for o in problem.options]
        self.used: dict[int, int] = {}

    def step(
        self,
        name: str,
        reached: Mapping[str, Fraction],
        better: Better,
        nodes: int,
        until: float,
        *,
        last: bool = False,
    ) -> dict[str, object]:
        """Search one step to its end and give its proof (``tree`` None: it grew too large).

        ``better`` hears of every better choice that is found on the way. What the step leaves out for those
        after it is written in the proof; a search given up leaves out nothing, unless it was the ``last``.
        """
        search = self._search(self.system_for(name, reached), better, nodes, until)
        found: dict[str, object] = {"name": name, "tree": search.tree()}
        drop, smaller = search.beyond_reached()
        if drop and (last or found["tree"] is not None):
            found["drop"] = drop
            self.open = smaller
        return found

    def system_for(self, name: str, reached: Mapping[str, Fraction]) -> LinearSystem:
        """The question of a step, over what is still open."""
        return system(self.problem, self.open, reached, name, self.clashes, self.order, self.caps)

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
        placing = self.ranked(reached, ranks, rank)
        return self._search(placing, better, nodes, until).tree() is not None

    def ranked(
        self, reached: Mapping[str, Fraction], ranks: Mapping[tuple[int, int], int], rank: int
    ) -> LinearSystem:
        """The question of a lower rank, over what is still open."""
        return ranking(self.problem, self.open, reached, ranks, rank, self.clashes)

    def _search(self, asked: LinearSystem, better: Better, nodes: int, until: float) -> BranchAndBound:
        rounds = not self.clashes  # a rounded solution seldom meets the demands between sessions
        return BranchAndBound(
            self.problem, asked, better, self.named, rounds=rounds, nodes=nodes, until=until
        )

    def named(self, key: Key) -> list[str | int]:
        """The name of a row in the certificate, which lists only the clashes it uses."""
        if key[0] != "clash":
            return [*key]
        return ["clash", self.used.setdefault(int(key[1]), len(self.used))]

    def clashes_used(self) -> list[list[list[object]]]:
        """The clashes the proofs rest on, as (session, start)."""
        problem = self.problem
        return [
            [
                [problem.sessions[s].session.id, problem.options[s].starts[o][0]]
                for s, o in self.clashes[index]
            ]
            for index in self.used
        ]
