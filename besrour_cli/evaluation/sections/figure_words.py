"""Figures as the facts of sentences: shown, masked or not known, and how a sentence counts them."""

from __future__ import annotations

from collections.abc import Mapping

from besrour_cli.model.evaluation.figure_text import marked
from besrour_cli.model.evaluation.report import ALL, CountTable, Figure, Measures
from besrour_cli.model.evaluation.sections import ReportTable, Words
from besrour_cli.model.language import Text
from besrour_cli.model.message import Message, msg

_PLURAL = 5
"""How a sentence counts what is masked."""


class FigureWords:
    """The figures of a report for those who write its sentences."""

    def __init__(self, measures: Measures) -> None:
        self._measures = measures

    def __contains__(self, name: str) -> bool:
        return name in self._measures.figures

    def figure(self, name: str) -> Figure:
        """The figure of that id; KeyError where nothing of the kind was measured."""
        return self._measures.figures[name]

    def table(self, name: str) -> CountTable | None:
        """The table of that id, or None."""
        return self._measures.table(name)

    def is_shown(self, *names: str) -> bool:
        """Whether all of these are measured, known and not masked."""
        return all(name in self and self.figure(name).is_shown for name in names)

    def some(self, name: str) -> bool:
        """Whether any were counted, shown or not."""
        return name in self and self.figure(name).n > 0

    def value(self, name: str) -> float:
        """The value of a figure that is shown; 0 of any other."""
        return self.figure(name).value if self.is_shown(name) else 0

    def text(self, name: str) -> Text:
        """A figure as a fact of a sentence."""
        return marked(self.figure(name))

    def number(self, name: str) -> int:
        """The number by which a sentence that counts a figure chooses its plural."""
        return int(self.figure(name).value) if self.is_shown(name) else _PLURAL

    def share(self, part: str, whole: str, percent: str = "") -> Message:
        """A part out of a whole, with its percentage where that is shown."""
        if percent and self.is_shown(percent):
            return msg(
                "{part} of {whole} ({percent})",
                part=self.text(part),
                whole=self.text(whole),
                percent=self.text(percent),
            )
        return msg("{part} of {whole}", part=self.text(part), whole=self.text(whole))

    def plain_table(self, name: str, heading: Message) -> ReportTable | None:
        """A whole table of counts as it is printed: of one dimension a column, of two a column a key."""
        table = self.table(name)
        if table is None or not table.cells:
            return None
        first, *second = table.dimensions
        if not second:
            rows: list[tuple[Words, tuple[str, ...]]] = [
                (_named(first.names, key), (table.cells[key,],)) for key in first.keys
            ]
            if (ALL,) in table.cells:
                rows.append((msg("All"), (table.cells[ALL,],)))
            return ReportTable(name, heading, (first.label, msg("Number")), tuple(rows))
        side = second[0]
        columns = [key for key in (*side.keys, ALL) if (first.keys[0], key) in table.cells]
        keys = [key for key in (*first.keys, ALL) if (key, side.keys[0]) in table.cells]
        headings = tuple(msg("All") if key == ALL else _named(side.names, key) for key in columns)
        return ReportTable(
            name,
            heading,
            (first.label, *headings),
            tuple(
                (
                    msg("All") if key == ALL else _named(first.names, key),
                    tuple(table.cells[key, column] for column in columns if (key, column) in table.cells),
                )
                for key in keys
            ),
        )


def _named(names: Mapping[str, Text | Message], key: str) -> Words:
    return names.get(key) or {"en": key, "fr": key}
