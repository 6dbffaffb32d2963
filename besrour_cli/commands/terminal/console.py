"""What goes to the terminal: lines on stdout, troubles on stderr, colour only where it is wanted."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_STYLES = {"bold": "1", "red": "31", "yellow": "33", "blue": "34", "dim": "2", "red bold": "1;31"}


def prepare() -> None:
    """Never fail on a character the terminal cannot show: show a stand-in for it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def out(line: str = "") -> None:
    """One line of the result."""
    sys.stdout.write(line + "\n")


def err(line: str = "") -> None:
    """One line beside the result: troubles, progress, hints."""
    sys.stdout.flush()
    sys.stderr.write(line + "\n")


def colours(stream: object = None) -> bool:
    """Whether a stream may be coloured: a terminal, and NO_COLOR unset (no-color.org)."""
    stream = stream or sys.stdout
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(os.environ.get("FORCE_COLOR")) or bool(getattr(stream, "isatty", lambda: False)())


def styled(text: str, style: str, stream: object = None) -> str:
    """Text in a style, when the stream may be coloured."""
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if colours(stream) else text


def watched() -> bool:
    """Whether a person watches stderr: progress is for her alone."""
    return sys.stderr.isatty()


def width() -> int:
    """Columns of the terminal, 80 when nobody says."""
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
    """A rich console on stdout, as wide as the terminal and without guesses of its own."""
    from rich.console import Console

    return Console(width=width(), highlight=False, emoji=False, markup=False, soft_wrap=False)


def table() -> Table:
    """A table without lines, its head underlined: the same look everywhere, and 80 columns go far."""
    from rich.table import Table

    return Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="underline")
