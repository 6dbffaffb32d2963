"""What a page ought to say, block by block, and the figures as they may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from besrour_cli.model.language import Text
from besrour_cli.model.message import Message, msg
from besrour_cli.report_check.checked_figure import CheckedFigure, CheckedFigures

Words: TypeAlias = Message | Text
TableLine: TypeAlias = tuple[Words, tuple["str | Words", ...]]
LANGUAGES = ("en", "fr")
_ONE_COLUMN = 2
"""Headings of a table of one column of figures: that of its labels, and that of the column."""


class Picture(StrEnum):
    """What a chart draws."""

    STRIP = "strip"
    RATIOS = "ratios"
    FUNNEL = "funnel"
    THEN_NOW = "then-now"
    DIVERGING = "diverging"


class ExpectedBlock(NamedTuple):
    """An element with text: its tag, what it ought to say, and the figures that are marked in it."""

    tag: str
    words: Words
    figures: tuple[str, ...] = ()


class ExpectedChart(NamedTuple):
    """A chart: what it draws, its name, headings, rows of a label and the figures' ids."""

    picture: Picture
    title: Words
    described: Words
    headings: tuple[Words, ...]
    rows: tuple[tuple[Words, tuple[str, ...]], ...]


Expected: TypeAlias = ExpectedBlock | ExpectedChart


class ShownFigures:
    """The figures as the report shows them: some are masked, by what is shown in their place."""

    def __init__(self, figures: CheckedFigures, masked: Mapping[str, str]) -> None:
        self._figures, self.masked = figures, masked

    def __contains__(self, name: str) -> bool:
        return name in self._figures

    def __getitem__(self, name: str) -> CheckedFigure:
        return self._figures[name]

    def written(self, name: str, language: str) -> str:
        """A figure as a language shows it."""
        return self.masked.get(name) or self._figures[name].written(language)

    def text(self, name: str) -> Text:
        """A figure as both languages show it."""
        return {language: self.written(name, language) for language in LANGUAGES}

    def is_shown(self, *names: str) -> bool:
        """Whether all of these are known and not masked."""
        return all(n in self and self._figures[n].values and n not in self.masked for n in names)

    def value(self, name: str) -> float:
        """The value of a figure that is shown; 0 of another."""
        return self._figures[name].values[0] if self.is_shown(name) else 0

    def plural(self, name: str) -> int:
        """By what number a sentence counts a figure: by five where it is masked."""
        return int(self.value(name)) if self.is_shown(name) else 5


class FigureTable(NamedTuple):
    """A table of figures alone: its title, the ids of its cells, and that of the total of its one column."""

    title: Words
    parts: tuple[str, ...]
    total: str

    def nothing(self) -> Message:
        """That nothing of the table can be shown."""
        return msg(
            "“{title}”: nothing can be shown, since any number of it could give somebody away.",
            title=self.title,
        )

    def only_total(self, figures: ShownFigures) -> Message:
        """That nothing but its total can be shown."""
        return msg(
            "“{title}”: {n} in all; how they are divided cannot be shown, since any number of it could "
            "give somebody away.",
            title=self.title,
            n=figures.text(self.total),
        )

    def sentence(self, figures: ShownFigures) -> ExpectedBlock:
        """What a page says in the place of the table where none of its cells can be shown."""
        if self.total and figures.value(self.total):
            return ExpectedBlock("p", self.only_total(figures), (self.total,))
        return ExpectedBlock("p", self.nothing())

    def is_hidden(self, figures: ShownFigures) -> bool:
        """Whether something in it is hidden, and everything else is zero or not known."""
        some = any(name in figures.masked for name in self.parts)
        return some and not any(map(figures.value, self.parts))


class SectionWriter:
    """The blocks of one section, in order; ``tables`` are those of figures, shown or not."""

    def __init__(self, figures: ShownFigures, name: str, heading: Message) -> None:
        self.figures, self.name = figures, name
        self.blocks: list[Expected] = [ExpectedBlock("h2", heading)]
        self.tables: list[FigureTable] = []
        self._said = 1

    def say(self, words: Message, *names: str) -> None:
        """A sentence, with the ids of its figures in the order of the English one."""
        self.blocks.append(ExpectedBlock("p", words, names))
        self._said = len(self.blocks)

    def quotes(self, texts: Iterable[str]) -> None:
        """People's own words, the same in both languages."""
        self.blocks += [ExpectedBlock("blockquote", dict.fromkeys(LANGUAGES, text)) for text in texts]

    def chart(self, chart: ExpectedChart) -> None:
        """A chart, what it shows in words, and its table; or that nothing of it can be shown."""
        if self._is_hidden(chart.title, chart.headings, chart.rows):
            return
        self.blocks.append(ExpectedBlock("figcaption", chart.title))
        self.blocks.append(chart)
        self.blocks.append(ExpectedBlock("p", chart.described))
        self.blocks.append(ExpectedBlock("summary", chart.title))
        self._grid(chart.title, chart.headings, chart.rows)

    def table(
        self,
        title: Words,
        headings: Iterable[Words],
        rows: Iterable[TableLine],
    ) -> None:
        """A table, whose cells are ids of figures, or words; or that nothing of it can be shown."""
        headings, rows = tuple(headings), tuple(rows)
        if not self._is_hidden(title, headings, rows):
            self._grid(title, headings, rows)

    def _is_hidden(self, title: Words, headings: Sequence[Words], rows: Sequence[TableLine]) -> bool:
        """Whether nothing of a table of figures can be shown; a sentence after all others then says so."""
        cells = [cell for _, line in rows for cell in line if cell]
        names = [cell for cell in cells if isinstance(cell, str)]
        if len(names) < len(cells) or not names:
            return False
        total = names.pop() if len(headings) == _ONE_COLUMN and names[-1].endswith(".all") else ""
        table = FigureTable(title, tuple(names), total)
        self.tables.append(table)
        if not table.is_hidden(self.figures):
            return False
        self.blocks.insert(self._said, table.sentence(self.figures))
        self._said += 1
        return True

    def _grid(self, title: Words, headings: Iterable[Words], rows: Iterable[TableLine]) -> None:
        self.blocks += [ExpectedBlock("region", title), ExpectedBlock("caption", title)]
        self.blocks += [ExpectedBlock("th", heading) for heading in headings]
        for label, cells in rows:
            self.blocks.append(ExpectedBlock("th", label))
            for cell in cells:
                if isinstance(cell, str):
                    words = self.figures.text(cell) if cell else dict.fromkeys(LANGUAGES, "")
                    self.blocks.append(ExpectedBlock("td", words, (cell,) if cell else ()))
                else:
                    self.blocks.append(ExpectedBlock("td", cell))

    def counts(self, title: Words, side: Words, cells: Iterable[tuple[Words, str]]) -> None:
        """A table of one column of counts."""
        self.table(title, (side, msg("Number")), [(label, (name,)) for label, name in cells])


def share_words(
    figures: ShownFigures, part: str, whole: str, percent: str
) -> tuple[Message, tuple[str, ...]]:
    """A count out of another with its percentage, and the figures it shows."""
    facts = {"part": figures.text(part), "whole": figures.text(whole)}
    if figures.is_shown(percent):
        words = msg("{part} of {whole} ({percent})", percent=figures.text(percent), **facts)
        return words, (part, whole, percent)
    return msg("{part} of {whole}", **facts), (part, whole)
