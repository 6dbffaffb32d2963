"""Mistakes of form in YAML, said in plain words on the reader's own line."""

from __future__ import annotations

import re
from typing import Any

from besrour_cli.model.message import msg
from besrour_cli.storage.text import Page

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


def clean(page: Page) -> str:
    """The page's text without the signs that YAML forbids; each of these is noted."""
    if not _CONTROL.search(page.text):
        return page.text
    for number, line in enumerate(page.lines, 1):
        for match in _CONTROL.finditer(line):
            page.problem(
                "yaml-control",
                number,
                match.start() + 1,
                msg("an invisible sign (U+{code}) stands here", code=f"{ord(match[0]):04X}"),
                msg("delete the sign, or type the line anew"),
            )
    return _CONTROL.sub(" ", page.text)


def explain(page: Page, text: str, error: Any, last: Any, mended: set[int]) -> str | None:
    """Note the mistake on the page; the mended text to read on with, or None."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    page.problem("yaml-form", line, column, msg("besrour cannot read this line"))
    return None
