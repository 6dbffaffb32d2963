"""Whether two halves name the same times, dates, offsets, addresses and numbers, compared by value."""

from __future__ import annotations

from collections.abc import Iterator

from besrour_cli.model.diagnostic import Diagnostic
from besrour_cli.model.message import msg
from besrour_cli.publishing.documents.markup import Block, BlockKind
from besrour_cli.publishing.parity.extract_values import extract_values, words_of_values
from besrour_cli.publishing.parity.half import ComparedHalf, differ, text_of

_FIGURES = (msg("times"), msg("dates"), msg("offsets from UTC"), msg("addresses"), msg("numbers"))
"""In the order of the fields of ExtractedValues."""


def compare_sections(first: ComparedHalf, other: ComparedHalf) -> Iterator[Diagnostic]:
    """Figures section by section, so that one that moved to another section is a difference too.

    Where the halves have not as many sections each, their figures are compared as a whole.
    """
    sections = _sections(first), _sections(other)
    if len(sections[0]) != len(sections[1]):
        yield from compare_figures(first, other)
        return
    for one, two in zip(*sections, strict=True):
        texts = [" \n".join(map(text_of, blocks)) for blocks in (one, two)]
        yield from _compare(first, other, texts[0], texts[1])


def compare_figures(first: ComparedHalf, other: ComparedHalf) -> Iterator[Diagnostic]:
    """The figures of two halves as a whole."""
    yield from _compare(first, other, first.text, other.text)


def _sections(half: ComparedHalf) -> list[list[Block]]:
    out: list[list[Block]] = [[]]
    for block in half.document.blocks:
        if block.kind is BlockKind.HEADING:
            out.append([])
        out[-1].append(block)
    return out


def _compare(first: ComparedHalf, other: ComparedHalf, one: str, two: str) -> Iterator[Diagnostic]:
    values = [extract_values(one, first.language), extract_values(two, other.language)]
    for kind, (name, a, b) in enumerate(zip(_FIGURES, *values, strict=True)):
        if a == b:
            continue
        here = words_of_values(one, first.language, kind, dict(a - b))
        there = words_of_values(two, other.language, kind, dict(b - a))
        yield differ(
            first,
            other,
            name,
            ", ".join(here) or "–",
            ", ".join(there) or "–",
            words=("".join(here[:1]), "".join(there[:1])),
        )
