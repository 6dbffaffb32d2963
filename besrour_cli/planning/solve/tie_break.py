"""The tie-break: of all choices equal on every step, the one with the earliest hours, in the rule's order.

Sessions are taken in order; each gets the earliest hour on the anchor's clock that the steps still allow
(``planning.problem.spacing`` then finds the earliest dates for that hour). Several sessions are packed into
one rank, as digits of one number, so that few searches are made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from besrour_cli.planning.solve.budget import Budget
from besrour_cli.planning.solve.certificate import CertificateBuilder
from besrour_cli.planning.solve.integer_program.highs import solve_mip
from besrour_cli.planning.solve.integer_program.linear_system import OptionKey

_LARGEST_RANK = 20_000
"""Beyond it one unit of rank would be lost in HiGHS's tolerances, about 1e-6 of the largest coefficient."""

Ranks = Mapping[tuple[int, int], int]
"""(session, option) to what it adds to a choice's rank; those that are not in it add 0."""


def break_ties(
    prover: CertificateBuilder,
    choice: OptionKey,
    reached: Mapping[str, Fraction],
    is_equal: Callable[[OptionKey], bool],
    budget: Budget,
    nodes: int,
) -> tuple[OptionKey, int]:
    """Return the tie-broken choice, and for how many sessions ties were left open when the time was over.

    ``is_equal``: whether a choice is as good as the one given on every step. ``nodes`` limits each search.
    """
    waiting = [s for s, options in enumerate(prover.open) if len(options) > 1]
    undecided = 0
    while waiting:
        if budget.expired():
            return choice, undecided + len(waiting)
        block, ranks = _next_block(prover, waiting)
        choice, is_least = _least_rank(prover, choice, reached, is_equal, ranks, budget, nodes)
        undecided += 0 if is_least else len(block)
        for s in block:
            prover.open[s] = [choice[s]]
    return choice, undecided


def _next_block(prover: CertificateBuilder, waiting: list[int]) -> tuple[list[int], Ranks]:
    """Take the next sessions off ``waiting``; return them and their ranks, the first weighing most."""
    # One search for each session would be exact as well, but each costs a solution of the whole program.
    # Packed as digits of one number, as many sessions as the solver can tell apart are decided in one search.
    block: list[int] = []
    weight = 1
    while waiting and (not block or weight * len(prover.open[waiting[0]]) <= _LARGEST_RANK):
        weight *= len(prover.open[waiting[0]])
        block.append(waiting.pop(0))
    ranks: dict[tuple[int, int], int] = {}
    for s in block:
        weight //= len(prover.open[s])
        ranks.update({(s, o): rank * weight for rank, o in enumerate(prover.open[s]) if rank})
    return block, ranks


def _least_rank(
    prover: CertificateBuilder,
    choice: OptionKey,
    reached: Mapping[str, Fraction],
    is_equal: Callable[[OptionKey], bool],
    ranks: Ranks,
    budget: Budget,
    nodes: int,
) -> tuple[OptionKey, bool]:
    """Return the equal choice of least rank that was found, and whether it is proven that none is lower."""
    incumbent = choice

    def improve(found: OptionKey) -> Fraction | None:
        nonlocal incumbent
        if _rank(found, ranks) >= _rank(incumbent, ranks) or not is_equal(found):
            return None
        incumbent = found
        return Fraction(_rank(found, ranks))

    # Branch and bound first, since it proves; where it is given up, integer programs lower the rank until
    # nothing lower is left, or nothing is found in time.
    rank = _rank(choice, ranks)
    proven = not rank or prover.prove_rank(reached, ranks, rank, improve, nodes, budget)
    while not proven:
        system = prover.rank_system(reached, ranks, _rank(incumbent, ranks))
        found = solve_mip(system, budget.remaining())
        proven = found.nothing_better
        if not proven and (found.values is None or improve(system.choice(found.values)) is None):
            break
    return incumbent, proven


def _rank(choice: OptionKey, ranks: Ranks) -> int:
    return sum(ranks.get(each, 0) for each in enumerate(choice))
