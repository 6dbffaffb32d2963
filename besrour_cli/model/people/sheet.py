"""A table as somebody's program wrote it: its rows as they are numbered there, and cells of several kinds."""

from __future__ import annotations

from datetime import date, time
from typing import NamedTuple, TypeAlias

Cell: TypeAlias = str | float | date | time
"""What a spreadsheet holds: words, a number, or what it has made a date or an hour of."""


class SheetRow(NamedTuple):
    """The cells of one row, and its number as the spreadsheet shows it (from 1)."""

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False

    def text(self, column: int) -> str:
        """A cell as one line of words; "" past the end, and a whole number without its point."""
        return cell_text(self.cells[column]) if 0 <= column < len(self.cells) else ""


class Sheet(NamedTuple):
    """One sheet of a workbook, or the only table of a text file (whose ``name`` is ""); no row is empty."""

    name: str
    rows: tuple[SheetRow, ...]
    hidden: bool = False


def cell_text(cell: Cell) -> str:
    """A cell as one line of words."""
    if isinstance(cell, str):
        return " ".join(cell.split())
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
