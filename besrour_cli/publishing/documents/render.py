"""A document laid out as plain text, HTML or Markdown: three forms of the same blocks, word for word."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from besrour_cli.publishing.documents.markup import Block, BlockKind, Document, Line, Span, SpanKind
from besrour_cli.publishing.documents.typography import ADDRESS, set_typography

WIDTH = 72
_WIDE_TABLE = WIDTH + 8
"""Columns up to which a table is laid out as one: slightly wide rows read more easily than a list."""
_SAFE = ("https://", "http://", "mailto:", "tel:", "#")
_LEVELS = {BlockKind.TITLE: "#", BlockKind.HEADING: "##", BlockKind.SUBHEADING: "###"}
_MARKDOWN = re.compile(r"([\\`*_\[\]#|<>])")


def typeset(document: Document) -> Document:
    """The document with its prose set in its language's typography; verbatim text is left alone."""
    language = document.language

    def line(spans: Line) -> Line:
        return tuple(
            span
            if span.kind in (SpanKind.VERBATIM, SpanKind.BREAK)
            else span._replace(text=set_typography(span.text, language))
            for span in spans
        )

    return document._replace(
        head={key: set_typography(value, language) for key, value in document.head.items()},
        blocks=tuple(block._replace(lines=tuple(map(line, block.lines))) for block in document.blocks),
    )


# Plain text


def plain(line: Iterable[Span]) -> str:
    """A line as plain text; a link's address follows its words unless they are the address."""
    return "".join(_plain(span) for span in line)


def _plain(span: Span) -> str:
    if span.kind is SpanKind.BREAK:
        return "\n"
    address = span.url.removeprefix("mailto:").removeprefix("tel:")
    if span.kind is not SpanKind.LINK or address == span.text:
        return span.text
    return f"{span.text} <{address}>"


def to_text(document: Document) -> str:
    """Plain text, 72 columns, complete without the HTML; addresses are never broken."""
    return "\n\n".join(map(_text, document.blocks)) + "\n"


@lru_cache(maxsize=512)
def _text(block: Block) -> str:
    """A block as plain text; letters to many readers have most blocks in common."""
    return _PLAIN_BLOCKS[block.kind](block)


def _wrapped(text: str, first: str = "", rest: str = "") -> str:
    return "\n".join(
        textwrap.fill(
            part,
            WIDTH,
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for part in text.split("\n")
    )


def _text_heading(block: Block) -> str:
    mark = _LEVELS[block.kind]
    return _wrapped(plain(block.lines[0]), f"{mark} ", " " * (len(mark) + 1))


def _text_table(block: Block) -> str:
    rows = [[plain(cell) for cell in row] for row in block.rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    if sum(widths) + 2 * len(widths) > _WIDE_TABLE:
        # too wide for 72 columns: an item a row says the same
        return "\n".join(_wrapped(" — ".join(filter(None, row)), "- ", "  ") for row in rows[1:])
    return "\n".join(
        "  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip(" ") for row in rows
    )


_PLAIN_BLOCKS: dict[BlockKind, Callable[[Block], str]] = {
    BlockKind.TITLE: _text_heading,
    BlockKind.HEADING: _text_heading,
    BlockKind.SUBHEADING: lambda block: _wrapped(plain(block.lines[0])),
    BlockKind.PARAGRAPH: lambda block: _wrapped(plain(block.lines[0])),
    BlockKind.LIST: lambda block: "\n".join(_wrapped(plain(item), "- ", "  ") for item in block.lines),
    BlockKind.TABLE: _text_table,
    BlockKind.PANEL: lambda block: "\n".join(_wrapped(plain(line), "    ", "    ") for line in block.lines),
}


# HTML


def to_html(document: Document) -> str:
    """HTML of the blocks alone, classes for the frame's style sheet; every fact escaped."""
    return "\n".join(_html(block) for block in document.blocks)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _html(block: Block) -> str:
    lines = [html_line(line) for line in block.lines]
    if block.kind in _LEVELS:
        level = len(_LEVELS[block.kind])
        return f"<h{level}>{lines[0]}</h{level}>"
    if block.kind is BlockKind.LIST:
        return "<ul>\n" + "\n".join(f"<li>{line}</li>" for line in lines) + "\n</ul>"
    if block.kind is BlockKind.PANEL:
        return '<div class="panel">\n' + "\n".join(f"<p>{line}</p>" for line in lines) + "\n</div>"
    if block.kind is BlockKind.TABLE:
        return _html_table(block)
    if len(block.lines[0]) == 1 and block.lines[0][0].kind is SpanKind.LINK:
        return f'<p class="action">{lines[0]}</p>'
    return f"<p>{lines[0]}</p>"


def _html_table(block: Block) -> str:
    header, *rows = block.rows
    out = ['<table class="places">', "<thead><tr>"]
    out += [f'<th scope="col">{html_line(cell)}</th>' for cell in header]
    out += ["</tr></thead>", "<tbody>"]
    for first, *others in rows:
        cells = "".join(f"<td>{html_line(cell)}</td>" for cell in others)
        mine = ' class="mine"' if first and first[0].kind is SpanKind.STRONG else ""
        out.append(f'<tr{mine}><th scope="row">{html_line(first)}</th>{cells}</tr>')
    return "\n".join([*out, "</tbody>", "</table>"])


def html_line(line: Line) -> str:
    """A line as HTML: words escaped, addresses in them linked, only harmless kinds of link."""
    return "".join(_html_span(span) for span in line)


def _html_span(span: Span) -> str:
    if span.kind is SpanKind.BREAK:
        return "<br>\n"
    if span.kind is SpanKind.STRONG:
        return f"<strong>{_escape(span.text)}</strong>"
    if span.kind is SpanKind.VERBATIM:
        return f"<code>{_escape(span.text)}</code>"
    if span.kind is SpanKind.LINK and span.url.lower().startswith(_SAFE):
        return f'<a href="{_escape(span.url)}">{_escape(span.text)}</a>'
    if "@" not in span.text and "://" not in span.text:
        return _escape(span.text)
    # words may hold an address that is no link: it becomes one, but for a full stop that ends the sentence
    out, at = [], 0
    for match in ADDRESS.finditer(span.text):
        address = match.group().rstrip(".,;:!?)")
        href = address if ":/" in address or address.startswith(("mailto:", "tel:")) else f"mailto:{address}"
        out.append(_escape(span.text[at : match.start()]))
        out.append(f'<a href="{_escape(href)}">{_escape(address)}</a>')
        at = match.start() + len(address)
    return "".join([*out, _escape(span.text[at:])])


# Markdown


def to_markdown(document: Document) -> str:
    """Markdown for a web page: the blocks as written, every fact's special characters escaped."""
    return "\n\n".join(_markdown(block) for block in document.blocks) + "\n"


def _markdown(block: Block) -> str:
    lines = [markdown_line(line) for line in block.lines]
    if block.kind in _LEVELS:
        return f"{_LEVELS[block.kind]} {lines[0]}"
    if block.kind is BlockKind.LIST:
        return "\n".join(f"- {line}" for line in lines)
    if block.kind is BlockKind.PANEL:
        return "\\\n".join(f"> {line}" for line in lines)
    if block.kind is BlockKind.TABLE:
        rows = [" | ".join(lines[i : i + block.columns]) for i in range(0, len(lines), block.columns)]
        return "\n".join(f"| {row} |" for row in _with_rule(rows, block.columns))
    return lines[0]


def _with_rule(rows: Sequence[str], columns: int) -> list[str]:
    return [rows[0], " | ".join(["---"] * columns), *rows[1:]]


def markdown_line(line: Line) -> str:
    """A line as Markdown."""
    out = []
    for span in line:
        # an address stays as it is: a backslash in it would be read as part of it
        words = ADDRESS.sub(lambda m: f"\0{m.group()}\0", span.text)
        parts = words.split("\0")
        text = "".join(part if i % 2 else _MARKDOWN.sub(r"\\\1", part) for i, part in enumerate(parts))
        if span.kind is SpanKind.BREAK:
            out.append("\\\n")
        elif span.kind is SpanKind.STRONG:
            out.append(f"**{text}**")
        elif span.kind is SpanKind.VERBATIM:
            out.append(f"`{span.text}`")
        elif span.kind is SpanKind.LINK and span.url.lower().startswith(_SAFE):
            out.append(f"[{text}](<{span.url}>)")
        else:
            out.append(text)
    return "".join(out)
