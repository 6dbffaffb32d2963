"""Rows that others imply, told by whole numbers alone: leaving them out changes nothing and saves time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy import bool_, int64
    from numpy.typing import NDArray

_WORK = 100_000_000  # comparisons that cost less than the rows they save


def drop_dominated(rows: NDArray[int64], past: Sequence[int], starts: Sequence[int]) -> list[int]:
    """The rows of which one is the greatest whatever is chosen; of equal ones the first.

    ``rows``: what every option adds to each, one option of every part chosen; ``starts``: where the parts
    begin; ``past``: what each has already. Row *k* is never above row *j* when the sum over the parts of the
    greatest difference is not above zero.
    """
    first: dict[tuple[int, bytes], int] = {}
    for k, row in enumerate(rows):
        first.setdefault((past[k], row.tobytes()), k)
    kept = list(first.values())
    if len(kept) * len(kept) * rows.shape[1] > _WORK or not rows.shape[1]:
        return kept
    each, before = rows[kept], np.array([past[k] for k in kept], np.int64)
    above = np.empty((len(kept), len(kept)), np.bool_)
    for i in range(len(kept)):
        most = np.maximum.reduceat(each[i] - each, starts, axis=1).sum(axis=1)
        above[i] = most + before[i] - before > 0
    beaten = (~above & (above.T | np.tri(len(kept), k=-1, dtype=np.bool_))).any(axis=1)
    return [kept[i] for i in np.flatnonzero(~beaten).tolist()]


def drop_subsets(sets: NDArray[bool_]) -> list[int]:
    """The rows whose columns no other row has all, and more; rows are all different."""
    if len(sets) ** 2 * sets.shape[1] > _WORK:
        return list(range(len(sets)))
    whole = sets.astype(np.int32)  # not a float product: its threads are slower to start than the work
    missing = whole @ (1 - whole).T
    within = (missing == 0) & ~np.eye(len(sets), dtype=np.bool_)
    return np.flatnonzero(~within.any(axis=1)).tolist()
