"""Mistakes with the brackets of YAML: not closed, closed twice, or with text after them."""

from __future__ import annotations

import re

from besrour_cli.model.message import msg
from besrour_cli.storage.yaml.syntax_line import FLOW_VALUE, PAIR, ParserStop, SyntaxDiagnosis, quoted

_CLOSING = {"{": "}", "[": "]"}


def after_bracket(stop: ParserStop) -> SyntaxDiagnosis | None:
    """``title: [Draft] Care`` and ``{...}}``: text, or one bracket more, after a closing bracket."""
    before = stop.text[: stop.column - 1].rstrip()
    if "expected key" not in stop.reason or before[-1:] not in ("}", "]"):
        return None
    rest = stop.text[stop.column - 1 :].strip()
    if set(rest) <= set("}] ,"):
        return extra_bracket(stop)
    pair = PAIR.fullmatch(stop.text)
    if not pair:
        return None
    better = quoted(pair[3])
    return SyntaxDiagnosis(
        code="yaml-bracket",
        line=stop.line,
        column=pair.start(3) + 1,
        what=msg("the text begins with {sign}, which opens a list or a mapping", sign=pair[3][0]),
        remedy=msg("put quotes around the text: {text}", text=better),
        mended=stop.text[: pair.start(3)] + better,
    )


def extra_bracket(stop: ParserStop) -> SyntaxDiagnosis:
    """A closing bracket, where the parser stopped, that closes nothing."""
    at = stop.column - 1
    return SyntaxDiagnosis(
        code="yaml-bracket-extra",
        line=stop.line,
        column=stop.column,
        what=msg("{sign} closes nothing: there is one too many", sign=stop.text[at : at + 1]),
        remedy=msg("remove it"),
        mended=(stop.text[:at] + stop.text[at + 1 :]).rstrip(),
    )


def open_bracket(stop: ParserStop) -> SyntaxDiagnosis | None:
    """``{en: a, fr: b``: no bracket closes it, a comma is missing, or ``#`` hides the rest of the line."""
    if "flow" not in stop.context:
        return None
    line, column = stop.context_line, stop.context_column
    text = stop.row(line)
    sign = text[column - 1 : column]
    if sign not in _CLOSING:
        return None
    comment = re.search(r"\s(#\S.*)$", text)
    if comment and comment.start(1) >= column:
        return _hidden_by_hash(stop, line, comment.start(1))
    other = stop.text[stop.column - 1 : stop.column]
    end = _CLOSING[sign]
    if stop.line == line and other not in "}]":
        return SyntaxDiagnosis(
            code="yaml-comma",
            line=line,
            column=stop.column,
            what=msg("a comma or {sign} is expected here", sign=end),
            remedy=msg(
                "put a comma between two values, and quotes around a text that holds one of , : {{ }} [ ]"
            ),
        )
    mended = (
        text.rstrip() + end
        if stop.line != line
        else stop.text[: stop.column - 1] + end + stop.text[stop.column - 1 :]
    )
    return SyntaxDiagnosis(
        code="yaml-bracket-open",
        line=line,
        column=column,
        what=msg("{sign} is opened here and not closed on its line", sign=sign),
        remedy=msg("write {sign} at the end", sign=end),
        mended=mended,
    )


def _hidden_by_hash(stop: ParserStop, line: int, at: int) -> SyntaxDiagnosis:
    """``{en: Session #3, fr: Séance no 3}``: the rest of the line is a comment to YAML."""
    text = stop.row(line)
    start = max((m.end() for m in FLOW_VALUE.finditer(text[:at])), default=at)
    tail = re.search(r"\s*[,}\]]", text[at:])
    end = at + tail.start() if tail else len(text)
    better = quoted(text[start:end])
    return SyntaxDiagnosis(
        code="yaml-hash",
        line=line,
        column=at + 1,
        what=msg("“{text}” is not read: after a space, # begins a comment", text=text[at:]),
        remedy=msg("put quotes around the text: {text}", text=better),
        mended=text[:start] + better + text[end:],
        width=len(text) - at,
    )
