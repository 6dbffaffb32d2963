"""Demands between sessions as sets: two starts are in one of them exactly when they cannot both be."""

from __future__ import annotations

from itertools import combinations

import pytest

from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.planning.problem.build_problem import build_input
from besrour_cli.planning.problem.conflict_cliques import cliques, groups_of_pairs
from besrour_cli.planning.problem.spacing import bound_pairs, in_conflict
from support.planning.world import NOW, random_instance


@pytest.mark.parametrize("tens", range(6))
def test_two_starts_share_a_set_exactly_when_they_exclude_each_other(tens: int) -> None:
    """No pair is missing, none is too many."""
    seen = 0
    for seed in range(tens * 10, tens * 10 + 10):
        asked, plan = random_instance(seed)
        try:
            problem = build_input(asked, plan, NOW, frozenset()).problem()._replace(ordered=False)
        except NegativeAnswer:
            continue
        places = [list(zip(o.starts.tolist(), o.days.tolist(), strict=True)) for o in problem.options]
        wanted = {
            ((i, a), (j, b))
            for pair in bound_pairs(problem)
            for i, j in [(pair.first, pair.second)]
            for a, one in enumerate(places[i])
            for b, two in enumerate(places[j])
            if in_conflict(problem, pair, one, two)
        }
        sets = cliques(problem, bound_pairs(problem))
        found = {pair for each in sets for pair in combinations(sorted(each), 2) if pair[0][0] != pair[1][0]}
        assert found == wanted, f"seed {seed}"
        seen += bool(wanted)
    assert seen


def test_sessions_are_grouped_only_where_each_is_paired_with_each() -> None:
    """The third and the fourth share nobody: both are in a group with the first two, not in one together."""
    pairs = {(0, 1), (0, 2), (0, 3), (1, 2), (1, 3)}
    groups = groups_of_pairs(pairs)
    assert groups == [(0, 1, 2), (0, 3), (1, 3)] or groups == [(0, 1, 2), (0, 1, 3)]
    assert {pair for group in groups for pair in combinations(group, 2)} == pairs
