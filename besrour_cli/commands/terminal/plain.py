"""``--plain``: what is printed, for whoever has it read aloud.

No colours, no drawings, nothing that moves; a table is a line a row, each cell with its heading; lines end
where sentences do, and not at the edge of a screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

WIDE = 10_000
"""Columns of a screen that has no edge."""
EMPTY = "·"
"""Fills a cell in which there is nothing to say."""
VARIABLE = "BESROUR_PLAIN"


class _Mode:
    """Whether this process speaks plainly, set once at the start."""

    plain: bool = False


def wants_plain(*, option: bool, environment: Mapping[str, str]) -> bool:
    """Whether plain words are wished for: by the option, or by ``BESROUR_PLAIN`` (empty and 0: no)."""
    return option or environment.get(VARIABLE, "") not in ("", "0")


def set_plain(plain: bool) -> None:
    """Speak plainly from now on, in this process."""
    _Mode.plain = plain


def is_plain() -> bool:
    """Whether this process speaks plainly."""
    return _Mode.plain


def table_rows(table: Table, joined: str) -> Iterator[str]:
    """Yield a line for each row: its first cell, then every other with its heading, joined by ``joined``.

    ``joined`` has the gaps ``{heading}`` and ``{cell}``. Cells in which nothing is said are left out.
    """
    headings = [_words(column.header) for column in table.columns]
    for cells in zip(*(map(_words, column.cells) for column in table.columns), strict=True):
        first, *rest = zip(headings, cells, strict=True)
        said = [
            joined.format(heading=heading, cell=cell) if heading else cell
            for heading, cell in rest
            if cell not in ("", EMPTY)
        ]
        yield "; ".join(filter(None, (first[1], *said)))


def _words(cell: object) -> str:
    """What a heading or a cell says, on one line."""
    return " ".join(str(getattr(cell, "plain", cell)).split(" ")).strip().replace("\n", ", ")
