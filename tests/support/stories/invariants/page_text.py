"""The schedule page as its HTML says it: sessions with their clocks, and the words of a language."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple


class PageItem(NamedTuple):
    """A session on the page: its instant, its hour at the anchor, and hours with the names of places."""

    start: str
    own: str
    clocks: tuple[tuple[str, str], ...]


class _Items(HTMLParser):
    """Sessions are items of the list ``s``; each has a ``time``, and a list ``t`` of clocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[PageItem] = []
        self._start, self._own, self._clocks = "", "", []  # type: str, str, list[tuple[str, str]]
        self._where, self._hour, self._rest = "", "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notice where the reader is."""
        given = dict(attrs)
        if tag == "h3":
            self._end_item()
        elif tag == "time":
            self._start, self._where = str(given["datetime"]), "own"
        elif tag == "ul" and given.get("class") == "t":
            self._where = "clocks"
        elif tag == "li" and self._where in ("clocks", "rest"):
            self._end_clock()
            self._where = "clocks"
        elif tag == "b" and self._where == "clocks":
            self._where = "hour"

    def handle_endtag(self, tag: str) -> None:
        """Leave what was entered."""
        if tag == "time":
            self._where = ""
        elif tag == "b" and self._where == "hour":
            self._where = "rest"
        elif tag == "ul" and self._where == "rest":
            self._end_clock()
            self._where = ""
        elif tag == "ol":
            self._end_item()

    def handle_data(self, data: str) -> None:
        """Gather words where they belong."""
        if self._where == "own":
            self._own += data + "\n"
        elif self._where == "hour":
            self._hour += data + "\n"
        elif self._where == "rest":
            self._rest += data + "\n"

    def _end_clock(self) -> None:
        if self._hour:
            self._clocks.append((self._hour, self._rest))
        self._hour = self._rest = ""

    def _end_item(self) -> None:
        self._end_clock()
        if self._start:
            self.found.append(PageItem(self._start, self._own, tuple(self._clocks)))
        self._start, self._own, self._clocks = "", "", []


def items(page: str) -> list[PageItem]:
    """The sessions of the page."""
    reader = _Items()
    reader.feed(page)
    reader.close()
    return reader.found


_VOID = {"meta", "link", "br", "img", "path", "hr"}
_OPEN_ENDED = {"p", "li", "html"}


class _Words(HTMLParser):
    """The words below an element with ``lang``; those of no language are nobody's."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: dict[str, list[str]] = {"en": [], "fr": []}
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element, in its own language or in that around it."""
        if tag in _VOID:
            return
        if tag in _OPEN_ENDED:
            while self._open and self._open[-1][0] == tag:
                self._open.pop()
        around = self._open[-1][1] if self._open else ""
        own = dict(attrs).get("lang") or ""
        self._open.append((tag, around if tag == "html" else own[:2] or around))

    def handle_endtag(self, tag: str) -> None:
        """Leave the element, and those within it that were never closed."""
        while self._open and tag in [name for name, _language in self._open]:
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        """Keep the words of a language."""
        name, language = self._open[-1] if self._open else ("", "")
        if language in self.words and name not in ("style", "script", "template"):
            self.words[language].append(data)


def words_by_language(html: str) -> dict[str, str]:
    """What a page says in each language."""
    reader = _Words()
    reader.feed(re.sub(r"(?s)<(script|style|template)\b.*?</\1>", "", html))
    reader.close()
    return {language: "\n".join(words) for language, words in reader.words.items()}
