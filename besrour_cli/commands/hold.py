"""``besrour hold``: a proposed start stays where it is."""

from __future__ import annotations

from besrour_cli.commands.shared.change_options import DryRun, Session
from besrour_cli.commands.shared.options import Folder, Json
from besrour_cli.commands.shared.result import finish
from besrour_cli.commands.shared.workspace import now, open_planned
from besrour_cli.model.message import msg

HELP = msg(
    "Hold a proposed start.\n\n"
    "Every later besrour plan leaves the session where it is, until besrour free lets it go. A session that "
    "people were told of keeps its start anyway."
)


def command(
    session: Session,
    dry_run: DryRun = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Hold the start, unless it breaks a constraint."""
    from besrour_cli.commands.workflows.plan.change_plan import ChangeOptions, PlanChange, change, slot_of
    from besrour_cli.commands.workflows.plan.hold_session import hold

    workspace = open_planned(folder).observed()
    slot_of(workspace, session)
    plan = hold(workspace, workspace.session(session), now())
    line = msg("Kept in plan.yaml. besrour free {session} lets it go.", session=session)
    finish(change(workspace, PlanChange(plan, None, [line]), ChangeOptions(True, dry_run, as_json)), as_json)
