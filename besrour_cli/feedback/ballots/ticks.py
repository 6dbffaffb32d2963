"""What one cell of a form's download ticks: several themes in one cell, or one theme a column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from besrour_cli.feedback.ballots.proposals import Proposal, titles_of
from besrour_cli.model.language import fold_case

_TICKED = frozenset("y yes oui o x 1 true vrai ✓ ✔ checked selected coche cochee".split())
_FREE = frozenset(("", "n", "no", "non", "0", "false", "faux", "-", "unchecked", "not selected"))
_SEPARATORS = ";\n|"
"""What Microsoft Forms and LimeSurvey put between several answers; Google Forms puts a comma and a space."""


class Ticks(NamedTuple):
    """The themes that a cell ticks, and what in it is no theme."""

    themes: tuple[str, ...]
    unknown: tuple[str, ...] = ()


CellReader = Callable[[str], Ticks]


def reader_of_list(proposals: Sequence[Proposal]) -> CellReader:
    """A reader of cells that tick themes of a list, whole or by one of their languages.

    The longest theme that stands in the cell is meant, so that a comma inside of one divides nothing.
    """
    known = {_plain(way): each.text for each in proposals for way in (*each.titles.values(), each.text)}
    longest = sorted(known, key=len, reverse=True)
    option = re.compile(rf"(?:{'|'.join(map(re.escape, longest))})(?=\s*(?:[,;|]|$))")
    rest = re.compile(r"[^,;|]+(?:,(?! )[^,;|]+)*")

    def read(cell: str) -> Ticks:
        text, at = _plain(cell), 0
        themes: list[str] = []
        unknown: list[str] = []
        while at < len(text):
            if found := option.match(text, at):
                themes.append(known[found[0]])
            elif found := rest.match(text, at):
                unknown.append(found[0].strip())
            at = found.end() if found else at + 1
            while at < len(text) and text[at] in " ,;|":
                at += 1
        return Ticks(tuple(dict.fromkeys(themes)), tuple(filter(None, unknown)))

    return read


def reader_of_free_cells(cells: Iterable[str]) -> CellReader:
    """A reader of cells of which no list says what may stand in them, divided as they all seem to be."""
    written = list(cells)
    pattern = rf"[{re.escape(_SEPARATORS)}]" if any(set(_SEPARATORS) & set(c) for c in written) else ", "

    def read(cell: str) -> Ticks:
        parts = (" ".join(part.split()).strip(",") for part in re.split(pattern, cell))
        return Ticks(tuple(dict.fromkeys(filter(None, parts))))

    return read


def never_apart(ticks: Iterable[Sequence[str]]) -> tuple[str, str] | None:
    """Two themes that stand beside each other whenever one of them stands somewhere: perhaps they are one.

    Those that both have a title in two languages are two.
    """
    alone: Counter[str] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    for themes in ticks:
        alone.update(themes)
        together.update(pairwise(themes))
    return next(
        (
            pair
            for pair, n in together.items()
            if n == alone[pair[0]] == alone[pair[1]] and not all(map(titles_of, pair))
        ),
        None,
    )


def read_grid_cell(cell: str, theme: str) -> bool | None:
    """Whether a cell of a theme's own column ticks it; None where its word says neither."""
    word = fold_case(cell)
    if word in _TICKED or word == fold_case(theme):
        return True
    return False if word in _FREE else None


def _plain(text: str) -> str:
    """A text as options are compared: case, accents' apostrophes and line ends do not count."""
    lines = text.replace("’", "'").replace("\n", ";")
    return " ".join(lines.casefold().split())
