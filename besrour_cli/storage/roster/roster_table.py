"""members.csv as rows that can be added to and changed; its encoding, separator and columns stay."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.model.language import fold_case
from besrour_cli.model.message import msg
from besrour_cli.storage.programme.lines.member_rows import page_of_roster, read_roster
from besrour_cli.storage.programme.load import MEMBERS
from besrour_cli.storage.programme.members_csv import COLUMNS, member_id, read_members
from besrour_cli.storage.text.scalars import slug
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.text.tables.csv_reader import CsvReader, open_reader
from besrour_cli.storage.text.text_encoding import TextEncoding

_FRENCH: Mapping[str, str] = {
    "id": "identifiant",
    "name": "nom",
    "email": "courriel",
    "place": "lieu",
    "country": "pays",
    "languages": "langues",
    "groups": "groupes",
    "hours": "heures",
    "never": "jamais",
    "paused": "pause",
}
_BREAK = re.compile("\r\n|[\n\r]")


class RosterRow(NamedTuple):
    """A row: its lines in the file (an index, and one past the last), and its texts by column."""

    first: int
    end: int
    cells: tuple[str, ...]
    columns: Mapping[str, str]


class RosterTable:
    """The roster as it is on the disk: ``columns`` maps the name of a column to its index.

    ``language`` is that of most headings.
    """

    def __init__(self, folder: str) -> None:
        self.before = read_roster(folder)
        page = page_of_roster(self.before)
        self._encoding = TextEncoding.of(self.before)
        self._lines = page.lines_with_ends()
        self.rows: dict[str, RosterRow] = {}
        reader = open_reader(page, COLUMNS, ("name", "email", "place", "groups"))
        if reader is None:
            raise DiagnosticsError(
                msg("members.csv cannot be read, and so it cannot be added to"), page.problems
            )
        self.columns = reader.columns
        self.header = _header(page, reader)
        self.delimiter = reader.table.delimiter
        french = sum(fold_case(heading) in (*_FRENCH.values(), "ville", "langue") for heading in self.header)
        self.language = "fr" if 2 * french > len(self.columns) else "en"
        for row in reader.rows():
            texts = {name: reader.cell(name) for name in reader.columns}
            at = RosterRow(row.line - 1, row.last, tuple(row.cells), texts)
            self.rows[member_id(reader, reader.cell("name"))] = at

    def free_id(self, name: str, taken: Collection[str]) -> str:
        """An id made of a name, neither a member's nor ``taken``; "" where no letter can be in one."""
        start = slug(name)[:60].strip("-")
        way, number = start, 1
        while way and (way in self.rows or way in taken):
            number += 1
            way = f"{start}-{number}"
        return way

    def edited(self, new: Sequence[Mapping[str, str]], changed: Mapping[str, Mapping[str, str]]) -> bytes:
        """The roster with rows added, and cells of members (by id) changed; a missing column is added.

        Raises :class:`FileError` for a letter that the file's encoding does not have, and where what would
        be written could not be read again.
        """
        if not new and not changed:
            return self.before
        needed = dict.fromkeys(name for row in (*new, *changed.values()) for name in row if row[name])
        added = [name for name in needed if name not in self.columns]
        header = [*self.header, *(_FRENCH.get(n, n) if self.language == "fr" else n for n in added)]
        columns = {**self.columns, **{name: len(self.header) + n for n, name in enumerate(added)}}
        lines = list(self._lines)
        end = self._line_end()
        if lines and not _BREAK.search(lines[-1]):
            lines[-1] += end
        for name, cells in changed.items():
            row = self.rows[name]
            lines[row.first : row.end] = [
                self._line(_filled(row.cells, cells, columns)),
                *[""] * (row.end - row.first - 1),
            ]
        if len(header) > len(self.header):
            at = next(i for i, line in enumerate(lines) if _cells_of(line, self.delimiter) == self.header)
            lines[at] = self._line(header)
        lines += [self._line(_filled([""] * len(header), cells, columns)) for cells in new]
        data = self._encoding.encoded("".join(lines), MEMBERS)
        self._check(data, len(new))
        return data

    def _line(self, cells: Sequence[str]) -> str:
        stream = io.StringIO()
        csv.writer(stream, delimiter=self.delimiter, lineterminator=self._line_end()).writerow(cells)
        return stream.getvalue()

    def _line_end(self) -> str:
        match = _BREAK.search(self._lines[0]) if self._lines else None
        return match[0] if match else "\n"

    def _check(self, data: bytes, added: int) -> None:
        """Read what would be written, and refuse it where a row is lost or has a new mistake."""
        page = SourceFile(MEMBERS, self._encoding.decoded(data), table=True)
        roster = read_members(page)
        mistakes = [problem for problem in page.problems if not problem.warning]
        former = SourceFile(MEMBERS, "".join(self._lines), table=True)
        before = read_members(former)
        known = sum(not problem.warning for problem in former.problems)
        empty = 0 if before.members else 1  # “the table has headers but no person” goes with the first
        if len(mistakes) > max(known - empty, 0) or len(roster.members) != len(before.members) + added:
            raise DiagnosticsError(
                msg("what would be written cannot be read again; nothing was written"), mistakes
            )


def _header(page: SourceFile, reader: CsvReader) -> list[str]:
    line = next(line for line in page.lines if len(_cells_of(line, reader.table.delimiter)) == reader.width)
    return _cells_of(line, reader.table.delimiter)


def _cells_of(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter), [])


def _filled(cells: Sequence[str], texts: Mapping[str, str], columns: Mapping[str, int]) -> list[str]:
    """The cells of a row with some of its columns replaced."""
    width = max([len(cells), *(columns[name] + 1 for name in texts if name in columns)])
    row = [*cells, *[""] * (width - len(cells))]
    for name, text in texts.items():
        if name in columns:
            row[columns[name]] = text
    return row
