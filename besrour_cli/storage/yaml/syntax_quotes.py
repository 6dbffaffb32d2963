"""Quotes in YAML that close too early, too late or never."""

from __future__ import annotations

import re

import yaml

from besrour_cli.model.message import msg
from besrour_cli.storage.yaml.syntax_line import ParserStop, SyntaxDiagnosis, quoted, requoted, value_at


def far_quote(stop: ParserStop) -> SyntaxDiagnosis | None:
    """A quote opened further up and never closed, or closed by chance by the quote of another text."""
    last = stop.last
    if isinstance(last, yaml.ScalarEvent) and last.style in ("'", '"') and "expected" in stop.reason:
        first, end = last.start_mark, last.end_mark
        if first and end and end.line > first.line and re.search(r"\n|:\s", last.value):
            return _unclosed_at(stop, first.line + 1, first.column + 1)
    at_end = "unexpected end of stream" in stop.reason or "document indicator" in stop.reason
    if at_end and "quoted" in stop.context:
        return _unclosed_at(stop, stop.context_line, stop.context_column)
    return None


def _unclosed_at(stop: ParserStop, line: int, column: int) -> SyntaxDiagnosis:
    """The quote that opens at a place; it is closed at the end of the line, before brackets that end it."""
    text = stop.row(line)
    sign = text[column - 1 : column] or '"'
    inner = text[column:].rstrip()
    flow = re.search(r"[{\[]", text[: column - 1]) is not None
    mended = None
    if not flow and not inner.endswith(sign):
        mended = text[: column - 1] + quoted(inner)
    elif flow and (tail := re.search(r"\s*[}\]]+$", inner)):
        mended = text[: column - 1] + quoted(inner[: tail.start()]) + tail[0]
    elif not flow and inner.endswith(sign) and "'" in inner[:-1]:
        mended = text[: column - 1] + quoted(inner[:-1])
    return SyntaxDiagnosis(
        code="yaml-quote-open",
        line=line,
        column=column,
        what=msg("the quote {sign} that opens here is not closed on its line", sign=sign),
        remedy=msg("write {sign} at the end of the text", sign=sign),
        mended=mended,
    )


def early_quote(stop: ParserStop) -> SyntaxDiagnosis | None:
    """``'l'enseignement'`` and ``"He said "yes" now"``: a quote inside closes the text too early."""
    before = stop.text[: stop.column - 1].rstrip()
    sign = before[-1:]
    if sign not in ("'", '"') or "expected" not in stop.reason:
        return None
    start, end = value_at(stop, stop.column)
    if stop.text[start : start + 1] != sign:
        return None
    follows = re.match(r"\s*([A-Za-z_]+):\s", stop.text[stop.column - 1 :])
    if follows and "flow" in stop.context:
        return SyntaxDiagnosis(
            code="yaml-comma",
            line=stop.line,
            column=stop.column,
            what=msg("a comma is missing before “{key}:”", key=follows[1]),
            remedy=msg("write a comma after the text before it"),
            mended=before + ", " + stop.text[stop.column - 1 :].lstrip(),
        )
    return _closed_early(stop, start, end)


def _closed_early(stop: ParserStop, start: int, end: int) -> SyntaxDiagnosis:
    """The text between two indices, closed by a quote inside: an apostrophe, a quotation or a stray one."""
    before = stop.text[: stop.column - 1]
    sign = stop.text[start]
    better, mended = requoted(stop, start, end)
    inside = stop.text[start + 1 : end]
    elided = before.endswith(sign) and stop.text[stop.column - 1 : stop.column].isalpha()  # l'enseignement
    possessive = before.rstrip()[-2:-1].isalpha() and inside.count(sign) > 1  # the teachers' room
    if sign == "'" and (elided or possessive):
        return SyntaxDiagnosis(
            code="yaml-apostrophe",
            line=stop.line,
            column=stop.column - 1,
            what=msg("the apostrophe closes the text, because single quotes opened it"),
            remedy=msg("use double quotes: {text}", text=better),
            mended=mended,
        )
    if inside.count(sign) > 1:
        return SyntaxDiagnosis(
            code="yaml-quote-inside",
            line=stop.line,
            column=stop.column - 1,
            what=msg("the quote {sign} closes the text here, and more follows", sign=sign),
            remedy=msg("write the inner quotes as « » or “ ”, or the whole as {text}", text=better),
            mended=mended,
        )
    whole = quoted(stop.text[start:end].replace(sign, ""))
    return SyntaxDiagnosis(
        code="yaml-quote-part",
        line=stop.line,
        column=stop.column,
        what=msg("more text follows after the closing quote {sign}", sign=sign),
        remedy=msg("put the quotes around the whole text: {text}", text=whole),
        mended=stop.text[:start] + whole + stop.text[end:],
    )
