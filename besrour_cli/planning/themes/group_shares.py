"""What each group of voters got of a choice: how many of its themes they ticked, and who ticked none."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import NamedTuple

from besrour_cli.planning.themes.ballots import Ballot


class GroupShare(NamedTuple):
    """One group: its ballots, the chosen themes that one ticks on average, the ballots without any."""

    ballots: int
    average: Fraction
    without: int


def group_share(ballots: Sequence[Ballot], chosen: Collection[str]) -> GroupShare:
    """What these ballots, of which there is one at least, got of the chosen themes."""
    got = [len(ballot.approved.intersection(chosen)) for ballot in ballots]
    return GroupShare(len(got), Fraction(sum(got), len(got)), got.count(0))


def groups_of(ballots: Sequence[Ballot], kind: str) -> dict[str, list[Ballot]]:
    """The ballots of each group of a kind, in alphabetical order; those of whom it is not known under ""."""
    groups: dict[str, list[Ballot]] = {}
    for ballot in ballots:
        groups.setdefault(ballot.groups.get(kind, ""), []).append(ballot)
    return dict(sorted(groups.items(), key=lambda pair: (not pair[0], pair[0])))
