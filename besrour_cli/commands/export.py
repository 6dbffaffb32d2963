"""``besrour export``: the calendars people subscribe to, the schedule page, and where both are published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from besrour_cli.commands.shared.options import Folder, Json
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import Workspace, now, open_workspace
from besrour_cli.commands.terminal.translation import _, translate
from besrour_cli.commands.views import time_drift
from besrour_cli.model.errors import NotFoundError
from besrour_cli.model.message import msg, msgn

if TYPE_CHECKING:
    from besrour_cli.commands.workflows.publish import PublishOutcome
    from besrour_cli.storage.output.atomic_files import WriteResult

HELP = msg(
    "Publish the calendars and the schedule page.\n\n"
    "Writes out/calendar/: all sessions, one calendar a series, one a group, in both languages; --page "
    "writes out/page/ too. They hold no join link and no personal address. Proposed sessions are marked "
    "tentative. --to copies what changed to a web folder or a calendar server; what someone else "
    "changed there is left alone and named."
)


def command(
    page: Annotated[
        bool, typer.Option("--page", help=_("Write the schedule page too: one file, in both languages."))
    ] = False,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar=_("FOLDER|caldav"),
            help=_("Publish: into a web folder, or on the calendar server that programme.yaml names."),
        ),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help=_("With --to: replace what someone else changed there."))
    ] = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Make the feeds and the page from the plan, write those that changed, and publish them."""
    workspace = open_workspace(folder)
    time_drift.warn(workspace.programme, workspace.plan, now())
    if not workspace.plan.slots:
        raise NotFoundError(msg("there is no plan yet"), msg("run besrour plan, then this again"))
    from besrour_cli.storage.output import atomic_files

    made = _make(workspace, page)
    kinds = ["calendar", "page"] if page else ["calendar"]
    files = {f"out/{name}": content for name, content in made.items()}
    written = atomic_files.write_all(workspace.folder, files, clear=[f"out/{kind}" for kind in kinds])
    outcome = None
    if to is not None:
        from besrour_cli.commands.workflows.publish import publish

        outcome = publish(workspace, to, made, kinds, now(), overwrite=overwrite)
    names = sorted(files)
    data = {"files": names, "written": list(written.written), "removed": list(written.removed)}
    finish(
        Result(
            data | ({"published": outcome.data} if outcome else {}),
            lambda: _print_result(names, written, outcome),
            1 if outcome and outcome.theirs else 0,
        ),
        as_json,
    )


def _make(workspace: Workspace, page: bool) -> dict[str, bytes]:
    """The calendars, and the page if it is wanted, by their names below out/."""
    from besrour_cli.publishing.calendars.feeds import feeds

    address = workspace.programme.publish.address
    source = f"{address}/calendar" if address else ""
    calendars = feeds(workspace.programme, workspace.plan, source)
    made = {f"calendar/{name}": ics for name, ics in calendars.items()}
    if page:
        from besrour_cli.publishing.page.page import page as schedule_page
        from besrour_cli.storage.output import resources

        whole = schedule_page(workspace.programme, workspace.plan, resources.templates(workspace.folder))
        made |= {f"page/{name}": content for name, content in whole.items()}
    return made


def _print_result(names: list[str], written: WriteResult, outcome: PublishOutcome | None) -> None:
    from besrour_cli.commands.terminal.console import out

    if outcome is not None:
        outcome.picture()
        return
    for name in names:
        state = _("written") if name in written.written else _("unchanged")
        out(f"  {name}  {state}")
    removed = _("removed")
    for name in written.removed:
        out(f"  {name}  {removed}")
    pages = sum(name.startswith("out/page/") for name in names)
    n = len(names) - pages
    out(translate(msgn("{n} calendar in out/calendar/.", "{n} calendars in out/calendar/.", n)))
    if pages:
        out(_("The schedule page is out/page/index.html."))
