"""The columns of a sheet of sessions, by their headings in English or French."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.model.language import LANGUAGES, fold_case

if TYPE_CHECKING:
    from besrour_cli.model.people.sheet import Sheet, SheetRow

_LANGUAGE_WORDS = {"en": r"\b(?:en|english|anglais|eng)\b", "fr": r"\b(?:fr|french|francais|fra)\b"}
_KINDS = {
    "month": r"\b(?:months?|mois|date|dates)\b",
    "title": r"\b(?:titles?|titres?|themes?|topics?|sujets?)\b",
    "description": r"\b(?:descriptions?|texts?|textes?|about|resumes?|summary)\b",
    "window": r"\b(?:windows?|days|plages?|jours)\b",
    "facilitator": r"\b(?:facilitat(?:or|ors|eur|rice|eurs|rices)|animat(?:eur|rice|eurs|rices|ion))\b",
    "host": r"\b(?:hosts?|hotes?|hotesses?|accueil)\b",
    "interpreter": r"\b(?:interpreters?|interpretes?)\b",
    "speaker": r"\b(?:speakers?|orat(?:eur|rice|eurs|rices)|conferenciers?|conferencieres?)\b",
    "notetaker": r"\b(?:note ?takers?|notes?|secretaires?)\b",
    "people": r"\b(?:people|persons?|personnes?|who|qui)\b",
}
ROLES = tuple(_KINDS)[4:9]
_TEXTS = ("title", "description")
_FRENCH = re.compile(r"titres?|textes?|résumés?|thèmes?|sujets?", re.IGNORECASE)
_HEADER_ROWS = 10
"""Rows at the top of a sheet among which the headings are looked for; a title may stand above them."""
Columns = Mapping[tuple[str, str], int]
"""The index of each column, by its kind and, for a text, its language."""


class Headings(NamedTuple):
    """The row of headings (an index), and the columns; ``whole``: every heading is understood."""

    row: int
    columns: Columns
    whole: bool

    @property
    def fit(self) -> bool:
        """Whether the rows below can be sessions: each with its month, or a title for the next one free."""
        has_title = any(kind == "title" for kind, _code in self.columns)
        is_enough = ("month", "") in self.columns or (has_title and self.whole)
        return is_enough and len(self.columns) > 1


def headings_of(sheet: Sheet) -> Headings | None:
    """The headings of a sheet of sessions; None where it has none."""
    found = (headings_in(index, row) for index, row in enumerate(sheet.rows[:_HEADER_ROWS]))
    return next((headings for headings in found if headings.fit), None)


def role_in(word: str) -> str:
    """The role that a word names; "" for another word."""
    folded = fold_case(word)
    return next((role for role in ROLES if re.search(_KINDS[role], folded)), "")


def headings_in(index: int, row: SheetRow) -> Headings:
    """What each column holds, by its heading.

    A text whose heading names no language is in the one that is missing, or in that of the heading's word.
    """
    columns: dict[tuple[str, str], int] = {}
    open_texts: list[tuple[str, int]] = []
    texts = [row.text(at) for at in range(len(row.cells))]
    known = 0
    for at, text in enumerate(texts):
        heading = re.sub(r"[^a-z]+", " ", fold_case(text))
        kind = next((name for name, words in _KINDS.items() if re.search(words, heading)), "")
        code = next((code for code, words in _LANGUAGE_WORDS.items() if re.search(words, heading)), "")
        known += bool(kind)
        if kind in _TEXTS and not code:
            open_texts.append((kind, at))
        elif kind:
            columns.setdefault((kind, code if kind in _TEXTS else ""), at)
    for kind, at in open_texts:
        own = "fr" if _FRENCH.search(texts[at]) else "en"
        free = [code for code in LANGUAGES if (kind, code) not in columns]
        if free:
            columns[kind, own if own in free else free[0]] = at
    return Headings(index, columns, whole=known == sum(map(bool, texts)))
