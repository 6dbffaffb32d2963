"""Mistakes with the colon of YAML: one too many, none, or no space after it."""

from __future__ import annotations

import re

from besrour_cli.model.message import msg
from besrour_cli.storage.yaml.syntax_line import (
    BLANK,
    PAIR,
    ParserStop,
    SyntaxDiagnosis,
    indent_of,
    line_above,
    requoted,
    value_at,
)

_GLUED = re.compile(r"(\s*(?:- +)*)([A-Za-z_]+):(\S.*)")
_NO_BREAK = re.compile(rf"(\s*(?:- +)*)([A-Za-z_]+)[{BLANK}]?:( *[{BLANK}]\s*)(\S.*)?")
_BARE = re.compile(r"(\s*)([A-Za-z_]+)\s+(\S.*)")


def second_colon(stop: ParserStop) -> SyntaxDiagnosis | None:
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
        code="yaml-colon",
        line=stop.line,
        column=stop.column,
        what=msg("a second colon stands in a text without quotes"),
        remedy=msg("put quotes around the text: {text}", text=better),
        mended=mended,
    )


def no_colon(stop: ParserStop) -> SyntaxDiagnosis | None:
    """``title:Care`` or ``title Care``: a line that is not a key and its value."""
    if "mapping values" in stop.reason:
        line = line_above(stop, stop.line)
    elif "could not find expected ':'" in stop.reason:
        line = stop.context_line
    else:
        return None
    text = stop.row(line)
    if odd := _NO_BREAK.fullmatch(text):
        mended = f"{odd[1]}{odd[2]}: {odd[4] or ''}".rstrip()
        return SyntaxDiagnosis(
            code="yaml-blank",
            line=line,
            column=odd.start(3) + len(odd[3]) - len(odd[3].lstrip(" ")) + 1,
            what=msg("a no-break space follows the colon, where an ordinary one must stand"),
            remedy=msg("delete it and type a space: {text}", text=mended.strip()),
            mended=mended,
        )
    glued = _GLUED.fullmatch(text)
    if glued and not glued[3].startswith("//"):
        mended = f"{glued[1]}{glued[2]}: {glued[3]}"
        return SyntaxDiagnosis(
            code="yaml-space",
            line=line,
            column=glued.end(2) + 1,
            what=msg("a space is missing after the colon"),
            remedy=msg("write {text}", text=mended.strip()),
            mended=mended,
        )
    return _no_colon_at_all(stop, line)


def _no_colon_at_all(stop: ParserStop, line: int) -> SyntaxDiagnosis | None:
    """A key with its value, a key with keys below it, or the rest of a text, on a line without a colon."""
    text = stop.row(line)
    if ":" in text:
        return None
    if bare := _BARE.fullmatch(text):
        mended = f"{bare[1]}{bare[2]}: {bare[3]}"
        return SyntaxDiagnosis(
            code="yaml-no-colon",
            line=line,
            column=bare.start(2) + 1,
            what=msg("no colon stands after the first word of this line"),
            remedy=msg("write {text}, if {key} is the key", text=mended.strip(), key=bare[2]),
            mended=mended,
            width=len(bare[2]),
        )
    below = next((row for row in stop.lines[line:] if row.strip()), "")
    if re.fullmatch(r"\s*[A-Za-z_]+\s*", text) and len(indent_of(below)) > len(indent_of(text)):
        mended = text.rstrip() + ":"
        return SyntaxDiagnosis(
            code="yaml-no-colon",
            line=line,
            column=len(indent_of(text)) + 1,
            what=msg("no colon stands after the first word of this line"),
            remedy=msg("write {text}", text=mended.strip()),
            mended=mended,
            width=len(text.strip()),
        )
    if "could not find" in stop.reason:
        return SyntaxDiagnosis(
            code="yaml-no-colon",
            line=line,
            column=len(indent_of(text)) + 1,
            what=msg("no colon stands on this line, and it is not part of a text above"),
            remedy=msg("indent it if it continues the text above; else write a key, a colon and a value"),
            width=len(text.strip()),
        )
    return None
