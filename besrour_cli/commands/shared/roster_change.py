"""The question before members.csv is written: what becomes of it is shown, and a number is typed."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from besrour_cli.commands.terminal.console import confirm_count, err
from besrour_cli.model.errors import NegativeAnswer, UsageError
from besrour_cli.model.message import msg


def confirm_roster(lines: Sequence[str], count: int, *, as_json: bool) -> None:
    """Show what is written and ask.

    Raises NegativeAnswer when the number is not typed, UsageError with nobody to ask.
    """
    if as_json or not sys.stdin.isatty():
        raise UsageError(
            msg("nobody is here to be asked before members.csv is changed"),
            msg("look first with --dry-run, then add --yes"),
        )
    for line in lines:
        err(line)
    if not confirm_count(
        msg("Type {n} to write this into members.csv, anything else to stop:", n=count), count
    ):
        raise NegativeAnswer(msg("nothing was changed"))
