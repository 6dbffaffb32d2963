"""The tables of a download, found among its lines, and the pairs that stand outside of them.

The tables of one file differ in their columns (one of the meeting, sections for hosts and attendees), so that
each begins where a row of words stands above rows with addresses, times or lengths.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from besrour_cli.feedback.attendance.columns import CellKind, ColumnRole, heading_role, kind_of

_NUMBERED = re.compile(r"\d{1,2}\. ?\S")
_FEWEST = 2


class ExportLine(NamedTuple):
    """The cells of one line of a download, and its number, from 1."""

    line: int
    cells: Sequence[str]


class ExportTable(NamedTuple):
    """A heading row and the lines below it; ``numbered``: below a numbered title, as Teams has them."""

    headings: Sequence[str]
    lines: list[ExportLine]
    numbered: bool


def find_tables(lines: Sequence[ExportLine]) -> tuple[list[ExportTable], list[Sequence[str]]]:
    """The tables of a download, and the pairs of a word and its value that stand outside of them."""
    tables: list[ExportTable] = []
    pairs: list[Sequence[str]] = []
    table: ExportTable | None = None
    numbered = False
    for index, line in enumerate(lines):
        filled = [cell for cell in line.cells if cell.strip()]
        following = lines[index + 1].cells if index + 1 < len(lines) else ()
        wide = table is not None and len(table.headings) == 1
        if len(filled) == 1 and not wide and _is_title(filled[0], following):
            table = None
            numbered = numbered or _NUMBERED.match(filled[0]) is not None
        elif _is_header(line.cells, following):
            table = ExportTable(line.cells, [], numbered)
            tables.append(table)
        elif table is not None:
            table.lines.append(line)
        elif len(filled) == _FEWEST and tables == [] and _is_pair(line.cells, lines):
            pairs.append(line.cells)
        else:  # a list without a heading
            table = ExportTable([""] * len(line.cells), [line], numbered)
            tables.append(table)
    return tables, pairs


def _is_title(text: str, following: Sequence[str]) -> bool:
    """Whether a cell alone on its line begins a section, and is no heading of a list of names."""
    alone = sum(1 for cell in following if cell.strip()) <= 1
    is_list = alone and heading_role(text) in (ColumnRole.NAME, ColumnRole.EMAIL)
    return not (is_list or (alone and kind_of(text) is CellKind.EMAIL)) and (
        not alone or bool(_NUMBERED.match(text)) or "report" in text.casefold()
    )


def _is_header(cells: Sequence[str], following: Sequence[str]) -> bool:
    """Whether a row is words alone, several of them known headings, or stands above a row that is not."""
    filled = [cell for cell in cells if cell.strip()]
    if not filled or any(kind_of(cell) is not CellKind.WORDS for cell in filled):
        return False
    known = [role for cell in filled if (role := heading_role(cell)) is not None]
    if len(filled) == 1:
        return len(known) == 1 and len(filled[0].split()) <= _FEWEST
    if len(known) >= _FEWEST and len(known) * 2 >= len(filled):
        return True
    return (
        len(filled) > _FEWEST
        and len(following) >= len(filled)
        and any(kind_of(cell) in (CellKind.EMAIL, CellKind.MOMENT, CellKind.LENGTH) for cell in following)
    )


def _is_pair(cells: Sequence[str], lines: Sequence[ExportLine]) -> bool:
    """Whether two cells are a word and its value, as above the numbered sections of a report."""
    return len([c for c in cells if c.strip()]) == _FEWEST and any(
        len([c for c in line.cells if c.strip()]) > _FEWEST for line in lines
    )
