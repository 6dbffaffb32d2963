"""A report in one language: sentences, headings and cells in words, numbers marked with their figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from besrour_cli.model.evaluation.figure_text import marked_text
from besrour_cli.model.evaluation.report import Figure
from besrour_cli.model.evaluation.sections import (
    ChartKind,
    Report,
    ReportQuote,
    ReportSection,
    ReportTable,
    Words,
)
from besrour_cli.model.message import Message

Say = Callable[[Message], str]
"""Puts a message into the half's language."""


class HalfTable(NamedTuple):
    """A table in words: title, headings, rows of a heading and cells; ``figures`` are those of the cells."""

    id: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: tuple[tuple[Figure | None, ...], ...]


class HalfChart(NamedTuple):
    """A chart's table in words, and what the picture shows."""

    id: str
    kind: ChartKind
    table: HalfTable
    described: str


class HalfSection(NamedTuple):
    """A section in one language."""

    id: str
    heading: str
    sentences: tuple[str, ...]
    charts: tuple[HalfChart, ...]
    tables: tuple[HalfTable, ...]
    quotes: tuple[ReportQuote, ...]
    points: tuple[tuple[str, str], ...]

    def texts(self) -> Iterator[str]:
        """Everything that is written in it but quotes, in order."""
        yield self.heading
        yield from self.sentences
        for table in (*(chart.table for chart in self.charts), *self.tables):
            yield table.title
            yield from table.headings
            for row in table.rows:
                yield from row
        for chart in self.charts:
            yield chart.described
        for point in self.points:
            yield from point


class ReportHalf(NamedTuple):
    """A report in one language: the sections of its two pages, and the annex."""

    language: str
    programme: str
    organiser: str
    contact: str
    until: str
    sections: tuple[HalfSection, ...]
    annex: tuple[HalfSection, ...]
    invented: bool

    def texts(self) -> Iterator[str]:
        """Everything that is written in it but quotes, in order."""
        for section in (*self.sections, *self.annex):
            yield from section.texts()


def report_half(report: Report, language: str, say: Say) -> ReportHalf:
    """The report in a language, whose words ``say`` has."""
    writer = _HalfWriter(report, language, say)
    return ReportHalf(
        language=language,
        programme=writer.words(report.programme),
        organiser=writer.words(report.organiser),
        contact=report.contact,
        until=writer.words(report.until),
        sections=writer.sections(report.sections),
        annex=writer.sections(report.annex),
        invented=report.invented,
    )


class _HalfWriter:
    """What every part of a half needs to be put into words."""

    def __init__(self, report: Report, language: str, say: Say) -> None:
        self._report, self._language, self._say = report, language, say

    def words(self, words: Words) -> str:
        """Words of a programme, or of besrour."""
        if isinstance(words, Message):
            return self._say(words)
        return words.get(self._language) or next(iter(words.values()), "")

    def sections(self, sections: Iterable[ReportSection]) -> tuple[HalfSection, ...]:
        """Sections in words."""
        return tuple(map(self._section, sections))

    def _section(self, section: ReportSection) -> HalfSection:
        return HalfSection(
            id=section.id,
            heading=self._say(section.heading),
            sentences=tuple(map(self._say, section.sentences)),
            charts=tuple(
                HalfChart(each.id, each.kind, self._table(each.table), self._say(each.described))
                for each in section.charts
            ),
            tables=tuple(map(self._table, section.tables)),
            quotes=section.quotes,
            points=tuple((self._say(question), self._say(answer)) for question, answer in section.points),
        )

    def _table(self, table: ReportTable) -> HalfTable:
        rows, figures = [], []
        for at, (label, names) in enumerate(table.rows):
            cells = [
                self.words(table.words[at, column]) if (at, column) in table.words else self._cell(name)
                for column, name in enumerate(names)
            ]
            rows.append((self.words(label), *cells))
            figures.append(tuple(self._report.figures.get(name) for name in names))
        headings = tuple(map(self.words, table.headings))
        return HalfTable(table.id, self.words(table.title), headings, tuple(rows), tuple(figures))

    def _cell(self, name: str) -> str:
        return marked_text(self._report.figures[name], self._language) if name else ""
