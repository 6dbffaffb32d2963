"""A TOML file as its keys and where they stand; what is no TOML is told in besrour's own words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any, NamedTuple

from besrour_cli.model.message import Message, msg
from besrour_cli.storage.text.source_file import SourceFile

_HEADER = re.compile(r"\s*\[(\[?)\s*([\w-]+)\s*\]")
_KEY = re.compile(r"""\s*(?:"([^"]+)"|'([^']+)'|([\w-]+))\s*=\s*""")
_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$")
_KINDS: tuple[tuple[str, Message, Message], ...] = (
    (
        r"Expected '=' after a key",
        msg("a key stands here without = after it"),
        msg('write key = "text", each on a line of its own'),
    ),
    (
        r"Invalid value",
        msg("what follows the = is neither a text in quotes nor a list"),
        msg("put quotes around every text, and write one key a line"),
    ),
    (
        r"Unterminated string|Illegal character '\\n'|Expected \"'|Expected '\"",
        msg("a text begins with quotes that nothing closes"),
        msg("close the quotes at the end of the text, on the same line"),
    ),
    (
        r"Unescaped|hex value|Unicode scalar",
        msg("a backslash between double quotes has a meaning of its own"),
        msg("put single quotes around the text: '\\d h'"),
    ),
    (
        r"Unclosed|Expected '\]",
        msg("a bracket that is opened is not closed"),
        msg("close it after the last word of the list or of the name"),
    ),
    (
        r"overwrite|twice|redefine|immutable|Duplicate",
        msg("this key or table stands in the file twice"),
        msg("keep one of the two"),
    ),
    (
        r"Expected newline",
        msg("something stands after the value"),
        msg("put quotes around every text, and write one key a line"),
    ),
    (
        r"Illegal character|invalid character",
        msg("a sign stands here that TOML does not allow"),
        msg("delete the sign, or type the line anew"),
    ),
)
_ANY_KIND = (
    msg("this is not written as TOML asks"),
    msg('write key = "text", [table] or # and a comment, each on a line of its own'),
)


class TomlPlace(NamedTuple):
    """Where a key or its value stands in the file, counted from 1, and how wide it is."""

    line: int
    column: int
    width: int = 1


class TomlPage:
    """The tables of a TOML file, and where each key stands; mistakes are reported on its page."""

    def __init__(self, page: SourceFile, data: Mapping[str, Any]) -> None:
        self.page = page
        self.data = data
        self._places = _places(page.lines)

    def report(self, path: tuple[str | int, ...], code: str, what: Message, remedy: Message) -> None:
        """Report a mistake at a key, at its table where the key is missing, or else at the first line."""
        self._report(path, code, what, remedy, warning=False)

    def warn(self, path: tuple[str | int, ...], code: str, what: Message, remedy: Message) -> None:
        """Report what stops nothing, where :meth:`report` would."""
        self._report(path, code, what, remedy, warning=True)

    def _report(
        self, path: tuple[str | int, ...], code: str, what: Message, remedy: Message, *, warning: bool
    ) -> None:
        place = TomlPlace(1, 1)
        while path:
            if path in self._places:
                place = self._places[path]
                break
            path = path[:-1]
        self.page.report(code, place.line, place.column, what, remedy, width=place.width, warning=warning)


def read_toml(page: SourceFile) -> TomlPage | None:
    """The file as tables, or None when it is no TOML, which is reported."""
    try:
        return TomlPage(page, tomllib.loads("\n".join(page.lines)))
    except tomllib.TOMLDecodeError as error:
        _report_syntax(page, str(error))
    except (RecursionError, ValueError):  # brackets without end, a number of thousands of digits
        page.report(
            "language-syntax",
            1,
            1,
            msg("the file holds lists or numbers that no language needs"),
            msg("compare it with the one in docs/en/how-to/add-a-language.md"),
        )
    return None


def _report_syntax(page: SourceFile, reason: str) -> None:
    """Report where the parser stopped; at the end of the file it stopped for its last words."""
    match = _PLACE.search(reason)
    filled = [number for number, line in enumerate(page.lines, 1) if line.strip()]
    line = int(match[1]) if match else max(filled, default=1)
    text = page.line(line)
    column = int(match[2]) if match else max(1, len(text.rstrip()))
    what, remedy = next(
        ((what, remedy) for pattern, what, remedy in _KINDS if re.match(pattern, reason)),
        next(((w, r) for pattern, w, r in _KINDS if re.search(pattern, reason)), _ANY_KIND),
    )
    page.report("language-syntax", line, column, what, remedy)


def _places(lines: list[str]) -> dict[tuple[str | int, ...], TomlPlace]:
    """Where each key and table begins; the second of two entries of a list of tables is (name, 1)."""
    found: dict[tuple[str | int, ...], TomlPlace] = {}
    table: tuple[str | int, ...] = ()
    counts: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if header := _HEADER.match(line):
            name = header[2]
            table = (name,)
            found.setdefault(table, TomlPlace(number, header.start(2) + 1, len(name)))
            if header[1]:
                table = (name, counts.get(name, 0))
                counts[name] = counts.get(name, 0) + 1
                found[table] = TomlPlace(number, header.start(2) + 1, len(name))
        elif key := _KEY.match(line):
            name = key[1] or key[2] or key[3]
            width = max(1, len(line[key.end() :].rstrip()))
            found.setdefault((*table, name), TomlPlace(number, key.end() + 1, width))
    return found
