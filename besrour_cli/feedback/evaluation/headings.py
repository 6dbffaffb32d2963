"""Headings of columns against a form: by its words in either language or both, or by the ids of its items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations
from typing import NamedTuple

from besrour_cli.feedback.evaluation.values import Heading, Target
from besrour_cli.model.evaluation.form import NOW, THEN, EvaluationForm, Item, ItemKind
from besrour_cli.model.evaluation.wording import folded_words
from besrour_cli.model.language import Text

_NUMBERED = re.compile(r"^(?:q(?:uestion)?\s?)?\d{1,3}\s?[.):–-]\s*", re.IGNORECASE)
_SUB = re.compile(r"^(.*?)\s*\[([^\[\]]*)\]\s*(?:\[[^\[\]]*\])?\s*$", re.DOTALL)
_CHOICE = re.compile(r"^(.*?)\s*\((?:choice|choix)\s?=\s?(.*)\)\s*$", re.DOTALL | re.IGNORECASE)
_CODED = re.compile(r"^([A-Za-z]\w{1,30})(?:\[([^\[\]]+)\])?\s?[.:]\s", re.ASCII)
_CHECKBOX = re.compile(r"^([A-Za-z][\w.-]*?)___(\w+)$")
_POSITION = re.compile(r"^(?:sq|ao?|r)?0*(\d{1,2})$")
_AGAIN = re.compile(r"(?<=\D)\s?2$")
"""What Excel puts behind a heading that is there already."""


class HeadingMatch(NamedTuple):
    """The target of a heading, and the language that its words are in ("": several, or an id)."""

    target: Target
    language: str


class FormHeadings:
    """The headings that a form's items may have in any tool, looked up by their folded words."""

    def __init__(self, form: EvaluationForm) -> None:
        self.form = form
        self._columns: dict[str, HeadingMatch] = {}
        self._items: dict[str, tuple[Item, str]] = {}
        for item in form.items:
            if item.kind is ItemKind.THEN_NOW:
                for part, words in ((THEN, form.then), (NOW, form.now)):
                    self._add_then_now(item, part, words)
            else:
                self._add(item)
        self._bare = {
            words: item
            for item in form.items
            if item.kind is ItemKind.THEN_NOW
            for words in wordings(item.text)
        }

    def _add(self, item: Item) -> None:
        for words, language in (*wordings(item.text).items(), *_ids(item.id)):
            self._columns.setdefault(words, HeadingMatch(Target(item.id), language))
            self._items.setdefault(words, (item, language))

    def _add_then_now(self, item: Item, part: str, words: Text) -> None:
        target = Target(item.id, part)
        halves = {code: f"{words[code]} {item.text[code]}" for code in item.text if code in words}
        turned = {code: f"{item.text[code]} {words[code]}" for code in halves}
        for texts in (halves, turned):
            for key, language in wordings(texts).items():
                self._columns.setdefault(key, HeadingMatch(target, language))
        for before, one in wordings(words).items():
            for after, other in wordings(item.text).items():
                language = one if one == other else ""
                self._columns.setdefault(f"{before} {after}", HeadingMatch(target, language))
        for key, language in _ids(f"{item.id} {part}"):
            self._columns.setdefault(key, HeadingMatch(target, language))

    def match(self, heading: Heading) -> HeadingMatch | None:
        """What a heading is for; None where neither its words nor an id say it."""
        ways = [_parted(heading)]
        if coded := _CODED.match(heading.main):  # LimeSurvey: the code, then the words
            ways.append((coded[1], coded[2] or heading.sub))
        for main, sub in ways:
            for words in dict.fromkeys((main, _NUMBERED.sub("", main))):
                found = self._match(folded_words(words), sub)
                if found is not None:
                    return found
        return None

    def _match(self, main: str, sub: str) -> HeadingMatch | None:
        if not sub:
            return self._columns.get(main)
        known = self._items.get(main)
        if known is not None:
            item, language = known
            choice = choice_called(item, sub, positions=True) if item.kind is ItemKind.SEVERAL else None
            return HeadingMatch(Target(item.id, choice=choice), language) if choice else None
        return self._columns.get(f"{main} {folded_words(sub)}")

    def bare_then_now(self, heading: Heading) -> Item | None:
        """The then-now item whose bare words a heading has, which does not say whether then or now."""
        main, sub = _parted(heading)
        if sub:
            return None
        for words in (main, _AGAIN.sub("", main)):
            item = self._bare.get(folded_words(_NUMBERED.sub("", words)))
            if item is not None:
                return item
        return None


def _parted(heading: Heading) -> tuple[str, str]:
    """The question and the row or choice within it, wherever a tool wrote the latter."""
    if heading.sub:
        return heading.main, heading.sub
    for pattern in (_CHECKBOX, _CHOICE, _SUB):
        match = pattern.match(heading.main)
        if match is not None and match[1].strip():
            return match[1], match[2]
    return heading.main, ""


def wordings(text: Text) -> dict[str, str]:
    """Every way in which a tool may show a text: in one language or several; with the one, if it is one."""
    single = {folded_words(words): str(code) for code, words in text.items()}
    same = [words for words in single if [folded_words(other) for other in text.values()].count(words) > 1]
    several = {
        " ".join(folded_words(text[code]) for code in codes): ""
        for count in range(2, len(text) + 1)
        for codes in permutations(text, count)
    }
    return {**several, **single, **dict.fromkeys(same, "")}


def _ids(identifier: str) -> Iterator[tuple[str, str]]:
    """An id as tools allow it: with blanks for its signs, or without them."""
    words = folded_words(identifier)
    yield words, ""
    yield words.replace(" ", ""), ""


def choice_called(item: Item, words: str, *, positions: bool = False) -> str | None:
    """The id of the choice of an item that has these words or this id; None for none.

    ``positions``: ``SQ002``, ``A2`` and ``2`` are the second one, as tools number what has no code.
    """
    return choices_by_words(item).get(folded_words(words)) or (
        _by_position(item, words) if positions else None
    )


def choices_by_words(item: Item) -> Mapping[str, str]:
    """The ids of an item's choices by everything that may stand for them, folded."""
    found: dict[str, str] = {}
    for choice in item.choices:
        ways: Iterable[str] = (*wordings(choice.text), *(key for key, _language in _ids(choice.id)))
        for words in ways:
            found.setdefault(words, choice.id)
    return found


def _by_position(item: Item, words: str) -> str | None:
    match = _POSITION.match(words.strip().casefold())
    number = int(match[1]) if match else 0
    return item.choices[number - 1].id if 0 < number <= len(item.choices) else None
