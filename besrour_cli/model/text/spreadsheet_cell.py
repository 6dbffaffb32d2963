"""Cells of a table that a spreadsheet opens: none of them may make it reckon."""

from __future__ import annotations

_FORMULA = tuple("=+-@")
"""Signs with which a spreadsheet begins to reckon; a quote before them makes a text of the cell."""


def guarded(cell: str) -> str:
    """A cell that a spreadsheet takes for text."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def unguarded(cell: str) -> str:
    """A cell without the quote that guards it."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
