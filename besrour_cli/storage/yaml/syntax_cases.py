"""The mistakes of form that people make in YAML, one function a mistake."""

from __future__ import annotations

import re
from collections.abc import Callable

from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.storage.yaml.syntax_line import (
    BLANK,
    PAIR,
    ParserStop,
    SyntaxDiagnosis,
    indent_of,
    line_above,
    quoted,
    requoted,
    value_at,
)
from besrour_cli.storage.yaml.syntax_quotes import early_quote, far_quote

_GLUED = re.compile(r"(\s*(?:- +)*)([A-Za-z_]+):(\S.*)")
_BARE = re.compile(r"(\s*)([A-Za-z_]+)\s+(\S.*)")
_CLOSING = {"{": "}", "[": "]"}


def diagnose(stop: ParserStop) -> SyntaxDiagnosis:
    """What the writer did, from where the parser stopped; always some answer."""
    for case in _CASES:
        found = case(stop)
        if found:
            return found
    return SyntaxDiagnosis(
        "yaml-form",
        stop.line,
        stop.column,
        msg("besrour cannot read this line"),
        msg("put quotes around a text that holds one of : # {{ }} [ ] , & * ! | > % @"),
    )


def _blank_indent(stop: ParserStop) -> SyntaxDiagnosis | None:
    """A tab, or a blank from a word processor, where a line begins."""
    line, odd = stop.line, -1
    for line in (stop.line, line_above(stop, stop.line)):
        odd = next((i for i, sign in enumerate(indent_of(stop.row(line))) if sign in BLANK), -1)
        if odd >= 0:
            break
    else:
        return None
    indent = indent_of(stop.row(line))
    above = stop.row(line_above(stop, line))
    spaces = len(indent_of(above)) + (2 if above.rstrip().endswith(":") else 0)
    below = next((row for row in stop.lines[line:] if row.strip()), "")
    if (
        above.rstrip().endswith(":")
        and len(indent_of(below)) > len(indent_of(above))
        and "\t" not in indent_of(below)
    ):
        spaces = len(indent_of(below))
    remedy = _begin(spaces)
    mended = " " * spaces + stop.row(line).lstrip(" " + BLANK)
    if indent[odd] == "\t":
        return SyntaxDiagnosis(
            "yaml-tab",
            line,
            odd + 1,
            msg("a tab begins this line, and YAML counts spaces only"),
            remedy,
            mended,
        )
    return SyntaxDiagnosis(
        "yaml-blank",
        line,
        odd + 1,
        msg("a no-break space begins this line, and YAML counts spaces only"),
        remedy,
        mended,
    )


def _begin(spaces: int) -> Message:
    if not spaces:
        return msg("begin the line without any blank if it belongs with the line above")
    return msgn(
        "begin the line with {n} space if it belongs with the line above",
        "begin the line with {n} spaces if it belongs with the line above",
        spaces,
    )


def _second_colon(stop: ParserStop) -> SyntaxDiagnosis | None:
    """``title: Care: where?``: a colon and a space inside a text without quotes."""
    if stop.text[stop.column - 1 : stop.column] != ":":
        return None
    flow = "flow" in stop.context
    if not flow and "mapping values" not in stop.reason:
        return None
    if not flow:
        pair = PAIR.fullmatch(stop.text)
        if not pair or pair.start(3) >= stop.column:
            return None
        start, end = pair.span(3)
        comment = re.search(r"\s+#\s.*$", pair[3])
        end -= len(comment[0]) if comment else 0
    else:
        start, end = value_at(stop, stop.column)
        if start >= stop.column - 1:
            return None
    better, mended = requoted(stop, start, end)
    return SyntaxDiagnosis(
        "yaml-colon",
        stop.line,
        stop.column,
        msg("a second colon stands in a text without quotes"),
        msg("put quotes around the text: {text}", text=better),
        mended,
    )


def _no_colon(stop: ParserStop) -> SyntaxDiagnosis | None:
    """``title:Care`` or ``title Care``: the line before is not a key and its value."""
    if "mapping values" in stop.reason:
        line = line_above(stop, stop.line)
    elif "could not find expected ':'" in stop.reason:
        line = stop.context_line
    else:
        return None
    text = stop.row(line)
    glued = _GLUED.fullmatch(text)
    if glued and not glued[3].startswith("//"):
        mended = f"{glued[1]}{glued[2]}: {glued[3]}"
        return SyntaxDiagnosis(
            "yaml-space",
            line,
            glued.end(2) + 1,
            msg("a space is missing after the colon"),
            msg("write {text}", text=mended.strip()),
            mended,
        )
    bare = _BARE.fullmatch(text)
    if bare and ":" not in text:
        mended = f"{bare[1]}{bare[2]}: {bare[3]}"
        return SyntaxDiagnosis(
            "yaml-no-colon",
            line,
            bare.start(2) + 1,
            msg("no colon stands after the first word of this line"),
            msg("write {text}, if {key} is the key", text=mended.strip(), key=bare[2]),
            mended,
            len(bare[2]),
        )
    below = next((row for row in stop.lines[line:] if row.strip()), "")
    if re.fullmatch(r"\s*[A-Za-z_]+\s*", text) and len(indent_of(below)) > len(indent_of(text)):
        mended = text.rstrip() + ":"
        return SyntaxDiagnosis(
            "yaml-no-colon",
            line,
            len(indent_of(text)) + 1,
            msg("no colon stands after the first word of this line"),
            msg("write {text}", text=mended.strip()),
            mended,
            len(text.strip()),
        )
    if ":" not in text and "could not find" in stop.reason:
        return SyntaxDiagnosis(
            "yaml-no-colon",
            line,
            len(indent_of(text)) + 1,
            msg("no colon stands on this line, and it is not part of a text above"),
            msg("indent it if it continues the text above; else write a key, a colon and a value"),
            None,
            len(text.strip()),
        )
    return None


def _indentation(stop: ParserStop) -> SyntaxDiagnosis | None:
    """A line that begins deeper or less deep than those it belongs with."""
    own = len(indent_of(stop.text))
    above = line_above(stop, stop.line)
    if not above or "flow" in stop.context:
        return None
    deeper = "mapping values" in stop.reason and own > len(indent_of(stop.row(above)))
    aside = "expected key" in stop.reason or "'-' indicator" in stop.reason
    if not deeper and not (aside and stop.column == own + 1):
        return None
    if aside and (stop.text.lstrip()[:1] in "}]\"'" or own == 0):
        return None
    spaces = len(indent_of(stop.row(above)))
    head = re.match(r"(\s*)(- +)+", stop.row(above))
    if head and aside and not PAIR.fullmatch(stop.row(above)):
        return None
    if head and not stop.text.lstrip().startswith("- "):
        spaces = len(head[0])
    return SyntaxDiagnosis(
        "yaml-indent",
        stop.line,
        own + 1,
        msgn(
            "this line begins with {n} space, and does not match the lines above",
            "this line begins with {n} spaces, and does not match the lines above",
            own,
        ),
        _begin(spaces),
        " " * spaces + stop.text.lstrip(),
    )


def _mixed_list(stop: ParserStop) -> SyntaxDiagnosis | None:
    if "'-' indicator" not in stop.reason:
        return None
    return SyntaxDiagnosis(
        "yaml-list-mixed",
        stop.line,
        stop.column,
        msg("a list stands above, and this line does not begin with -"),
        msg("begin it with - and a space if it is one more of the list"),
    )


def _after_bracket(stop: ParserStop) -> SyntaxDiagnosis | None:
    """``title: [Draft] Care`` and ``{...}}``: text, or one bracket more, after a closing bracket."""
    before = stop.text[: stop.column - 1].rstrip()
    if "expected key" not in stop.reason or before[-1:] not in ("}", "]"):
        return None
    rest = stop.text[stop.column - 1 :].strip()
    if set(rest) <= set("}] ,"):
        return _too_many(stop)
    pair = PAIR.fullmatch(stop.text)
    if not pair:
        return None
    better = quoted(pair[3])
    return SyntaxDiagnosis(
        "yaml-bracket",
        stop.line,
        pair.start(3) + 1,
        msg("the text begins with {sign}, which opens a list or a mapping", sign=pair[3][0]),
        msg("put quotes around the text: {text}", text=better),
        stop.text[: pair.start(3)] + better,
    )


def _too_many(stop: ParserStop) -> SyntaxDiagnosis:
    at = stop.column - 1
    return SyntaxDiagnosis(
        "yaml-bracket-extra",
        stop.line,
        stop.column,
        msg("{sign} closes nothing: there is one too many", sign=stop.text[at : at + 1]),
        msg("remove it"),
        (stop.text[:at] + stop.text[at + 1 :]).rstrip(),
    )


def _open_bracket(stop: ParserStop) -> SyntaxDiagnosis | None:
    """``{en: a, fr: b`` without its end."""
    if "flow" not in stop.context:
        return None
    line, column = stop.context_line, stop.context_column
    text = stop.row(line)
    sign = text[column - 1 : column]
    if sign not in _CLOSING:
        return None
    hidden = re.search(r"\s(#\S.*)$", text)
    if hidden and hidden.start(1) >= column:
        return _hidden(stop, line, hidden.start(1))
    other = stop.text[stop.column - 1 : stop.column]
    end = _CLOSING[sign]
    if stop.line == line and other not in "}]":
        return SyntaxDiagnosis(
            "yaml-comma",
            line,
            stop.column,
            msg("a comma or {sign} is expected here", sign=end),
            msg("put a comma between two values, and quotes around a text that holds one of , : {{ }} [ ]"),
        )
    mended = (
        text.rstrip() + end
        if stop.line != line
        else stop.text[: stop.column - 1] + end + stop.text[stop.column - 1 :]
    )
    return SyntaxDiagnosis(
        "yaml-bracket-open",
        line,
        column,
        msg("{sign} is opened here and not closed on its line", sign=sign),
        msg("write {sign} at the end", sign=end),
        mended,
    )


def _hidden(stop: ParserStop, line: int, at: int) -> SyntaxDiagnosis:
    """``{en: Session #3, fr: Séance no 3}``: the rest of the line is a comment to YAML."""
    text = stop.row(line)
    start = max((m.end() for m in re.finditer(r"[{\[,]\s*(?:[A-Za-z_]+:\s+)?", text[:at])), default=at)
    tail = re.search(r"\s*[,}\]]", text[at:])
    end = at + tail.start() if tail else len(text)
    better = quoted(text[start:end])
    return SyntaxDiagnosis(
        "yaml-hash",
        line,
        at + 1,
        msg("“{text}” is not read: after a space, # begins a comment", text=text[at:]),
        msg("put quotes around the text: {text}", text=better),
        text[:start] + better + text[end:],
        len(text) - at,
    )


def _backslash(stop: ParserStop) -> SyntaxDiagnosis | None:
    if "unknown escape" not in stop.reason and "hexdecimal" not in stop.reason:
        return None
    return SyntaxDiagnosis(
        "yaml-backslash",
        stop.line,
        stop.column,
        msg("a backslash inside double quotes begins a code"),
        msg("write two backslashes, or use single quotes"),
        stop.text[: stop.column - 1] + "\\" + stop.text[stop.column - 1 :],
    )


def _directive(stop: ParserStop) -> SyntaxDiagnosis | None:
    if not stop.text.startswith("%"):
        return None
    what = msg("a line may not begin with {sign}", sign="%")
    return SyntaxDiagnosis("yaml-sign", stop.line, 1, what, msg("remove the line"), "")


def _first_sign(stop: ParserStop) -> SyntaxDiagnosis | None:
    """A text that begins with a sign that means something to YAML."""
    began_before = any(word in stop.context for word in ("alias", "anchor", "block scalar", "tag"))
    at = (stop.context_column if began_before else stop.column) - 1
    sign = stop.text[at : at + 1]
    if not sign or sign.isalnum() or sign.isspace():
        return None
    if sign in "}]" and "node content" in stop.reason:
        return _too_many(stop)
    start, end = value_at(stop, at + 1)
    if start != at:
        return None
    if sign in "|>" and "block scalar" in stop.context:
        rest = stop.text[at + 1 : end].strip()
        return SyntaxDiagnosis(
            "yaml-block",
            stop.line,
            at + 1,
            msg("nothing may follow {sign} on its line", sign=sign),
            msg("put the text on the lines below, indented, or in quotes without {sign}", sign=sign),
            stop.text[:at] + quoted(rest),
        )
    better, mended = requoted(stop, start, end)
    return SyntaxDiagnosis(
        "yaml-sign",
        stop.line,
        at + 1,
        msg("a text may not begin with {sign}", sign=sign),
        msg("put quotes around the text: {text}", text=better),
        mended,
    )


_CASES: tuple[Callable[[ParserStop], SyntaxDiagnosis | None], ...] = (
    _blank_indent,
    far_quote,
    _second_colon,
    early_quote,
    _no_colon,
    _after_bracket,
    _indentation,
    _mixed_list,
    _open_bracket,
    _backslash,
    _directive,
    _first_sign,
)
