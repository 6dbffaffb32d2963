"""CSV tables as spreadsheets write them: three delimiters, line ends in quotes, a place for every cell."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import NamedTuple

from besrour_cli.model.message import msg
from besrour_cli.storage.text.source_file import SourceFile

# Excel writes and reads this line before the headers; it names the delimiter.
_SEP = re.compile(r'"?sep=(.)"?[ ,;\t]*(?:\r\n|\n|\r|$)', re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
_BREAK = re.compile("\r\n|[\n\r]")
DELIMITERS = ",;\t"
"""A spreadsheet set to French writes semicolons, and cells that are copied out of one have tabs."""
_LONGEST_CELL, _MOST_LINES = 20_000, 200
"""Characters and lines of a cell; a page of somebody's life has 3,000 and 50."""
_FEWEST_ROWS, _MOST_OF_THEM = 2, 2 / 3
"""Whole rows within one cell, and their part of its lines, that show an open quote to have swallowed them."""


class TableRow(NamedTuple):
    """The cells of one record, and the line on which it begins (from 1)."""

    line: int
    cells: list[str]

    @property
    def last(self) -> int:
        """The line on which it ends: cells may hold line ends."""
        return self.line + sum(len(_BREAK.findall(cell)) for cell in self.cells)


class CsvTable:
    """The records of a page, the header first; ``broken`` once its quotes are found not to match.

    ``delimiter`` is what parts its cells ("": what parts those of its first line).
    """

    def __init__(self, page: SourceFile, delimiter: str = "") -> None:
        self.page = page
        self.broken = False
        separator = _SEP.match(page.text)
        self.delimiter = separator[1] if separator else delimiter or _delimiter(page)
        self._skipped = 1 if separator else 0

    def rows(self) -> Iterator[TableRow]:
        """The records that are not empty; reading ends where the quotes no longer match."""
        stream = io.StringIO(self.page.text, newline="")  # no line end translated: cells may hold them
        if self._skipped:
            next(stream, None)
        reader = csv.reader(stream, delimiter=self.delimiter, strict=True)
        begun = self._skipped + 1
        delimiters = self._bare(begun).count(self.delimiter)  # of a row, as far as they are known
        while True:
            try:
                cells = next(reader, None)
            except csv.Error:
                self._report_unbalanced(begun)
                return
            if cells is None:
                return
            if any(map(str.strip, cells)):
                row = TableRow(begun, cells)
                if reader.line_num + self._skipped > begun and self._has_swallowed(row, delimiters):
                    return
                yield row
            begun = self._skipped + reader.line_num + 1

    def _has_swallowed(self, row: TableRow, delimiters: int) -> bool:
        """Whether a cell holds rows, as behind a quote that is closed far below, which is reported."""
        for index, cell in enumerate(row.cells):
            lines = _BREAK.split(cell)
            inner = [line for line in lines[1:-1] if line.strip()]
            rows = sum(line.count(self.delimiter) == delimiters for line in inner) if delimiters else 0
            is_rows = rows >= _FEWEST_ROWS and rows >= _MOST_OF_THEM * len(inner)
            if is_rows or len(lines) > _MOST_LINES or len(cell) > _LONGEST_CELL:
                self.broken = True
                line, column, _width = self.place(row, index)
                self.page.report(
                    "table-quotes",
                    line,
                    column,
                    msg(
                        "the quote that begins here is closed {n} lines below; these rows and those "
                        "after them were not read",
                        n=len(lines) - 1,
                    ),
                    msg("remove the quote, or save the table anew from a spreadsheet"),
                )
                return True
        return False

    def _bare(self, line: int) -> str:
        """A line without what stands in quotes."""
        return _QUOTED.sub("", self.page.line(line))

    def _report_unbalanced(self, line: int) -> None:
        self.broken = True
        self.page.report(
            "table-quotes",
            line,
            self.page.line(line).find('"') + 1 or 1,
            msg("the quotes of this row do not match; the rows from here on were not read"),
            msg("remove the quotes, or save the table anew from a spreadsheet"),
        )

    def place(self, row: TableRow, index: int) -> tuple[int, int, int]:
        """Line, column and width of a cell, counted from 1; a cell past the end of the row is at its end.

        The record is walked over again, which is done only for a cell with a mistake.
        """
        line = row.line
        number, quoted = 0, False  # cells passed, and whether the walk is between quotes
        start: tuple[int, int] | None = (line, 1) if index == 0 else None
        while line <= len(self.page.lines):
            text = self.page.line(line)
            for position, sign in enumerate(text, 1):
                if sign == '"':
                    quoted = not quoted  # a doubled quote inside a cell turns it twice
                elif sign == self.delimiter and not quoted:
                    if start:
                        return _cell(start, line, position)
                    number += 1
                    if number == index:
                        start = (line, position + 1)
            if not quoted:
                return _cell(start, line, len(text) + 1) if start else (line, max(1, len(text)), 1)
            line += 1
        return (*start, 1) if start else (row.line, 1, 1)


def _cell(start: tuple[int, int], line: int, end: int) -> tuple[int, int, int]:
    """A cell's place, from its start to the column where it ends; one of several lines has the width 1."""
    return (*start, max(1, end - start[1]) if start[0] == line else 1)


def _delimiter(page: SourceFile) -> str:
    """The delimiter that splits the first line with words into most cells; a comma when none does."""
    first = next((line for line in page.lines if line.strip()), "")
    bare = _QUOTED.sub("", first)
    return max(DELIMITERS, key=lambda sign: (bare.count(sign), -DELIMITERS.index(sign)))
