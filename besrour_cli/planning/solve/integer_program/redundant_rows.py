"""Rows that others imply, recognised with whole numbers alone: leaving them out only saves time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_WORK = 100_000_000
"""Comparisons that take less time than the rows they save would (about a tenth of a second)."""


def drop_dominated(rows: NDArray[np.int64], past: Sequence[int], starts: Sequence[int]) -> list[int]:
    """Return the rows of which one is the greatest whatever is chosen; of equal rows the first.

    ``rows``: what every option adds to each, of which one in every part is chosen; ``starts``: where the
    parts begin; ``past``: what each row has before anything is chosen.
    """
    first: dict[tuple[int, bytes], int] = {}
    for k, row in enumerate(rows):
        first.setdefault((past[k], row.tobytes()), k)
    different = list(first.values())
    if len(different) * len(different) * rows.shape[1] > _WORK or not rows.shape[1]:
        return different
    each, before = rows[different], np.array([past[k] for k in different], np.int64)
    # Row i can only exceed row k if the parts' greatest differences sum up to more than 0. This maximum is
    # exact because the parts choose independently; conflicts between sessions could only lower it.
    above = np.empty((len(different), len(different)), np.bool_)
    for i in range(len(different)):
        most = np.maximum.reduceat(each[i] - each, starts, axis=1).sum(axis=1)
        above[i] = most + before[i] - before > 0
    # Of two rows neither of which ever exceeds the other, the later one goes, so that one of them stays.
    dominated = (~above & (above.T | np.tri(len(different), k=-1, dtype=np.bool_))).any(axis=1)
    return [different[i] for i in np.flatnonzero(~dominated).tolist()]


def drop_subsets(sets: NDArray[np.bool_]) -> list[int]:
    """Return the rows whose columns are no proper subset of another row's; no two rows are equal."""
    if len(sets) ** 2 * sets.shape[1] > _WORK:
        return list(range(len(sets)))
    whole = sets.astype(np.int32)  # not a float product: its threads are slower to start than the work
    missing = whole @ (1 - whole).T
    within = (missing == 0) & ~np.eye(len(sets), dtype=np.bool_)
    return np.flatnonzero(~within.any(axis=1)).tolist()
