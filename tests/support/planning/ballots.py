"""Ballots for tests: written in a line, drawn at random, and the promises of representation by trying all."""

from __future__ import annotations

import random
from itertools import combinations

from hypothesis import strategies as st

from besrour_cli.planning.themes.ballots import Ballot

THEMES = "abcdefgh"


def ballots(text: str) -> list[Ballot]:
    """Ballots such as ``ab ab c -``: a letter a theme, a hyphen for none, with a number before the last."""
    found: list[Ballot] = []
    for word in text.split():
        times, _, letters = word.rpartition("*")
        for _n in range(int(times or 1)):
            found.append(Ballot(f"v{len(found) + 1}", frozenset(letters.strip("-"))))
    return found


def random_ballots(seed: int) -> tuple[list[Ballot], int]:
    """Up to 14 ballots on up to 8 themes, and a number of places, from a seed."""
    chance = random.Random(seed)
    themes = THEMES[: chance.randint(2, 8)]
    density = chance.choice((0.2, 0.4, 0.6))
    drawn = [
        frozenset(t for t in themes if chance.random() < density) or frozenset(chance.choice(themes))
        for _ in range(chance.randint(1, 14))
    ]
    return [Ballot(f"v{i}", approved) for i, approved in enumerate(drawn, 1)], chance.randint(1, len(themes))


PROFILES = st.lists(st.frozensets(st.sampled_from(THEMES[:6])), min_size=1, max_size=9).map(
    lambda sets: [Ballot(f"v{i}", approved) for i, approved in enumerate(sets, 1)]
)
PLACES = st.integers(1, 6)


def breaks_ejr(cast: list[Ballot], chosen: set[str], places: int) -> bool:
    """Whether some group breaks extended justified representation, by its definition, trying every group."""
    voters = [ballot for ballot in cast if ballot.approved]
    for size in range(1, len(voters) + 1):
        for group in combinations(voters, size):
            common = frozenset.intersection(*(voter.approved for voter in group))
            for claim in range(1, places + 1):
                may_claim = len(common) >= claim and size * places >= claim * len(voters)
                if may_claim and all(len(voter.approved & chosen) < claim for voter in group):
                    return True
    return False
