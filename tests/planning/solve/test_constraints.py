"""The rows of the search: what is left out is implied; HiGHS alone, without our search, finds the same."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.planning.solve.budget import SearchLimits
from besrour_cli.planning.solve.choose import choose
from besrour_cli.planning.solve.integer_program.writer import drop_dominated
from support.campaigns.thorough import a_few
from support.planning.oracle import oracle
from support.planning.world import NOW, random_instance

ROWS = st.integers(1, 6).flatmap(lambda rows: arrays.arrays(np.int64, (rows, 6), elements=st.integers(0, 4)))


@given(ROWS, st.lists(st.integers(0, 3), min_size=6, max_size=6))
def test_the_greatest_is_always_among_the_rows_kept(rows: np.ndarray, past: list[int]) -> None:
    """Whichever option of each of three sessions is chosen, the most burdened has a row of her own."""
    kept = drop_dominated(rows, past, [0, 2, 4])
    for choice in product((0, 1), (2, 3), (4, 5)):
        borne = [past[k] + int(rows[k, list(choice)].sum()) for k in range(len(rows))]
        assert max(borne[k] for k in kept) == max(borne)


@pytest.mark.parametrize("tens", a_few(range(6), 2))
def test_the_integer_program_alone_finds_the_same(tens: int) -> None:
    """Without a search of our own each step is one integer program: the same values, proven by its bound."""
    no_search = SearchLimits(nodes=0)
    for seed in range(tens * 10, tens * 10 + 10):
        programme, plan = random_instance(seed)
        best = oracle(programme, plan)
        if best is None:
            with pytest.raises(NegativeAnswer):
                choose(programme, plan, NOW, limits=no_search)
            continue
        steps = choose(programme, plan, NOW, limits=no_search).steps[1:-1]
        assert [s.least for s in steps] == [float(least) for least in best.least], f"seed {seed}"
        assert [s.bound for s in steps] == [s.least for s in steps], f"seed {seed}"
