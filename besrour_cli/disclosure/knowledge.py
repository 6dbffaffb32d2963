"""What somebody knows who has read everything: each publication as rows over the unknown numbers.

A shown count is an equation. A hidden one is known not to be zero, since zeros are shown. Nobody is counted
twice or less than zero times, and a later report of a population holds the people of the earlier ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from besrour_cli.disclosure.program import INFINITY, Row
from besrour_cli.disclosure.unknowns import PopulationUnknowns
from besrour_cli.model.evaluation.publication import Group, GroupCount, LinearFact, MaskRules, Publication

_AMPLE = 200
"""How many more people than any published count an attacker considers in one cell: more is no news."""


class Quantity(NamedTuple):
    """Something that must not be known too closely: a count at some place, or how it changed since ``since``.

    Its numbers ``plus`` count once, and those of ``minus`` are taken away.
    """

    group: Group
    at: int
    since: int | None
    plus: NDArray[np.int64]
    minus: NDArray[np.int64]
    truth: int


class Knowledge:
    """Everything published up to some report, and the draft of the next, which is the last publication.

    ``rows`` are those that hold for good; ``draft`` has a row for each count of the draft, in its order.
    """

    def __init__(self, publications: Sequence[Publication]) -> None:
        self._publications = publications
        self._unknowns: dict[str, PopulationUnknowns] = {}
        first = 0
        for name in sorted({each.group.population for p in publications for each in p.counts}):
            self._unknowns[name] = PopulationUnknowns(name, publications, first)
            first += self._unknowns[name].count
        self._places = self._without_empty(first)
        self.columns = int(self._places.max(initial=-1)) + 1
        self.most = float(max((c.count for p in publications for c in p.counts), default=0) + _AMPLE)
        self.rows = [*self._agreements(), *self._earlier()]
        self.draft = [self._row(len(publications) - 1, each) for each in publications[-1].counts]

    def sum_of(self, place: int, group: Group) -> NDArray[np.int64]:
        """The unknown numbers whose sum is a group's count in one publication, without the zeros."""
        numbers = self._places[self._unknowns[group.population].sum_of(place, group)]
        return numbers[numbers >= 0]

    def fact_row(self, place: int, fact: LinearFact) -> Row:
        """The row of something else that a publication says."""
        factors = np.zeros(self.columns)
        for factor, group in fact.terms:
            factors[self.sum_of(place, group)] += factor
        where = np.flatnonzero(factors)
        return Row(where, factors[where], fact.low, fact.high)

    def quantity(self, each: GroupCount, at: int) -> Quantity:
        """A count that is hidden in one publication."""
        plus, nothing = self.sum_of(at, each.group), np.zeros(0, np.int64)
        return Quantity(each.group, at, since=None, plus=plus, minus=nothing, truth=each.count)

    def hidden_before(self) -> Iterator[Quantity]:
        """Yield the counts that were hidden in earlier publications, and have to stay so."""
        for place, publication in enumerate(self._publications[:-1]):
            yield from (self.quantity(each, place) for each in publication.counts if not each.shown)

    def changes(self, rules: MaskRules) -> Iterator[Quantity]:
        """Yield each small change of a group's count between two publications."""
        for at, later in enumerate(self._publications):
            now = {each.group: each for each in later.counts}
            for since in range(at):
                for each in self._publications[since].counts:
                    if each.group in now and rules.is_small(now[each.group].count - each.count):
                        plus, minus = self.sum_of(at, each.group), self.sum_of(since, each.group)
                        change = now[each.group].count - each.count
                        yield Quantity(each.group, at, since=since, plus=plus, minus=minus, truth=change)

    def _row(self, place: int, each: GroupCount) -> Row:
        columns = self.sum_of(place, each.group)
        low, high = (each.count, each.count) if each.shown else (min(each.count, 1), INFINITY)
        return Row(columns, np.ones(len(columns)), low, high)

    def _earlier(self) -> Iterator[Row]:
        """Yield what earlier publications say (shown zeros need no row any more), and what holds anyway."""
        for place, publication in enumerate(self._publications[:-1]):
            for each in publication.counts:
                if each.count or not each.shown:
                    yield self._row(place, each)
            for fact in publication.facts:
                yield self.fact_row(place, fact)
        for place, publication in enumerate(self._publications):
            for relation in publication.relations:
                yield self.fact_row(place, relation)

    def _agreements(self) -> Iterator[Row]:
        for unknowns in self._unknowns.values():
            for one, other in unknowns.agreements():
                mine, yours = self._places[one], self._places[other]
                columns = np.concatenate([mine[mine >= 0], yours[yours >= 0]])
                if len(columns):
                    yield Row(columns, np.repeat([1.0, -1.0], [(mine >= 0).sum(), (yours >= 0).sum()]), 0, 0)

    def _without_empty(self, count: int) -> NDArray[np.int64]:
        """The new place of each number once those are left out that a shown zero makes zero (theirs: -1)."""
        some = np.ones(count, bool)
        for place, publication in enumerate(self._publications):
            for each in publication.counts:
                if each.shown and not each.count:
                    some[self._unknowns[each.group.population].sum_of(place, each.group)] = False
        return np.where(some, np.cumsum(some) - 1, -1)
