"""Statistics of small samples: values known beforehand, and every arrangement looked at one by one."""

from __future__ import annotations

import json
import random
from itertools import combinations, product
from math import comb, prod
from pathlib import Path

import pytest
from scipy.stats import fisher_exact, mannwhitneyu, rankdata, wilcoxon

from besrour_cli.evaluation.statistics.describe import gini, quartiles, wilson
from besrour_cli.evaluation.statistics.exact_tests import (
    group_difference,
    holm,
    paired_change,
)
from besrour_cli.evaluation.statistics.freeman_halton import MOST_TABLES, freeman_halton
from besrour_cli.evaluation.statistics.rank_sums import all_rank_sums, rank_sum_p

GOLDEN = json.loads((Path(__file__).parent / "golden_stats.json").read_text("utf-8"))
CLOSE = 1e-12


def test_a_paired_sample_has_the_values_known_beforehand() -> None:
    """Twelve people, nine of whom rose: sign test, signed ranks with zeros, effect, quartiles."""
    change = paired_change(GOLDEN["paired"]["then"], GOLDEN["paired"]["now"])
    sign, pratt = GOLDEN["sign"], GOLDEN["wilcoxon_pratt"]
    assert (change.rose, change.fell, change.same) == (sign["pos"], sign["neg"], sign["zero"])
    assert change.sign == pytest.approx(sign["p"], abs=CLOSE)
    assert change.signed_rank == pytest.approx(pratt["p"], abs=CLOSE)
    assert (change.rank_sum, change.effect) == (pratt["Wplus"], pratt["rank_biserial"])
    for when in ("then", "now"):
        assert list(quartiles(GOLDEN["paired"][when])) == GOLDEN[f"median_iqr_{when}"]


def test_two_groups_have_the_values_known_beforehand() -> None:
    """Seven people against nine, with ties."""
    difference = group_difference(GOLDEN["groups"]["canada"], GOLDEN["groups"]["africa"])
    golden = GOLDEN["mannwhitney"]
    assert difference.u == golden["U"]
    assert difference.p == pytest.approx(golden["p"], abs=CLOSE)
    assert difference.delta == pytest.approx(golden["cliffs_delta"], abs=CLOSE)
    assert difference.superiority == pytest.approx(golden["prob_superiority"], abs=CLOSE)


def test_proportions_tables_and_corrections_have_the_values_known_beforehand() -> None:
    """Wilson, Freeman and Halton, Gini, Holm."""
    assert wilson(7, 18) == pytest.approx(GOLDEN["wilson_7_of_18"], abs=CLOSE)
    table = [tuple(row) for row in GOLDEN["response_by_region"]["table"]]
    assert freeman_halton(table) == pytest.approx(GOLDEN["response_by_region"]["freeman_halton"], abs=CLOSE)
    assert gini(GOLDEN["gini_sessions_attended"]["x"]) == pytest.approx(GOLDEN["gini_sessions_attended"]["g"])
    assert holm(GOLDEN["holm"]["p"]) == pytest.approx(GOLDEN["holm"]["adj"], abs=CLOSE)


def test_signed_ranks_agree_with_every_choice_of_signs() -> None:
    """Random samples with ties and zeros: all two to the n choices of signs, one by one."""
    chance = random.Random(1)
    for _ in range(60):
        n = chance.randint(6, 10)
        then, now = ([chance.randint(1, 5) for _ in range(n)] for _ in range(2))
        change = paired_change(then, now)
        differences = [b - a for a, b in zip(then, now, strict=True)]
        if change.signed_rank is None:
            assert sum(map(bool, differences)) < 6
            continue
        pairs = [(r, d) for r, d in zip(rankdata(list(map(abs, differences))), differences, strict=True) if d]
        middle = sum(r for r, _ in pairs) / 2
        far = abs(sum(r for r, d in pairs if d > 0) - middle)
        sums = [
            abs(sum(r for (r, _), up in zip(pairs, signs, strict=True) if up) - middle)
            for signs in product((0, 1), repeat=len(pairs))
        ]
        assert change.signed_rank == pytest.approx(sum(s >= far - 1e-9 for s in sums) / len(sums), abs=CLOSE)


def test_signed_ranks_agree_with_scipy_where_scipy_is_exact() -> None:
    """Without ties and zeros scipy counts all arrangements as well."""
    chance = random.Random(2)
    for _ in range(40):
        n = chance.randint(6, 25)
        sizes = chance.sample(range(1, 60), n)
        signed = [size * chance.choice((-1, 1)) for size in sizes]
        found = paired_change([0] * n, signed)
        assert found.signed_rank == pytest.approx(wilcoxon(signed, method="exact").pvalue, abs=CLOSE)


def test_two_groups_agree_with_every_division_into_groups() -> None:
    """Random groups with ties: every choice of who is in the first; and scipy where there are no ties."""
    chance = random.Random(3)
    for _ in range(40):
        n, m = chance.randint(2, 5), chance.randint(3, 6)
        values = [chance.randint(1, 5) for _ in range(n + m)]
        found = group_difference(values[:n], values[n:])
        ranks, middle = rankdata(values), n * (n + m + 1) / 2
        far = abs(sum(ranks[:n]) - middle)
        sums = [abs(sum(ranks[i] for i in chosen) - middle) for chosen in combinations(range(n + m), n)]
        expected = sum(s >= far - 1e-9 for s in sums) / comb(n + m, n)
        if found.p is None:
            assert min(sum(s >= max(sums) - 1e-9 for s in sums) / len(sums), 1) > 0.05
        else:
            assert found.p == pytest.approx(expected, abs=CLOSE)
    apart = chance.sample(range(100), 17)
    assert group_difference(apart[:8], apart[8:]).p == pytest.approx(
        mannwhitneyu(apart[:8], apart[8:], method="exact").pvalue, abs=CLOSE
    )


def test_two_groups_of_forty_different_values_agree_with_scipy() -> None:
    """So many choices that no half of them is looked at one by one: their sums are counted at once."""
    chance = random.Random(9)
    values = chance.sample(range(1000), 40)
    expected = mannwhitneyu(values[:20], values[20:], method="exact").pvalue
    assert group_difference(values[:20], values[20:]).p == pytest.approx(expected, abs=CLOSE)


def test_answers_on_a_scale_are_counted_as_all_sums_are() -> None:
    """Two ways of counting: halves of the different ranks joined, and every sum at once."""
    chance = random.Random(6)
    for _ in range(20):
        values = [chance.randint(1, 5) for _ in range(chance.randint(12, 40))]
        ranks, n = [int(2 * rank) for rank in rankdata(values)], chance.randint(4, len(values) // 2)
        total, whole = sum(ranks[:n]), len(ranks)
        far = abs(total * whole - n * sum(ranks))
        law = dict(all_rank_sums(ranks, n))
        expected = sum(w for s, w in law.items() if abs(s * whole - n * sum(ranks)) >= far) / comb(whole, n)
        assert rank_sum_p(ranks, n, total) == pytest.approx(expected, abs=CLOSE)


def test_division_over_two_groups_is_fishers_test() -> None:
    """With two rows the test of Freeman and Halton is Fisher's, which scipy has."""
    chance = random.Random(4)
    for _ in range(60):
        rows = [(chance.randint(0, 8), chance.randint(1, 8)) for _ in range(2)]
        found = freeman_halton(rows)
        if found is not None:
            assert found == pytest.approx(fisher_exact(rows).pvalue, abs=CLOSE)


def test_division_over_several_groups_counts_every_table() -> None:
    """Three to five groups, each table of these margins looked at by itself, in whole numbers."""
    chance = random.Random(7)
    for _ in range(60):
        rows = [(chance.randint(0, 5), chance.randint(0, 5)) for _ in range(chance.randint(3, 5))]
        sizes, first = [sum(row) for row in rows], sum(row[0] for row in rows)
        ways = {
            column: prod(map(comb, sizes, column))
            for column in product(*(range(size + 1) for size in sizes))
            if sum(column) == first
        }
        observed = ways[tuple(row[0] for row in rows)]
        expected = sum(w for w in ways.values() if w <= observed) / sum(ways.values())
        found = freeman_halton(rows)
        assert found is None or found == pytest.approx(expected, abs=CLOSE)
        assert (found is None) == (first in (0, sum(sizes)) or sum(map(bool, sizes)) < 2)


def test_six_regions_of_a_whole_year_are_tested_and_what_is_too_much_is_not() -> None:
    """The pilot's regions over twelve sessions; of twelve groups of a hundred no test is made."""
    rows = [(52, 50), (20, 34), (9, 21), (12, 12), (5, 7), (4, 8)]
    assert prod(sum(row) + 1 for row in rows) < MOST_TABLES
    found = freeman_halton(rows)
    assert found is not None and 0.1 < found < 1
    assert freeman_halton([(50, 50)] * 12) is None


def test_what_nobody_has_is_divided_evenly() -> None:
    """Sessions attended by people none of whom came: nobody has more than another."""
    assert gini([0, 0, 0]) == 0.0 == gini([2, 2])
    assert gini([0, 0, 3]) == pytest.approx(2 / 3)


def test_a_sample_that_cannot_tell_gets_no_test() -> None:
    """Five pairs that differ can reach 0.0625 at best, three against four 0.057: there is no p-value."""
    five = paired_change([1] * 5 + [3], [2] * 5 + [3])
    assert (five.rose, five.same, five.sign, five.signed_rank) == (5, 1, None, None)
    assert group_difference([1, 2, 3], [4, 5, 6, 7]).p is None
    assert paired_change([], []).effect is None
    assert freeman_halton([(3, 0), (4, 0)]) is None


def test_many_pairs_are_still_counted_exactly() -> None:
    """Eighty people and eighty pairs that rose by one: the smallest of all chances, not 0."""
    many = paired_change([2] * 80, [3] * 80)
    assert many.signed_rank == 2 / 2**80 == many.sign
