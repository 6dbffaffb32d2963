"""Signs that mean something to YAML where a text begins, and backslashes between quotes."""

from __future__ import annotations

from besrour_cli.model.message import msg
from besrour_cli.storage.yaml.syntax_brackets import extra_bracket
from besrour_cli.storage.yaml.syntax_line import ParserStop, SyntaxDiagnosis, quoted, requoted, value_at


def backslash(stop: ParserStop) -> SyntaxDiagnosis | None:
    """``"a\\b"``: between double quotes a backslash begins an escape sequence."""
    if "unknown escape" not in stop.reason and "hexdecimal" not in stop.reason:
        return None
    return SyntaxDiagnosis(
        code="yaml-backslash",
        line=stop.line,
        column=stop.column,
        what=msg("a backslash inside double quotes begins a code"),
        remedy=msg("write two backslashes, or use single quotes"),
        mended=stop.text[: stop.column - 1] + "\\" + stop.text[stop.column - 1 :],
    )


def directive(stop: ParserStop) -> SyntaxDiagnosis | None:
    """A line that begins with ``%``, which YAML reserves for directives."""
    if not stop.text.startswith("%"):
        return None
    what = msg("a line may not begin with {sign}", sign="%")
    return SyntaxDiagnosis(
        code="yaml-sign", line=stop.line, column=1, what=what, remedy=msg("remove the line"), mended=""
    )


def first_sign(stop: ParserStop) -> SyntaxDiagnosis | None:
    """A text that begins with a sign that means something to YAML."""
    # An anchor, say, is only refused at its end: it began at the mark of the context.
    began_before = any(word in stop.context for word in ("alias", "anchor", "block scalar", "tag"))
    at = (stop.context_column if began_before else stop.column) - 1
    sign = stop.text[at : at + 1]
    if not sign or sign.isalnum() or sign.isspace():
        return None
    if sign in "}]" and "node content" in stop.reason:
        return extra_bracket(stop)
    start, end = value_at(stop, at + 1)
    if start != at:
        return None
    if sign in "|>" and "block scalar" in stop.context:
        rest = stop.text[at + 1 : end].strip()
        return SyntaxDiagnosis(
            code="yaml-block",
            line=stop.line,
            column=at + 1,
            what=msg("nothing may follow {sign} on its line", sign=sign),
            remedy=msg("put the text on the lines below, indented, or in quotes without {sign}", sign=sign),
            mended=stop.text[:at] + quoted(rest),
        )
    better, mended = requoted(stop, start, end)
    return SyntaxDiagnosis(
        code="yaml-sign",
        line=stop.line,
        column=at + 1,
        what=msg("a text may not begin with {sign}", sign=sign),
        remedy=msg("put quotes around the text: {text}", text=better),
        mended=mended,
    )
