"""The tie-break: of all plans within the limits of every step, one with early hours and dates."""

from __future__ import annotations

import numpy as np

from besrour_cli.planning.solve.integer_program.highs import solve_mip
from besrour_cli.planning.solve.integer_program.linear_system import OptionKey
from besrour_cli.planning.solve.lexicographic import LexicographicSolver

_DIGITS = 1000
"""Hours weigh so much more than dates."""


def break_ties(solver: LexicographicSolver) -> tuple[OptionKey, int]:
    """Return the tie-broken choice, and for how many sessions ties were left open when the time was over.

    The sum over all sessions is least: of the rank of the hour on the anchor's clock among those still open,
    then of the rank of the date.
    """
    prover = solver.prover
    ranks: dict[tuple[int, int], int] = {}
    for s, (options, here) in enumerate(zip(solver.problem.options, prover.open, strict=True)):
        hours = np.unique([options.slots[o].minute for o in here], return_inverse=True)[1]
        days = np.unique(options.days[here], return_inverse=True)[1]
        keys = (hours * _DIGITS + np.minimum(days, _DIGITS - 1)).tolist()
        ranks.update({(s, o): key for o, key in zip(here, keys, strict=True) if key})
    waiting = sum(len(here) > 1 for here in prover.open)
    if not waiting:
        return solver.choice, 0
    if solver.budget.expired():
        return solver.choice, waiting
    rank = sum(ranks.get(each, 0) for each in enumerate(solver.choice))
    system = prover.rank_system(ranks, rank)
    found = solve_mip(system, solver.budget.remaining())
    if found.values is None:
        return solver.choice, 0 if found.infeasible else waiting
    choice = system.choice(found.values)
    if sum(ranks.get(each, 0) for each in enumerate(choice)) < rank and solver.within_limits(choice):
        return choice, 0 if found.is_optimal else waiting
    return solver.choice, 0 if found.nothing_better else waiting
