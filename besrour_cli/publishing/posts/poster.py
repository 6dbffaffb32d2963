"""The poster of a session: one page of PDF by typst, its times by place, and a code to the page.

Only the fonts that typst brings along are used, and no date is written, so that the same words give the same
bytes. The layout is ``templates/posts/poster.typ`` as besrour ships it: a layout could read files, and is not
the coordinator's to change; its words are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.message import msg
from besrour_cli.publishing.addresses import page_address
from besrour_cli.publishing.documents.markup import Block, BlockKind, Document, SpanKind
from besrour_cli.publishing.documents.render import plain
from besrour_cli.publishing.posts.post import PostKind, PostSubject, documents
from besrour_cli.publishing.templates import SHIPPED

_LAYOUT = "posts/poster.typ"
_SIZES = (16.0, 14.0, 12.5, 11.0, 10.0, 9.0, 8.0)
"""Sizes of the letters in points, the largest that leaves one page is taken."""


def poster(subject: PostSubject) -> bytes:
    """The poster as PDF (PDF/UA-1, so that screen readers read it).

    Raises what :func:`~.post.documents` does, and NegativeAnswer when the words do not fit on one page.
    """
    import typst  # noqa: PLC0415 -- a compiler of 30 MB, which no other command needs

    layout = (subject.templates.get(SHIPPED + _LAYOUT) or subject.templates[_LAYOUT]).encode()
    data = json.dumps(_data(subject), ensure_ascii=False, sort_keys=True)
    for size in _SIZES:
        words = {"data": data, "size": str(size)}
        pages = typst.query(
            layout, "<pages>", field="value", one=True, sys_inputs=words, ignore_system_fonts=True
        )
        if json.loads(pages) == 1:
            return typst.compile(
                layout, format="pdf", pdf_standards=["ua-1"], sys_inputs=words, ignore_system_fonts=True
            )
    raise NegativeAnswer(
        msg("the words do not fit on a poster of one page"),
        msg("take one language with --in fr or --in en, or word templates/posts/ otherwise"),
    )


def _data(subject: PostSubject) -> Mapping[str, object]:
    """What the layout prints: the words of each language, the page's address and its code."""
    page = page_address(subject.programme.publish.address)
    halves = [_half(document) for document in documents(subject, PostKind.POSTER)]
    return {
        "title": " / ".join(str(half["title"]) for half in halves),
        "halves": halves,
        "page": page,
        "qr": _code(page) if page else None,
    }


def _half(document: Document) -> dict[str, object]:
    title, *blocks = document.blocks
    return {
        "language": str(document.language),
        "title": plain(title.lines[0]),
        "blocks": [_block(block) for block in blocks],
    }


def _block(block: Block) -> dict[str, object]:
    """A paragraph, or a list of rows: the strong words of an item are its hour."""
    if block.kind is not BlockKind.LIST:
        return {"kind": "text", "text": plain(block.lines[0])}
    rows = [
        {
            "hour": plain(span for span in line if span.kind is SpanKind.STRONG),
            "rest": plain(span for span in line if span.kind is not SpanKind.STRONG).strip(),
        }
        for line in block.lines
    ]
    return {"kind": "list", "rows": rows}


def _code(address: str) -> str:
    """A QR code (ISO/IEC 18004, error correction M) of an address, as SVG."""
    import segno  # noqa: PLC0415 -- with typst, and for the poster alone

    return str(segno.make(address, error="m", micro=False).svg_inline(border=2))
