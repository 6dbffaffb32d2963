"""The counts of a report as groups of people: which figure counts whom, and which count the same.

Tables that share a dimension count the same people once; any other is a population of its own. What links
populations is seen from the rows that figures rest on: the same rows, or some of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import product
from typing import NamedTuple

from besrour_cli.model.evaluation.publication import Group, GroupCount, LinearFact, Publication, group
from besrour_cli.model.evaluation.report import ALL, CountTable, Figure, FigureKind, FigureUnit, Measures

_WEIGHTS = (1.0, 3.0, 8.0)
"""What hiding a cell, a margin and a total costs."""
_LONE = 4.0
_USED = 0.5
"""What it costs more for each figure that is worked out from it."""
_SUPERSETS = 2
_ATTENDANCE = "attendance.csv "


class FigureGroups(NamedTuple):
    """Each figure that counts people, with its group; and all of them as a draft that is not masked."""

    of: Mapping[str, Group]
    draft: Publication


def figure_groups(measures: Measures, name: str) -> FigureGroups:
    """The groups of all personal counts of some measures."""
    figures = {f.id: f for f in measures.figures.values() if _is_counted(f)}
    tables = _Tables(measures, figures)
    groups, rows = tables.read()
    lone = {i: (frozenset(f.rows), int(f.values[0])) for i, f in figures.items() if i not in groups}
    equal: list[LinearFact] = []
    for identifier, (those, count) in lone.items():
        members = those if len(those) == count else frozenset()
        same = [*tables.unions(members)] if members else []
        groups[identifier] = same[0] if same else Group(identifier)
        rows.setdefault(groups[identifier], members)
        equal += [LinearFact("", ((1.0, same[0]), (-1.0, other)), 0.0, 0.0) for other in same[1:]]
    used = Counter(part for figure in measures.figures.values() for part in figure.parts)
    counts: dict[Group, GroupCount] = {}
    for identifier, each in groups.items():
        weight = tables.weights.get(each, _LONE) + _USED * used[identifier]
        counts.setdefault(each, _count_of(figures[identifier], each, weight))
    dimensions = {
        (each.population, dimension): keys
        for each in rows
        for dimension, keys in _keys(each.population, rows).items()
    }
    draft = Publication(
        name=name,
        dimensions=tuple((population, d, keys) for (population, d), keys in sorted(dimensions.items())),
        counts=tuple(counts.values()),
        relations=(*equal, *_relations(rows, counts), *_added_up(rows, counts)),
    )
    return FigureGroups(groups, draft)


def _is_counted(figure: Figure) -> bool:
    return figure.kind is FigureKind.COUNT and figure.unit.is_personal and bool(figure.values)


def _count_of(figure: Figure, each: Group, weight: float) -> GroupCount:
    """What is counted, and how many people are behind it where it counts attendances."""
    people = None
    if figure.unit is FigureUnit.ATTENDANCES:
        members = {row.rpartition(" ")[2] for row in figure.rows if row.startswith(_ATTENDANCE)}
        people = len(members) or None
    return GroupCount(each, int(figure.values[0]), weight=weight, people=people)


class _Tables:
    """The tables of counts that add up, and what is counted by the same name in several of them."""

    def __init__(self, measures: Measures, figures: Mapping[str, Figure]) -> None:
        self._figures = figures
        self._tables = [t for t in measures.tables if t.adds_up and set(t.cells.values()) <= set(figures)]
        self.groups: dict[str, Group] = {}
        self.rows: dict[Group, frozenset[str]] = {}
        self.weights: dict[Group, float] = {}

    def read(self) -> tuple[dict[str, Group], dict[Group, frozenset[str]]]:
        """The group of each figure of a table, and the rows of each group, and of sums."""
        for table in self._tables:
            shared = any(self._share(table, other) for other in self._tables if other is not table)
            rows = dict(self._rows_of(table, table.population if shared else table.id))
            if any(self.rows.get(each, those) != those for each, those in rows.items()):
                rows = dict(self._rows_of(table, table.id))
            population = next(iter(rows)).population
            self.rows |= rows
            for keys, identifier in table.cells.items():
                each = self.groups.setdefault(identifier, _group(table, keys, population))
                sums = len(keys) + 1 if all(key == ALL for key in keys) else keys.count(ALL)
                self.weights[each] = _WEIGHTS[min(sums, 2)]
        return self.groups, self.rows

    def unions(self, members: frozenset[str]) -> Iterator[Group]:
        """Yield, of each table that has them, the group that is just these rows: of some keys, or all."""
        seen = set()
        for each in self.rows:
            if each.population in seen or len(each.selection) > 1:
                continue
            whole = {d: keys for d, keys in _keys(each.population, self.rows).items()}
            if self.rows.get(Group(each.population)) == members:
                seen.add(each.population)
                yield Group(each.population)
                continue
            for dimension, keys in whole.items():
                inside = [key for key in keys if self._of(each.population, dimension, key) <= members]
                some = [key for key in inside if self._of(each.population, dimension, key)]
                # steps of a funnel may be the same people: one of them is these rows, two are twice as many
                same = [key for key in some if self._of(each.population, dimension, key) == members]
                some = same[:1] or some
                those = [self._of(each.population, dimension, key) for key in some]
                if frozenset().union(*those) == members and sum(map(len, those)) == len(members):
                    seen.add(each.population)
                    yield group(each.population, **{dimension: tuple(some)})
                    break

    def _of(self, population: str, dimension: str, key: str) -> frozenset[str]:
        return self.rows.get(group(population, **{dimension: key}), frozenset())

    def _share(self, table: CountTable, other: CountTable) -> bool:
        """Whether two tables of a population have a dimension in common, with the same keys."""
        mine = {each.id: each.keys for each in table.dimensions}
        both = [each for each in other.dimensions if mine.get(each.id) == each.keys]
        return bool(table.population) and table.population == other.population and bool(both)

    def _rows_of(self, table: CountTable, population: str) -> Iterator[tuple[Group, frozenset[str]]]:
        cells = {keys: frozenset(self._figures[i].rows) for keys, i in table.cells.items() if ALL not in keys}
        for keys in product(*((ALL, *each.keys) for each in table.dimensions)):
            inner = [
                members
                for cell, members in cells.items()
                if all(key in (ALL, mine) for key, mine in zip(keys, cell, strict=True))
            ]
            members = frozenset().union(*inner)
            # steps of a funnel overlap: that their cells add up to these rows would not be true
            disjoint = len(members) == sum(map(len, inner))
            yield _group(table, keys, population), members if disjoint else frozenset()


def _group(table: CountTable, keys: tuple[str, ...], population: str) -> Group:
    chosen = zip(table.dimensions, keys, strict=True)
    return group(population, **{each.id: key for each, key in chosen if key != ALL})


def _keys(population: str, rows: Mapping[Group, frozenset[str]]) -> dict[str, tuple[str, ...]]:
    """The keys of each dimension of a population."""
    keys: dict[str, dict[str, None]] = {}
    for each in rows:
        if each.population == population:
            for dimension, those in each.selection:
                keys.setdefault(dimension, {}).update(dict.fromkeys(those))
    return {dimension: tuple(those) for dimension, those in keys.items()}


def _relations(
    rows: Mapping[Group, frozenset[str]], counts: Mapping[Group, GroupCount]
) -> Iterator[LinearFact]:
    """Yield that totals and lone counts of different populations are equal, or one is a part of another."""
    sizes = {
        each: members
        for each, members in rows.items()
        if members and len(each.selection) <= 1 and counts.get(each, _none(each)).count in (0, len(members))
    }
    for one, members in sizes.items():
        larger = [
            (len(others), other)
            for other, others in sizes.items()
            if other.population != one.population and members <= others
        ]
        for size, other in sorted(larger)[:_SUPERSETS]:
            terms = ((1.0, one), (-1.0, other))
            if size == len(members) and one < other:
                yield LinearFact("", terms, 0.0, 0.0)
            elif size > len(members):
                yield LinearFact("", terms, float("-inf"), 0.0)


def _added_up(
    rows: Mapping[Group, frozenset[str]], counts: Mapping[Group, GroupCount]
) -> Iterator[LinearFact]:
    """Yield that a group is just some whole cells of another population, which have two dimensions.

    So the attendances of a region are those of its sessions, and those who improved are so in each region.
    """
    sizes = {
        each: members
        for each, members in rows.items()
        if members and counts.get(each, _none(each)).count in (0, len(members))
    }
    cells: dict[tuple[str, frozenset[str]], dict[Group, frozenset[str]]] = {}
    for each, members in sizes.items():
        if len(each.selection) == 2:  # noqa: PLR2004 -- a row and a column
            cells.setdefault((each.population, each.dimensions), {})[each] = members
    for (population, _), inner in cells.items():
        cell_of = {row: each for each, members in inner.items() for row in members}
        for one, members in sizes.items():
            if one.population == population or not members <= cell_of.keys():
                continue
            parts = sorted({cell_of[row] for row in members})
            if sum(len(inner[part]) for part in parts) == len(members):
                yield LinearFact("", ((1.0, one), *((-1.0, part) for part in parts)), 0.0, 0.0)


def _none(each: Group) -> GroupCount:
    return GroupCount(each, 0)
