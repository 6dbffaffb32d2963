"""Quotes in YAML that close too early, too late or never."""

from __future__ import annotations

import re

from besrour_cli.model.message import msg
from besrour_cli.storage.yaml.syntax_line import ParserStop, SyntaxDiagnosis, quoted, requoted, value_at


def far_quote(stop: ParserStop) -> SyntaxDiagnosis | None:
    """A quote that was opened further up and closed by chance by the quote of another text."""
    last = stop.last
    if getattr(last, "style", None) in ("'", '"') and "expected" in stop.reason:
        first, end = last.start_mark, last.end_mark
        if end.line > first.line and re.search(r"\n|:\s", last.value):
            return _unclosed_at(stop, first.line + 1, first.column + 1)
    if "unexpected end of stream" in stop.reason and "quoted" in stop.context:
        return _unclosed_at(stop, stop.context_line, stop.context_column)
    if "document indicator" in stop.reason and "quoted" in stop.context:
        return _unclosed_at(stop, stop.context_line, stop.context_column)
    return None


def _unclosed_at(stop: ParserStop, line: int, column: int) -> SyntaxDiagnosis:
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
        "yaml-quote-open",
        line,
        column,
        msg("the quote {sign} that opens here is not closed on its line", sign=sign),
        msg("write {sign} at the end of the text", sign=sign),
        mended,
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
            "yaml-comma",
            stop.line,
            stop.column,
            msg("a comma is missing before “{key}:”", key=follows[1]),
            msg("write a comma after the text before it"),
            before + ", " + stop.text[stop.column - 1 :].lstrip(),
        )
    better, mended = requoted(stop, start, end)
    inside = stop.text[start + 1 : end]
    adjacent = before == stop.text[: stop.column - 1]
    elided = adjacent and stop.text[stop.column - 1 : stop.column].isalpha()
    possessive = before[-2:-1].isalpha() and inside.count(sign) > 1
    if sign == "'" and (elided or possessive):
        return SyntaxDiagnosis(
            "yaml-apostrophe",
            stop.line,
            stop.column - 1,
            msg("the apostrophe closes the text, because single quotes opened it"),
            msg("use double quotes: {text}", text=better),
            mended,
        )
    if inside.count(sign) > 1:
        what = msg("the quote {sign} closes the text here, and more follows", sign=sign)
        return SyntaxDiagnosis(
            "yaml-quote-inside",
            stop.line,
            stop.column - 1,
            what,
            msg("write the inner quotes as « » or “ ”, or the whole as {text}", text=better),
            mended,
        )
    return SyntaxDiagnosis(
        "yaml-quote-part",
        stop.line,
        stop.column,
        msg("more text follows after the closing quote {sign}", sign=sign),
        msg(
            "put the quotes around the whole text: {text}",
            text=quoted(stop.text[start:end].replace(sign, "")),
        ),
        stop.text[:start] + quoted(stop.text[start:end].replace(sign, "")) + stop.text[end:],
    )
