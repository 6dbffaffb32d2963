"""``besrour tables --live``: who is there, one key each, line by line, as a screen reader reads it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from besrour_cli.commands.terminal.console import ask, err
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.message import Message, msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.model.people.tables import SessionTables
    from besrour_cli.model.programme import Member

_HERE, _MISSING, _BACK, _SEAT, _QUIT = "yo", "n", "b", "s", "q"
"""The keys; o is oui."""


def ask_who_is_there(
    workspace: Workspace, before: SessionTables, expected: Sequence[Member]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of those at a table who are missing, and of those at none who are there.

    Who is asked about no more stays as she was. Raises NegativeAnswer when the coordinator stops.
    """
    seated = {person for table in before.tables for person in table.people}
    known = {m.id for m in expected} | seated | set(before.missing)
    people = [m for m in workspace.programme.members if m.id in known]
    there = {m.id: m.id in seated for m in people}
    err(_("y: here; n: not here; b: back; s: seat now, the others as they were; q: stop, nothing changes"))
    at = 0
    while at < len(people):
        member = people[at]
        now = _("here") if there[member.id] else _("not here")
        key = _key(msg("{n} of {all}. {name}, {now}?", n=at + 1, all=len(people), name=member.name, now=now))
        if key in ("\r", "\n", "") and sys.stdin.isatty():
            at += 1
        elif key and key in _HERE + _MISSING:
            there[member.id] = key in _HERE
            err(_("here") if there[member.id] else _("not here"))
            at += 1
        elif key == _BACK:
            at = max(at - 1, 0)
        elif key == _QUIT:
            raise NegativeAnswer(msg("stopped; the tables stay as they were"))
        elif key in (_SEAT, ""):
            break
    absent = tuple(m.id for m in people if m.id in seated and not there[m.id])
    return absent, tuple(m.id for m in people if m.id not in seated and there[m.id])


def _key(question: Message) -> str:
    """One key, without Enter where a person is at the terminal; else the first sign of a line."""
    if not sys.stdin.isatty():
        return ask(question)[:1].casefold()
    err(question)
    return str(click.getchar()).casefold()
