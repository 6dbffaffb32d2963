"""``besrour sheet``: the run of a session for whoever facilitates, and a page with a clock for the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from besrour_cli.commands.shared.options import Folder, Json, argument, flag
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import open_planned
from besrour_cli.commands.terminal.console import err, out
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.message import msg

if TYPE_CHECKING:
    from besrour_cli.publishing.run_sheet.values import RunSubject

HELP = msg(
    "Write the run of a session for whoever facilitates, in both languages.\n\n"
    "Minutes, clock times at the place of everybody with a part, roles with names, opening words, questions, "
    "tables, what to do when the platform fails, and whom to thank: as PDF and as text, from agenda: of the "
    "session or of its series. Beside them a page for the screen, with a large clock: the hours of all who "
    "join, who leads now, the time left; it needs no network, and no link or passcode is on it. They are "
    "below out/sheet/; nothing is sent."
)


def command(
    session: Annotated[str, argument(_("SESSION"), _("The session to run."))],
    dry_run: Annotated[bool, flag("--dry-run", _("Show the sheet; write nothing."))] = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Make the sheet and the page, write them, show the sheet in the reader's language."""
    from besrour_cli.commands.workflows import run_sheet
    from besrour_cli.publishing.run_sheet.values import timed_parts, unled

    workspace = open_planned(folder)
    about = workspace.session(session)
    subject = run_sheet.subject_of(workspace, about)
    files = run_sheet.files_of(workspace, subject)
    if not dry_run:
        run_sheet.write_files(workspace, about, files)
    data = {
        "session": about.id,
        "parts": [
            {
                "begins": timed.begins,
                "ends": timed.ends,
                "title": dict(timed.part.titles),
                "role": timed.part.role or None,
                "members": list(about.required.get(timed.part.role, ())),
                "tables": timed.part.tables,
            }
            for timed in timed_parts(about)
        ],
        "roles_without_anybody": list(unled(subject)),
        "tables": len(subject.tables),
        "files": sorted(files),
        "written": not dry_run,
    }
    finish(Result(data, lambda: _print(subject, sorted(files), dry_run=dry_run)), as_json)


def _print(subject: RunSubject, files: list[str], *, dry_run: bool) -> None:
    """The sheet in the reader's language, what is missing for it, where the files are."""
    from besrour_cli.commands.shared.role_names import ROLES
    from besrour_cli.commands.terminal.translation import language
    from besrour_cli.publishing.run_sheet.texts import run_sheet_half
    from besrour_cli.publishing.run_sheet.values import unled

    out(run_sheet_half(subject, language()))
    out()
    session = subject.session
    if not session.agenda.parts:
        err(
            msg(
                "“{id}” has no agenda: write agenda: into sessions/{id}.yaml or below its series.",
                id=session.id,
            )
        )
    for role in unled(subject):
        err(msg("Nobody has this part yet: {role}", role=ROLES[role]))
    if any(part.tables for part in session.agenda.parts) and not subject.tables:
        err(msg("There are no tables yet: besrour tables {id}, then this again.", id=session.id))
    if not subject.platform.fallback:
        err(_("No other room is named for when this one fails: fallback: below platform:."))
    if dry_run:
        out(_("Nothing was written: this was a trial."))
    for name in () if dry_run else files:
        out(f"  {name}")
