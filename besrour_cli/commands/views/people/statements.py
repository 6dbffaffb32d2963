"""What a coordinator sees of statements: whose were written and where, and what one that was checked says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from besrour_cli.clock.formatting import date_words
from besrour_cli.commands.shared.role_names import ROLES
from besrour_cli.commands.terminal.console import MESSAGES, console, err, out, styled, table, truncate
from besrour_cli.commands.terminal.diagnostics import show_error
from besrour_cli.commands.terminal.translation import _, language, translate
from besrour_cli.model.message import msg, msgn

if TYPE_CHECKING:
    from besrour_cli.model.errors import BesrourError
    from besrour_cli.model.people.statement import Statement
    from besrour_cli.publishing.statements.signed_text import SignedStatement

Data: TypeAlias = dict[str, object]
"""What is printed as JSON."""


def show(statements: Sequence[Statement]) -> None:
    """Who gets a statement."""
    shown = table(_("Name"), _("Sessions"), _("Minutes"), right=(1, 2))
    people, more = truncate(statements, MESSAGES)
    for each in people:
        shown.add_row(each.member.name, str(len(each.sessions)), str(each.minutes))
    console().print(shown)
    if more:
        out(msgn("  and {n} more", "  and {n} more", more))


def show_written(n: int, folder: str, failed: Iterable[BesrourError], made: str | None) -> None:
    """How many were written where, which were not and why, and where a key was put that was ``made``."""
    for error in failed:
        show_error(error)
    out(msgn("{n} statement in {folder}/.", "{n} statements in {folder}/.", n, folder=folder))
    out(_("The page that checks them is out/check/index.html. Next: besrour send statements"))
    if made is not None:
        err(
            msg("A key was made to sign them; it is in {path}: keep a copy of it.", path=made)
            if made
            else msg("A key was made to sign them; it is in the keyring of this computer.")
        )


def as_data(statements: Sequence[Statement], files: Sequence[str] = (), failed: Iterable[str] = ()) -> Data:
    """The statements for ``--json``; ``failed`` are the members (ids) whose could not be written."""
    return {
        "statements": [
            {
                "member": each.member.id,
                "sessions": [
                    {"session": one.session.id, "minutes": one.minutes, "roles": list(one.roles)}
                    for one in each.sessions
                ],
                "minutes": each.minutes,
            }
            for each in statements
        ],
        "written": bool(files),
        "files": list(files),
        "failed": list(failed),
    }


def show_checked(signed: SignedStatement) -> None:
    """What a statement says whose signature holds."""
    out(_("The signature is ours, and nothing was changed. It must say the same as the paper:"))
    out(styled(signed.name, "bold"))
    shown = table(_("Date"), _("Minutes"), _("Role"), right=(1,))
    for each in signed.sessions:
        day = date_words(each.day, language(), weekday=False)
        minutes = "·" if each.minutes is None else str(each.minutes)
        roles = (translate(ROLES[role]) if role in ROLES else role for role in each.roles)
        shown.add_row(day, minutes, ", ".join(roles))
    console().print(shown)


def checked_data(signed: SignedStatement) -> Data:
    """A checked statement for ``--json``."""
    return {
        "programme": signed.programme,
        "name": signed.name,
        "sessions": [
            {"date": each.day.isoformat(), "minutes": each.minutes, "roles": list(each.roles)}
            for each in signed.sessions
        ],
    }
