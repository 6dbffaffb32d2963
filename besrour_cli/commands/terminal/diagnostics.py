"""How mistakes are shown: place, what is wrong, the reader's own line with a caret, what to write instead."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from besrour_cli.commands.terminal.console import err, out, styled
from besrour_cli.commands.terminal.plain import is_plain
from besrour_cli.commands.terminal.translation import _, translate
from besrour_cli.model.text.hidden_signs import visible

if TYPE_CHECKING:
    from besrour_cli.model.diagnostic import Diagnostic
    from besrour_cli.model.errors import BesrourError

_LONGEST = 100
"""Characters of the reader's line that are quoted at most."""


def shown(problem: Diagnostic, stream: TextIO | None = None) -> str:
    """A problem as a few lines of text."""
    kind = styled(_("warning"), "yellow", stream) if problem.warning else styled(_("mistake"), "red", stream)
    lines = [
        f"{styled(str(problem.spot), 'bold', stream)}: {kind}: {translate(problem.what)} [{problem.code}]"
    ]
    if problem.text and problem.spot.line:
        lines += _quoted(problem)
    if problem.remedy:
        lines.append(f"  = {translate(problem.remedy)}")
    return "\n".join(lines)


def _quoted(problem: Diagnostic) -> list[str]:
    """The reader's line with a caret below the fault; of a very long line the part around the fault."""
    text, margin = problem.text.replace("\t", " "), f"{problem.spot.line:>5} | "
    begin = max(problem.spot.column, 1) - 1
    if len(text) > _LONGEST:
        cut = max(0, min(begin + 1 - _LONGEST // 2, len(text) - _LONGEST))
        text, begin = text[cut : cut + _LONGEST], begin - cut
    if is_plain():  # the place is said already
        return [f"  {visible(text)}".rstrip()]
    before, fault = visible(text[:begin]), visible(text[begin : begin + problem.width])
    return [
        f"{margin}{visible(text)}".rstrip(),
        f"      | {' ' * len(before)}{'^' * max(1, len(fault))}",
    ]


def list_problems(problems: Iterable[Diagnostic], *, trouble: bool = False) -> None:
    """All problems, one block each: on stdout as a result, on stderr as a trouble."""
    write, stream = (err, sys.stderr) if trouble else (out, sys.stdout)
    for problem in problems:
        write(shown(problem, stream))


def show_error(fault: BesrourError) -> None:
    """Why a command stopped, on stderr."""
    err(f"{styled('besrour:', 'red bold', sys.stderr)} {translate(fault.what)}")
    if fault.remedy:
        err(f"  = {translate(fault.remedy)}")


def as_data(problem: Diagnostic) -> dict[str, object]:
    """A problem for ``--json``."""
    return {
        "code": problem.code,
        "path": problem.spot.path,
        "line": problem.spot.line,
        "column": problem.spot.column,
        "warning": problem.warning,
        "what": translate(problem.what),
        "remedy": translate(problem.remedy) if problem.remedy else "",
        "text": problem.text,
    }
