"""What is wrong in the pages of a report: where, what they say, and what they ought to say."""

from __future__ import annotations

from collections.abc import Sequence

from besrour_cli.commands.terminal.console import err, out, styled
from besrour_cli.commands.terminal.translation import _, translate
from besrour_cli.model.message import msg, msgn
from besrour_cli.report_check.check import ReportFault

_PDF = ".pdf"
_MOST = 20
"""Faults that are shown; ``--json`` has all."""


def show(faults: Sequence[ReportFault], folder: str, *, papers_read: bool) -> None:
    """Each fault with its place, or that there is none; and whether the PDFs were read."""
    if not papers_read:
        err(_("The PDFs were not read: that needs pdfminer.six. Install it: pip install 'besrour[report]'"))
    if not faults:
        out(_("Every figure and word of the report holds, in both languages: worked out from the files."))
        return
    for fault in faults[:_MOST]:
        err(styled(_place(fault, folder), "bold"))
        if fault.shown:
            err(msg("  says: {text}", text=fault.shown))
        if fault.expected:
            err(msg("  should say: {text}", text=fault.expected))
        else:
            err(_("  should not be there"))
    if len(faults) > _MOST:
        err(msg("... and {n} more (--json)", n=len(faults) - _MOST))
    if all(fault.page.endswith(_PDF) for fault in faults):
        err(_("The pages hold: the PDF is from another run, or was changed. Give out both from one run."))
    err(
        msgn(
            "{n} place is not so by the files: they or the page changed since. Run besrour report again.",
            "{n} places are not so by the files: they or the page changed since. Run besrour report again.",
            len(faults),
        )
    )


def _place(fault: ReportFault, folder: str) -> str:
    if not fault.line:
        return fault.page
    path = f"{folder}/{fault.page}"
    if fault.page.endswith(_PDF):
        return translate(msg("{path}, page {n}", path=path, n=fault.line))
    return f"{path}:{fault.line}:{fault.column}"


def as_data(faults: Sequence[ReportFault], *, papers_read: bool) -> dict[str, object]:
    """All of it for ``--json``."""
    return {
        "holds": not faults,
        "pdf_read": papers_read,
        "faults": [
            {
                "page": fault.page,
                "line": fault.line,
                "column": fault.column,
                "shown": fault.shown,
                "expected": fault.expected,
            }
            for fault in faults
        ],
    }
