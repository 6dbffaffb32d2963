"""A tagged PDF read as its tags say: pieces of text and pictures in the order in which they are read aloud.

A tag points at numbered stretches of a page's drawing (ISO 32000-1, 14.7 and 14.8). So what is read is what
is drawn, letter by letter, and not the copy of a text that a file may bring along.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFDevice, PDFTextSeq
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.psparser import PSLiteral
from pdfminer.utils import Matrix, PathSegment, apply_matrix_pt, decode_text, mult_matrix

from besrour_cli.model.evaluation.printed import LINE_END, PrintedDocument, PrintedPiece, PrintedShape

logging.getLogger("pdfminer").addHandler(logging.NullHandler())
logging.getLogger("pdfminer").propagate = False
"""What the library says of odd files is for its makers."""

WHOLE = frozenset({"H1", "H2", "H3", "H4", "H5", "H6", "P", "TH", "TD", "Caption", "Figure", "Lbl", "LBody"})
"""Tags whose text is one piece, whatever is tagged within."""
_ARTIFACT, _MCID = "Artifact", "MCID"
_SAME_LINE = 1.0
"""Points by which letters of one line may lie higher or lower."""
_DEEPEST = 60
_Stretch = tuple[int, int | None]
"""A page, and the number of a stretch of its drawing (None: what is tagged as no content)."""


def read_tagged_pdf(data: bytes) -> PrintedDocument | None:
    """What a PDF prints; None for what is no PDF, has no tags, or cannot be read."""
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        pages = list(PDFPage.create_pages(document))
        drawn = _Drawing(PDFResourceManager())
        interpreter = PDFPageInterpreter(drawn.rsrcmgr, drawn)
        for page in pages:
            interpreter.process_page(page)
        return _document(document, pages, drawn)
    except (PSException, ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError):
        return None  # the library raises what Python does where a file is not what it says
    except RecursionError:
        return None


def _document(document: PDFDocument, pages: Sequence[PDFPage], drawn: _Drawing) -> PrintedDocument | None:
    root = resolve1(document.catalog.get("StructTreeRoot"))
    if not isinstance(root, dict):
        return None
    tree = _Tree({page.pageid: n for n, page in enumerate(pages)}, drawn)
    pieces = list(tree.pieces(root, ""))
    strays = [key for key in drawn.texts if key[1] is not None and key not in tree.told]
    pieces += [PrintedPiece("", drawn.texts[key], key[0] + 1) for key in strays]
    around = [PrintedPiece(_ARTIFACT, text, page + 1) for page, text in drawn.artifacts]
    pieces += [PrintedPiece("", text, page + 1) for page, text in drawn.outside if text.strip()]
    title = next((decode_text(i["Title"]) for i in document.info if isinstance(i.get("Title"), bytes)), "")
    language = resolve1(document.catalog.get("Lang", b""))
    return PrintedDocument(
        title, decode_text(language) if isinstance(language, bytes) else "", tuple(pieces), tuple(around)
    )


class _Tree:
    """The tree of tags, walked in its order."""

    def __init__(self, pages: Mapping[object, int], drawn: _Drawing) -> None:
        self._pages, self._drawn = pages, drawn
        self.told: set[_Stretch] = set()

    def pieces(
        self, node: Mapping[str, Any], tag: str, page: int = 0, depth: int = 0
    ) -> Iterator[PrintedPiece]:
        """Yield the pieces at and below a node; text in a tag beside other tags is a piece of its own."""
        if depth > _DEEPEST:
            raise ValueError(tag)
        page = self._page(node, page)
        for kid in self._kids(node):
            if not isinstance(kid, dict) or "S" not in kid:
                key = self._stretch(kid, page)
                if key is not None:
                    yield from self._piece([key], tag, "")
                continue
            inner = _name(kid["S"])
            if inner in WHOLE:
                keys = list(self._below(kid, page, depth))
                alt = resolve1(kid.get("Alt", b""))
                yield from self._piece(keys, inner, decode_text(alt) if isinstance(alt, bytes) else "")
            else:
                yield from self.pieces(kid, inner, page, depth + 1)

    def _piece(self, keys: Sequence[_Stretch], tag: str, alt: str) -> Iterator[PrintedPiece]:
        fresh = [key for key in keys if key not in self.told]
        self.told.update(fresh)
        text = LINE_END.join(filter(None, (self._drawn.texts.get(key, "") for key in fresh)))
        shapes = tuple(shape for key in fresh for shape in self._drawn.shapes.get(key, ()))
        yield PrintedPiece(tag, text, fresh[0][0] + 1 if fresh else 0, alt, shapes)

    def _below(self, node: Mapping[str, Any], page: int, depth: int) -> Iterator[_Stretch]:
        if depth > _DEEPEST:
            raise ValueError(page)
        page = self._page(node, page)
        for kid in self._kids(node):
            if isinstance(kid, dict) and "S" in kid:
                yield from self._below(kid, page, depth + 1)
            elif (key := self._stretch(kid, page)) is not None:
                yield key

    def _kids(self, node: Mapping[str, Any]) -> list[Any]:
        kids = resolve1(node.get("K", []))
        return [resolve1(kid) for kid in (kids if isinstance(kids, list) else [kids])]

    def _page(self, node: Mapping[str, Any], page: int) -> int:
        at = node.get("Pg")
        return self._pages.get(at.objid, page) if isinstance(at, PDFObjRef) else page

    def _stretch(self, kid: object, page: int) -> _Stretch | None:
        if isinstance(kid, int):
            return page, kid
        if isinstance(kid, dict) and isinstance(kid.get(_MCID), int):
            return self._page(kid, page), kid[_MCID]
        return None


class _Drawing(PDFDevice):
    """What the pages draw, by stretches: letters as texts, filled and stroked paths as shapes."""

    def __init__(self, rsrcmgr: PDFResourceManager) -> None:
        super().__init__(rsrcmgr)
        self.texts: dict[_Stretch, str] = {}
        self.shapes: dict[_Stretch, list[PrintedShape]] = {}
        self.artifacts: list[tuple[int, str]] = []
        self.outside: list[tuple[int, str]] = []
        self._at = -1
        self._open: list[tuple[str, int | None]] = []
        self._height = 0.0
        self._line = 0.0

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        """Count the page; y is measured from its top."""
        self._at += 1
        self._open, self._height = [], float(page.mediabox[3])

    def begin_tag(self, tag: PSLiteral, props: object = None) -> None:
        """A stretch begins, or something within one."""
        number = props.get(_MCID) if isinstance(props, dict) else None
        name = _name(tag)
        if name == _ARTIFACT:
            self.artifacts.append((self._at, ""))
        self._open.append((name, number if isinstance(number, int) else None))

    def end_tag(self) -> None:
        """What began last ends."""
        if self._open:
            self._open.pop()

    def _key(self) -> _Stretch | None:
        """The stretch that is being drawn; None outside of all."""
        for name, number in reversed(self._open):
            if number is not None:
                return self._at, number
            if name == _ARTIFACT:
                return self._at, None
        return None

    def render_string(
        self, textstate: PDFTextState, seq: PDFTextSeq, ncs: PDFColorSpace, graphicstate: PDFGraphicState
    ) -> None:
        """Some letters of one line."""
        font, ctm = textstate.font, self.ctm
        assert font is not None and ctm is not None  # pdfminer draws no letters without a font
        words = ""
        for each in seq:
            for cid in font.decode(each) if isinstance(each, bytes) else ():
                try:
                    words += font.to_unichr(cid)
                except PDFUnicodeNotDefined:
                    words += "\ufffd"
        _, y = apply_matrix_pt(mult_matrix(textstate.matrix, ctm), textstate.linematrix)
        key = self._key()
        before = LINE_END if abs(y - self._line) > _SAME_LINE else ""
        self._line = y
        if key is None:
            self.outside.append((self._at, words))
        elif key[1] is None:
            page, text = self.artifacts.pop()
            self.artifacts.append((page, text + (before if text else "") + words))
        else:
            text = self.texts.get(key, "")
            self.texts[key] = text + (before if text else "") + words

    def paint_path(
        self,
        graphicstate: PDFGraphicState,
        stroke: bool,
        fill: bool,
        evenodd: bool,
        path: Sequence[PathSegment],
    ) -> None:
        """A path: its edges, and its fill."""
        key = self._key()
        if key is None or key[1] is None or self.ctm is None:
            return
        numbers = [[each for each in segment if not isinstance(each, str)] for segment in path]
        points = [
            apply_matrix_pt(self.ctm, (each[n], each[n + 1]))
            for each in numbers
            for n in range(0, len(each), 2)
        ]
        if points:
            xs, ys = [x for x, _ in points], [self._height - y for _, y in points]
            colour = _colour(graphicstate.ncolor) if fill else None
            self.shapes.setdefault(key, []).append(PrintedShape(min(xs), min(ys), max(xs), max(ys), colour))


def _colour(value: object) -> tuple[int, int, int] | None:
    """A colour of grey, or of red, green and blue, up to 255."""
    parts = (
        [value] * 3 if isinstance(value, (int, float)) else list(value) if isinstance(value, tuple) else []
    )
    numbers = [round(255 * part) for part in parts if isinstance(part, (int, float))]
    return (numbers[0], numbers[1], numbers[2]) if len(numbers) == 3 else None  # noqa: PLR2004 -- as above


def _name(literal: object) -> str:
    name = getattr(literal, "name", "")
    return name.decode("latin-1") if isinstance(name, bytes) else str(name)
