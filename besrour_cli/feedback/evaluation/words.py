"""Cells as values: words of either language, ids, numbers of points, several choices in one cell."""

from __future__ import annotations

import re
from typing import NamedTuple

from besrour_cli.feedback.evaluation.headings import choices_by_words, wordings
from besrour_cli.model.evaluation.form import Item, ItemKind
from besrour_cli.model.evaluation.wording import folded_words

_POINT = re.compile(r"\s*(?:ao?|sq)?0*([1-5])(?:[.,]0+)?\s*(?:[-–—:.(=].*)?", re.IGNORECASE | re.DOTALL)
"""A point of a scale with its number: ``4``, ``4.0``, ``A4``, ``4 - Agree``."""
_PLACE = re.compile(r"ao?0*(\d{1,2})", re.IGNORECASE)
"""The code that LimeSurvey gives an answer by itself: the number of its place."""
_UNTICKED = frozenset(
    ("", "0", "n", "no", "non", "nao", "unchecked", "non coche", "non cochee", "false", "faux")
)
_DELIMITERS = re.compile(r"[;,\n|]")
_MOST_PIECES = 60
_CODE = re.compile(r"(?=[A-Z0-9]{3,8}$)(?=.*[A-Z])(?=(?:.*\d){2})[A-Z0-9]+")
"""A code that somebody made: letters and at least two digits; a name or a telephone number is none."""


class CellReading(NamedTuple):
    """The ids that a cell says, and the words in it that are no choice."""

    ids: tuple[str, ...]
    unread: tuple[str, ...] = ()


class ItemWords:
    """The words of one item's choices in every language, by which cells are read."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self._ways = choices_by_words(item)
        self._languages = {
            words: code for choice in item.choices for words, code in wordings(choice.text).items() if code
        }
        self._shared = {
            words for choice in item.choices for words, code in wordings(choice.text).items() if not code
        }
        self._read: dict[str, CellReading] = {}

    def read(self, cell: str) -> CellReading:
        """What a cell says."""
        if cell not in self._read:
            self._read[cell] = self._reading(cell.strip())
        return self._read[cell]

    def language_of(self, cell: str) -> str:
        """The language in which a cell's words are those of a choice; "" for an id, a number, or both."""
        words = folded_words(cell)
        return "" if words in self._shared else self._languages.get(words, "")

    def _reading(self, text: str) -> CellReading:
        if not text:
            return CellReading(())
        on_a_scale = self.item.kind in (ItemKind.SCALE, ItemKind.THEN_NOW)
        if on_a_scale and (match := _POINT.fullmatch(text)):
            return CellReading((match[1],))
        if self.item.kind is ItemKind.SEVERAL:
            return self._several(text)
        found = self._one(text)
        return CellReading((), (text,)) if found is None else CellReading((found,))

    def _one(self, text: str) -> str | None:
        found = self._ways.get(folded_words(text))
        if found is None and (match := _PLACE.fullmatch(text.strip())):
            number = int(match[1])
            found = self.item.choices[number - 1].id if 0 < number <= len(self.item.choices) else None
        return found

    def _several(self, text: str) -> CellReading:
        """Several choices of one cell; where tools part them by commas, their own words have commas too.

        So as many pieces as possible are put together to words of choices, and the fewest stay unread.
        """
        pieces = [piece for piece in _DELIMITERS.split(text) if folded_words(piece)][:_MOST_PIECES]
        best: list[tuple[int, tuple[str, ...], tuple[str, ...]]] = [(0, (), ())]
        for end in range(1, len(pieces) + 1):
            left, ids, unread = best[end - 1]
            ways = [(left + 1, ids, (*unread, pieces[end - 1].strip()))]
            for begin in range(end):
                found = self._one(" ".join(pieces[begin:end]))
                if found is not None:
                    left, ids, unread = best[begin]
                    ways.append((left, (*ids, found), unread))
            best.append(min(ways, key=lambda way: way[0]))
        _left, ids, unread = best[-1]
        return CellReading(tuple(choice.id for choice in self.item.choices if choice.id in ids), unread)


def is_ticked(cell: str) -> bool:
    """Whether the column of one choice of several says that it was ticked."""
    return folded_words(cell) not in _UNTICKED


def code_in(cell: str) -> str | None:
    """A self-made code as it is compared: ``ac-07`` is ``AC07``; None for what is no code, "" for nothing."""
    plain = folded_words(cell).replace(" ", "").upper()
    if not plain:
        return ""
    return plain if _CODE.fullmatch(plain) and "@" not in cell else None
