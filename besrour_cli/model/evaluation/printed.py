"""What a PDF prints, as values: what its tags say of each piece, in the order in which it is read aloud."""

from __future__ import annotations

from typing import NamedTuple

LINE_END = "\n"
"""In a text: the line ends here on paper, between words, or within one that is hyphenated."""


class PrintedShape(NamedTuple):
    """Something drawn: its edges in points (y grows downwards), its fill as red, green, blue up to 255."""

    x0: float
    top: float
    x1: float
    bottom: float
    fill: tuple[int, int, int] | None = None


class PrintedPiece(NamedTuple):
    """A tagged piece: its tag, its text with ends of lines, its page from 1, and of a picture what it draws.

    ``alt`` is what a picture is called for those who hear it.
    """

    tag: str
    text: str
    page: int
    alt: str = ""
    shapes: tuple[PrintedShape, ...] = ()


class PrintedDocument(NamedTuple):
    """A PDF: its title and language, the pieces in order, and what stands around them, such as page numbers.

    What is on the paper and in no tag is among the pieces, with the tag "".
    """

    title: str
    language: str
    pieces: tuple[PrintedPiece, ...]
    around: tuple[PrintedPiece, ...] = ()
