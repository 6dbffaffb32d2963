"""``besrour free``: a start that was held may be chosen anew."""

from __future__ import annotations

from besrour_cli.commands.shared.change_options import DryRun, Session
from besrour_cli.commands.shared.options import Folder, Json
from besrour_cli.commands.shared.result import finish
from besrour_cli.commands.shared.workspace import open_planned
from besrour_cli.model.message import msg

HELP = msg(
    "Let a start go that was held.\n\n"
    "The next besrour plan chooses it anew, with all the others that nobody was told of."
)


def command(
    session: Session,
    dry_run: DryRun = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Let the start go."""
    from besrour_cli.commands.workflows.plan.change_plan import ChangeOptions, PlanChange, change, slot_of
    from besrour_cli.commands.workflows.plan.hold_session import free

    workspace = open_planned(folder)
    plan = free(workspace, slot_of(workspace, session))
    line = msg("Kept in plan.yaml. The next besrour plan chooses it anew.")
    finish(change(workspace, PlanChange(plan, None, [line]), ChangeOptions(True, dry_run, as_json)), as_json)
