"""Whether two halves name the same times, dates, offsets, addresses and numbers, compared by value."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping

from besrour_cli.model.diagnostic import Diagnostic
from besrour_cli.model.message import msg
from besrour_cli.publishing.documents.markup import Block, BlockKind
from besrour_cli.publishing.parity.extract_values import extract_values
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
    for name, a, b in zip(_FIGURES, *values, strict=True):
        if a != b:
            yield differ(first, other, name, _listed(a - b), _listed(b - a))


def _listed(values: Mapping[Hashable, int]) -> str:
    return ", ".join(sorted(map(_value_text, values))) or "–"


def _value_text(value: Hashable) -> str:
    """A value as coordinators read it: a date as 2027-01-20 (3/7), minutes as 18:30, others as they are."""
    if isinstance(value, tuple):
        weekday, month, day, year = value
        return "-".join(f"{n:02d}" for n in (year, month, day) if n) + (f" ({weekday}/7)" if weekday else "")
    if isinstance(value, int):
        return f"{'-' if value < 0 else ''}{abs(value) // 60}:{abs(value) % 60:02d}"
    return str(value)
