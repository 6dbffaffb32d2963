"""A page taken apart: what people read of it, block by block, with line and column, and its pictures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import NamedTuple, TypeAlias

_BLOCKS = frozenset(
    "title h1 h2 h3 p blockquote figcaption summary caption th td dt dd strong a li text".split()
)
_VOID = frozenset("meta link br hr img rect line circle path".split())
_BLANK = re.compile(r"[\s\u00a0\u202f]+")


class PageBlock(NamedTuple):
    """An element with text, where it begins, and the figures that are marked in it: their ids and texts."""

    tag: str
    text: str
    figures: tuple[tuple[str, str], ...]
    line: int
    column: int


class PictureElement(NamedTuple):
    """One element of a picture: its tag, attributes and text."""

    tag: str
    attributes: Mapping[str, str]
    text: str = ""

    def number(self, name: str) -> float:
        """An attribute that is a number; NaN where it is none."""
        try:
            return float(self.attributes.get(name, "nan"))
        except ValueError:
            return float("nan")


class PagePicture(NamedTuple):
    """A picture: how it is named for those who hear it, and its elements."""

    name: str
    elements: tuple[PictureElement, ...]
    line: int
    column: int

    def all(self, tag: str) -> list[PictureElement]:
        """Its elements of one tag."""
        return [each for each in self.elements if each.tag == tag]


PagePart: TypeAlias = PageBlock | PagePicture


def page_blocks(page: str) -> list[PagePart]:
    """Everything that people read, in order; empty cells too."""
    reader = _BlockReader()
    reader.feed(page)
    reader.close()
    return reader.parts


def plain(text: str) -> str:
    """A text with every run of blanks as one."""
    return _BLANK.sub(" ", text).strip()


class _BlockReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[PagePart] = []
        self._open: list[tuple[str, int, int, list[str], list[tuple[str, str]]]] = []
        self._figure: tuple[str, list[str]] | None = None
        self._picture: tuple[str, int, int, list[PictureElement]] | None = None
        self._words: tuple[Mapping[str, str], list[str]] | None = None
        self._skipped = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        line, column = self.getpos()
        if tag == "svg":
            self._picture = (attributes.get("aria-label", ""), line, column + 1, [])
        elif self._picture is not None:
            if tag == "text":
                self._words = (attributes, [])
            else:
                self._picture[3].append(PictureElement(tag, attributes))
        elif tag in ("style", "script"):
            self._skipped = tag == "style"
        elif tag == "data":
            self._figure = (attributes.get("value", ""), [])
        elif tag in _BLOCKS:
            self._open.append((tag, line, column + 1, [], []))
        elif attributes.get("aria-label"):
            self.parts.append(PageBlock("region", plain(attributes["aria-label"]), (), line, column + 1))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._picture is not None:
            self._picture[3].append(PictureElement(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if self._picture is not None:
            self._end_in_picture(tag)
        elif tag == "style":
            self._skipped = False
        elif tag == "data" and self._figure is not None:
            name, texts = self._figure
            if self._open:
                self._open[-1][4].append((name, plain("".join(texts))))
            self._figure = None
        elif self._open and self._open[-1][0] == tag:
            name, line, column, texts, figures = self._open.pop()
            self.parts.append(PageBlock(name, plain("".join(texts)), tuple(figures), line, column))

    def _end_in_picture(self, tag: str) -> None:
        assert self._picture is not None
        name, line, column, elements = self._picture
        if tag == "text" and self._words is not None:
            elements.append(PictureElement("text", self._words[0], plain("".join(self._words[1]))))
            self._words = None
        elif tag == "svg":
            self.parts.append(PagePicture(plain(name), tuple(elements), line, column))
            self._picture = None

    def handle_data(self, data: str) -> None:
        if self._skipped:
            return
        if self._figure is not None:
            self._figure[1].append(data)
        if self._words is not None:
            self._words[1].append(data)
        elif self._open:
            self._open[-1][3].append(data)
        elif data.strip():
            line, column = self.getpos()
            self.parts.append(PageBlock("text", plain(data), (), line, column + 1))
