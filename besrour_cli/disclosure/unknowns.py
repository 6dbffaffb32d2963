"""What an attacker does not know, as whole numbers: how many people of each kind came in each period.

A period is the time between two publications of a population. Its people are counted in the cells of the
cliques of what was published; a count of a report is the sum of its cells over all periods so far.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import prod

import numpy as np
from numpy.typing import NDArray

from besrour_cli.disclosure.cliques import CliqueTree, clique_tree
from besrour_cli.model.evaluation.publication import Group, Publication

Columns = NDArray[np.int64]
"""Unknown numbers by their places: their sum is meant."""
_NOBODY = ""
"""The key of those who have none of a dimension that is partial."""


class PopulationUnknowns:
    """The unknown numbers of one population, from some place on."""

    def __init__(self, name: str, publications: Sequence[Publication], first: int) -> None:
        self._keys = _keys_of(name, publications)
        self._tree = _tree_of(name, publications, self._keys)
        self._first = first
        self._shapes = [tuple(len(self._keys[d]) for d in clique) for clique in self._tree.cliques]
        cells = [prod(shape) for shape in self._shapes]
        self._offsets = np.concatenate([[0], np.cumsum(cells)])
        self._periods = _periods_of(name, publications)
        self._anew = {n for n, each in enumerate(publications) if name in each.apart}
        self.count = int(self._offsets[-1]) * len(self._periods)

    def sum_of(self, place: int, group: Group) -> Columns:
        """The numbers whose sum is a group's count in the publication at that place."""
        clique = self._tree.home_of(group.dimensions)
        cells = self._cells(clique, dict(group.selection))
        return np.concatenate([self._in_period(n, clique, cells) for n in self._chain(place)])

    def agreements(self) -> Iterator[tuple[Columns, Columns]]:
        """Yield the sums that are equal since neighbouring cliques count the same people."""
        for one, other in self._tree.edges:
            common = sorted(set(self._tree.cliques[one]) & set(self._tree.cliques[other]))
            for combination in np.ndindex(*(len(self._keys[d]) for d in common)):
                chosen = {d: (self._keys[d][k],) for d, k in zip(common, combination, strict=True)}
                mine, yours = self._cells(one, chosen), self._cells(other, chosen)
                for n in range(len(self._periods)):
                    yield self._in_period(n, one, mine), self._in_period(n, other, yours)

    def _in_period(self, period: int, clique: int, cells: Columns) -> Columns:
        return self._first + period * int(self._offsets[-1]) + int(self._offsets[clique]) + cells

    def _chain(self, place: int) -> list[int]:
        """The periods whose people a publication counts."""
        last = self._periods.index(place)
        begin = max(n for n in range(last + 1) if n == 0 or self._periods[n] in self._anew)
        return list(range(begin, last + 1))

    def _cells(self, clique: int, chosen: Mapping[str, tuple[str, ...]]) -> Columns:
        """The places, within a clique, of the cells of those who have one of some keys in each dimension."""
        names = self._tree.cliques[clique]
        sides = [
            [n for n, key in enumerate(self._keys[name]) if name not in chosen or key in chosen[name]]
            for name in names
        ]
        if not names:
            return np.zeros(1, np.int64)
        grid = np.ix_(*[np.array(side, np.int64) for side in sides])
        return np.ravel_multi_index(grid, self._shapes[clique]).ravel().astype(np.int64)


def _periods_of(name: str, publications: Sequence[Publication]) -> list[int]:
    """The places of the publications that say something of a population."""
    return [n for n, each in enumerate(publications) if any(c.group.population == name for c in each.counts)]


def _keys_of(name: str, publications: Sequence[Publication]) -> dict[str, tuple[str, ...]]:
    """All keys that each dimension of a population ever had."""
    keys: dict[str, dict[str, None]] = {}
    for publication in publications:
        for population, dimension, those in publication.dimensions:
            if population == name:
                keys.setdefault(dimension, {}).update(dict.fromkeys(those))
        for population, dimension in publication.partial:
            if population == name:
                keys.setdefault(dimension, {})[_NOBODY] = None
    return {dimension: tuple(those) for dimension, those in sorted(keys.items())}


def _tree_of(name: str, publications: Sequence[Publication], keys: dict[str, tuple[str, ...]]) -> CliqueTree:
    together = {
        each.group.dimensions
        for publication in publications
        for each in publication.counts
        if each.group.population == name
    }
    for publication in publications:
        for fact in (*publication.facts, *publication.relations):
            together |= {g.dimensions for _, g in fact.terms if g.population == name}
    return clique_tree(sorted(together, key=sorted), {d: len(those) for d, those in keys.items()})
