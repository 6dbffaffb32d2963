"""The checker's own arithmetic: golden values, and every arrangement counted by hand where there are few."""

from __future__ import annotations

import random
from itertools import product

import pytest

from besrour_cli.report_check.arithmetic import (
    gini_coefficient,
    holm_corrected,
    quartile,
    signed_rank,
    wilson_interval,
)


def test_quartiles_lie_between_neighbours() -> None:
    """Definition 7: of four values the lower quartile is three quarters of the way to the second."""
    assert [quartile([1, 2, 3, 4], at) for at in (1, 2, 3)] == [1.75, 2.5, 3.25]
    assert quartile([3], 1) == 3


def test_wilson_of_a_published_example() -> None:
    """Newcombe (1998), table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29."""
    for part, whole, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        assert wilson_interval(part, whole) == pytest.approx((low, high), abs=5e-5)


def test_gini_of_equal_and_of_one() -> None:
    """Nothing is unequal among equals; one of four who has all is three quarters."""
    assert gini_coefficient([2, 2, 2]) == 0
    assert gini_coefficient([0, 0, 0, 5]) == 0.75
    assert gini_coefficient([0, 0]) == 0


def test_holm_of_a_known_example() -> None:
    """The step-down: the smallest times three, the next times two, none below an earlier one."""
    assert holm_corrected([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm_corrected([0.5, 0.9]) == [1.0, 1.0]


@pytest.mark.parametrize("seed", range(20))
def test_the_signed_rank_test_counts_every_choice_of_signs(seed: int) -> None:
    """Beside a list of all choices of signs, with ties and zeros."""
    rng = random.Random(seed)
    changes = [rng.choice([-3, -2, -1, 0, 1, 1, 2, 3]) for _ in range(rng.randint(6, 11))]
    sizes = sorted(map(abs, changes))
    rank = {s: 1 + sizes.index(s) + (sizes.count(s) - 1) / 2 for s in sizes}
    moved = [each for each in changes if each]
    if len(moved) < 6:
        assert signed_rank(changes) is None
        return
    seen = abs(sum(rank[abs(each)] * (1 if each > 0 else -1) for each in moved))
    signs = list(product([-1, 1], repeat=len(moved)))
    ranks = [rank[abs(each)] for each in moved]
    far = sum(abs(sum(s * r for s, r in zip(each, ranks, strict=True))) >= seen for each in signs)
    assert signed_rank(changes) == far / len(signs)
