"""Whether a choice of themes represents everybody, checked from the ballots alone, whatever rule made it.

M. Brill and J. Peters, “Robust and Verifiable Proportionality Axioms for Multiwinner Voting”, EC 2023: EJR+.
It implies extended, proportional and plain justified representation (EJR, PJR, JR), and unlike EJR it can be
checked exactly by counting.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from besrour_cli.planning.themes.ballots import Ballot


class Unrepresented(NamedTuple):
    """People who together could have claimed ``claim`` themes, and each of whom has fewer.

    All of them would like ``theme``, which was not chosen.
    """

    theme: str
    claim: int
    voters: tuple[str, ...]


def unrepresented(
    ballots: Sequence[Ballot], themes: Iterable[str], chosen: Iterable[str], count: int
) -> tuple[Unrepresented, ...]:
    """Every theme over which somebody could rightly complain, with the fewest claims; empty: EJR+ holds.

    A group as large as ``claim`` shares of the ballots, a share being that of one session, may claim as many
    themes. Ballots that tick nothing claim nothing.
    """
    winners = set(chosen)
    voters = [ballot for ballot in ballots if ballot.approved]
    complaints = []
    for theme in themes:
        if theme in winners:
            continue
        behind = [voter for voter in voters if theme in voter.approved]
        for claim in range(1, count + 1):
            poor = [voter.voter for voter in behind if len(voter.approved & winners) < claim]
            if poor and len(poor) * count >= claim * len(voters):
                complaints.append(Unrepresented(theme, claim, tuple(poor)))
                break
    return tuple(complaints)
