"""Reading a filled-in template: a head of ``key: value`` lines, then Markdown, which markdown-it reads.

A block of ours ends where the kind of line changes, so that a panel, a list or a table needs no blank line
around it, and a table no rule of dashes below its header. Each block is therefore handed to markdown-it by
itself, as Markdown that has this meaning; only the rules of our subset are switched on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from besrour_cli.publishing.documents.markup import (
    GUARD,
    HEADINGS,
    Block,
    BlockKind,
    Document,
    Line,
    Span,
    SpanKind,
    shield,
    unescape,
)

_MARKS: Mapping[str, BlockKind] = {
    "# ": BlockKind.TITLE,
    "## ": BlockKind.HEADING,
    "### ": BlockKind.SUBHEADING,
    "- ": BlockKind.LIST,
    "|": BlockKind.TABLE,
    ">": BlockKind.PANEL,
}
_LITERAL = re.compile(r"\\(?!\n)|&|(?<=`) | (?=`)")
"""What Markdown would read as an escape or an entity, and the blanks it would take from verbatim words."""
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_SPANS: Mapping[str, SpanKind] = {
    "text": SpanKind.WORDS,
    "strong": SpanKind.STRONG,
    "code_inline": SpanKind.VERBATIM,
}


def parse(source: str, language: str) -> Document:
    """A filled-in template as a document; an optional head of ``key: value`` lines ends with ``---``."""
    lines = source.splitlines()
    head: dict[str, str] = {}
    if "---" in lines:
        cut = lines.index("---")
        for line in lines[:cut]:
            key, colon, value = line.partition(":")
            if colon:
                head[key.strip()] = unescape(value.strip(" "))
        lines = lines[cut + 1 :]
    return Document(language, head, tuple(map(_block, _groups(line.strip(" \t") for line in lines))))


def _kind(line: str) -> BlockKind:
    return next((kind for mark, kind in _MARKS.items() if line.startswith(mark)), BlockKind.PARAGRAPH)


def _groups(lines: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The lines of each block: of one kind, but that text after an item continues it; a heading is alone."""
    group: list[str] = []
    for line in lines:
        before, now = _kind(group[0]) if group else None, _kind(line)
        goes_on = now == before or (before, now) == (BlockKind.LIST, BlockKind.PARAGRAPH)
        # two headings that follow each other are two blocks
        if group and (not line or not goes_on or now in HEADINGS):
            yield tuple(group)
            group = []
        if line:
            group.append(line)
    if group:
        yield tuple(group)


@lru_cache(maxsize=512)
def _block(group: tuple[str, ...]) -> Block:
    """A block by its lines; letters to many readers have most of them in common."""
    kind = _kind(group[0])
    # shielded characters, those of facts among them, are words to markdown-it; _line turns them back
    source = _LITERAL.sub(lambda match: shield(match.group()), _MARKDOWN_OF[kind](group))
    tokens = _PARSER.parse(source)
    lines = tuple(_line(token.children or ()) for token in tokens if token.type == "inline")
    return Block(kind, lines, columns=sum(token.type == "th_open" for token in tokens))


# A block's lines as Markdown


def _guarded(text: str) -> str:
    """A line's text, beginning no block inside its block (``> - a``, ``2027. A year``), with its blanks."""
    return f"{GUARD}{text}{GUARD}"


def _heading(group: Sequence[str]) -> str:
    mark, _, _ = group[0].partition(" ")
    return f"{mark} {_guarded(group[0].lstrip('#').strip(' '))}"


def _paragraph(group: Sequence[str]) -> str:
    text = re.sub(r"(?<!\\)\n", " ", "\n".join(group))
    return _guarded(text.replace("\\\n", f"\\\n{GUARD}"))


def _list(group: Sequence[str]) -> str:
    items = re.sub(r"\n(?!- )", " ", "\n".join(group))
    return "\n".join(f"- {_guarded(item[2:])}" for item in items.split("\n"))


def _panel(group: Sequence[str]) -> str:
    lines = [line.lstrip(">").strip(" ") for line in group if line.strip("> ")]
    return "\n>\n".join(f"> {_guarded(line)}" for line in lines)


def _table(group: Sequence[str]) -> str:
    rows = [line.strip("|").split("|") for line in group if line.strip("|-: ")]
    if not rows:
        return ""
    width = max(map(len, rows))
    cells = [[_guarded(cell.strip(" ")) for cell in row + [""] * (width - len(row))] for row in rows]
    return "\n".join(f"|{'|'.join(row)}|" for row in [cells[0], ["---"] * width, *cells[1:]])


_MARKDOWN_OF: Mapping[BlockKind, Callable[[Sequence[str]], str]] = {
    **dict.fromkeys(HEADINGS, _heading),
    BlockKind.PARAGRAPH: _paragraph,
    BlockKind.LIST: _list,
    BlockKind.PANEL: _panel,
    BlockKind.TABLE: _table,
}


# Inside a line


def _line(tokens: Iterable[Token]) -> Line:
    """A line's spans. A link has its words alone, whatever is marked inside them."""
    spans: list[Span] = []
    in_link = False
    for token in tokens:
        if token.type in ("link_open", "link_close"):
            in_link = token.type == "link_open"
            if in_link:
                spans.append(Span(SpanKind.LINK, "", unescape(str(token.attrs["href"]))))
        elif in_link:
            spans[-1] = spans[-1]._replace(text=spans[-1].text + unescape(token.content))
        elif token.type == "hardbreak":
            spans.append(Span(SpanKind.BREAK, "\n"))
        elif text := unescape(token.content):
            spans.append(Span(_SPANS[token.type], text))
    return tuple(spans)


def _strong(state: StateInline, silent: bool) -> bool:
    """A rule for ``**words**``, whatever is beside the asterisks.

    CommonMark's own rule prints those of ``**Midi :**18 h`` or ``**Note **`` as they are.
    """
    match = _STRONG.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        state.push("strong", "strong", 0).content = match[1]
    state.pos = match.end()
    return True


class _Parser(MarkdownIt):
    """Markdown of our subset, its addresses left as written: the renderers decide which become links."""

    def __init__(self) -> None:
        super().__init__("zero")
        self.enable(["heading", "list", "blockquote", "table", "escape", "backticks", "link"])
        self.inline.ruler.before("link", "strong", _strong)

    def validateLink(self, url: str) -> bool:  # noqa: N802
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url


_PARSER = _Parser()
