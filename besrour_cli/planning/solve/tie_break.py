"""The tie-break: of all plans within the limits of every step, one with early hours and dates."""

from __future__ import annotations

import numpy as np

from besrour_cli.planning.solve.integer_program.highs import solve_mip
from besrour_cli.planning.solve.integer_program.linear_system import OptionKey
from besrour_cli.planning.solve.lexicographic import LexicographicSolver

_WEIGHT = 1000


def break_ties(solver: LexicographicSolver) -> tuple[OptionKey, int]:
    """Return the tie-broken choice, and for how many sessions ties were left open when the time was over.

    Each session's options are ranked by the hour on the anchor's clock, then by the date. The weighted
    sum of the ranks is least.
    """
    prover = solver.prover
    ranks: dict[tuple[int, int], int] = {}
    for s, (options, here) in enumerate(zip(solver.problem.options, prover.open, strict=True)):
        rank = (
            np.lexsort((options.starts, np.array([slot.minute for slot in options.slots]))).argsort().tolist()
        )
        # Equal weights would leave open which of two sessions gets the earlier of two hours.
        ranks.update({(s, o): (_WEIGHT + s * s) * rank[o] for o in here if rank[o]})
    waiting = sum(len(here) > 1 for here in prover.open)
    if not waiting:
        return solver.choice, 0
    if solver.budget.expired():
        return solver.choice, waiting
    before = sum(ranks.get(each, 0) for each in enumerate(solver.choice))
    system = prover.rank_system(ranks, before)
    found = solve_mip(system, solver.budget.remaining(), system.columns_of(solver.choice))
    if found.values is None:
        return solver.choice, 0 if found.infeasible else waiting
    choice = system.choice(found.values)
    if sum(ranks.get(each, 0) for each in enumerate(choice)) < before and solver.within_limits(choice):
        return choice, 0 if found.is_optimal else waiting
    return solver.choice, 0 if found.nothing_better else waiting
