"""The two tables of an evaluation as pages and as bytes: any delimiter that is read, no formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from besrour_cli.model.text.spreadsheet_cell import guarded
from besrour_cli.storage.text.source_file import SourceFile, page_of
from besrour_cli.storage.text.tables.csv_table import CsvTable

FOLDER = "responses"
LIMIT = 20_000_000
_MARK = b"\xef\xbb\xbf"
"""By which spreadsheets see that a table is in UTF-8."""


def page(data: bytes, name: str) -> SourceFile:
    """The page of a table's bytes."""
    return page_of(data, name, table=True, limit=LIMIT)


def emitted(header: Sequence[str], rows: Iterable[Sequence[str]], former: bytes | None) -> bytes:
    """A table whose cells a spreadsheet takes for text, parted as those of the former one were."""
    delimiter = CsvTable(page(former, "")).delimiter if former else ","
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([guarded(cell) for cell in header])
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return _MARK + stream.getvalue().encode("utf-8", "replace")
