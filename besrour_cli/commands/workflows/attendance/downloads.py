"""Downloads read as a whole, or refused with the place of what is wrong; nothing is taken from a half."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NamedTuple

from besrour_cli.feedback.attendance.exports import MeetingExport, read_export
from besrour_cli.feedback.attendance.tables import ExportLine
from besrour_cli.feedback.attendance.written_times import possible_orders, time_readings
from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.model.message import msg, msgn
from besrour_cli.storage.text.source_file import printable_path
from besrour_cli.storage.text.tables.downloaded_table import DownloadedTable, read_download


class Download(NamedTuple):
    """A file, its rows, and what they say; ``orders`` are the orders in which its dates can be read."""

    name: str
    table: DownloadedTable
    export: MeetingExport
    orders: tuple[str, ...]


def read_downloads(paths: Sequence[str]) -> list[Download]:
    """Read the files; DiagnosticsError with all that is wrong with any of them, FileError where none is."""
    downloads, problems = [], []
    for path in dict.fromkeys(paths):
        name = printable_path(os.path.basename(path))
        table = read_download(path, name)
        download = _understood(name, table)
        problems += [problem for problem in table.page.problems if not problem.warning]
        if download is not None:
            downloads.append(download)
    if problems:
        raise DiagnosticsError(
            msgn(
                "{n} mistake in the download stops this",
                "{n} mistakes in the downloads stop this",
                len(problems),
            ),
            problems,
            msg("nothing was written"),
        )
    return downloads


def _understood(name: str, table: DownloadedTable) -> Download | None:
    """What a table says; None with the reason reported on its page."""
    page = table.page
    if page.problems:
        return None
    if not table.rows:
        page.report_empty(msg("download it again"))
        return None
    if table.cut:
        line = table.rows[-1].line
        page.report(
            "export-cut",
            line,
            len(page.line(line)) or 1,
            msg(
                "the file ends in the middle of this line: the rest is missing, so nobody’s absence is known"
            ),
            msg("download it again, as a whole"),
        )
        return None
    lines = [ExportLine(row.line, row.cells) for row in table.rows]
    export = read_export(lines, tabbed=table.delimiter == "\t")
    if export is None or not export.rows:
        page.report(
            "export-unknown",
            table.rows[0].line,
            1,
            msg("nothing in this file is a list of people who were at a meeting"),
            msg("download the list of participants, or write names and minutes into two columns"),
        )
        return None
    orders = possible_orders(export.times)
    if not orders:
        _report_times(table, export)
        return None
    return Download(name, table, export, tuple(orders) if any(export.times) else ())


def _report_times(table: DownloadedTable, export: MeetingExport) -> None:
    """Report the first time that cannot be read in the order of the others."""
    times = [(row.line, text) for row in export.rows for text in (row.joined, row.departed) if text]
    unread = [(line, text) for line, text in times if not time_readings(text)]
    line, text = (unread or times or [(1, export.start)])[0]
    column = table.page.line(line).find(text) + 1 or 1
    table.page.report(
        "export-times",
        line,
        column,
        msg("“{text}” is not a time that fits the others of this file", text=text),
        msg("download it again; a spreadsheet may have changed its dates"),
        width=len(text) or 1,
    )
