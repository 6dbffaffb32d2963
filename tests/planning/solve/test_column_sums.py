"""Columns that stand for sums: what they cost goes to the columns they are sums of, whatever is nested."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from besrour_cli.planning.solve.integer_program.column_sums import ColumnSums

BASE = 6
"""Columns that are no sums."""


@st.composite
def sums(draw: st.DrawFn) -> list[tuple[int, list[int]]]:
    """Some sums, each of columns before it, other sums among them."""
    found = []
    for column in range(BASE, BASE + draw(st.integers(0, 6))):
        found.append((column, draw(st.lists(st.integers(0, column - 1), max_size=4))))
    return found


def plainly(costs: list[int], those: list[tuple[int, list[int]]]) -> list[int]:
    """One sum after another, the last first."""
    left = list(costs)
    for column, summed in reversed(those):
        for each in summed:
            left[each] += left[column]
        left[column] = 0
    return left


@given(sums(), st.lists(st.integers(-(10**30), 10**30), min_size=BASE + 6, max_size=BASE + 6))
def test_what_sums_cost_goes_to_their_columns(those: list[tuple[int, list[int]]], costs: list[int]) -> None:
    """Whole numbers of any length are exact; so are small ones as floats."""
    exact = np.array(costs, object)
    ColumnSums(those).fold(exact)
    assert exact.tolist() == plainly(costs, those)
    small = [each % 1000 for each in costs]
    floats = np.array(small, np.float64)
    ColumnSums(those).fold(floats)
    assert floats.tolist() == plainly(small, those)
