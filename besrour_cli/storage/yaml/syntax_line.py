"""The line a YAML mistake is on, and what is written around the place where the parser stopped."""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

from besrour_cli.model.message import Message

_KEY = r"[^\s:#\"'\[\]{},](?:[^:#\"'\[\]{},]*[^\s:#\"'\[\]{},])?"
PAIR = re.compile(rf"(\s*(?:- +)*)({_KEY})\s*:\s+(\S(?:.*\S)?)\s*")
"""A line with a key and a value: what is before the key (blanks, dashes), the key, the value."""
FLOW_VALUE = re.compile(r"[{\[,]\s*(?:[A-Za-z_]+:\s+)?")
"""What is before a value between brackets: a bracket or a comma, and perhaps a key."""
BLANK = "\t\u00a0\u2007\u202f\u3000"
"""Blanks that are no spaces to YAML: tab, no-break, figure, narrow no-break and ideographic space."""
_ITEM = re.compile(r"(\s*(?:- +)+)()(\S(?:.*\S)?)\s*")


class SyntaxDiagnosis(NamedTuple):
    """One mistake of form: its place, what it is, what to do about it, its width in characters.

    ``mended`` is the line as it was probably meant; None when nobody can know.
    """

    code: str
    line: int
    column: int
    what: Message
    remedy: Message
    mended: str | None = None
    width: int = 1


class ParserStop(NamedTuple):
    """Where the parser stopped and why; lines and columns count from 1.

    ``context`` is what the parser was reading, in its own words, and where that began; ``last`` the
    last event that it gave before.
    """

    lines: list[str]
    line: int
    column: int
    reason: str
    context: str
    context_line: int
    context_column: int
    last: yaml.Event | None

    @property
    def text(self) -> str:
        """The line on which the parser stopped."""
        return self.row(self.line)

    def row(self, number: int) -> str:
        """The line of that number; "" for a number that no line has."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""


def quoted(text: str) -> str:
    """A text in double quotes or, when it holds signs that mean something between them, in single ones."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    return "'" + text.replace("'", "''") + "'"


def indent_of(line: str) -> str:
    """The blanks a line begins with, tabs and no-break spaces among them."""
    return line[: len(line) - len(line.lstrip(" " + BLANK))]


def line_above(stop: ParserStop, line: int) -> int:
    """The number of the nearest line above that is neither empty nor a comment; 0 when there is none."""
    line -= 1
    while line > 0 and (not stop.row(line).strip() or stop.row(line).lstrip().startswith("#")):
        line -= 1
    return line


def value_at(stop: ParserStop, column: int) -> tuple[int, int]:
    """Where the text around a column of the parser's line begins and ends, as indices, the end excluded."""
    text = stop.text
    pair = PAIR.fullmatch(text) or _ITEM.fullmatch(text)
    if pair and pair[3][0] not in "{[":
        return pair.start(3), pair.end(3)
    at = column - 1
    start = max((m.end() for m in FLOW_VALUE.finditer(text[:at])), default=-1)
    if start < 0:
        return (pair.start(3), pair.end(3)) if pair else (len(indent_of(text)), len(text.rstrip()))
    if text[start] in "\"'":
        # A quote inside may have closed the text too early: its end is the quote before a comma or bracket.
        end = re.compile(re.escape(text[start]) + r"(?=\s*(?:[}\],]|$))").search(text, max(at, start + 1))
        if end:
            return start, end.end()
    end = re.compile(r"\s*(?:[,}\]]|$)").search(text, at)
    return start, end.start() if end else len(text)


def requoted(stop: ParserStop, start: int, end: int) -> tuple[str, str]:
    """The text between two indices of the parser's line in quotes that suit it, and the line with it so."""
    inner = stop.text[start:end]
    if inner[:1] in ("'", '"'):
        sign = inner[0]
        inner = inner[1:].removesuffix(sign)
        if sign == "'":
            inner = inner.replace("''", "'")
    better = quoted(inner)
    return better, stop.text[:start] + better + stop.text[end:]
