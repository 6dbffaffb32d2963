"""What goes to the terminal: lines, tables and questions, and how much of a list a line shows.

One gate: whatever is printed passes :func:`_write` or the console of :func:`console`, where signs that a
terminal would obey, or that nobody sees, are made visible. Nothing else in besrour writes to a stream.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Container, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

from besrour_cli.commands.terminal.plain import WIDE, is_plain, table_rows
from besrour_cli.commands.terminal.translation import _, translate
from besrour_cli.model.message import Message
from besrour_cli.model.text.hidden_signs import json_escaped, visible

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.segment import Segment
    from rich.table import Table
    from rich.text import Text

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
_OWN_ESCAPE = f"\x1b{os.urandom(8).hex()}["
"""Begins a style of besrour's own: no text from elsewhere can hold it, so that the gate knows it again."""
_OWN_ESCAPE_SHOWN = visible(_OWN_ESCAPE)
_STYLES = {"bold": "1", "red": "31", "yellow": "33", "blue": "34", "dim": "2", "red bold": "1;31"}


def prepare() -> None:
    """Show a stand-in for a character that the terminal cannot show, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def out(line: str | Message = "") -> None:
    """One line of the result, a message in the coordinator's language."""
    _write(sys.stdout, f"{translate(line) if isinstance(line, Message) else line}\n")


def out_json(text: str) -> None:
    """A result as JSON: signs that nobody sees are escapes in it, so that a program reads what was meant."""
    _write(sys.stdout, f"{json_escaped(text)}\n")


def err(line: str | Message = "") -> None:
    """One line on stderr: troubles, progress, hints; after all of the result that was printed before."""
    sys.stdout.flush()
    _write(sys.stderr, f"{translate(line) if isinstance(line, Message) else line}\n")


def show_progress(done: int, every: int) -> None:
    """How many of all are done, on one line of stderr, when a person watches."""
    if watched():
        sys.stderr.write("\r")
        _write(sys.stderr, f"{done}/{every}" + ("\n" if done == every else ""))
        sys.stderr.flush()


def _write(stream: TextIO, text: str) -> None:
    """The gate: hidden signs become visible, and only besrour's own styles stay orders to the terminal."""
    stream.write(visible(text).replace(_OWN_ESCAPE_SHOWN, "\x1b["))


def colours(stream: TextIO | None = None) -> bool:
    """Whether a stream (None: stdout) may be coloured: a terminal, and NO_COLOR unset (no-color.org)."""
    if is_plain() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (stream or sys.stdout).isatty()


def styled(text: str, style: str, stream: TextIO | None = None) -> str:
    """Text in a style, when the stream may be coloured."""
    return f"{_OWN_ESCAPE}{_STYLES[style]}m{text}{_OWN_ESCAPE}0m" if colours(stream) else text


def watched() -> bool:
    """Whether a person watches stderr: only then progress is shown, unless it is read aloud."""
    return sys.stderr.isatty() and not is_plain()


def width(widest: int = 120, *, narrowest: int = 60) -> int:
    """Columns of the terminal, between the ``narrowest`` and the ``widest``; 80 where it does not say.

    Lines of text are hard to follow beyond 120 columns; a table may be wider, and needs 60. Plain words have
    no edge.
    """
    if is_plain():
        return WIDE
    return max(narrowest, min(shutil.get_terminal_size((80, 24)).columns, widest))


def shortened(text: str, longest: int) -> str:
    """Text cut to a length, with an ellipsis where something is missing."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def truncate(items: Sequence[T], limit: int) -> tuple[Sequence[T], int]:
    """The first ``limit`` items, and how many are left out."""
    return items[:limit], max(0, len(items) - limit)


def confirm_count(question: Message, count: int) -> bool:
    """Ask on stderr; whether the coordinator typed the count that the question names."""
    return ask(question) == str(count)


def ask(question: Message) -> str:
    """Ask on stderr; the coordinator's line, without blanks around it; "" where there is none."""
    sys.stdout.flush()
    _write(sys.stderr, f"{translate(question)} ")
    sys.stderr.flush()
    try:
        return sys.stdin.readline().strip()
    except UnicodeDecodeError:
        return ""


def console(widest: int = 120, *, errors: bool = False) -> Console:
    """A rich console on stdout or stderr, as wide as the terminal; it interprets nothing in the text."""
    from rich.console import Console

    class Gate(Console):
        """The gate again, since rich writes its own colours: each piece of text is made visible."""

        def render(
            self, renderable: RenderableType, options: ConsoleOptions | None = None
        ) -> Iterable[Segment]:
            """The pieces of what is printed."""
            for piece in super().render(renderable, options):
                yield piece if piece.control else piece._replace(text=visible(piece.text))

        def print(self, *objects: Any, **how: Any) -> None:
            """A table, or anything else; to be read aloud, a line a row."""
            if not is_plain():
                super().print(*objects, **how)
                return
            for each in objects or ("",):
                for line in _plain_lines(each):
                    _write(sys.stderr if errors else sys.stdout, f"{line}\n")

        def render_str(self, text: str, **how: Any) -> Text:
            """Words that a table or a line holds, before their width is measured."""
            return super().render_str(visible(text), **how)

    return Gate(
        width=width(widest),
        highlight=False,
        emoji=False,
        markup=False,
        soft_wrap=False,
        stderr=errors,
        no_color=is_plain(),
    )


def _plain_lines(printed: object) -> Iterable[str]:
    """What a table or a text says, without its form."""
    from rich.table import Table

    if isinstance(printed, Table):
        return table_rows(printed, _("{heading}: {cell}"))
    return str(getattr(printed, "plain", printed)).split("\n")


def working(words: str) -> AbstractContextManager[object]:
    """A moving sign and words on stderr while something takes long, when a person watches."""
    return console(errors=True).status(words) if watched() else nullcontext()


def table(*titles: str, right: Container[int] = (), no_wrap: bool = False) -> Table:
    """A table without rows or lines, which would take columns; ``right`` are the columns of numbers."""
    from rich.table import Table

    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="underline")
    for at, title in enumerate(titles):
        made.add_column(title, justify="right" if at in right else "left", no_wrap=no_wrap)
    return made
