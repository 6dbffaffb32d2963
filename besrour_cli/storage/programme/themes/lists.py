"""A list of themes that somebody wrote: one a line of a text, or one a row of a workbook."""

from __future__ import annotations

import os

from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.model.message import msg
from besrour_cli.storage.text.source_file import printable_path, read_page
from besrour_cli.storage.text.tables.workbook import read_sheets

_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")


def read_lines(path: str) -> list[tuple[int, str]]:
    """The numbered lines of a text, whatever signs divide words in them, or of a workbook's first sheet.

    Raises :class:`FileError`, or :class:`DiagnosticsError` for bytes that are no text.
    """
    if os.path.splitext(path)[1].lower() in _WORKBOOKS:
        return [(row.number, row.text(0)) for row in read_sheets(path)[0].rows]
    page = read_page(path, printable_path(path), table=True)
    if mistakes := [problem for problem in page.problems if not problem.warning]:
        raise DiagnosticsError(msg("the list of themes cannot be read"), mistakes)
    return list(enumerate((line.strip().strip('"') for line in page.lines), 1))
