"""Both languages alike: what is written in two languages says the same days, hours, addresses and numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from support.stories.invariants.page_text import words_by_language
from support.stories.invariants.reading import entries
from support.stories.printed_times import (
    DATE,
    ETHIOPIAN,
    OFFSET,
    dates,
    ethiopian_minutes,
    offset_of,
    times,
)
from support.stories.written import Piece, Written

_ADDRESS = re.compile(r"https?://[^\s<>\"»)]+|[\w.+-]+@[\w.-]+\w|\b\d{1,3}(?:\.\d{1,3}){3}\b")
"""Of a page, a person, or a server."""
_NUMBER = {
    "en": re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?"),
    "fr": re.compile(r"\d{1,3}(?:\u00a0\d{3})+(?!\d)|\d+(?:,\d+)?"),
}
"""Thousands are apart by a comma or a blank; decimals begin with a point or a comma."""
_FACE = re.compile(r"(?<![\d:])(\d{1,2}):(\d{2})(?![\d:])")
"""An hour of the day as English tables and rules have it: 08:00."""
_BREAK = re.compile(r"\n\* \* \*\n|\n={40,}\n|\n—{5,}\n|\n—————\n")
Facts = dict[str, Counter[str]]


class BothLanguages:
    """The check of a year; ``seen`` counts the pairs of texts that were compared."""

    def __init__(self, written: Written) -> None:
        self.written = written
        self.seen = 0

    def mistakes(self) -> Iterator[str]:
        """Yield a sentence for each fact that one language alone has."""
        for letter in self.written.letters:
            where = f"{letter.command} to {letter.to}"
            yield from self._halves(letter.part("text/plain"), where)
            for entry in entries(letter.part("text/calendar")):
                yield from self._halves(entry.description, f"{where}, calendar")
        for piece in self.written.pieces:
            yield from self._piece(piece)
        yield from self._twins()

    def _piece(self, piece: Piece) -> Iterator[str]:
        if piece.name.endswith(".ics"):
            for entry in entries(piece.text):
                yield from self._halves(entry.description, f"{piece.name}, {entry.session}")
        elif piece.name.endswith(("page/index.html", "handover.html", "screen.html")):
            words = words_by_language(piece.text)
            yield from self._compared(words["en"], words["fr"], piece.name)
        elif re.search(r"out/(newsletter|sheet)/.*\.txt$", piece.name):
            yield from self._halves(piece.text, piece.name)

    def _twins(self) -> Iterator[str]:
        """Files that stand in each language beside each other."""
        last = {piece.name: piece for piece in self.written.pieces}
        for name, piece in last.items():
            other = last.get(re.sub(r"\.en\.(txt|html)$", r".fr.\1", name))
            if other is not None and other is not piece:
                texts = [
                    re.sub(r"(?s)<(style|script)\b.*?</\1>|<[^>]+>", " ", p.text) for p in (piece, other)
                ]
                yield from self._compared(texts[0], texts[1], name)

    def _halves(self, text: str, where: str) -> Iterator[str]:
        """Of a text with both languages, one after the other."""
        halves = _BREAK.split(text)
        if len(halves) != 2:
            yield f"{where}: it has {len(halves)} halves"
            return
        french = [len(re.findall(r"\b(?:le|la|les|de|et|pour|vous)\b", half)) for half in halves]
        if french[0] > french[1]:
            halves.reverse()
        yield from self._compared(halves[0], halves[1], where)

    def _compared(self, english: str, french: str, where: str) -> Iterator[str]:
        self.seen += 1
        one, other = facts(english, "en"), facts(french, "fr")
        for kind in one:
            if one[kind] != other[kind]:
                alone = (dict(one[kind] - other[kind]), dict(other[kind] - one[kind]))
                yield f"{where}: {kind} in English alone {alone[0]}, in French alone {alone[1]}"


@cache
def facts(text: str, language: str) -> Facts:
    """What a text says that is the same in every language, each as often as it says it."""
    line = re.sub(r"[ \t]*\n\s*", " ", text)
    addresses = Counter(_ADDRESS.findall(line))
    line = _ADDRESS.sub(" ", line)
    found: Facts = {
        "addresses": addresses,
        "days": Counter(str(day) for day, _weekday in dates(line)),
        "hours": Counter(str(each.minutes) for each in times(line)),
        "hours of Ethiopia": Counter(str(ethiopian_minutes(each)) for each in ETHIOPIAN.finditer(line)),
        "offsets": Counter(str(offset_of(each)) for each in OFFSET.finditer(line)),
    }
    for each in reversed(list(times(line))):
        line = f"{line[: each.begin]} {line[each.end :]}"
    line = ETHIOPIAN.sub(" ", OFFSET.sub(" ", DATE.sub(" ", line)))
    found["hours"] += Counter(str(int(hour) * 60 + int(minute)) for hour, minute in _FACE.findall(line))
    found["numbers"] = Counter(
        _value(number, language) for number in _NUMBER[language].finditer(_FACE.sub(" ", line))
    )
    return found


def _value(number: re.Match[str], language: str) -> str:
    """A number with a point before its decimals and nothing between its thousands."""
    apart, point = {"en": (",", "."), "fr": ("\u00a0", ",")}[language]
    return number[0].replace(apart, "").replace(point, ".")
