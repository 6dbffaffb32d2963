"""What is wrong in a file: a place, the reader's own line, and what to write instead.

A value that is checked only later carries its :class:`SourceText`, so that the mistake still has its place.
"""

from __future__ import annotations

import re
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


class SourceText(NamedTuple):
    """A value of a YAML file as it was typed.

    ``spot`` is where it begins, ``width`` how many characters it has if it stands on one line (else 1).
    ``lines`` are those of the whole file; a value of several lines ends before the first one that is
    indented by less than ``indent`` blanks.
    """

    spot: SourceLocation
    width: int
    indent: int
    lines: tuple[str, ...]

    def find(self, words: str = "", within: str = "") -> QuotedWords:
        """Some of the value's words, ``within`` a longer passage; the whole value if they are not in it.

        The words may be set otherwise than they were typed: blanks, apostrophes and line ends do not count.
        """
        text, begin = self._text()
        end = len(text)
        for wanted in filter(None, (within, words)):
            match = _pattern(wanted).search(text, begin, end)
            if match is not None:
                begin, end = match.span()
            elif wanted == words:
                return QuotedWords(self.spot, self._line(self.spot.line), self.width)
        if not (words or within):
            return QuotedWords(self.spot, self._line(self.spot.line), self.width)
        before = text[:begin]
        line = self.spot.line + before.count("\n")
        column = begin - (before.rfind("\n") + 1) + 1
        width = len(text[begin:end].partition("\n")[0])
        return QuotedWords(self.spot._replace(line=line, column=column), self._line(line), max(1, width))

    def _line(self, number: int) -> str:
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def _text(self) -> tuple[str, int]:
        """The lines of the value as one text, and where in it the value begins."""
        begin = self.spot.column - 1
        first = self._line(self.spot.line)
        if self.width > 1:
            return first[: begin + self.width], begin
        own = [first]
        for line in self.lines[self.spot.line :]:
            if line.strip() and len(line) - len(line.lstrip(" ")) < self.indent:
                break
            own.append(line)
        return "\n".join(own), begin


class QuotedWords(NamedTuple):
    """Words of a file: their place, the line they stand on, and how many characters of it they take."""

    spot: SourceLocation
    line: str
    width: int


_OF_A_KIND = {"’": r"['’]{1,2}", "'": r"['’]{1,2}", '"': r'\\?"', "…": r"\S+?"}
"""Signs that typography, or the quotes of YAML, may have changed; “…” also stands for an address."""


def _pattern(words: str) -> re.Pattern[str]:
    parts = [_sign(sign) for sign in " ".join(words.split())]
    return re.compile("".join(parts))


def _sign(sign: str) -> str:
    if sign.isspace():
        return r"\s*"
    pattern = _OF_A_KIND.get(sign) or re.escape(sign)
    return rf"\s*{pattern}" if sign in ";!?:%$»" else pattern
