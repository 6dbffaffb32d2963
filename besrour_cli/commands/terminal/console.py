"""What goes to the terminal: lines on stdout, troubles on stderr, colour only where it is wanted."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_STYLES = {"bold": "1", "red": "31", "yellow": "33", "blue": "34", "dim": "2", "red bold": "1;31"}


def prepare() -> None:
    """Show a stand-in for a character that the terminal cannot show, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def out(line: str = "") -> None:
    """One line of the result."""
    sys.stdout.write(line + "\n")


def err(line: str = "") -> None:
    """One line on stderr: troubles, progress, hints; after all of the result that was printed before."""
    sys.stdout.flush()
    sys.stderr.write(line + "\n")


def colours(stream: TextIO | None = None) -> bool:
    """Whether a stream (None: stdout) may be coloured: a terminal, and NO_COLOR unset (no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (stream or sys.stdout).isatty()


def styled(text: str, style: str, stream: TextIO | None = None) -> str:
    """Text in a style, when the stream may be coloured."""
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if colours(stream) else text


def watched() -> bool:
    """Whether a person watches stderr: only then progress is shown."""
    return sys.stderr.isatty()


def width() -> int:
    """Columns of the terminal, between 60 and 120; 80 where the terminal does not say."""
    import shutil

    return max(60, min(shutil.get_terminal_size((80, 24)).columns, 120))


def shortened(text: str, longest: int) -> str:
    """Text cut to a length, with an ellipsis where something is missing."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def confirm_count(question: str, count: int) -> bool:
    """Ask on stderr; whether the coordinator typed the count that the question names."""
    sys.stdout.flush()
    sys.stderr.write(f"{question} ")
    sys.stderr.flush()
    try:
        return sys.stdin.readline().strip() == str(count)
    except UnicodeDecodeError:
        return False


def console() -> Console:
    """A rich console on stdout, as wide as the terminal; it interprets nothing in the text."""
    from rich.console import Console

    return Console(width=width(), highlight=False, emoji=False, markup=False, soft_wrap=False)


def table() -> Table:
    """An empty table without lines, its head underlined, as all tables look; lines would take columns."""
    from rich.table import Table

    return Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="underline")
