"""Which dimensions have to be looked at together: the cliques of what was published, as a tree.

Tables that agree where cliques meet always come from people that may exist, so that nothing an attacker can
work out is lost (A. Dobra and S. E. Fienberg, Bounds for cell entries in contingency tables, 2000; S. L.
Lauritzen, Graphical Models, 1996).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import NamedTuple


class CliqueTree(NamedTuple):
    """Cliques of dimensions, and the pairs of cliques (by their places) that are neighbours in the tree."""

    cliques: tuple[tuple[str, ...], ...]
    edges: tuple[tuple[int, int], ...]

    def home_of(self, dimensions: frozenset[str]) -> int:
        """The place of the smallest clique that has all these dimensions."""
        homes = [n for n, clique in enumerate(self.cliques) if dimensions <= set(clique)]
        return min(homes, key=lambda n: (len(self.cliques[n]), n))


def clique_tree(together: Iterable[frozenset[str]], sizes: Mapping[str, int]) -> CliqueTree:
    """The cliques for dimensions that were published together, filled in so that they form a tree.

    ``sizes``: how many keys each dimension has; of two ways to fill in, the one with fewer cells is taken.
    """
    near: dict[str, set[str]] = {name: set() for name in sorted(sizes)}
    for dimensions in together:
        for one, other in combinations(sorted(dimensions), 2):
            near[one].add(other)
            near[other].add(one)
    cliques: list[frozenset[str]] = []
    remaining = dict(near)
    while remaining:
        name = min(remaining, key=lambda each: (_cells({each, *remaining[each]}, sizes), each))
        clique = frozenset({name, *remaining[name]})
        if not any(clique <= other for other in cliques):
            cliques.append(clique)
        for one, other in combinations(sorted(remaining[name]), 2):
            remaining[one].add(other)
            remaining[other].add(one)
        for other_names in remaining.values():
            other_names.discard(name)
        del remaining[name]
    if not cliques:
        cliques.append(frozenset())
    return CliqueTree(tuple(tuple(sorted(clique)) for clique in cliques), _spanning(cliques))


def _cells(names: Iterable[str], sizes: Mapping[str, int]) -> int:
    cells = 1
    for name in names:
        cells *= sizes[name]
    return cells


def _spanning(cliques: list[frozenset[str]]) -> tuple[tuple[int, int], ...]:
    """The tree in which neighbours have most in common (which is what makes it a junction tree)."""
    inside, edges = {0}, []
    while len(inside) < len(cliques):
        choices = [(a, b) for a in sorted(inside) for b in range(len(cliques)) if b not in inside]
        a, b = max(choices, key=lambda edge: (len(cliques[edge[0]] & cliques[edge[1]]), -edge[0], -edge[1]))
        inside.add(b)
        edges.append((a, b))
    return tuple(edges)
