"""What is wrong in a file: a place, the reader's own line, and what to write instead."""

from __future__ import annotations

from typing import NamedTuple

from besrour_cli.model.message import Message


class SourceLocation(NamedTuple):
    """A place in a file: path as shown to the reader, line and column counted from 1 (0: whole file)."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column or 1}"


class Diagnostic(NamedTuple):
    """One mistake in a file, or a warning, which stops nothing.

    ``code`` is stable and documented. ``text`` is the line of the file as the reader wrote it, and ``width``
    the number of characters to underline in it.
    """

    code: str
    spot: SourceLocation
    what: Message
    remedy: Message | None = None
    text: str = ""
    width: int = 1
    warning: bool = False
