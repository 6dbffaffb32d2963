"""``besrour rename``: a session whose file, or a member whose id, has another name by now."""

from __future__ import annotations

from typing import Annotated

from besrour_cli.commands.shared.options import Folder, Json, argument, flag
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import now, open_draft
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.message import msg

HELP = msg(
    "Say that a session or a member has another name, and lose nothing.\n\n"
    "Rename the session's file, or write the new id into members.csv, then run this: the calendar "
    "entries people have, the letters sent, the answers and what sessions cost stay with it. "
    "Nobody is written to. Where it is not certain that both are the same, they are shown and you are "
    "asked."
)

Old = Annotated[str, argument(_("OLD"), _("The name until now."))]
New = Annotated[str, argument(_("NEW"), _("The name of the session's file, or the id in members.csv, now."))]
Yes = Annotated[bool, flag("--yes", _("Do not ask, for scripts."))]
DryRun = Annotated[bool, flag("--dry-run", _("Show what would be renamed; write nothing."))]


def command(
    old: Old,
    new: New,
    yes: Yes = False,
    dry_run: DryRun = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """See what is meant, ask where it is not certain, write it."""
    from besrour_cli.commands.views import renaming as views
    from besrour_cli.commands.workflows.change_plan import confirm
    from besrour_cli.commands.workflows.renaming import prepare_renaming, rename

    workspace, moment = open_draft(folder), now()
    renaming = prepare_renaming(workspace, old, new)
    if not (renaming.is_certain or yes or dry_run):
        confirm([*views.both(workspace, renaming), _("Are they the same?")], 1, as_json=as_json)
    if not (dry_run or renaming.is_done):
        rename(workspace, renaming, moment)
    finish(
        Result(
            views.as_data(renaming, written=not dry_run),
            lambda: views.print_result(workspace, renaming, dry_run=dry_run),
        ),
        as_json,
    )
