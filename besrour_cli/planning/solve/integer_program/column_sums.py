"""Columns that stand for sums of others: what they cost is given back to the columns they are sums of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray


class _Level(NamedTuple):
    """Sums of which none is in another: their columns, how many each is a sum of, and all of these."""

    columns: NDArray[np.int64]
    counts: NDArray[np.int64]
    summed: NDArray[np.int64]


class ColumnSums:
    """The sums of a linear system, each after those it is a sum of; in levels, so that each is one step."""

    def __init__(self, sums: Sequence[tuple[int, Sequence[int]]]) -> None:
        depth: dict[int, int] = {}
        levels: list[list[tuple[int, Sequence[int]]]] = []
        for column, summed in sums:
            depth[column] = 1 + max((depth.get(each, -1) for each in summed), default=-1)
            if depth[column] == len(levels):
                levels.append([])
            levels[depth[column]].append((column, summed))
        self._levels = [
            _Level(
                np.array([column for column, _ in each], np.int64),
                np.array([len(summed) for _, summed in each], np.int64),
                np.array([one for _, summed in each for one in summed], np.int64),
            )
            for each in reversed(levels)
        ]

    def fold(self, costs: NDArray[Any]) -> None:
        """Give what the sums cost, of whatever kind of number, to the columns that they are sums of."""
        for columns, counts, summed in self._levels:
            np.add.at(costs, summed, np.repeat(costs[columns], counts))
            costs[columns] = 0
