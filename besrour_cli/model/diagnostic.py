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
    """One mistake. ``code`` is stable and documented; ``text`` is the reader's line, ``width`` the caret's.

    ``warning`` marks what is worth saying but stops nothing.
    """

    code: str
    spot: SourceLocation
    what: Message
    remedy: Message | None = None
    text: str = ""
    width: int = 1
    warning: bool = False
