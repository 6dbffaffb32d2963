"""Asking the coordinator before something is done that she could not see coming."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from besrour_cli.commands.terminal.console import confirm_count, err
from besrour_cli.model.errors import NegativeAnswer, UsageError
from besrour_cli.model.message import Message, msg


def confirm(
    lines: Sequence[str | Message], question: Message, refusal: Message, *, as_json: bool, count: int = 1
) -> None:
    """Show the lines and ask until the ``count`` that the question names is typed, or anything else.

    Raises UsageError when nobody is here to be asked, NegativeAnswer with the refusal for another answer.
    """
    if as_json or not sys.stdin.isatty():
        raise UsageError(msg("nobody is here to be asked"), msg("look first with --dry-run, then add --yes"))
    for line in lines:
        err(line)
    if not confirm_count(question, count):
        raise NegativeAnswer(refusal)
