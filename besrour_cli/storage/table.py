"""A CSV as spreadsheets write it: delimiter found out, quoted line ends kept, every cell with its place."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import NamedTuple

from besrour_cli.model.message import msg
from besrour_cli.storage.text import Page

_SEP = re.compile(r'"?sep=(.)"?[ ,;\t]*(?:\r\n|\n|\r|$)', re.IGNORECASE)
DELIMITERS = ",;\t"


class Row(NamedTuple):
    """The cells of one record, and the line it begins on."""

    line: int
    cells: list[str]


class Table:
    """The records of a page, the header first."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.skip = 0
        self.broken = False
        self.delimiter = ","
        text = page.text
        match = _SEP.match(text)
        if match:
            self.skip = 1
            self.delimiter = match[1]
        else:
            self.delimiter = _delimiter(page)

    def rows(self) -> Iterator[Row]:
        """The records that hold something; reading ends where the quotes no longer match."""
        stream = io.StringIO(self.page.text, newline="")
        if self.skip:
            stream.readline()
        reader = csv.reader(stream, delimiter=self.delimiter, strict=True)
        begun = self.skip + 1
        while True:
            try:
                cells = next(reader, None)
            except csv.Error:
                self._unbalanced(begun)
                return
            if cells is None:
                return
            if any(cell.strip() for cell in cells):
                yield Row(begun, cells)
            begun = self.skip + reader.line_num + 1

    def _unbalanced(self, line: int) -> None:
        self.broken = True
        text = self.page.line(line)
        column = text.find('"') + 1 or 1
        self.page.problem(
            "table-quotes",
            line,
            column,
            msg("the quotes of this row do not match; the rows from here on were not read"),
            msg("remove the quotes, or save the table anew from a spreadsheet"),
        )

    def place(self, row: Row, index: int) -> tuple[int, int, int]:
        """Line, column and width of a cell, counted from 1; cells past the end stand at its end.

        Found by walking over the record again: only done for a cell with a mistake.
        """
        line, column = row.line, 1
        number, quoted = 0, False
        start: tuple[int, int] | None = (line, column) if index == 0 else None
        for text in self.page.lines[row.line - 1 :]:
            for position, sign in enumerate(text, 1):
                if sign == '"':
                    quoted = not quoted
                elif sign == self.delimiter and not quoted:
                    if start:
                        return (*start, max(1, position - start[1]) if start[0] == line else 1)
                    number += 1
                    if number == index:
                        start = (line, position + 1)
            if not quoted:
                if start:
                    return (*start, max(1, len(text) + 1 - start[1]) if start[0] == line else 1)
                return line, max(1, len(text)), 1
            line += 1
        return (*start, 1) if start else (row.line, 1, 1)


def _delimiter(page: Page) -> str:
    """The sign that splits the first line into most cells; a comma when none does."""
    first = next((line for line in page.lines[:50] if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(DELIMITERS, key=lambda sign: (bare.count(sign), -DELIMITERS.index(sign)))
