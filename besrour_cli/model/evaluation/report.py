"""What a report is made of: figures, tables of counts, and sentences whose numbers are figures.

Figures are measured first, then those that could give a person away are masked, and only then are sentences
written of them and pages made: what a sentence says (“more”, “fewer”) comes from figures that are shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from besrour_cli.model.language import Text
from besrour_cli.model.message import Message

ALL = "*"
"""In the place of a key of a table: the sum over that dimension."""


class FigureKind(StrEnum):
    """How a figure is to be read, and so how it is written."""

    COUNT = "count"
    """A whole number: one value."""
    PERCENT = "percent"
    """A part of 1: one value; its two counts are its parts."""
    INTERVAL = "interval"
    """Two parts of 1, the lower first: a 95 % interval, or bounds."""
    MEDIAN = "median"
    """Three values: the median, the lower and the upper quartile."""
    RATIO = "ratio"
    """A share divided by a share: 1 is even."""
    EFFECT = "effect"
    """From -1 to 1: a rank-biserial correlation, Cliff's delta; or a Gini coefficient from 0."""
    PROBABILITY = "p"
    """The p-value of an exact test."""


class FigureUnit(StrEnum):
    """What a count counts; people, answers and attendances can give a person away."""

    PEOPLE = "people"
    ANSWERS = "answers"
    ATTENDANCES = "attendances"
    SESSIONS = "sessions"
    MINUTES = "minutes"
    NONE = "none"

    @property
    def is_personal(self) -> bool:
        """Whether a small number of them may be somebody."""
        return self in (FigureUnit.PEOPLE, FigureUnit.ANSWERS, FigureUnit.ATTENDANCES)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One number of a report, with all that is needed to find it again.

    ``id`` is the same in every report (``return.came-back``). ``values`` are exact, as many as the kind has
    (none: it is not known, and ``reason`` says why). ``n`` is how many people or answers it rests on.
    ``formula`` says in words how it is worked out, ``rows`` name the rows of files it comes from (ids, no
    names), ``parts`` the figures that it is worked out from: who knows those knows it, and often the other
    way round. ``masked`` is what is shown in its place ("": it is shown).
    """

    id: str
    kind: FigureKind
    label: Message
    formula: Message
    unit: FigureUnit = FigureUnit.NONE
    values: tuple[float, ...] = ()
    n: int = 0
    rows: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    masked: str = ""
    reason: Message | None = None

    @property
    def is_shown(self) -> bool:
        """Whether it is known and may be seen."""
        return bool(self.values) and not self.masked

    @property
    def value(self) -> float:
        """The first value; ValueError where there is none, or it is masked."""
        if not self.is_shown:
            raise ValueError(self.id)
        return self.values[0]

    def with_mask(self, shown: str) -> Figure:
        """The same figure with something else shown in its place."""
        return replace(self, masked=shown)


class Dimension(NamedTuple):
    """One side of a table: its id, what it is, its keys in order, and what each key is called.

    Keys are ids (of a region, a language, a choice); ``ALL`` is not among them.
    """

    id: str
    label: Message
    keys: tuple[str, ...]
    names: Mapping[str, Text | Message]


@dataclass(frozen=True, kw_only=True)
class CountTable:
    """Counts by one or two dimensions: a figure's id for each cell and margin.

    ``cells`` has a tuple of one key a dimension; ``ALL`` in a place is the margin over that dimension, so
    that cells add up to it. A cell that is missing is empty by construction. The cells of a table with
    ``adds_up`` False overlap (a person may tick several): they have no margin to be worked out from.
    ``population`` says whom it counts (``answers``): tables with the same one count the same people, some of
    whom may be missing where a dimension has no key for them; "" is a population that no other table counts.
    """

    id: str
    label: Message
    dimensions: tuple[Dimension, ...]
    cells: Mapping[tuple[str, ...], str]
    adds_up: bool = True
    population: str = ""


@dataclass(frozen=True, kw_only=True)
class Measures:
    """Everything measured for one report: figures by id, in the order they are told, and tables of counts."""

    figures: Mapping[str, Figure]
    tables: tuple[CountTable, ...] = ()

    def table(self, identifier: str) -> CountTable | None:
        """The table of that id, or None."""
        return next((table for table in self.tables if table.id == identifier), None)

    def with_figures(self, changed: Mapping[str, Figure]) -> Measures:
        """The same with some figures in the place of those of their ids."""
        return replace(self, figures={**self.figures, **changed})


class ReportSentence(NamedTuple):
    """A sentence with its facts: ``figures`` has, for each gap that is a number, the id of its figure.

    Gaps that are no figures (a session's title, a day) are facts of ``text`` itself.
    """

    id: str
    text: Message
    figures: Mapping[str, str] = {}
