"""The small markup that letters are written in: a template's text becomes a document of blocks.

A subset of Markdown, so that one text serves the plain, HTML and Markdown forms alike and these can
never say different things. Facts are written into it through :func:`escape`: whatever a name or a
title holds, it stays words and never becomes markup.

``# ``, ``## ``, ``### `` headings, ``- `` items, ``| a | b |`` table rows (the first is the header),
``> `` a panel, a blank line between blocks; inside a line ``**strong**``, ``[words](address)``,
```verbatim```, and a final backslash for a line break.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, TypeAlias

Kind: TypeAlias = Literal["title", "heading", "subheading", "paragraph", "list", "table", "panel"]
SpanKind: TypeAlias = Literal["words", "strong", "link", "verbatim", "break"]

_SHIELD = 0xE000
"""Private-use code points stand for the shielded ASCII characters while a template is filled in."""
_SHIELDED = {ord(c): chr(_SHIELD + ord(c)) for c in "\\*`[]()#|!&<>'\"-_{}"}
_DROPPED = {c: None for c in [*range(0x20), *range(0x7F, 0xA0), *range(_SHIELD, _SHIELD + 0x100), 0xFEFF]}
_CLEAN = {**_DROPPED, **{ord(c): " " for c in "\t\n\r\v\f\u0085\u2028\u2029"}}
_BACK = {_SHIELD + c: chr(c) for c in range(0x80)}
_INLINE = re.compile(
    r"\*\*(?P<strong>.+?)\*\*|\[(?P<words>[^\]]+)\]\((?P<url>[^)\s]+)\)|`(?P<verbatim>[^`]+)`"
)


class Span(NamedTuple):
    """A run of words inside a line; ``url`` only for links."""

    kind: SpanKind
    text: str
    url: str = ""


Line: TypeAlias = tuple[Span, ...]


class Block(NamedTuple):
    """One block; ``lines`` are its paragraphs, items, panel lines or, in a table, its cells row by row."""

    kind: Kind
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


def unescape(text: str) -> str:
    """Shielded text as it was."""
    return text.translate(_BACK)


def words_of(line: Iterable[Span]) -> str:
    """A line's plain words, link addresses left out."""
    return "".join("\n" if span.kind == "break" else span.text for span in line)


def parse(source: str, language: str) -> Document:
    """A filled-in template as a document; an optional head of ``key: value`` lines ends with ``---``."""
    lines = source.splitlines()
    head: dict[str, str] = {}
    if "---" in lines:
        cut = lines.index("---")
        for line in lines[:cut]:
            key, colon, value = line.partition(":")
            if colon:
                head[key.strip()] = unescape(" ".join(value.split(" ")).strip(" "))
        lines = lines[cut + 1 :]
    blocks: list[Block] = []
    group: list[str] = []
    for line in [*(line.strip(" \t") for line in lines), ""]:
        if group and (not line or _kind(line) != _kind(group[0]) or _kind(line) in _HEADINGS):
            if _kind(line) == "paragraph" and line and _kind(group[0]) == "list":
                group.append(line)
                continue
            blocks.append(_block(group))
            group = []
        if line:
            group.append(line)
    return Document(language, head, tuple(blocks))


_HEADINGS = ("title", "heading", "subheading")


def _kind(line: str) -> Kind:
    for mark, kind in _MARKS:
        if line.startswith(mark):
            return kind
    return "paragraph"


_MARKS: tuple[tuple[str, Kind], ...] = (
    ("# ", "title"),
    ("## ", "heading"),
    ("### ", "subheading"),
    ("- ", "list"),
    ("|", "table"),
    (">", "panel"),
)


def _block(group: list[str]) -> Block:
    kind = _kind(group[0])
    if kind in _HEADINGS:
        return Block(kind, (_line(group[0].lstrip("#").strip(" ")),))
    if kind == "table":
        rows = [[cell.strip(" ") for cell in line.strip("|").split("|")] for line in group]
        rows = [row for row in rows if any(cell.strip("-: ") for cell in row)]
        width = max(len(row) for row in rows) if rows else 0
        return Block(kind, tuple(_line(c) for row in rows for c in row + [""] * (width - len(row))), width)
    if kind == "panel":
        return Block(kind, tuple(_line(line.lstrip(">").strip(" ")) for line in group if line.strip("> ")))
    if kind == "list":
        items: list[str] = []
        for line in group:
            if line.startswith("- "):
                items.append(line[2:])
            else:
                items[-1] += " " + line
        return Block(kind, tuple(_line(item) for item in items))
    return Block(kind, (_line("\n".join(group)),))


def _line(text: str) -> Line:
    spans: list[Span] = []
    pieces = re.split(r"\\\n", text)
    for number, piece in enumerate(pieces):
        if number:
            spans.append(Span("break", "\n"))
        spans.extend(_spans(piece.replace("\n", " ")))
    return tuple(spans)


def _spans(text: str) -> list[Span]:
    spans, at = [], 0
    for match in _INLINE.finditer(text):
        if match.start() > at:
            spans.append(Span("words", unescape(text[at : match.start()])))
        at = match.end()
        if match["strong"]:
            spans.append(Span("strong", unescape(match["strong"])))
        elif match["verbatim"]:
            spans.append(Span("verbatim", unescape(match["verbatim"])))
        else:
            spans.append(Span("link", unescape(match["words"]), unescape(match["url"])))
    if at < len(text):
        spans.append(Span("words", unescape(text[at:])))
    return spans
