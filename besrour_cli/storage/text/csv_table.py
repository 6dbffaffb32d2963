"""A CSV as spreadsheets write it: delimiter found out, quoted line ends kept, every cell with its place."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple, TypeVar

from besrour_cli.model.language import fold_case
from besrour_cli.model.message import Message, msg
from besrour_cli.storage.text.page import SourceFile
from besrour_cli.storage.text.scalars import ParseError, similar, tidy

T = TypeVar("T")

_SEP = re.compile(r'"?sep=(.)"?[ ,;\t]*(?:\r\n|\n|\r|$)', re.IGNORECASE)
DELIMITERS = ",;\t"


class TableRow(NamedTuple):
    """The cells of one record, and the line it begins on."""

    line: int
    cells: list[str]


class CsvTable:
    """The records of a page, the header first."""

    def __init__(self, page: SourceFile) -> None:
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

    def rows(self) -> Iterator[TableRow]:
        """The records that hold something; reading ends where the quotes no longer match."""
        stream = self.page.raw_lines()
        if self.skip:
            next(stream, None)
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
                yield TableRow(begun, cells)
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

    def place(self, row: TableRow, index: int) -> tuple[int, int, int]:
        """Line, column and width of a cell, counted from 1; cells past the end stand at its end.

        Found by walking over the record again: only done for a cell with a mistake.
        """
        line, column = row.line, 1
        number, quoted = 0, False
        start: tuple[int, int] | None = (line, column) if index == 0 else None
        for text in self.page.each_line(row.line):
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


class CsvReader:
    """Reads the cells of one row after another; every mistake stands at its cell."""

    def __init__(self, page: SourceFile, table: CsvTable, columns: dict[str, int]) -> None:
        self.page = page
        self.table = table
        self.columns = columns
        self.row = TableRow(1, [])
        self.whole = True

    def cell(self, column: str) -> str:
        """The words of a cell on one line; "" when there is no such cell."""
        return tidy(self.raw(column))

    def raw(self, column: str) -> str:
        """A cell as it was typed."""
        index = self.columns.get(column, -1)
        return self.row.cells[index] if 0 <= index < len(self.row.cells) else ""

    def texts(self, indexes: Iterable[int]) -> tuple[str, ...]:
        """Several cells as they were typed; those that the row lacks are left out."""
        cells = self.row.cells
        return tuple([cells[index] for index in indexes if index < len(cells)])

    def note(
        self, column: str, code: str, what: Message, remedy: Message | None = None, *, warning: bool = False
    ) -> None:
        """Note a mistake at a cell of the present row."""
        line, at, width = self.table.place(self.row, self.columns.get(column, 0))
        self.page.problem(code, line, at, what, remedy, width=width, warning=warning)
        self.whole = self.whole and warning

    def read(self, column: str, parse: Callable[[str], T | ParseError], otherwise: T) -> T:
        """The value of a cell; an empty one, or one with a mistake, gives the stand-in."""
        text = self.raw(column).strip()
        if not tidy(text):
            return otherwise
        value = parse(text)
        if isinstance(value, ParseError):
            self.note(column, *value)
            return otherwise
        return value

    def surplus(self, width: int) -> None:
        """Note a filled cell past the last header: most often a comma that was not quoted."""
        extra = next((i for i, cell in enumerate(self.row.cells) if i >= width and tidy(cell)), None)
        if extra is None:
            return
        line, at, wide = self.table.place(self.row, extra)
        self.page.problem(
            "row-long",
            line,
            at,
            msg("this row has {n} cells, and the headers are {width}", n=len(self.row.cells), width=width),
            msg(
                "put quotes around a cell that holds the sign {sign}",
                sign="tab" if self.table.delimiter == "\t" else self.table.delimiter,
            ),
            width=wide,
        )
        self.whole = False


def headings(
    page: SourceFile,
    table: CsvTable,
    header: TableRow,
    words_of: Mapping[str, str],
    columns: Collection[str],
    needed: Iterable[str],
) -> dict[str, int] | None:
    """Which column is where; None when the first row lacks headers.

    ``words_of`` maps every folded word of a header to its column.
    """
    found: dict[str, int] = {}
    unknown = []
    for index, cell in enumerate(header.cells):
        name = words_of.get(fold_case(tidy(cell).replace("_", " ")))
        if not tidy(cell):
            continue
        line, column, width = table.place(header, index)
        if name is None:
            unknown.append((line, column, width, tidy(cell)))
        elif name in found:
            page.problem(
                "column-doubled",
                line,
                column,
                msg("the column “{name}” is there twice", name=name),
                msg("remove one of the two columns"),
                width=width,
            )
        else:
            found[name] = index
    if not found:
        page.problem(
            "table-headers",
            header.line,
            1,
            msg("the first row has no header that besrour knows"),
            msg("write the headers: {words}", words=table.delimiter.join(columns)),
            width=len(page.line(header.line)),
        )
        return None
    for line, column, width, text in unknown:
        near = similar(text, columns)
        page.problem(
            "column-unknown",
            line,
            column,
            msg("the column “{name}” is not one besrour knows, and is not read", name=text),
            msg("a similar one exists: {word}", word=near)
            if near
            else msg("remove the column, or leave it as a note"),
            width=width,
            warning=True,
        )
    missing = [name for name in needed if name not in found]
    for name in missing:
        page.problem(
            "column-missing",
            header.line,
            1,
            msg("the table has no column “{name}”", name=name),
            msg("add it to the first row, and a value to each person's"),
            width=len(page.line(header.line)),
        )
    return None if missing else found


def _delimiter(page: SourceFile) -> str:
    """The sign that splits the first line into most cells; a comma when none does."""
    first = next((line for line in islice(page.each_line(), 50) if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(DELIMITERS, key=lambda sign: (bare.count(sign), -DELIMITERS.index(sign)))
