"""A list of themes, one a line, as the sheet of sessions that it stands for."""

from __future__ import annotations

import re

from besrour_cli.feedback.ballots.proposals import read_proposals
from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.model.language import fold_case
from besrour_cli.model.message import msg
from besrour_cli.model.people.sheet import Sheet, SheetRow
from besrour_cli.storage.programme.themes.lists import read_lines
from besrour_cli.storage.text.source_file import printable_path

_OF_TABLES = (";", "\t")
_HEADING = re.compile(r"(?:our |nos )?(?:themes?|titles?|titres?|topics?|sujets?|propos(?:al|ition)s?)")


def sheet_of_list(path: str) -> Sheet | None:
    """The titles of a list, a row a line; None for what is no list of themes in two languages.

    Raises :class:`DiagnosticsError` with each line that has one language alone.
    """
    lines = read_lines(path)
    proposals = tuple(each for each in read_proposals(lines) if not _is_heading(each.text))
    is_table = any(sign in line for _number, line in lines for sign in _OF_TABLES)
    if is_table or not any(each.titles for each in proposals):
        return None
    lacking = [
        Diagnostic(
            "theme-language",
            SourceLocation(printable_path(path), each.line, 1),
            what=msg("“{text}” is in one language alone", text=each.text),
            remedy=msg("write it in both: English / français"),
        )
        for each in proposals
        if not each.titles
    ]
    if lacking:
        raise DiagnosticsError(msg("sessions need a title in both languages"), lacking)
    rows = [SheetRow(each.line, (each.titles["en"], each.titles["fr"])) for each in proposals]
    return Sheet("", (SheetRow(0, ("title en", "title fr")), *rows))


def _is_heading(line: str) -> bool:
    """Whether a line only says that themes follow, in one language or both."""
    return all(_HEADING.fullmatch(fold_case(half).strip(" :")) for half in line.split("/"))
