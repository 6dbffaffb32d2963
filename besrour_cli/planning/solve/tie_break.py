"""The tie-break: of all choices equal on every step, the one with the earliest hours, in the rule's order.

Sessions are taken in order; each gets the earliest hour on the anchor's clock that the steps still allow
(the earliest dates for that hour follow in ``dates``). Several sessions are packed into one rank, as
digits of one number, so that few searches are made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from time import monotonic

from besrour_cli.planning.solve.certificate import CertificateBuilder
from besrour_cli.planning.solve.highs import solve_mip
from besrour_cli.planning.solve.linear_system import OptionKey

_LARGEST = 20_000  # digits beyond this would drown in the solver's tolerances
_NODES = 400


def break_ties(
    prover: CertificateBuilder,
    choice: OptionKey,
    reached: Mapping[str, Fraction],
    equal: Callable[[OptionKey], bool],
    until: float,
) -> tuple[OptionKey, int]:
    """The tie-broken choice, and how many sessions' ties were left open when the time was over.

    ``equal`` tells whether a choice is as good as the one given on every step.
    """
    waiting = [s for s, options in enumerate(prover.open) if len(options) > 1]
    left_open = 0
    while waiting:
        if monotonic() > until:
            return choice, left_open + len(waiting)
        block: list[int] = []
        weight = 1
        while waiting and (not block or weight * len(prover.open[waiting[0]]) <= _LARGEST):
            weight *= len(prover.open[waiting[0]])
            block.append(waiting.pop(0))
        ranks: dict[tuple[int, int], int] = {}
        for s in block:
            weight //= len(prover.open[s])
            ranks.update({(s, o): rank * weight for rank, o in enumerate(prover.open[s]) if rank})
        best = [choice]

        def better(
            found: OptionKey,
            ranks: Mapping[tuple[int, int], int] = ranks,
            best: list[OptionKey] = best,
        ) -> Fraction | None:
            if _rank(found, ranks) >= _rank(best[0], ranks) or not equal(found):
                return None
            best[0] = found
            return Fraction(_rank(found, ranks))

        now = _rank(choice, ranks)
        settled = not now or prover.rank(reached, ranks, now, better, _NODES, until)
        while not settled:
            placing = prover.ranked(reached, ranks, _rank(best[0], ranks))
            found = solve_mip(placing, until - monotonic())
            settled = found.nothing_better
            if not settled and (found.values is None or better(placing.choice(found.values)) is None):
                left_open += len(block)
                break
        choice = best[0]
        for s in block:
            prover.open[s] = [choice[s]]
    return choice, left_open


def _rank(choice: OptionKey, ranks: Mapping[tuple[int, int], int]) -> int:
    return sum(ranks.get(each, 0) for each in enumerate(choice))
