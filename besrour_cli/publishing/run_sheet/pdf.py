"""The sheet as PDF by typst: A4, one language after the other, and read well by screen readers (PDF/UA-1).

The layout is ``templates/run_sheet/sheet.typ`` as besrour ships it: a layout could read files, and is not the
coordinator's to change; its words are. No date is written, so that the same session gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from besrour_cli.publishing.run_sheet.sections import PrintedSheet, printed_sheet
from besrour_cli.publishing.run_sheet.values import RunSubject
from besrour_cli.publishing.templates import SHIPPED

_LAYOUT = "run_sheet/sheet.typ"


def run_sheet_pdf(subject: RunSubject, templates: Mapping[str, str]) -> bytes:
    """The sheet as PDF, by the layout among the sources of the templates."""
    import typst  # noqa: PLC0415 -- a compiler of 30 MB, which most commands do not need

    layout = (templates.get(SHIPPED + _LAYOUT) or templates[_LAYOUT]).encode()
    halves = [printed_sheet(subject, code) for code in subject.languages()]
    data = {
        "title": " / ".join(dict.fromkeys(half.title for half in halves)),
        "halves": [_half(half) for half in halves],
    }
    words = {"data": json.dumps(data, ensure_ascii=False, sort_keys=True)}
    return typst.compile(
        layout, format="pdf", pdf_standards=["ua-1"], sys_inputs=words, ignore_system_fonts=True
    )


def _half(sheet: PrintedSheet) -> dict[str, object]:
    return {
        **sheet._asdict(),
        "before": sheet.before._asdict(),
        "parts": [part._asdict() for part in sheet.parts],
        "after": [section._asdict() for section in sheet.after],
    }
