"""Each place at which a PDF does not print what it ought to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from besrour_cli.model.evaluation.printed import LINE_END, PrintedDocument, PrintedPiece
from besrour_cli.report_check.page_blocks import PagePicture
from besrour_cli.report_check.printed.paper_order import PaperPiece
from besrour_cli.report_check.printed.same_shapes import shape_faults
from besrour_cli.report_check.printed.same_words import are_alike, difference, folded

_PAGE_NUMBER = re.compile(r"\d+/\d+")
_FIGURE = "figure"
_INLINE = ("strong", "span")
_TOLD_APART = ("h1", "h2", "h3", "th", "td", _FIGURE, *_INLINE)
_LIKE = {"th": "td"}
"""Headings of rows are tagged as cells."""


class PaperFault(NamedTuple):
    """What a page of the PDF (from 1) shows, and what it ought to show."""

    page: int
    shown: str
    expected: str


class PaperMeant(NamedTuple):
    """What a PDF ought to be: title, language, pieces, the pictures of the page, what stands at each foot.

    ``first`` is its first paragraph, which says whose it is and up to when sessions count.
    """

    title: str
    language: str
    pieces: Sequence[PaperPiece]
    pictures: Sequence[PagePicture]
    foot: str
    first: str


def paper_faults(document: PrintedDocument, meant: PaperMeant) -> Iterator[PaperFault]:
    """Yield every fault; of a report in another language, or up to another day, that alone."""
    if not document.language.startswith(meant.language):
        yield PaperFault(1, document.language, meant.language)
        return
    if not are_alike(document.title, meant.title):
        yield PaperFault(1, document.title, meant.title)
    pieces = _printed_whole(document.pieces)
    first = next((each for each in pieces if _kind(each) == "p"), None)
    if first is not None and not are_alike(first.text, meant.first):
        yield PaperFault(first.page, *difference(first.text, meant.first))
        return
    yield from _compared(pieces, _meant_whole(meant.pieces), meant.pictures)
    yield from _around(document.around, meant)


def _compared(
    pieces: Sequence[PrintedPiece], meant: Sequence[PaperPiece], pictures: Sequence[PagePicture]
) -> Iterator[PaperFault]:
    ought = [(_LIKE.get(each.kind, each.kind), folded(each.text)) for each in meant]
    seen = [(_kind(each), folded(each.alt if _kind(each) == _FIGURE else each.text)) for each in pieces]
    drawn = dict(zip((n for n, each in enumerate(meant) if each.chart), pictures, strict=False))
    for what, a, b, c, d in SequenceMatcher(None, ought, seen, autojunk=False).get_opcodes():
        if what == "equal":
            for n, piece in zip(range(a, b), pieces[c:d], strict=True):
                yield from _inside(piece, meant[n], drawn.get(n))
            continue
        for at in range(max(b - a, d - c)):
            shown = pieces[c + at] if c + at < d else None
            want = meant[a + at].text if a + at < b else ""
            page = shown.page if shown else pieces[min(c + at, len(pieces) - 1)].page if pieces else 0
            text = (shown.alt or shown.text) if shown else ""
            yield PaperFault(page, *difference(text, want))


def _kind(piece: PrintedPiece) -> str:
    """The kind of a piece by its tag; what is none of those that are told apart is a paragraph."""
    tag = piece.tag.lower()
    return _LIKE.get(tag, tag) if tag in _TOLD_APART else "p"


def _printed_whole(pieces: Sequence[PrintedPiece]) -> list[PrintedPiece]:
    """Pieces with text; those of a line that goes on in a further piece of the same kind are one with it."""
    whole: list[PrintedPiece] = []
    for each in pieces:
        if not (each.text.strip() or each.alt or _kind(each) == "td"):
            continue
        if whole and _kind(each) in _INLINE and _kind(whole[-1]) == _kind(each):
            whole[-1] = whole[-1]._replace(text=f"{whole[-1].text}{LINE_END}{each.text}")
        else:
            whole.append(each)
    return whole


def _meant_whole(pieces: Sequence[PaperPiece]) -> list[PaperPiece]:
    """The same of what ought to be printed."""
    whole: list[PaperPiece] = []
    for each in pieces:
        if whole and each.kind in _INLINE and whole[-1].kind == each.kind:
            whole[-1] = whole[-1]._replace(text=f"{whole[-1].text} {each.text}")
        else:
            whole.append(each)
    return whole


def _inside(piece: PrintedPiece, meant: PaperPiece, picture: PagePicture | None) -> Iterator[PaperFault]:
    """Yield what is wrong with a piece that has found its place: blanks, and what a picture draws."""
    if meant.kind != _FIGURE:
        if not are_alike(piece.text, meant.text):
            yield PaperFault(piece.page, *difference(piece.text, meant.text))
        return
    if not are_alike(piece.alt, meant.text):
        yield PaperFault(piece.page, *difference(piece.alt, meant.text))
    if picture is None:
        return
    words = "".join(each.text for each in picture.all("text"))
    if folded(words) != folded(piece.text):
        yield PaperFault(piece.page, *difference(piece.text.replace(LINE_END, ""), words))
    for shown, want in shape_faults(piece.shapes, picture):
        yield PaperFault(piece.page, f"{piece.alt} {shown}", f"{meant.text} {want}")


def _around(pieces: Sequence[PrintedPiece], meant: PaperMeant) -> Iterator[PaperFault]:
    """Yield what stands around and ought not to: page numbers, the mark of an example, headings of tables."""
    headings = {folded(each.text) for each in meant.pieces if each.kind == "th"}
    foot = folded(meant.foot)
    for piece in pieces:
        text = folded(piece.text)
        if text and text not in headings and not _PAGE_NUMBER.fullmatch(text.removeprefix(foot)):
            yield PaperFault(piece.page, piece.text.replace(LINE_END, " "), meant.foot)
