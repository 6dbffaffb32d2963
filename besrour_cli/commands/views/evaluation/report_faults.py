"""What is wrong in the pages of a report: where, what they say, and what they ought to say."""

from __future__ import annotations

from collections.abc import Sequence

from besrour_cli.commands.terminal.console import err, out, styled
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.message import msg, msgn
from besrour_cli.report_check.check import ReportFault

_MOST = 20
"""Faults that are shown; ``--json`` has all."""


def show(faults: Sequence[ReportFault], folder: str) -> None:
    """Each fault with its place, or that there is none."""
    if not faults:
        out(_("Every figure and word of the report holds, in both languages: worked out from the files."))
        return
    for fault in faults[:_MOST]:
        place = f"{folder}/{fault.page}" if fault.line else fault.page
        err(styled(f"{place}:{fault.line}:{fault.column}" if fault.line else place, "bold"))
        if fault.shown:
            err(msg("  says: {text}", text=fault.shown))
        if fault.expected:
            err(msg("  should say: {text}", text=fault.expected))
        else:
            err(_("  should not be there"))
    if len(faults) > _MOST:
        err(msg("... and {n} more (--json)", n=len(faults) - _MOST))
    err(
        msgn(
            "{n} place is not so by the files: they or the page changed since. Run besrour report again.",
            "{n} places are not so by the files: they or the page changed since. Run besrour report again.",
            len(faults),
        )
    )


def as_data(faults: Sequence[ReportFault]) -> dict[str, object]:
    """All of it for ``--json``."""
    return {
        "holds": not faults,
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
