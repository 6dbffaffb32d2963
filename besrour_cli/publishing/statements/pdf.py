"""A statement as a page of PDF by typst (PDF/UA-1), with its code; the same values give the same bytes.

The fonts that typst brings along write Latin, Greek, Cyrillic, Arabic and Devanagari. Only where a name has
letters that none of them has are the fonts of the computer looked through. The layout is ``statement.typ`` as
besrour ships it: a layout could read files, and is not the coordinator's to change; its words are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property

import segno
import typst

from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.message import msg
from besrour_cli.publishing.documents.markup import Block, BlockKind, Document, Line, SpanKind
from besrour_cli.publishing.documents.render import plain
from besrour_cli.publishing.templates import SHIPPED

_LAYOUT = "statements/statement.typ"
_MASK = 3
_NO_LETTER = "could not be displayed"
"""What typst says where a font lacks a letter, which PDF/UA does not allow."""


def statement_data(halves: Sequence[Document], name: str, signed: str, code: str, address: str) -> str:
    """What the layout prints, as JSON.

    ``name`` is whose statement it is, ``signed`` who signs it by hand; ``code`` is the signed text, and in
    the QR code a link where ``address`` is that of the page that checks it.
    """
    data = {
        "title": f"{' / '.join(half.head['title'] for half in halves)} – {name}",
        "code": code,
        "qr": _qr(f"{address}#{code}" if address else code),
        "signed": signed,
        "rows": sum(len(block.rows) - 1 for block in halves[0].blocks if block.kind is BlockKind.TABLE),
        "halves": [_half(half) for half in halves],
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


class StatementPrinter:
    """Lays statements out, with fonts that are looked for once; several threads may print at a time."""

    def __init__(self, templates: Mapping[str, str]) -> None:
        self._layout = (templates.get(SHIPPED + _LAYOUT) or templates[_LAYOUT]).encode()
        self._own = typst.Fonts(include_system_fonts=False)

    @cached_property
    def _everywhere(self) -> typst.Fonts:
        return typst.Fonts()

    def pdf(self, name: str, data: str) -> bytes:
        """The statement of ``name`` as PDF; raises NegativeAnswer where no font has a letter of its words."""
        for fonts in ("_own", "_everywhere"):
            try:
                return self._compiled(data, getattr(self, fonts))
            except typst.TypstError as error:
                if _NO_LETTER not in error.message:
                    raise
        raise NegativeAnswer(
            msg("no font of this computer has all letters of “{name}”", name=name),
            msg("install a font that has them, such as one of Noto Sans, then run this again"),
        )

    def _compiled(self, data: str, fonts: typst.Fonts) -> bytes:
        return typst.compile(
            self._layout,
            font_paths=fonts,
            format="pdf",
            pdf_standards=["ua-1"],
            sys_inputs={"data": data},
        )


def _half(document: Document) -> dict[str, object]:
    return {
        "language": str(document.language),
        **{key: document.head[key] for key in ("signature", "day", "code")},
        "blocks": [_block(block) for block in document.blocks],
    }


def _block(block: Block) -> dict[str, object]:
    """A block's lines, each as runs of words; of a table its rows of cells."""
    if block.kind is BlockKind.TABLE:
        return {"kind": str(block.kind), "lines": [[_line(cell) for cell in row] for row in block.rows]}
    return {"kind": str(block.kind), "lines": [_line(line) for line in block.lines]}


def _line(line: Line) -> list[dict[str, object]]:
    return [{"text": plain([span]), "strong": span.kind is SpanKind.STRONG} for span in line]


def _qr(text: str) -> str:
    """A QR code (ISO/IEC 18004) as SVG: as few modules as can be, so that a telephone reads forty sessions.

    Which mask is best is not looked for, which would take longer than all the rest: signed bytes have no
    pattern.
    """
    return str(segno.make(text, error="l", micro=False, mask=_MASK).svg_inline(border=2))
