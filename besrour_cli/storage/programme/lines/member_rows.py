"""The rows of ``members.csv`` as lines of the file: pointed at, or one of them taken out."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from besrour_cli.model.diagnostic import Diagnostic
from besrour_cli.model.message import Message
from besrour_cli.storage.programme.load import MEMBERS, ROSTER_LIMIT
from besrour_cli.storage.programme.members_csv import COLUMNS, member_id
from besrour_cli.storage.programme_folder import SESSIONS
from besrour_cli.storage.state.state_file import replace_with_copy
from besrour_cli.storage.text.source_file import UTF16, SourceFile, page_of, read_bytes, read_page
from besrour_cli.storage.text.tables.csv_reader import CsvReader, open_reader

NAME = f"{SESSIONS}/{MEMBERS}"
_BREAK = re.compile(b"\r\n|[\n\r]")


class RowNote(NamedTuple):
    """What is to be said of a member's row, at the cell of a column."""

    column: str
    code: str
    what: Message
    remedy: Message
    warning: bool = False


class RowRemoval(NamedTuple):
    """The roster before and without a row, in bytes, and that row as its reader sees it, with its line."""

    before: bytes
    after: bytes
    text: str
    line: int


def diagnostics_at(folder: str, notes: Mapping[str, list[RowNote]]) -> list[Diagnostic]:
    """The notes on members, by id, as diagnostics at the line and column of their rows."""
    page = read_page(_path(folder), NAME, table=True, limit=ROSTER_LIMIT)
    found: list[Diagnostic] = []
    for reader, name in _rows(page):
        for note in notes.get(name, ()):
            reader.report(note.column, note.code, note.what, note.remedy, warning=note.warning)
            found.append(page.problems[-1])
    return found


def without_row(folder: str, member: str) -> RowRemoval | None:
    """The roster without a member's row, all else to the byte as it is; None when she has no row."""
    # Read once: lines found in one reading and taken out of another would be somebody else's.
    before = read_roster(folder)
    for reader, name in _rows(page_of_roster(before)):
        if name == member:
            first, last = reader.row.line, reader.row.last
            return RowRemoval(
                before, _without_lines(before, first, last), reader.table.page.line(first), first
            )
    return None


def write_removal(folder: str, removal: RowRemoval) -> None:
    """Replace the roster by the one without the row, as :func:`replace_roster` does."""
    replace_roster(folder, removal.before, removal.after)


def replace_roster(folder: str, before: bytes, after: bytes) -> None:
    """Replace the roster, the former one kept beside it as members.csv.bak; both are their owner's alone.

    Raises :class:`FileError`, with nothing written, when the roster has changed meanwhile.
    """
    replace_with_copy(folder, NAME, before, after, private=True)


def page_of_roster(data: bytes) -> SourceFile:
    """The bytes of members.csv as a page of text."""
    return page_of(data, NAME, table=True, limit=ROSTER_LIMIT)


def _rows(page: SourceFile) -> Iterator[tuple[CsvReader, str]]:
    """Yield the reader at each row, and the id of the person there."""
    reader = open_reader(page, COLUMNS, ())
    if reader is not None:
        for _row in reader.rows():
            yield reader, member_id(reader, reader.cell("name"))


def _path(folder: str) -> str:
    return os.path.join(folder, NAME)


def read_roster(folder: str) -> bytes:
    """The bytes of members.csv; none when it is larger than a roster may be."""
    data = read_bytes(_path(folder), ROSTER_LIMIT)
    return data if isinstance(data, bytes) else b""


def _without_lines(data: bytes, first: int, last: int) -> bytes:
    """Some bytes without the lines from the first to the last, counted from 1."""
    encoding = UTF16.get(data[:2])
    if encoding is not None:
        text = data[2:].decode(encoding, "surrogatepass").encode("utf-8", "surrogatepass")
        rest = _without_lines(text, first, last).decode("utf-8", "surrogatepass")
        return data[:2] + rest.encode(encoding, "surrogatepass")
    ends = [0, *(found.end() for found in _BREAK.finditer(data)), len(data)]
    return data[: ends[first - 1]] + data[ends[min(last, len(ends) - 1)] :]
