"""``besrour statements``: a signed statement of attendance a person, and the check of one that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from besrour_cli.commands.shared.options import Folder, Json, Text, Texts, flag, option
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import Workspace, now, open_draft, open_workspace
from besrour_cli.commands.terminal.console import out
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.errors import UsageError
from besrour_cli.model.message import msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from besrour_cli.model.people.statement import Statement

HELP = msg(
    "Write statements of attendance, one page of PDF a person, in both languages.\n\n"
    "Each says at which sessions the person was, for how many minutes and in which role, by "
    "sessions/attendance.csv, and whether a body has accredited the programme (credits: in programme.yaml). "
    "Its code holds the same, signed; --check and the page out/check/index.html say without a network "
    "whether one is ours. They are below out/statements/ with a register for bodies that want the list; "
    "nothing is sent: besrour send statements."
)


def command(
    session: Annotated[
        Text, option("--session", _("SESSION"), _("Statements of one session (default: of the year)."))
    ] = None,
    year: Annotated[
        bool, flag("--year", _("Statements of all sessions so far; this is the default."))
    ] = False,
    member: Annotated[
        Texts, option("--member", _("MEMBER"), _("For this member only; may be repeated."))
    ] = None,
    check: Annotated[
        Text, option("--check", _("FILE|TEXT"), _("Say whether a statement is ours: its PDF, or its code."))
    ] = None,
    dry_run: Annotated[bool, flag("--dry-run", _("Show who gets one; write nothing."))] = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Check one statement, or write those that are wanted."""
    if check is not None:
        finish(_checked(folder, check), as_json)
        return
    if session is not None and year:
        raise UsageError(msg("--session and --year do not go together"), msg("leave one of them away"))
    workspace = open_workspace(folder)
    finish(_written(workspace, session, member or [], dry_run=dry_run), as_json)


def _checked(folder: str | None, word: str) -> Result:
    from besrour_cli.commands.views.people import statements as view
    from besrour_cli.commands.workflows.statements.check import check

    found = check(open_draft(folder), word)
    return Result(view.checked_data(found), lambda: view.show_checked(found))


def _written(workspace: Workspace, session: str | None, members: list[str], *, dry_run: bool) -> Result:
    """The statements, written unless this is a trial; exit code 1 where one of them could not be."""
    from besrour_cli.commands.views.people import statements as view
    from besrour_cli.commands.workflows.statements.attended import statements_of
    from besrour_cli.commands.workflows.statements.keys import signing_key
    from besrour_cli.commands.workflows.statements.write import YEAR, write_statements

    about = None if session is None else workspace.session(session).id
    ids = [workspace.member(word).id for word in members]
    statements = statements_of(workspace, now(), about, ids)
    if dry_run:
        return Result(view.as_data(statements), lambda: _print_trial(statements))
    signing = signing_key(workspace)
    written = write_statements(workspace, statements, signing, about or YEAR, whole=not ids)
    n = len(statements) - len(written.failed)

    def picture() -> None:
        view.show(statements)
        view.show_written(n, written.folder, written.failed.values(), signing.made)

    data = view.as_data(statements, written.files, written.failed)
    return Result(data, picture, 1 if written.failed else 0)


def _print_trial(statements: Sequence[Statement]) -> None:
    from besrour_cli.commands.views.people import statements as view

    view.show(statements)
    out(_("Nothing was written: this was a trial."))
