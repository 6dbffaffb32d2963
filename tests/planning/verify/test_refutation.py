"""Sums of rows are exact, however great the multipliers of a certificate are."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from besrour_cli.planning.verify.integer_rows import CheckedConstraint, CheckedConstraints
from besrour_cli.planning.verify.refutation import combine

ENTRIES = st.tuples(*[st.integers(-(2**40), 2**40)] * 3)
MULTIPLIERS = st.integers(0, 10**36)


@given(st.lists(st.tuples(ENTRIES, MULTIPLIERS), min_size=1, max_size=9))
@example([((-(2**40), 1, 0), 10**36)])
@example([((-(2**40), -(2**40), -(2**40)), 2**62)] * 9)
def test_multiples_of_rows_are_summed_exactly(written: list[tuple[tuple[int, int, int], int]]) -> None:
    """As whole numbers of Python are, which know no overflow."""

    def row(name: str, key: list[int], step: str, *, better: bool) -> CheckedConstraint:
        return CheckedConstraint(np.array(written[key[0]][0], np.int64), {}, key[0])

    rows = cast(CheckedConstraints, SimpleNamespace(options=SimpleNamespace(at=range(3)), row=row))
    total = combine(rows, [["one", n, each[1]] for n, each in enumerate(written)], "burden", better=True)
    assert list(total.costs) == [sum(each[at] * n for each, n in written) for at in range(3)]
    assert total.most == sum(at * n for at, (_, n) in enumerate(written))
