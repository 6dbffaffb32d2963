"""Mistakes of form in YAML: found on the reader's own line, and mended in memory so that reading goes on.

The parser says where it stopped, not what the writer did. What she did shows on her line: a tab, a
second colon, an apostrophe. Each case is one small function in ``syntax_cases``; the mended text is
only ever used to find the mistakes further down, never stored.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from besrour_cli.model.message import msg
from besrour_cli.storage.text.page import SourceFile
from besrour_cli.storage.yaml.syntax_line import ParserStop

ROUNDS = 40
"""Mistakes of form told at once in one file; each one means reading the text again."""
LARGE = 200_000
"""Characters past which a file with a mistake of form is not read again."""

# After these a second mistake further right on the same line is told too: {en: 'l'un', fr: 'l'autre'}.
_REPEATED = frozenset(
    ("yaml-apostrophe", "yaml-colon", "yaml-sign", "yaml-quote-inside", "yaml-tab", "yaml-blank", "yaml-hash")
)


class Repair(NamedTuple):
    """A line mended so far: what was last, up to which column, how many characters it grew, how often."""

    code: str
    until: int
    grown: int
    times: int


def clean(page: SourceFile, forbidden: re.Pattern[str]) -> str:
    """The page's text without the signs that YAML forbids; each of these is noted."""
    for number, line in enumerate(page.lines, 1):
        match = forbidden.search(line)
        if match:
            page.problem(
                "yaml-control",
                number,
                match.start() + 1,
                msg("an invisible sign (U+{code}) stands here", code=f"{ord(match[0]):04X}"),
                msg("delete the sign, or type the line anew"),
            )
    return forbidden.sub(" ", page.text)


def explain(page: SourceFile, text: str, error: Any, last: Any, mended: dict[int, Repair]) -> str | None:
    """Note the mistake on the page; the mended text to read on with, or None to stop here."""
    from besrour_cli.storage.yaml.syntax_cases import diagnose

    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    context = getattr(error, "context_mark", None) or mark
    lines = SourceFile("", text).lines
    stop = ParserStop(
        lines,
        min(mark.line + 1, len(lines)) if mark else 1,
        mark.column + 1 if mark else 1,
        getattr(error, "problem", None) or "",
        getattr(error, "context", None) or "",
        context.line + 1 if context else 1,
        context.column + 1 if context else 1,
        last,
    )
    case = diagnose(stop)
    before = mended.get(case.line)
    if before and (case.column <= before.until or before.code not in _REPEATED or before.times > 5):
        # The mending was not what the writer meant; what it led to is no mistake of hers.
        _unread(page, case.line)
        return None
    column = case.column - (before.grown if before else 0)
    page.problem(case.code, case.line, column, case.what, case.remedy, width=case.width)
    if case.mended is None or len(page.problems) >= ROUNDS or len(text) > LARGE:
        _unread(page, case.line)
        return None
    grown = len(case.mended) - len(page.line(case.line))
    mended[case.line] = Repair(case.code, case.column, grown, before.times + 1 if before else 1)
    lines[case.line - 1] = case.mended
    return "\n".join(lines)


def _unread(page: SourceFile, line: int) -> None:
    if any(page.line(n).strip() for n in range(line + 1, len(page.lines) + 1)):
        page.problem(
            "yaml-rest",
            line,
            1,
            msg("the rest of this file was not read because of this line"),
            msg("mend it and check again"),
            width=max(1, len(page.line(line))),
            warning=True,
        )
