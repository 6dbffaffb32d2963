"""Sheets as people download or keep them: Excel and OpenDocument workbooks, and text tables of any kind."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Sequence
from datetime import date, time, timedelta

from besrour_cli.model.errors import DiagnosticsError, FileError
from besrour_cli.model.message import msg
from besrour_cli.model.people.sheet import Cell, Sheet, SheetRow
from besrour_cli.model.text.hidden_signs import without_hidden_signs
from besrour_cli.storage.text import source_file
from besrour_cli.storage.text.source_file import page_of, printable_path, read_bytes
from besrour_cli.storage.text.tables.csv_table import CsvTable
from besrour_cli.storage.text.tables.hidden_rows import hidden_rows
from besrour_cli.storage.text.tables.locked import is_locked

LIMIT = 20_000_000
"""Bytes of a workbook; one of 2,000 rows has 200,000."""
_UNPACKED = 200_000_000
"""Bytes that the parts of a workbook may have once unpacked."""
_ROWS, _COLUMNS = 20_000, 300
_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_LOCK_FILES = ("~$", ".~lock.")
_OTHERS = {
    ".pdf": msg("a PDF has no rows that can be read"),
    ".docx": msg("this is a document of a word processor"),
    ".doc": msg("this is a document of a word processor"),
    ".numbers": msg("this is a sheet of Numbers"),
    ".gsheet": msg("this is only a link to a sheet of Google"),
}


def is_workbook(data: bytes) -> bool:
    """Whether a file begins as workbooks do: those of today, and those of before 2007."""
    return data.startswith((_ZIP, _OLD))


def read_sheets(path: str) -> tuple[Sheet, ...]:
    """Every sheet of a file that has a row, in its order.

    Raises :class:`FileError` for what is no table, and :class:`DiagnosticsError` for a text table whose
    bytes or quotes are wrong.
    """
    name = os.path.basename(path)
    shown = printable_path(path)
    if name.startswith(_LOCK_FILES):
        raise FileError(
            msg("{path} is only the mark that a spreadsheet sets while the sheet is open", path=shown),
            msg("save and close the sheet, then name it without “{mark}”", mark=_lock_mark(name)),
        )
    ending = os.path.splitext(name)[1].lower()
    if ending in _OTHERS:
        raise FileError(
            msg("{path} is no table: {why}", path=shown, why=_OTHERS[ending]),
            msg("open it, and save or download the sheet as Excel (.xlsx), OpenDocument (.ods) or CSV"),
        )
    data = read_bytes(path, LIMIT)
    if isinstance(data, int):
        raise FileError(
            msg(
                "{path} has {size} MB, and no sheet of people has so many", path=shown, size=data // 1_000_000
            ),
            msg("save the sheet of the people alone, without pictures"),
        )
    sheets = _workbook(shown, data) if is_workbook(data) else (_text_table(shown, data),)
    filled = tuple(sheet for sheet in sheets if sheet.rows)
    if not filled:
        raise FileError(
            msg("{path} has no row with anything in it", path=shown),
            msg("download it again, or name another file"),
        )
    return filled


def _lock_mark(name: str) -> str:
    return next(mark for mark in _LOCK_FILES if name.startswith(mark))


def _text_table(shown: str, data: bytes) -> Sheet:
    """The table of a text file; a line break within a cell makes no row, an empty line does."""
    page = page_of(data if len(data) <= source_file.LIMIT else len(data), shown, table=True)
    rows: list[SheetRow] = []
    inner = 0  # line breaks within cells so far
    for row in CsvTable(page).rows() if page.text.strip() else ():
        cells = tuple(without_hidden_signs(cell) for cell in row.cells)
        rows.append(SheetRow(row.line - inner, _trimmed(cells)))
        inner += row.last - row.line
    if mistakes := [problem for problem in page.problems if not problem.warning]:
        raise DiagnosticsError(msg("the table cannot be read"), mistakes)
    return Sheet("", tuple(rows[:_ROWS]))


def _workbook(shown: str, data: bytes) -> tuple[Sheet, ...]:
    """The sheets of a workbook, merged cells filled downwards and hidden rows marked."""
    import python_calamine as calamine  # noqa: PLC0415 -- wakes only where a workbook is read

    _check_size(shown, data)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        hidden = {s.name for s in book.sheets_metadata if s.visible != calamine.SheetVisibleEnum.Visible}
        grids = [s.name for s in book.sheets_metadata if s.typ == calamine.SheetTypeEnum.WorkSheet]
        sheets = []
        for name in grids:
            sheet = book.get_sheet_by_name(name)
            rows = [
                [_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False, nrows=_ROWS)
            ]
            _fill_downwards(rows, sheet.merged_cell_ranges or ())
            sheets.append((name, rows))
    except (calamine.CalamineError, OSError, ValueError) as error:
        if is_locked(data):
            raise FileError(
                msg("{path} is locked with a password", path=shown),
                msg("save it without one, then run this again"),
            ) from error
        raise _broken(shown) from error
    unseen = hidden_rows(data, grids)
    return tuple(
        Sheet(name, _rows(rows, unseen.get(name, frozenset())), hidden=name in hidden)
        for name, rows in sheets
    )


def _check_size(shown: str, data: bytes) -> None:
    """Refuse a workbook that is broken, or that unpacks to more than any sheet of people."""
    if not data.startswith(_ZIP):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            size = sum(part.file_size for part in parts.infolist())
            is_document = any(part.filename.startswith("word/") for part in parts.infolist())
            tables = [part.filename for part in parts.infolist() if part.filename.lower().endswith(".csv")]
    except (zipfile.BadZipFile, ValueError, RuntimeError) as error:
        raise _broken(shown) from error
    if is_document:
        raise FileError(
            msg("{path} is no table: {why}", path=shown, why=_OTHERS[".docx"]),
            msg("open it, and save or download the sheet as Excel (.xlsx), OpenDocument (.ods) or CSV"),
        )
    if tables:
        raise FileError(
            msg("{path} is a packed folder, with {name} in it", path=shown, name=printable_path(tables[0])),
            msg("unpack it, then name the file that was in it"),
        )
    if size > _UNPACKED:
        raise FileError(
            msg(
                "{path} unpacks to {size} MB, and no sheet of people has so many",
                path=shown,
                size=size // 1_000_000,
            )
        )


def _broken(shown: str) -> FileError:
    return FileError(
        msg(
            "{path} cannot be read as a workbook: it is damaged, or was not downloaded to its end", path=shown
        ),
        msg("download it again, or open it and save it as .xlsx or CSV"),
    )


def _cell(value: object) -> Cell:
    """A cell of the workbook; a length of time becomes an hour where it is shorter than a day."""
    if isinstance(value, str):
        return without_hidden_signs(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, timedelta):
        day = timedelta(days=1)
        minutes = round(value.total_seconds()) // 60
        return time(minutes // 60, minutes % 60) if timedelta() <= value < day else str(value)
    return value if isinstance(value, date | time) else ""


def _fill_downwards(
    rows: Sequence[list[Cell]], merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]
) -> None:
    """Give each row its part of a cell that was merged over several rows of one column."""
    for (top, first), (bottom, last) in merged:
        if first != last or top >= len(rows) or first >= len(rows[top]):
            continue
        for row in rows[top + 1 : bottom + 1]:
            if row[first] == "":
                row[first] = rows[top][first]


def _rows(rows: Sequence[list[Cell]], unseen: frozenset[int]) -> tuple[SheetRow, ...]:
    trimmed = ((number, _trimmed(row)) for number, row in enumerate(rows, 1))
    return tuple(SheetRow(number, cells, number in unseen) for number, cells in trimmed if cells)


def _trimmed(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Cells without the empty ones at the end."""
    end = next((i for i in range(len(cells), 0, -1) if _is_filled(cells[i - 1])), 0)
    return tuple(cells[: min(end, _COLUMNS)])


def _is_filled(cell: Cell) -> bool:
    return not isinstance(cell, str) or bool(cell.strip())
