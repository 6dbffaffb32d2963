"""Who comes, the tables of a session, and what is known of how good they are, as values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from besrour_cli.model.people.tables import CafeTable

Company: TypeAlias = tuple[tuple[str, ...], ...]
"""The tables of a past session: who sat together, by the ids of the people."""


class Career(StrEnum):
    """How far somebody's career has come, as far as tables ask."""

    EARLY = "early"
    EXPERIENCED = "experienced"
    UNKNOWN = ""


@dataclass(frozen=True, order=True)
class Participant:
    """Somebody who comes; ``languages`` has the preferred one first.

    ``willing``: she would host a table; ``named``: the session itself names her as the host of one.
    """

    id: str
    languages: tuple[str, ...]
    region: str = ""
    career: Career = Career.UNKNOWN
    willing: bool = True
    named: bool = False


class TableSizes(NamedTuple):
    """The fewest and the most people at a table."""

    least: int = 4
    most: int = 6

    def fitting(self, people: int) -> TableSizes:
        """These sizes, or the largest smaller ones into which so many people go: seven are three and four."""
        least = min(self.least, max(people, 1))
        while not any(n * least <= people <= n * self.most for n in range(1, people + 1)) and least > 1:
            least -= 1
        return TableSizes(least, self.most)

    def counts(self, people: int) -> tuple[int, ...]:
        """How many tables so many people may have, first those of the middle size."""
        fewest, most = -(-people // self.most), people // self.least
        return tuple(
            sorted(range(max(fewest, 1), most + 1), key=lambda n: (abs(people - n * self.middle), n))
        )

    @property
    def middle(self) -> float:
        """The size in the middle, which decides how many tables there are."""
        return (self.least + self.most) / 2


class Pool(NamedTuple):
    """All that tables are made of: those who come, sizes, and what went before.

    ``past`` are earlier sessions, the newest first; ``met`` pairs of regions (in order of the alphabet) that
    sat together this year.
    """

    people: tuple[Participant, ...]
    sizes: TableSizes = TableSizes()
    past: tuple[Company, ...] = ()
    met: frozenset[tuple[str, str]] = frozenset()


class TableStep(StrEnum):
    """What is wanted of tables, the most important first; each step keeps what those before it reached."""

    NAMED_HOSTS = "named_hosts"
    """Tables without a host whom the session names."""
    ALONE = "alone"
    """People who are the only one of their language or region at their table."""
    UNACCOMPANIED = "unaccompanied"
    """People early in their career at a table with nobody more experienced."""
    REGIONS = "regions"
    """Regions at each table, added up: the more the better, so the number counts below zero."""
    REPEATS = "repeats"
    """Company repeated: each pair that sat together before, the newer the heavier."""
    UNMET = "unmet"
    """Pairs of regions present that have not met by the end of this session."""


class StepValue(NamedTuple):
    """One step: what the tables reach, and the least that any tables could."""

    step: TableStep
    value: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether no tables do better."""
        return self.value <= self.bound

    @property
    def gap(self) -> float:
        """How far the value may be above the least possible, as a share of the value."""
        return 0.0 if self.proven else (self.value - self.bound) / abs(self.value or 1)


class Seating(NamedTuple):
    """The tables of a session in a fixed order, and the steps in theirs."""

    tables: tuple[CafeTable, ...]
    steps: tuple[StepValue, ...]

    def table_of(self, person: str) -> int | None:
        """The number of somebody's table, from 0; None when she has none."""
        return next((n for n, table in enumerate(self.tables) if person in table.people), None)


@dataclass(frozen=True)
class TimeAllowed:
    """``seconds`` from ``began`` on, as ``clock`` counts them; nobody here reads a clock of her own."""

    clock: Callable[[], float]
    seconds: float
    began: float

    def remaining(self) -> float:
        """The seconds that remain; none or fewer once the time is over."""
        return self.began + self.seconds - self.clock()

    def part(self, share: float) -> TimeAllowed:
        """A share of what remains, from now on."""
        return TimeAllowed(self.clock, max(self.remaining(), 0.0) * share, self.clock())


def allow(clock: Callable[[], float], seconds: float) -> TimeAllowed:
    """Some seconds from now on."""
    return TimeAllowed(clock, seconds, clock())


UNLIMITED_TIME = TimeAllowed(lambda: 0.0, 1e9, 0.0)
"""All the time there is, so that what comes out depends on nothing but what goes in."""


def pair_weights(past: tuple[Company, ...]) -> Mapping[tuple[str, str], int]:
    """What it costs to seat two people together who sat together before, by their ids in order.

    The last session counts 64, the one before 32, and so on down to 1; all add up.
    """
    weights: dict[tuple[str, str], int] = {}
    for age, company in enumerate(past):
        weight = max(_NEWEST >> age, 1)
        for table in company:
            people = sorted(table)
            for i, one in enumerate(people):
                for other in people[i + 1 :]:
                    weights[one, other] = weights.get((one, other), 0) + weight
    return weights


_NEWEST = 64
