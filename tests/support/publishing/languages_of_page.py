"""What a page of several languages shows in one of them, as a reader of its markup sees it."""

from __future__ import annotations

from html.parser import HTMLParser

_EMPTY = frozenset("meta link input br img path".split())
"""Elements without an end tag."""


class _Reader(HTMLParser):
    """Gathers the words that stand in elements of a language; ``p`` and ``li`` may lack their end tags."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code
        self.open: list[tuple[str, bool]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note whether an element is in the language."""
        if tag in _EMPTY:
            return
        if tag in ("p", "li"):
            self._close(tag)
        lang = dict(attrs).get("lang")
        inside = self.open[-1][1] if self.open else False
        self.open.append((tag, inside if lang is None else lang == self.code))

    def handle_endtag(self, tag: str) -> None:
        """Close the element and those inside it."""
        self._close(tag)

    def _close(self, tag: str) -> None:
        names = [name for name, _ in self.open]
        if tag in names:
            del self.open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        """Keep words of the language."""
        if self.open and self.open[-1][1] and data.strip():
            self.words.append(" ".join(data.split()))


def words_in(html: str, code: str) -> list[str]:
    """The runs of words that a page has in elements of one language."""
    reader = _Reader(code)
    reader.feed(html)
    return reader.words
