"""What goes to the terminal: lines, tables and questions, and how much of a list a line shows."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Container, Sequence
from io import TextIOWrapper
from typing import TYPE_CHECKING, TextIO, TypeVar

from besrour_cli.commands.terminal.translation import translate
from besrour_cli.model.message import Message

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

T = TypeVar("T")

IN_SENTENCE = 3
"""Names with details of their own (pairs, people with their hours) that a sentence carries."""
IN_LINE = 5
"""Bare names or ids, or lines of one kind in a report, before the eye gives up."""
IN_PARAGRAPH = 6
"""Names that stand in a sentence of their own, or tables below each other."""
CHOICES_IN_LINE = 8
"""Places in a row that a reader is to pick from or recognise."""
CHOICES = 12
"""Places below each other that a reader is to pick from."""
MESSAGES = 20
"""Messages below each other, each of which somebody has to open."""
_STYLES = {"bold": "1", "red": "31", "yellow": "33", "blue": "34", "dim": "2", "red bold": "1;31"}


def prepare() -> None:
    """Show a stand-in for a character that the terminal cannot show, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def out(line: str | Message = "") -> None:
    """One line of the result, a message in the coordinator's language."""
    sys.stdout.write((translate(line) if isinstance(line, Message) else line) + "\n")


def err(line: str | Message = "") -> None:
    """One line on stderr: troubles, progress, hints; after all of the result that was printed before."""
    sys.stdout.flush()
    sys.stderr.write((translate(line) if isinstance(line, Message) else line) + "\n")


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


def width(widest: int = 120) -> int:
    """Columns of the terminal, between 60 and the ``widest``; 80 where the terminal does not say.

    Lines of text are hard to follow beyond 120 columns; a table may be wider.
    """
    return max(60, min(shutil.get_terminal_size((80, 24)).columns, widest))


def shortened(text: str, longest: int) -> str:
    """Text cut to a length, with an ellipsis where something is missing."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def truncate(items: Sequence[T], limit: int) -> tuple[Sequence[T], int]:
    """The first ``limit`` items, and how many are left out."""
    return items[:limit], max(0, len(items) - limit)


def confirm_count(question: Message, count: int) -> bool:
    """Ask on stderr; whether the coordinator typed the count that the question names."""
    sys.stdout.flush()
    sys.stderr.write(f"{translate(question)} ")
    sys.stderr.flush()
    try:
        return sys.stdin.readline().strip() == str(count)
    except UnicodeDecodeError:
        return False


def console(widest: int = 120) -> Console:
    """A rich console on stdout, as wide as the terminal; it interprets nothing in the text."""
    from rich.console import Console

    return Console(width=width(widest), highlight=False, emoji=False, markup=False, soft_wrap=False)


def table(*titles: str, right: Container[int] = (), no_wrap: bool = False) -> Table:
    """A table without rows or lines, which would take columns; ``right`` are the columns of numbers."""
    from rich.table import Table

    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="underline")
    for at, title in enumerate(titles):
        made.add_column(title, justify="right" if at in right else "left", no_wrap=no_wrap)
    return made
