"""The tie-break: of all plans within the limits of every step, one with early hours and dates."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from besrour_cli.planning.solve.integer_program.highs import solve_mip
from besrour_cli.planning.solve.integer_program.linear_system import OptionKey
from besrour_cli.planning.solve.lexicographic import LexicographicSolver

_WEIGHT = 1000


class _Ranking:
    """The best choice so far, and its rank: the weighted sum of the ranks of its options."""

    def __init__(self, solver: LexicographicSolver) -> None:
        self.solver, self.choice = solver, solver.choice
        self.ranks: dict[tuple[int, int], int] = {}
        for s, (options, here) in enumerate(zip(solver.problem.options, solver.prover.open, strict=True)):
            minutes = np.array([slot.minute for slot in options.slots])
            rank = np.lexsort((options.starts, minutes)).argsort().tolist()
            # Equal weights would leave open which of two sessions gets the earlier of two hours.
            self.ranks.update({(s, o): (_WEIGHT + s * s) * rank[o] for o in here if rank[o]})

    def of(self, choice: OptionKey) -> int:
        """Return the rank of a choice."""
        return sum(self.ranks.get(each, 0) for each in enumerate(choice))

    def improve(self, choice: OptionKey) -> Fraction | None:
        """Take a choice if its rank is lower, and return that; None: it is not, or the choice no plan."""
        if self.of(choice) >= self.of(self.choice) or not self.solver.within_limits(choice):
            return None
        self.choice = choice
        return Fraction(self.of(choice))


def break_ties(solver: LexicographicSolver) -> tuple[OptionKey, int]:
    """Return the tie-broken choice, and for how many sessions ties were left open when the time was over.

    Each session's options are ranked by the hour on the anchor's clock, then by the date. The weighted
    sum of the ranks is least.
    """
    waiting = sum(len(here) > 1 for here in solver.prover.open)
    if not waiting:
        return solver.choice, 0
    if solver.budget.expired():
        return solver.choice, waiting
    ranking = _Ranking(solver)
    system = solver.prover.rank_system(ranking.ranks, ranking.of(solver.choice))
    if solver.refute_in_few_nodes(system, ranking.improve):
        return ranking.choice, 0
    system = solver.prover.rank_system(ranking.ranks, ranking.of(ranking.choice))
    found = solve_mip(system, solver.budget.remaining(), system.columns_of(ranking.choice))
    if found.values is None:
        return ranking.choice, 0 if found.infeasible else waiting
    if ranking.improve(system.choice(found.values)) is not None:
        return ranking.choice, 0 if found.is_optimal else waiting
    return ranking.choice, 0 if found.nothing_better else waiting
