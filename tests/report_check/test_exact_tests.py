"""The checker's own tests of groups: every table and every division looked at, and beside the report's."""

from __future__ import annotations

import random
from itertools import combinations, product
from math import comb

import pytest

from besrour_cli.evaluation.statistics.exact_tests import group_difference
from besrour_cli.evaluation.statistics.freeman_halton import freeman_halton
from besrour_cli.report_check.comparisons.exact_tests import cliffs_delta, freeman_halton_test, mann_whitney


def test_freeman_and_halton_count_every_table() -> None:
    """The example of the rules, 4 by 2, and a table whose column is empty."""
    rows = [(8, 2), (3, 7), (1, 6), (5, 5)]
    first, whole = sum(a for a, _ in rows), sum(map(sum, rows))
    sizes = [a + b for a, b in rows]

    def ways(column: tuple[int, ...]) -> int:
        total = 1
        for size, taken in zip(sizes, column, strict=True):
            total *= comb(size, taken)
        return total

    columns = [c for c in product(*(range(size + 1) for size in sizes)) if sum(c) == first]
    seen = ways(tuple(a for a, _ in rows))
    expected = sum(w for c in columns if (w := ways(c)) <= seen) / comb(whole, first)
    assert freeman_halton_test(rows) == pytest.approx(expected, abs=1e-15)
    assert freeman_halton_test([(4, 0), (5, 0)]) is None


@pytest.mark.parametrize("seed", range(12))
def test_mann_and_whitney_count_every_division(seed: int) -> None:
    """Samples on a scale with ties: all ways to choose the first group, one by one."""
    rng = random.Random(seed)
    n, m = rng.randint(3, 6), rng.randint(3, 6)
    values = [rng.randint(1, 5) for _ in range(n + m)]
    ranks = [sum(v < one for v in values) + (values.count(one) + 1) / 2 for one in values]
    middle = n * (n + m + 1) / 2
    far = [abs(sum(ranks[at] for at in chosen) - middle) for chosen in combinations(range(n + m), n)]
    seen = abs(sum(ranks[:n]) - middle)
    found = mann_whitney(values[:n], values[n:])
    if sum(each >= max(far) for each in far) / len(far) > 0.05:
        assert found is None
    else:
        assert found == pytest.approx(sum(each >= seen for each in far) / len(far), abs=1e-15)


def test_both_ways_of_counting_agree_to_the_last_digit() -> None:
    """What the report counts by halves, the checker counts otherwise: the same numbers to the last bit."""
    rng = random.Random(9)
    for _ in range(15):
        first, second = ([rng.randint(-2, 4) for _ in range(rng.randint(1, 40))] for _ in range(2))
        report = group_difference(first, second)
        assert (report.p, report.delta) == (mann_whitney(first, second), cliffs_delta(first, second))
        rows = [(rng.randint(0, 9), rng.randint(0, 9)) for _ in range(rng.randint(2, 4))]
        assert freeman_halton(rows) == freeman_halton_test(rows)


def test_six_regions_of_a_whole_year_are_checked_in_time() -> None:
    """The pilot's regions over twelve sessions; what is too much for the report is too much here."""
    rows = [(52, 50), (20, 34), (9, 21), (12, 12), (5, 7), (4, 8)]
    assert freeman_halton_test(rows) == freeman_halton(rows)
    assert freeman_halton_test([(50, 50)] * 12) is None
