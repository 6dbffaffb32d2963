"""``besrour next-year``: a folder for the second year, begun from the first."""

from __future__ import annotations

import os
from typing import Annotated

from besrour_cli.commands.shared.options import Folder, Json, Text, argument, flag
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import now, open_workspace
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.errors import FileError, NotFoundError
from besrour_cli.model.message import msg

HELP = msg(
    "Begin a second year from the first.\n\n"
    "A new folder gets the people, the series with their dates a year later, your own templates, who sat "
    "with whom, and what the past year cost each member, which the next plan counts. Turns go on where "
    "they ended; days without sessions go with Easter and the feasts of the moon. Texts of sessions stay "
    "behind, and so does everything that was announced. What has to be decided anew is listed."
)


def command(
    directory: Annotated[
        Text,
        argument(
            _("FOLDER"), _("The folder to make (default: beside this one, under the programme's new id).")
        ),
    ] = None,
    dry_run: Annotated[bool, flag("--dry-run", _("Show what would be made; write nothing."))] = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Gather the new folder's files, make it, say what is to be decided."""
    from besrour_cli.commands.views.next_year import report
    from besrour_cli.commands.workflows.next_year.begin import next_year
    from besrour_cli.storage.output.new_folder import make_folder
    from besrour_cli.storage.state.handover.mark import refuse_if_handed_over

    workspace = open_workspace(folder)
    refuse_if_handed_over(workspace.folder)
    year = next_year(workspace, now())
    beside = os.path.join(os.path.dirname(workspace.folder), year.settings.id)
    target = os.path.relpath(beside) if directory is None else directory
    _refuse_inside(target)
    if not dry_run:
        make_folder(target, year.files)
    data = report.as_data(year, os.path.abspath(target), written=not dry_run)
    finish(Result(data, lambda: report.print_result(year, target, written=not dry_run)), as_json)


def _refuse_inside(target: str) -> None:
    """Refuse a folder inside a programme, whose files would then be two programmes'."""
    from besrour_cli.storage.programme_folder import find

    try:
        around = find(os.path.dirname(os.path.abspath(target)), None)
    except NotFoundError:
        return
    raise FileError(
        msg("{path} lies inside of a programme", path=target),
        msg("name a folder outside of it, such as {path}", path=f"../{os.path.basename(around)}-2"),
    )
