"""The rows of one session in ``sessions/attendance.csv``: replaced together, all else left as it is."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from besrour_cli.model.people.person import Person
from besrour_cli.model.took_place import Attendance
from besrour_cli.storage.programme.attendance_csv import COLUMNS
from besrour_cli.storage.programme.load import ATTENDANCE
from besrour_cli.storage.programme_folder import SESSIONS
from besrour_cli.storage.state.state_file import read_state, replace_with_copy
from besrour_cli.storage.text.source_file import SourceFile, page_of
from besrour_cli.storage.text.tables.csv_table import CsvTable, TableRow
from besrour_cli.storage.text.tables.unread_columns import folded
from besrour_cli.storage.text.text_encoding import TextEncoding

NAME = f"{SESSIONS}/{ATTENDANCE}"


class SessionRows(NamedTuple):
    """The file before (None: there is none) and after, in bytes, and the number of rows replaced."""

    before: bytes | None
    after: bytes
    replaced: int


def session_rows(folder: str, session: str, rows: Sequence[Attendance]) -> SessionRows:
    """The file with these rows as all of a session's, in the columns, delimiter and encoding that it has.

    Raises :class:`FileError` for a letter that the encoding does not have.
    """
    before = read_state(folder, NAME)
    page = page_of(before or b"", NAME, table=True)
    table = CsvTable(page)
    records = list(table.rows())
    wanted = [name for name in COLUMNS if name != "joins" or any(row.joins for row in rows)]
    if not records:
        text = "".join([_row(wanted, ","), *(_row(_cells(wanted, session, row), ",") for row in rows)])
        return SessionRows(before, text.encode(), 0)
    header, body = records[0], records[1:]
    columns = [_column(cell) for cell in header.cells]
    lines = page.lines_with_ends()
    for name in ("minutes", "joins"):
        if name in wanted and name not in columns:
            columns.append(name)
            last = header.last - 1
            lines[last] = _with_cell(lines[last], table.delimiter, name)
    own = [record for record in body if _is_of(record, columns, session)]
    gone = {number for record in own for number in range(record.line, record.last + 1)}
    rest = [line for number, line in enumerate(lines, 1) if number not in gone]
    if rest and not rest[-1].endswith(("\n", "\r")):
        rest[-1] += _line_end(page)
    added = [_row(_cells(columns, session, row), table.delimiter, _line_end(page)) for row in rows]
    after = TextEncoding.of(before or b"").encoded("".join(rest + added), NAME)
    return SessionRows(before, after, len(own))


def without_person(data: bytes, person: Person) -> bytes:
    """The bytes of the file without the rows of a person, all else left as it is."""
    return _without_rows(data, "member", person.is_called)


def without_sessions(data: bytes, sessions: Collection[str]) -> bytes:
    """The bytes of the file without the rows of some sessions, all else left as it is."""
    return _without_rows(data, "session", lambda cell: cell.strip().removesuffix(".yaml") in sessions)


def rows_about(data: bytes, person: Person) -> list[tuple[str, str, str]]:
    """The sessions, the minutes and how often she came in, as written, of the rows of a person."""
    header, *body = list(CsvTable(page_of(data, NAME, table=True)).rows()) or [TableRow(1, [])]
    columns = [_column(cell) for cell in header.cells]
    rows = [dict(zip(columns, map(str.strip, record.cells), strict=False)) for record in body]
    return [
        (row.get("session", ""), row.get("minutes", ""), row.get("joins", ""))
        for row in rows
        if person.is_called(row.get("member", ""))
    ]


def sessions_of(data: bytes) -> frozenset[str]:
    """The sessions that the file has rows of."""
    header, *body = list(CsvTable(page_of(data, NAME, table=True)).rows()) or [TableRow(1, [])]
    columns = [_column(cell) for cell in header.cells]
    at = columns.index("session") if "session" in columns else len(columns)
    cells = (record.cells[at] for record in body if at < len(record.cells))
    return frozenset(cell.strip().removesuffix(".yaml") for cell in cells)


def _without_rows(data: bytes, name: str, goes: Callable[[str], bool]) -> bytes:
    """The bytes of the file without the rows whose cell of a column is such."""
    page = page_of(data, NAME, table=True)
    header, *body = list(CsvTable(page).rows()) or [TableRow(1, [])]
    columns = [_column(cell) for cell in header.cells]
    at = columns.index(name) if name in columns else len(columns)
    own = [record for record in body if at < len(record.cells) and goes(record.cells[at])]
    gone = {number for record in own for number in range(record.line, record.last + 1)}
    rest = [line for number, line in enumerate(page.lines_with_ends(), 1) if number not in gone]
    return TextEncoding.of(data).encoded("".join(rest), NAME) if own else data


def write_session_rows(folder: str, change: SessionRows) -> None:
    """Replace the file, the former one kept beside it as attendance.csv.bak; its owner alone may read both.

    Raises :class:`FileError`, with nothing written, when the file has changed meanwhile.
    """
    replace_with_copy(folder, NAME, change.before, change.after, private=True)


def _column(heading: str) -> str:
    """The column that a heading names; "" for one that besrour does not read."""
    return next((name for name, ways in COLUMNS.items() if folded(heading) in ways.split(", ")), "")


def _is_of(record: TableRow, columns: Sequence[str], session: str) -> bool:
    at = columns.index("session") if "session" in columns else -1
    return 0 <= at < len(record.cells) and record.cells[at].strip().removesuffix(".yaml") == session


def _cells(columns: Sequence[str], session: str, row: Attendance) -> list[str]:
    minutes, joins = ("" if value is None else str(value) for value in (row.minutes, row.joins))
    values = {"session": session, "member": row.member, "minutes": minutes, "joins": joins}
    return [values.get(name, "") for name in columns]


def _row(cells: Sequence[str], delimiter: str, end: str = "\n") -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator=end).writerow(cells)
    return stream.getvalue()


def _with_cell(line: str, delimiter: str, cell: str) -> str:
    bare = line.rstrip("\r\n")
    return f"{bare}{delimiter}{cell}{line[len(bare) :]}"


def _line_end(page: SourceFile) -> str:
    return "\r\n" if "\r\n" in page.text else "\n"
