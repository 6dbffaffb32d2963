"""Mistakes of form in YAML: found on the writer's own line, and mended in memory so that reading goes on.

The parser tells where it stopped, not what the writer did. That shows on the line itself: a tab, a
second colon, an apostrophe. ``syntax_cases`` recognises it; the mended text is only ever used to find
the mistakes further down, never stored.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

from besrour_cli.model.message import msg
from besrour_cli.model.text.hidden_signs import sign_name
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.syntax_cases import diagnose
from besrour_cli.storage.yaml.syntax_line import ParserStop

ROUNDS = 40
"""Mistakes that are reported in one file at once: each mistake of form means reading the text again."""
LARGE = 200_000
"""Characters past which a file with a mistake of form is not read again."""

_MARK = "\ufeff"
"""The sign of an encoding, which nobody sees within a text either: it is left out, and does no harm."""
_LINE_REPAIRS = 6
"""How often one line is mended, before more seems to be wrong with it than can be told apart."""

# After these, one more mistake further right on the same line is reported: {en: 'l'un', fr: 'l'autre'}.
_REPEATED = frozenset(
    ("yaml-apostrophe", "yaml-colon", "yaml-sign", "yaml-quote-inside", "yaml-tab", "yaml-blank", "yaml-hash")
)


class Repair(NamedTuple):
    """What was done to a line: the last mistake and its column, characters added in all, repairs."""

    code: str
    column: int
    grown: int
    times: int


def clean(page: SourceFile, forbidden: re.Pattern[str]) -> str:
    """The page's text with a space for each sign that YAML forbids; the first of each line is reported."""
    for number, line in enumerate(page.lines, 1):
        match = next((m for m in forbidden.finditer(line) if m[0] != _MARK), None)
        if match:
            page.report(
                "yaml-control",
                number,
                match.start() + 1,
                msg("a control character is here ({sign})", sign=sign_name(match[0])),
                msg("delete the sign, or type the line anew"),
            )
    return forbidden.sub(" ", page.text)


def explain(
    page: SourceFile, text: str, error: yaml.YAMLError, last: yaml.Event | None, repairs: dict[int, Repair]
) -> str | None:
    """Report the mistake at which the parser stopped; the mended text to read on with, or None to stop here.

    ``text`` is the page's text as mended so far, ``repairs`` what was done to each of its lines, ``last``
    the last event before the mistake.
    """
    lines = SourceFile("", text).lines
    case = diagnose(_parser_stop(lines, error, last))
    before = repairs.get(case.line)
    if before and (
        case.column <= before.column or before.code not in _REPEATED or before.times >= _LINE_REPAIRS
    ):
        # The repair was not what the writer meant, so what it led to is no mistake of the writer's.
        _report_unread(page, case.line)
        return None
    column = case.column - (before.grown if before else 0)
    page.report(case.code, case.line, column, case.what, case.remedy, width=case.width)
    if case.mended is None or len(page.problems) >= ROUNDS or len(text) > LARGE:
        _report_unread(page, case.line)
        return None
    grown = len(case.mended) - len(page.line(case.line))
    repairs[case.line] = Repair(case.code, case.column, grown, before.times + 1 if before else 1)
    lines[case.line - 1] = case.mended
    return "\n".join(lines)


def _parser_stop(lines: list[str], error: yaml.YAMLError, last: yaml.Event | None) -> ParserStop:
    """What an error of the parser tells; the first line when it tells no place."""
    known = error if isinstance(error, yaml.MarkedYAMLError) else yaml.MarkedYAMLError()
    mark = known.problem_mark or known.context_mark
    context = known.context_mark or mark
    return ParserStop(
        lines=lines,
        line=min(mark.line + 1, len(lines)) if mark else 1,
        column=mark.column + 1 if mark else 1,
        reason=known.problem or "",
        context=known.context or "",
        context_line=context.line + 1 if context else 1,
        context_column=context.column + 1 if context else 1,
        last=last,
    )


def _report_unread(page: SourceFile, line: int) -> None:
    """Warn that the lines below were not read, if there is anything on them."""
    if any(page.line(n).strip() for n in range(line + 1, len(page.lines) + 1)):
        page.report(
            "yaml-rest",
            line,
            1,
            msg("the rest of this file was not read because of this line"),
            msg("mend it and check again"),
            width=max(1, len(page.line(line))),
            warning=True,
        )
