"""A table as somebody downloaded it: several tables in one file, in UTF-8 or UTF-16, perhaps cut off.

A workbook is taken as the table that it would be as text, row by row as the spreadsheet numbers them.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from besrour_cli.storage.text.source_file import SourceFile, page_of, read_bytes
from besrour_cli.storage.text.tables.csv_table import DELIMITERS, CsvTable, TableRow
from besrour_cli.storage.text.tables.workbook import is_workbook, read_sheets

LIMIT = 20_000_000
"""Bytes: a meeting of 2,000 people, each of whom came ten times, has 3 MB."""
_QUOTED = re.compile(r'"[^"]*"')
_LONGEST_LETTER = 4
"""Bytes of the longest letter in UTF-8 (RFC 3629)."""
_LOOK_BACK, _WIDE = 200, 3
"""How many rows the last one is compared with, and the fewest cells that a program's row has."""


class DownloadedTable(NamedTuple):
    """The rows of a download that are not empty, and the page on which mistakes in it are reported.

    ``cut``: its last letter or its last line is not whole, which is seen without knowing what it means.
    ``endless``: its last line has no end, as those of programs have; a part may be missing.
    """

    page: SourceFile
    rows: tuple[TableRow, ...]
    delimiter: str
    cut: bool
    endless: bool = False


def read_download(path: str, name: str) -> DownloadedTable:
    """Read a download; ``name`` is its path as shown. What is wrong with its bytes is on the page.

    Raises FileError as :func:`read_bytes` does.
    """
    data = read_bytes(path, LIMIT)
    if isinstance(data, bytes) and is_workbook(data):
        return _of_workbook(path, name)
    cut = False
    if isinstance(data, bytes):
        data, cut = _whole_letters(data)
    page = page_of(data, name, table=True, limit=LIMIT)
    table = CsvTable(page, _delimiter(page))
    before = len(page.problems)
    rows = tuple(table.rows())
    if table.broken and len(page.problems) > before and page.problems[-1].spot.line >= len(page.lines) - 1:
        page.problems.pop()  # the quote of the last row is open because the rest is missing
        cut = True
    cut = cut or _ends_early(page, rows)
    return DownloadedTable(page, rows, table.delimiter, cut, not page.text.endswith(("\n", "\r")))


def _of_workbook(path: str, name: str) -> DownloadedTable:
    """The sheet of a workbook with most rows, hidden sheets left out where another one has rows.

    What cannot be read as a workbook raises FileError: it cannot be seen whether a part of it is missing.
    """
    sheets = read_sheets(path)
    sheet = max([s for s in sheets if not s.hidden] or sheets, key=lambda each: len(each.rows))
    width = max(len(row.cells) for row in sheet.rows)
    rows = [TableRow(row.number, [row.text(column) for column in range(width)]) for row in sheet.rows]
    lines = [""] * rows[-1].line
    for row in rows:
        lines[row.line - 1] = "\t".join(row.cells).rstrip()
    page = SourceFile(name, "\n".join(lines), table=True)
    return DownloadedTable(page=page, rows=tuple(rows), delimiter="", cut=False)


def _whole_letters(data: bytes) -> tuple[bytes, bool]:
    """The bytes without a letter at the end of which a part is missing, and whether there was one."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return (data[:-1], True) if len(data) % 2 else (data, False)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and len(data) - error.start < _LONGEST_LETTER:
            return data[: error.start], True
    return data, False


def _delimiter(page: SourceFile) -> str:
    """The delimiter on most lines: the first ones of a download often have none."""
    counts: Counter[str] = Counter()
    for line in page.lines:
        bare = _QUOTED.sub("", line)
        for sign in DELIMITERS:
            counts[sign] += min(bare.count(sign), 4)
    return max(DELIMITERS, key=lambda sign: (counts[sign], -DELIMITERS.index(sign)))


def _ends_early(page: SourceFile, rows: tuple[TableRow, ...]) -> bool:
    """Whether the last line has no end, as all others have, and fewer cells than the one above it.

    Or its last cell is the beginning of what others have there, or shorter than any of them.
    """
    if not rows or page.text.endswith(("\n", "\r")):
        return False
    last = rows[-1].cells
    above = [row.cells for row in rows[:-1] if len(row.cells) > 1][-_LOOK_BACK:]
    if not above or rows[-1].line == 1:
        return False
    width = len(above[-1])
    if len(last) < width:
        return True
    others = [cells[-1].strip() for cells in above if len(cells) == width]
    end = last[-1].strip()
    if width < _WIDE or not others or end.isdigit():  # a list by hand may end in a number like no other
        return False
    begins = any(one != end and one.startswith(end) for one in others) if end else False
    return begins or len(end) < min(map(len, others))
