"""Ask before a session moves for everyone who knows its start."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from besrour_cli.commands.terminal.console import confirm_count, err
from besrour_cli.commands.terminal.translation import translate
from besrour_cli.model.errors import NegativeAnswer, UsageError
from besrour_cli.model.message import msg


def confirm_move(lines: Sequence[str], count: int, *, as_json: bool) -> None:
    """Show what moves, and ask.

    Raises UsageError when nobody is there to answer, NegativeAnswer when the move is not confirmed.
    """
    if as_json or not sys.stdin.isatty():
        raise UsageError(
            msg("nobody is here to be asked before a session is moved for everyone"),
            msg("look first with --dry-run, then add --yes"),
        )
    for line in lines:
        err(line)
    question = msg("Type {n} to move them, anything else to stop:", n=count)
    if not confirm_count(translate(question), count):
        raise NegativeAnswer(msg("nothing was moved"))
