"""A table as comma-separated values (RFC 4180), made in memory without a file."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence


class _Pieces:
    """What a writer of rows writes to."""

    def __init__(self) -> None:
        self.pieces: list[str] = []

    def write(self, text: str) -> None:
        self.pieces.append(text)


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """The rows as text, each ended as the standard has it."""
    sheet = _Pieces()
    csv.writer(sheet, lineterminator="\r\n").writerows(rows)
    return "".join(sheet.pieces)
