"""Ways to damage one half of a text, so that parity with the other is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from besrour_cli.publishing.documents.markup import Block, BlockKind, Document, Span, SpanKind

Damage: TypeAlias = Callable[[Document], Document]


def words(old: str, new: str, times: int = 1) -> Damage:
    """Replace words the first time they stand in a half; they must stand there."""

    def damage(document: Document) -> Document:
        left, blocks = times, []
        for block in document.blocks:
            lines = []
            for line in block.lines:
                spans = []
                for piece in line:
                    span = piece
                    if left and (old in span.text or old in span.url):
                        left -= 1
                        span = span._replace(
                            text=span.text.replace(old, new, 1), url=span.url.replace(old, new, 1)
                        )
                    spans.append(span)
                lines.append(tuple(spans))
            blocks.append(block._replace(lines=tuple(lines)))
        assert left < times, f"{old!r} is not there"
        return document._replace(blocks=tuple(blocks))

    return damage


def without(kind: BlockKind, number: int = 0) -> Damage:
    """Take one block of a kind away."""

    def damage(document: Document) -> Document:
        block = [b for b in document.blocks if b.kind is kind][number]
        return document._replace(blocks=tuple(b for b in document.blocks if b is not block))

    return damage


def lines(kind: BlockKind, change: Callable[[Block], Block]) -> Damage:
    """Change the first block of a kind."""

    def damage(document: Document) -> Document:
        block = next(b for b in document.blocks if b.kind is kind)
        return document._replace(blocks=tuple(change(b) if b is block else b for b in document.blocks))

    return damage


def added(text: str) -> Damage:
    """Add a paragraph at the end."""
    block = Block(BlockKind.PARAGRAPH, ((Span(SpanKind.WORDS, text),),))
    return lambda document: document._replace(blocks=(*document.blocks, block))


def swapped_rows(block: Block) -> Block:
    """A table whose first two places stand in each other's row."""
    cells, width = list(block.lines), block.columns
    cells[width], cells[2 * width] = cells[2 * width], cells[width]
    return block._replace(lines=tuple(cells))
