"""Values of a YAML file changed where they stand: every other sign of the file stays as it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.nodes import ScalarNode


class ValueEdit(NamedTuple):
    """One value at its line: which key it has, what stood there, what stands there now."""

    line: int
    key: str
    before: str
    after: str


class _Replacement(NamedTuple):
    line: int
    column: int
    edit: ValueEdit


class FileEdits:
    """The changes of one file, all made by :meth:`text`; those that cannot be made are ``by_hand``."""

    def __init__(self, page: SourceFile) -> None:
        self._page = page
        self._replacements: list[_Replacement] = []
        self._closed: set[int] = set()
        self.by_hand: list[ValueEdit] = []

    def set(self, node: ScalarNode, key: str, after: str) -> None:
        """Write another value in the place of one; nothing where it is the same."""
        edit = ValueEdit(node.line, key, node.text, after)
        if after == node.text:
            return
        at = self._page.line(node.line).find(node.text, max(0, node.column - 1))
        if at < 0:  # it goes on below, or is written with escapes
            self.by_hand.append(edit)
        else:
            self._replacements.append(_Replacement(node.line, at, edit))

    def close_lines(self, first: int, last: int) -> None:
        """Make remarks of some lines, numbered from 1."""
        self._closed.update(range(first, last + 1))

    @property
    def made(self) -> tuple[ValueEdit, ...]:
        """What is changed, in the order of the file."""
        return tuple(each.edit for each in sorted(self._replacements, key=lambda r: (r.line, r.column)))

    def text(self) -> str:
        """The whole file with all changes."""
        lines = self._page.lines_with_ends()
        for line, column, edit in sorted(self._replacements, reverse=True):
            whole = lines[line - 1]
            lines[line - 1] = f"{whole[:column]}{edit.after}{whole[column + len(edit.before) :]}"
        return "".join(
            f"# {line}" if number in self._closed and line.strip() else line
            for number, line in enumerate(lines, 1)
        )


def last_line(page: SourceFile, first: int) -> int:
    """The last line of a block that begins with the key on a line: all below it that stands further in."""
    inside = _indent(page.line(first))
    last = first
    for number in range(first + 1, len(page.lines) + 1):
        line = page.line(number)
        if line.strip() and _indent(line) <= inside and not _is_item(line, inside):
            break
        if line.strip() and not line.lstrip().startswith("#"):
            last = number
    return last


def _is_item(line: str, inside: int) -> bool:
    """Whether a line is an entry of a list that stands no further in than its key, as YAML allows."""
    return _indent(line) == inside and line.lstrip().startswith("- ")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def lines_naming_years(text: str, years: Iterable[int]) -> tuple[tuple[int, str], ...]:
    """The lines, remarks left out, that still name one of some years, with their numbers."""
    words = tuple(str(year) for year in years)
    return tuple(
        (number, line.strip())
        for number, line in enumerate(text.splitlines(), 1)
        if not line.lstrip().startswith("#") and any(word in line.partition(" #")[0] for word in words)
    )
