"""What a report says, as values: sections of sentences, charts and tables, whose numbers are figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from besrour_cli.model.evaluation.report import Figure
from besrour_cli.model.language import Text
from besrour_cli.model.message import Message

Words: TypeAlias = Message | Text
"""Words of besrour's own, to be translated, or of the programme, in both languages."""


class ChartKind(StrEnum):
    """How a table is drawn; each chart has its table beside it."""

    DIVERGING = "diverging"
    """Points of a scale, a row an item, the middle point in the middle."""
    THEN_NOW = "then-now"
    """Medians before and now, a row an item."""
    STRIP = "strip"
    """Who came: a row a region, a square a session."""
    FUNNEL = "funnel"
    """Steps, each a bar as long as its count."""
    RATIOS = "ratios"
    """Dots about a line at 1."""


class ReportTable(NamedTuple):
    """A table: what it shows, its headings, and rows of a heading and the figures' ids.

    ``words`` are cells of words in the place of figures, by row and column, counted from 0.
    """

    id: str
    title: Words
    headings: tuple[Words, ...]
    rows: tuple[tuple[Words, tuple[str, ...]], ...]
    words: Mapping[tuple[int, int], Words] = {}


class ReportChart(NamedTuple):
    """A picture of a table; ``described`` says in a sentence what it shows."""

    id: str
    kind: ChartKind
    table: ReportTable
    described: Message


class ReportQuote(NamedTuple):
    """Somebody's own words, in her language; nothing says whose they are."""

    language: str
    text: str


class ReportSection(NamedTuple):
    """One section: its heading, sentences (marked with their figures), charts, tables and quotes in order."""

    id: str
    heading: Message
    sentences: tuple[Message, ...] = ()
    charts: tuple[ReportChart, ...] = ()
    tables: tuple[ReportTable, ...] = ()
    quotes: tuple[ReportQuote, ...] = ()
    points: tuple[tuple[Message, Message], ...] = ()
    """Questions and their answers, as of a checklist."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """A whole report: the sections of its two pages, the annex, and the figures that are in it.

    ``until`` is the moment up to which sessions count, in words; ``invented`` marks an example.
    """

    programme: Text
    organiser: Text
    contact: str
    until: Text
    sections: tuple[ReportSection, ...]
    annex: tuple[ReportSection, ...]
    figures: Mapping[str, Figure] = field(default_factory=dict)
    invented: bool = False
