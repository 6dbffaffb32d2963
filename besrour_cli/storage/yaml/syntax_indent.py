"""Mistakes in how lines of YAML begin: tabs, wrong numbers of spaces, a list without its dash."""

from __future__ import annotations

import re

from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.storage.yaml.syntax_line import (
    BLANK,
    PAIR,
    ParserStop,
    SyntaxDiagnosis,
    indent_of,
    line_above,
)

_ODD_BLANK = re.compile(f"[{BLANK}]")
_DASHES = re.compile(r"(\s*)(- +)+")


def blank_indent(stop: ParserStop) -> SyntaxDiagnosis | None:
    """A line that begins with a tab, or with a no-break space from a word processor."""
    # The parser often stops only on the line after the one with the tab.
    for line in (stop.line, line_above(stop, stop.line)):
        odd = _ODD_BLANK.search(indent_of(stop.row(line)))
        if odd:
            break
    else:
        return None
    tab = odd[0] == "\t"
    spaces = _fitting_spaces(stop, line)
    return SyntaxDiagnosis(
        code="yaml-tab" if tab else "yaml-blank",
        line=line,
        column=odd.start() + 1,
        what=msg("a tab begins this line, and YAML counts spaces only")
        if tab
        else msg("a no-break space begins this line, and YAML counts spaces only"),
        remedy=_begin_with(spaces),
        mended=" " * spaces + stop.row(line).lstrip(" " + BLANK),
    )


def _fitting_spaces(stop: ParserStop, line: int) -> int:
    """How many spaces a line should begin with, to judge by its neighbours."""
    above = stop.row(line_above(stop, line))
    outer = len(indent_of(above))
    if not above.rstrip().endswith(":"):
        return outer
    below = indent_of(next((row for row in stop.lines[line:] if row.strip()), ""))
    return len(below) if len(below) > outer and "\t" not in below else outer + 2


def _begin_with(spaces: int) -> Message:
    if not spaces:
        return msg("begin the line without any blank if it belongs with the line above")
    return msgn(
        "begin the line with {n} space if it belongs with the line above",
        "begin the line with {n} spaces if it belongs with the line above",
        spaces,
    )


def indentation(stop: ParserStop) -> SyntaxDiagnosis | None:
    """A line that begins further right or left than the lines it belongs with."""
    own = len(indent_of(stop.text))
    number = line_above(stop, stop.line)
    if not number or "flow" in stop.context:  # between brackets, indentation means nothing
        return None
    above = stop.row(number)
    dashes = _DASHES.match(above)
    if "expected key" in stop.reason or "'-' indicator" in stop.reason:
        # Only a key or a dash of its own can be out of line, not a bracket or a quote that goes wrong.
        if stop.column != own + 1 or own == 0 or stop.text.lstrip()[:1] in "}]\"'":
            return None
        if dashes and not PAIR.fullmatch(above):
            return None
    elif "mapping values" not in stop.reason or own <= len(indent_of(above)):
        return None
    below_dash = dashes and not stop.text.lstrip().startswith("- ")
    spaces = len(dashes[0]) if dashes and below_dash else len(indent_of(above))
    return SyntaxDiagnosis(
        code="yaml-indent",
        line=stop.line,
        column=own + 1,
        what=msgn(
            "this line begins with {n} space, and does not match the lines above",
            "this line begins with {n} spaces, and does not match the lines above",
            own,
        ),
        remedy=_begin_with(spaces),
        mended=" " * spaces + stop.text.lstrip(),
    )


def mixed_list(stop: ParserStop) -> SyntaxDiagnosis | None:
    """A line below a list that neither goes on with it nor begins anything else."""
    if "'-' indicator" not in stop.reason:
        return None
    return SyntaxDiagnosis(
        code="yaml-list-mixed",
        line=stop.line,
        column=stop.column,
        what=msg("a list stands above, and this line does not begin with -"),
        remedy=msg("begin it with - and a space if it is one more of the list"),
    )
