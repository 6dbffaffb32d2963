"""A choice of themes with what can be said of it: a plain majority beside it, and who could complain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from besrour_cli.planning.themes.ballots import Ballot, in_order_of_seed, majority
from besrour_cli.planning.themes.equal_shares import ChosenTheme, choose_themes
from besrour_cli.planning.themes.representation import Unrepresented, unrepresented


class ThemeChoice(NamedTuple):
    """Themes chosen from some ballots for so many ``sessions``, ties decided by a ``seed``.

    ``plain`` is what a plain majority would choose; ``complaints`` say whom the choice leaves without what
    they could claim, ``plain_complaints`` whom the majority would.
    """

    sessions: int
    seed: int
    ballots: tuple[Ballot, ...]
    chosen: tuple[ChosenTheme, ...]
    plain: tuple[str, ...]
    complaints: tuple[Unrepresented, ...]
    plain_complaints: tuple[Unrepresented, ...]

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes chosen, in the order of their choice."""
        return tuple(each.theme for each in self.chosen)

    def without(self) -> tuple[str, ...]:
        """Whoever ticked something, but none of the themes chosen."""
        chosen = frozenset(self.themes)
        return tuple(b.voter for b in self.ballots if b.approved and b.approved.isdisjoint(chosen))


def make_choice(ballots: Sequence[Ballot], proposed: Iterable[str], sessions: int, seed: int) -> ThemeChoice:
    """The choice from themes that were proposed, by the rule, with everything said of it."""
    themes = in_order_of_seed(proposed, seed)
    chosen = choose_themes(ballots, themes, sessions)
    plain = majority(ballots, themes, sessions)
    return ThemeChoice(
        sessions=sessions,
        seed=seed,
        ballots=tuple(ballots),
        chosen=chosen,
        plain=plain,
        complaints=unrepresented(ballots, themes, [each.theme for each in chosen], sessions),
        plain_complaints=unrepresented(ballots, themes, plain, sessions),
    )
