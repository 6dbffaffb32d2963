"""The question before something is written: what becomes of it is shown, and a number is typed.

Each raises NegativeAnswer when the number is not typed, and UsageError with nobody to ask.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from besrour_cli.commands.terminal.console import confirm_count, err
from besrour_cli.model.errors import NegativeAnswer, UsageError
from besrour_cli.model.message import Message, msg


def confirm_change(lines: Sequence[str], count: int, *, as_json: bool) -> None:
    """Show what changes for ``count`` people and ask."""
    _watched(msg("nobody is here to be asked before what people were told is changed"), as_json=as_json)
    question = msg("Type {n} to go on, anything else to stop:", n=count)
    _ask(lines, count, question, msg("nothing was changed"))


def confirm_move(lines: Sequence[str], count: int, *, as_json: bool) -> None:
    """Show what moves and ask."""
    _watched(msg("nobody is here to be asked before a session is moved for everyone"), as_json=as_json)
    question = msg("Type {n} to move them, anything else to stop:", n=count)
    _ask(lines, count, question, msg("nothing was moved"))


def confirm_roster(lines: Sequence[str], count: int, *, as_json: bool) -> None:
    """Show what is written into the roster and ask."""
    _watched(msg("nobody is here to be asked before members.csv is changed"), as_json=as_json)
    question = msg("Type {n} to write this into members.csv, anything else to stop:", n=count)
    _ask(lines, count, question, msg("nothing was changed"))


def confirm_forgetting(lines: Sequence[str], count: int, *, as_json: bool) -> None:
    """Show what becomes of each of ``count`` files and ask."""
    _watched(msg("nobody is here to be asked before a person is forgotten"), as_json=as_json)
    question = msg("Type {n} to change these files for good, anything else to stop:", n=count)
    _ask(lines, count, question, msg("nothing was changed"))


def confirm_handover(lines: Sequence[str], count: int, *, as_json: bool) -> None:
    """Show what is handed over, in ``count`` files, and ask."""
    _watched(msg("nobody is here to be asked before the programme is handed over"), as_json=as_json)
    question = msg("Type {n} to hand these files over and send nothing more from here:", n=count)
    _ask(lines, count, question, msg("nothing was handed over"))


def confirm_clearing(count: int, *, as_json: bool) -> None:
    """Ask whether what was shown as past its time, in ``count`` files, is to be taken away."""
    _watched(msg("nobody is here to be asked before something is taken away"), as_json=as_json)
    question = msg("Type {n} to take this away for good, anything else to stop:", n=count)
    _ask((), count, question, msg("nothing was changed"))


def _watched(nobody: Message, *, as_json: bool) -> None:
    if as_json or not sys.stdin.isatty():
        raise UsageError(nobody, msg("look first with --dry-run, then add --yes"))


def _ask(lines: Sequence[str], count: int, question: Message, refused: Message) -> None:
    for line in lines:
        err(line)
    if not confirm_count(question, count):
        raise NegativeAnswer(refused)
