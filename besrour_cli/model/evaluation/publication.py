"""What is published of people as values: groups, how many they are, and what else is stated of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

Selection = tuple[tuple[str, tuple[str, ...]], ...]
"""Dimensions in order of their ids, each with the keys of which a person has one."""


class Group(NamedTuple):
    """The people of a population (``answers``) who have one of some keys in each of some dimensions."""

    population: str
    selection: Selection = ()

    @property
    def dimensions(self) -> frozenset[str]:
        """The dimensions by which its people are told from others."""
        return frozenset(dimension for dimension, _ in self.selection)


def group(population: str, **keys: tuple[str, ...] | str) -> Group:
    """The group of a population with these keys of each dimension."""
    chosen = {name: (each,) if isinstance(each, str) else tuple(sorted(each)) for name, each in keys.items()}
    return Group(population, tuple(sorted(chosen.items())))


@dataclass(frozen=True)
class GroupCount:
    """How many people a group has; ``shown`` says whether it is published.

    ``weight`` is what hiding it costs beside a cell, which is 1. ``people`` is how many people it rests on
    where it counts something else, such as attendances (None: it counts people).
    """

    group: Group
    count: int
    shown: bool = True
    weight: float = 1.0
    people: int | None = None


class LinearFact(NamedTuple):
    """Something else that is published: counts of groups, each times a factor, add up to between two bounds.

    A percentage, an order statistic and a sentence “3 of 7” are such facts; ``id`` is the figure's.
    """

    id: str
    terms: tuple[tuple[float, Group], ...]
    low: float
    high: float


class Publication(NamedTuple):
    """Everything that a report publishes of groups of people.

    ``dimensions`` has the keys of each dimension of each population, a population's name and the dimension's
    together. ``relations`` hold whether or not anything is shown: a count is that of another population too.
    ``partial`` has those dimensions in which a person may have none of the keys. ``apart`` has the
    populations of which nothing earlier is known to be a part: people left it, or changed.
    """

    name: str
    dimensions: tuple[tuple[str, str, tuple[str, ...]], ...]
    counts: tuple[GroupCount, ...]
    facts: tuple[LinearFact, ...] = ()
    relations: tuple[LinearFact, ...] = ()
    partial: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[str] = frozenset()

    def shown(self) -> dict[Group, int]:
        """The groups whose counts are published."""
        return {each.group: each.count for each in self.counts if each.shown}


class MaskRules(NamedTuple):
    """What is hidden: counts from one to below ``threshold``, and changes as small between two reports.

    ``width``: the least distance between the smallest and the largest number that a hidden count may be.
    """

    threshold: int = 5
    width: int = 3

    def is_small(self, number: int) -> bool:
        """Whether so many people, or people more or fewer than before, are too few to be shown."""
        return 0 < abs(number) < self.threshold
