"""The Method of Equal Shares with exact fractions, completed by sequential Phragmén.

D. Peters and P. Skowron, “Proportionality and the Limits of Welfarism”, EC 2020 (there: Rule X). Every voter
has the same share of the sessions to spend. A theme costs one session, which its supporters pay in equal
parts, or with all they have left; the theme whose dearest part is the cheapest comes next. Once no supporters
can pay for a theme any more, everybody earns on at the same speed, and what can be paid first comes next.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from besrour_cli.planning.themes.ballots import Ballot, supporters


class Phase(StrEnum):
    """By which part of the rule a theme was chosen."""

    EQUAL_SHARES = "equal-shares"
    COMPLETION = "completion"


class ChosenTheme(NamedTuple):
    """One theme chosen: how many ballots tick it, by which phase, and what decides its turn.

    ``key`` is the part that its dearest supporter pays, in sessions, or the time at which it could be paid.
    """

    theme: str
    ballots: int
    phase: Phase
    key: Fraction


Price = Callable[[Sequence[Fraction]], Fraction | None]


def choose_themes(ballots: Sequence[Ballot], themes: Sequence[str], count: int) -> tuple[ChosenTheme, ...]:
    """The themes chosen, in the order of their choice; the earlier of the given ones wins a tie.

    Ballots that tick none of the themes count for nothing. Fewer than ``count`` are chosen only where
    nobody ticked the others.
    """
    voters = [ballot for ballot in ballots if not ballot.approved.isdisjoint(themes)]
    behind = {theme: voter for theme, voter in supporters(voters, themes).items() if voter}
    money = [Fraction(count, max(1, len(voters)))] * len(voters)
    chosen: list[ChosenTheme] = []
    while len(chosen) < count and (found := _cheapest(behind, money, _dearest_part)):
        theme, part = found
        voter = behind.pop(theme)
        for i in voter:
            money[i] -= min(part, money[i])
        chosen.append(ChosenTheme(theme, len(voter), Phase.EQUAL_SHARES, part))
    while len(chosen) < count and (found := _cheapest(behind, money, _waiting_time)):
        theme, time = found
        voter = behind.pop(theme)
        for i in voter:  # what she has earned until then is spent
            money[i] = -time
        chosen.append(ChosenTheme(theme, len(voter), Phase.COMPLETION, time))
    return tuple(chosen)


def _cheapest(
    behind: Mapping[str, Sequence[int]], money: Sequence[Fraction], price: Price
) -> tuple[str, Fraction] | None:
    """The first of the themes with the lowest price, and that price; None where none can be paid."""
    prices = ((theme, price([money[i] for i in voter])) for theme, voter in behind.items())
    return min(
        ((theme, at) for theme, at in prices if at is not None), key=lambda found: found[1], default=None
    )


def _dearest_part(purses: Sequence[Fraction]) -> Fraction | None:
    """The least part that pays for a theme if each pays it, or all she has; None where it is not enough."""
    owed, payers = Fraction(1), len(purses)
    for purse in sorted(purses):
        if purse * payers >= owed:
            return owed / payers
        owed, payers = owed - purse, payers - 1
    return None


def _waiting_time(purses: Sequence[Fraction]) -> Fraction:
    """How much everybody must earn before these supporters together can pay for a theme."""
    return (1 - sum(purses)) / Fraction(len(purses))
