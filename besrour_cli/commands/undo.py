"""``besrour undo``: the last change of the plan is taken back."""

from __future__ import annotations

from besrour_cli.commands.shared.change_options import DryRun
from besrour_cli.commands.shared.options import Folder, Json, Yes
from besrour_cli.commands.shared.result import finish
from besrour_cli.commands.shared.workspace import now, open_planned
from besrour_cli.model.message import msg

HELP = msg(
    "Take the last change of the plan back.\n\n"
    "Each session is shown as it is and as it was. What people were told by letters cannot be taken "
    "back, and stays; what was announced by other means is no longer announced, if you say that nobody "
    "has seen it. Undoing twice brings the change again."
)


def command(
    yes: Yes = False,
    dry_run: DryRun = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Show what is taken back and what cannot be, ask, write."""
    from besrour_cli.commands.workflows.plan.change_plan import ChangeOptions
    from besrour_cli.commands.workflows.plan.undo_plan import take_back

    workspace = open_planned(folder, unsettled=True).observed()
    finish(take_back(workspace, now(), ChangeOptions(yes, dry_run, as_json)), as_json)
