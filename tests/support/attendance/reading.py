"""A download read as ``besrour attendance`` reads it, without a folder or a process."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from besrour_cli.clock.instants import from_local, local
from besrour_cli.feedback.attendance.connections import Connection, MeetingClock, connections_of
from besrour_cli.feedback.attendance.exports import MeetingExport, read_export
from besrour_cli.feedback.attendance.tables import ExportLine
from besrour_cli.feedback.attendance.written_times import DateOrder, possible_orders
from besrour_cli.storage.text.tables.downloaded_table import DownloadedTable, read_download


def export_of(path: Path) -> tuple[DownloadedTable, MeetingExport]:
    """The table and what it says; it must be a list of people."""
    table = read_download(str(path), path.name)
    assert not table.page.problems, table.page.problems
    lines = [ExportLine(row.line, row.cells) for row in table.rows]
    export = read_export(lines, tabbed=table.delimiter == "\t")
    assert export is not None
    return table, export


def connections(
    export: MeetingExport, zone: str, start: datetime, minutes: int, order: str = ""
) -> Sequence[Connection]:
    """The connections of a session, its dates read in the only order there is, else in the one named."""
    orders = possible_orders(export.times)
    assert orders, "a time that cannot be read"
    chosen = DateOrder(order) if len(orders) > 1 and order else orders[0]
    clock = MeetingClock(chosen, lambda naive: from_local(naive, zone), local(start, zone))
    return connections_of([(export, clock)], (start, start + timedelta(minutes=minutes)))
