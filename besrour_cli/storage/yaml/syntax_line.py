"""The line a YAML mistake is on, and what is written around the place where the parser stopped."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from besrour_cli.model.message import Message

PAIR = re.compile(r"(\s*(?:- +)*)([^\s:#\"'\[\]{},][^:#\"'\[\]{},]*?)\s*:\s+(\S.*?)\s*")
BLANK = "\t\u00a0\u2007\u202f\u3000"
_ITEM = re.compile(r"(\s*(?:- +)+)()(\S.*?)\s*")


class SyntaxDiagnosis(NamedTuple):
    """One mistake: where, what, what to do, and the line as it was probably meant (None: unknown)."""

    code: str
    line: int
    column: int
    what: Message
    remedy: Message
    mended: str | None = None
    width: int = 1


class ParserStop(NamedTuple):
    """Where the parser stopped and why, and the last thing it had read; lines and columns from 1."""

    lines: list[str]
    line: int
    column: int
    reason: str
    context: str
    context_line: int
    context_column: int
    last: Any

    @property
    def text(self) -> str:
        """The line it stopped on."""
        return self.row(self.line)

    def row(self, number: int) -> str:
        """A line by its number, "" outside."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""


def quoted(text: str) -> str:
    """A text in the quotes that disturb it least."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    return "'" + text.replace("'", "''") + "'"


def indent_of(line: str) -> str:
    """The blanks a line begins with, tabs and no-break spaces among them."""
    return line[: len(line) - len(line.lstrip(" " + BLANK))]


def line_above(stop: ParserStop, line: int) -> int:
    """The number of the nearest line above that says something, 0 when there is none."""
    line -= 1
    while line > 0 and (not stop.row(line).strip() or stop.row(line).lstrip().startswith("#")):
        line -= 1
    return line


def value_at(stop: ParserStop, column: int) -> tuple[int, int]:
    """First and last (exclusive) index of the text around a column, in the way it is written there."""
    text = stop.text
    pair = PAIR.fullmatch(text) or _ITEM.fullmatch(text)
    if pair and pair[3][0] not in "{[":
        return pair.start(3), pair.end(3)
    at = column - 1
    # A quote that was closed too early begins the text.
    start = max((m.end() for m in re.finditer(r"[{\[,]\s*(?:[A-Za-z_]+:\s+)?", text[:at])), default=-1)
    if start < 0:
        return (pair.start(3), pair.end(3)) if pair else (len(indent_of(text)), len(text.rstrip()))
    if text[start] in "\"'":
        end = re.compile(re.escape(text[start]) + r"(?=\s*(?:[}\],]|$))").search(text, max(at, start + 1))
        if end:
            return start, end.end()
    end = re.compile(r"\s*(?:[,}\]]|$)").search(text, at)
    return start, end.start() if end else len(text)


def requoted(stop: ParserStop, start: int, end: int) -> tuple[str, str]:
    """The text without its own quotes but in better ones, and the line with it."""
    inner = stop.text[start:end]
    if inner[:1] in ("'", '"'):
        sign = inner[0]
        inner = inner[1:].removesuffix(sign)
        if sign == "'":
            inner = inner.replace("''", "'")
    better = quoted(inner)
    return better, stop.text[:start] + better + stop.text[end:]
