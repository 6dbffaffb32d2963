"""Ballots as values: who would like which themes, and the order in which ties are decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple


class Ballot(NamedTuple):
    """What one person would like, as a set of themes; ``groups`` maps a kind of group to hers.

    A kind is a word such as ``region``; a person of whom nothing is known belongs to no group of that kind.
    """

    voter: str
    approved: frozenset[str]
    groups: Mapping[str, str] = {}


def in_order_of_seed(themes: Iterable[str], seed: int) -> tuple[str, ...]:
    """The themes in an order that depends on the seed and their words alone: the earlier wins a tie.

    Anybody can compute it again: the order of the SHA-256 digests of seed, colon, theme.
    """
    return tuple(sorted(set(themes), key=lambda theme: sha256(f"{seed}:{theme}".encode()).digest()))


def supporters(ballots: Sequence[Ballot], themes: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """The numbers of the ballots that tick each theme, in the order of the themes."""
    return {theme: tuple(i for i, b in enumerate(ballots) if theme in b.approved) for theme in themes}


def majority(ballots: Sequence[Ballot], themes: Sequence[str], count: int) -> tuple[str, ...]:
    """The themes with the most ballots, whoever cast them; the earlier of the given order wins a tie.

    Those that nobody ticked are left out.
    """
    counts = {theme: len(behind) for theme, behind in supporters(ballots, themes).items()}
    liked = [theme for theme in themes if counts[theme]]
    return tuple(sorted(liked, key=lambda theme: -counts[theme])[:count])
