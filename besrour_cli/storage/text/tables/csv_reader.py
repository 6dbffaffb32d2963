"""The columns of a CSV table, found by their headers, and their cells as values."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TypeVar

from besrour_cli.model.language import fold_case
from besrour_cli.model.message import Message, msg
from besrour_cli.storage.text.scalars import ParseError, tidy
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.text.tables.csv_table import CsvTable, TableRow
from besrour_cli.storage.text.tables.unread_columns import folded, report_unread

T = TypeVar("T")


class CsvReader:
    """Reads one row after another: :meth:`rows` goes on to the next, the others read and note in the present.

    ``columns`` maps the name of a column to its index; ``width`` is the number of headers.
    """

    def __init__(
        self, table: CsvTable, rows: Iterator[TableRow], columns: dict[str, int], width: int
    ) -> None:
        self.table = table
        self.columns = columns
        self.width = width
        self.row = TableRow(1, [])
        self._rows = rows

    def rows(self) -> Iterator[TableRow]:
        """The rows below the headers, each of them the present one while it is given."""
        for row in self._rows:
            self.row = row
            self._report_surplus()
            yield row

    def cell(self, column: str) -> str:
        """The text of a cell on one line; "" when the row or the table has no such cell."""
        return tidy(self._raw(column))

    def read(self, column: str, parse: Callable[[str], T | ParseError], otherwise: T) -> T:
        """The parsed value of a cell; ``otherwise`` for an empty one or one with a mistake, as reported."""
        text = self._raw(column).strip()
        if not tidy(text):
            return otherwise
        value = parse(text)
        if isinstance(value, ParseError):
            self.report(column, *value)
            return otherwise
        return value

    def report(
        self, column: str, code: str, what: Message, remedy: Message | None = None, *, warning: bool = False
    ) -> None:
        """Report a mistake at a cell of the present row."""
        line, start, width = self.table.place(self.row, self.columns.get(column, 0))
        self.table.page.report(code, line, start, what, remedy, width=width, warning=warning)

    def _raw(self, column: str) -> str:
        index = self.columns.get(column, -1)
        return self.row.cells[index] if 0 <= index < len(self.row.cells) else ""

    def _report_surplus(self) -> None:
        """Report a filled cell past the last header: most often a comma that was not quoted."""
        cells = self.row.cells
        extra = next((i for i in range(self.width, len(cells)) if tidy(cells[i])), None)
        if extra is None:
            return
        line, start, width = self.table.place(self.row, extra)
        self.table.page.report(
            "row-long",
            line,
            start,
            msg("this row has {n} cells, and the headers are {width}", n=len(cells), width=self.width),
            msg(
                "put quotes around a cell that holds the sign {sign}",
                sign="tab" if self.table.delimiter == "\t" else self.table.delimiter,
            ),
            width=width,
        )


def open_reader(
    page: SourceFile, columns: Mapping[str, str], required: Iterable[str], ignored: Collection[str] = ()
) -> CsvReader | None:
    """A reader of the rows below the headers; None when a required header is missing, which is reported.

    ``columns`` maps the name of a column to the headers it may have, separated by commas. Accents,
    capitals and underscores make no difference between headers. Headers in ``ignored`` are of columns that
    nobody is warned of.
    """
    table = CsvTable(page)
    rows = table.rows()
    header = next(rows, None)
    if header is None:
        if not table.broken:  # nothing but delimiters; quotes that do not match are reported already
            page.report_empty(msg("write the headers: {words}", words=table.delimiter.join(columns)))
        return None
    names = {fold_case(way): name for name, ways in columns.items() for way in ways.split(", ")}
    indexes, unknown = _find_columns(table, header, names)
    if not indexes:
        page.report(
            "table-headers",
            header.line,
            1,
            msg("the first row has no header that besrour knows"),
            msg("write the headers: {words}", words=table.delimiter.join(columns)),
            width=len(page.line(header.line)),
        )
        return None
    report_unread(table, header, unknown, names, indexes, ignored)
    missing = [name for name in required if name not in indexes]
    for name in missing:
        page.report(
            "column-missing",
            header.line,
            1,
            msg("the table has no column “{name}”", name=name),
            msg("add it to the first row, and a value to each person's"),
            width=len(page.line(header.line)),
        )
    return None if missing else CsvReader(table, rows, indexes, len(header.cells))


def _find_columns(
    table: CsvTable, header: TableRow, names: Mapping[str, str]
) -> tuple[dict[str, int], list[int]]:
    """The index of each column that a header names, and the indexes of headers that are not known."""
    indexes: dict[str, int] = {}
    unknown: list[int] = []
    for index, cell in enumerate(header.cells):
        if not tidy(cell):
            continue
        name = names.get(folded(cell))
        if name is None:
            unknown.append(index)
        elif name in indexes:
            line, start, width = table.place(header, index)
            table.page.report(
                "column-doubled",
                line,
                start,
                msg("the column “{name}” is there twice", name=name),
                msg("remove one of the two columns"),
                width=width,
            )
        else:
            indexes[name] = index
    return indexes, unknown
