"""The small markup that letters are written in: a template's text becomes a document of blocks.

A subset of Markdown, so that one text serves the plain, HTML and Markdown forms alike and these can
never say different things. Facts are written into it through :func:`escape`: whatever a name or a
title holds, it stays words and never becomes markup.

``# ``, ``## ``, ``### `` headings, ``- `` items, ``| a | b |`` table rows (the first is the header),
``> `` a panel, a blank line between blocks; inside a line ``**strong**``, ``[words](address)``,
```verbatim```, and a final backslash for a line break.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple, TypeAlias


class BlockKind(StrEnum):
    """What a block is; a panel is a frame for the reader's own time."""

    TITLE = "title"
    HEADING = "heading"
    SUBHEADING = "subheading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    TABLE = "table"
    PANEL = "panel"


class SpanKind(StrEnum):
    """What a run of words is; ``verbatim`` words are never set in a language's typography."""

    WORDS = "words"
    STRONG = "strong"
    LINK = "link"
    VERBATIM = "verbatim"
    BREAK = "break"


HEADINGS = (BlockKind.TITLE, BlockKind.HEADING, BlockKind.SUBHEADING)
_SHIELD = 0xE000
"""Private-use code points stand for the shielded ASCII characters while a template is filled in."""
_SHIELDED = {ord(c): chr(_SHIELD + ord(c)) for c in "\\*`[]()#|!&<>'\"-_{}"}
_DROPPED = {c: None for c in [*range(0x20), *range(0x7F, 0xA0), *range(_SHIELD, _SHIELD + 0x100), 0xFEFF]}
_CLEAN = {**_DROPPED, **{ord(c): " " for c in "\t\n\r\v\f\u0085\u2028\u2029"}}
GUARD = chr(_SHIELD + 0xFF)
"""Put before text so that it begins no block; nothing in the end."""
_BACK = {**{_SHIELD + c: chr(c) for c in range(0x80)}, ord(GUARD): None}


class Span(NamedTuple):
    """A run of words inside a line; ``url`` only for links."""

    kind: SpanKind
    text: str
    url: str = ""


Line: TypeAlias = tuple[Span, ...]


class Block(NamedTuple):
    """One block; ``lines`` are its paragraphs, items, panel lines or, in a table, its cells row by row."""

    kind: BlockKind
    lines: tuple[Line, ...]
    columns: int = 0

    @property
    def rows(self) -> tuple[tuple[Line, ...], ...]:
        """A table's rows of cells, header first."""
        width = self.columns or 1
        return tuple(self.lines[i : i + width] for i in range(0, len(self.lines), width))


class Document(NamedTuple):
    """One half of a letter: its language, what its head says (``mark``, ``follows`` ...) and its blocks."""

    language: str
    head: Mapping[str, str]
    blocks: tuple[Block, ...]


def sanitise(text: str) -> str:
    """Text without control and private-use characters; every kind of line end becomes a space."""
    return text.translate(_CLEAN)


def escape(text: str) -> str:
    """A fact made safe to stand in a template's text: none of its characters acts as markup."""
    return sanitise(text).translate(_SHIELDED)


def shield(text: str) -> str:
    """ASCII characters made safe to stand in markup, blanks too."""
    return "".join(chr(_SHIELD + ord(c)) for c in text)


def unescape(text: str) -> str:
    """Shielded text as it was."""
    return text.translate(_BACK)


def words_of(line: Iterable[Span]) -> str:
    """A line's plain words, link addresses left out."""
    return "".join("\n" if span.kind is SpanKind.BREAK else span.text for span in line)
