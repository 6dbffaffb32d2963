"""An attacker of another kind: every set of people that agrees with what was published, one after the other.

It shares nothing with the room but its values, and only manages very few people.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from besrour_cli.model.evaluation.publication import Group, Publication

Key = tuple[str, ...]
Table = dict[Key, int]


class Enumeration:
    """All histories of at most so many people that agree with all publications of one population."""

    def __init__(self, publications: Sequence[Publication], most: int) -> None:
        keys: dict[str, list[str]] = {}
        for publication in publications:
            for _, dimension, those in publication.dimensions:
                known = keys.setdefault(dimension, [])
                known += [key for key in those if key not in known]
            for _, dimension in publication.partial:
                if "" not in keys[dimension]:
                    keys[dimension].append("")
        self.names = sorted(keys)
        self.cells = list(product(*(keys[name] for name in self.names)))
        self.publications = publications
        self.histories = list(self._histories(0, {cell: 0 for cell in self.cells}, most))

    def count(self, table: Table, group: Group) -> int:
        """How many people of a group a table has."""
        chosen = dict(group.selection)
        return sum(
            number
            for cell, number in table.items()
            if all(key in chosen.get(name, (key,)) for name, key in zip(self.names, cell, strict=True))
        )

    def interval(self, group: Group, at: int, since: int | None) -> tuple[int, int]:
        """The smallest and the largest number that a count, or a change, may be."""
        seen = [
            self.count(history[at], group) - (0 if since is None else self.count(history[since], group))
            for history in self.histories
        ]
        return min(seen), max(seen)

    def _histories(self, at: int, so_far: Table, most: int) -> Iterator[list[Table]]:
        if at == len(self.publications):
            yield []
            return
        for table in self._larger(so_far, most):
            if self._agrees(table, self.publications[at]):
                for rest in self._histories(at + 1, table, most):
                    yield [table, *rest]

    def _agrees(self, table: Table, publication: Publication) -> bool:
        for each in publication.counts:
            number = self.count(table, each.group)
            if number != each.count if each.shown else number < min(each.count, 1):
                return False
        for fact in publication.facts:
            value = sum(factor * self.count(table, group) for factor, group in fact.terms)
            if not fact.low - 1e-9 <= value <= fact.high + 1e-9:
                return False
        return True

    def _larger(self, table: Table, most: int) -> Iterator[Table]:
        """Every table of at most so many people that holds those of another one."""

        def fill(n: int, remaining: int) -> Iterator[list[int]]:
            if n == len(self.cells):
                yield []
                return
            for more in range(remaining + 1):
                for rest in fill(n + 1, remaining - more):
                    yield [more, *rest]

        for added in fill(0, most - sum(table.values())):
            yield {cell: table[cell] + more for cell, more in zip(self.cells, added, strict=True)}
