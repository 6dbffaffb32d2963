"""What a report ought to print, piece by piece: two pages with the charts, then all tables in the annex."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from besrour_cli.report_check.expected import Expected, ExpectedBlock, ExpectedChart, SectionWriter, Words

Say = Callable[[Words], str]
_DECISION = "decision"
"""The section whose tables stand on the two pages."""
_OF_A_CHART = ("figcaption", "summary", "region")


class PaperPiece(NamedTuple):
    """A piece as it ought to be: its kind (``h1``, ``p``, ``td`` …), its words, and of a chart the chart.

    Quotes and answers are ``span``, questions ``strong``: text of a paragraph that is not tagged as one.
    """

    kind: str
    text: str
    chart: ExpectedChart | None = None


class _Section(NamedTuple):
    """The parts of a section, since paper has them in another order than a page."""

    name: str
    heading: PaperPiece
    sentences: list[str]
    quotes: list[PaperPiece]
    charts: list[PaperPiece]
    tables: list[PaperPiece]
    points: list[PaperPiece]


def paper_pieces(
    head: Sequence[PaperPiece],
    sections: Sequence[SectionWriter],
    annex: Mapping[str, str],
    say: Say,
    more: int,
) -> list[PaperPiece]:
    """All pieces in order; the last ``more`` sections stand in the annex, whose heading ``annex`` has."""
    parts = [_section(section.name, section.blocks, say) for section in sections]
    pages, last = parts[: len(parts) - more], parts[len(parts) - more :]
    pieces = [*head]
    for part in pages:
        pieces += _on_the_pages(part, with_tables=part.name == _DECISION)
    pieces.append(PaperPiece("h1", annex["annex"]))
    for part in pages:
        if part.tables and part.name != _DECISION:
            pieces += [part.heading, *part.tables]
    for part in last:
        pieces += _on_the_pages(part, with_tables=True)
    return pieces


def _on_the_pages(part: _Section, *, with_tables: bool) -> Iterator[PaperPiece]:
    yield part.heading
    if part.sentences:
        yield PaperPiece("p", " ".join(part.sentences))
    yield from (*part.quotes, *part.charts, *(part.tables if with_tables else ()), *part.points)


def _section(name: str, blocks: Sequence[Expected], say: Say) -> _Section:
    """The parts of a section, from the blocks that its page has."""
    heading, *rest = blocks
    assert isinstance(heading, ExpectedBlock)
    part = _Section(
        name=name,
        heading=PaperPiece("h2", say(heading.words)),
        sentences=[],
        quotes=[],
        charts=[],
        tables=[],
        points=[],
    )
    before: Expected = heading
    for block in rest:
        if isinstance(block, ExpectedChart):
            title, described = say(block.title), say(block.described)
            part.charts.append(PaperPiece("h3", title))
            part.charts.append(PaperPiece("figure", f"{title}. {described}", block))
        elif block.tag == "p" and not isinstance(before, ExpectedChart):
            part.sentences.append(say(block.words))
        elif block.tag == "blockquote":
            part.quotes.append(PaperPiece("span", say(block.words)))
        elif block.tag == "caption":
            part.tables.append(PaperPiece("h3", say(block.words)))
        elif block.tag in ("th", "td"):
            part.tables.append(PaperPiece(block.tag, say(block.words)))
        elif block.tag in ("dt", "dd"):
            part.points.append(PaperPiece("strong" if block.tag == "dt" else "span", say(block.words)))
        else:
            assert block.tag in ("p", *_OF_A_CHART)
        before = block
    return part
