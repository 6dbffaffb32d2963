"""``besrour cancel``: a session does not take place."""

from __future__ import annotations

from besrour_cli.commands.shared.change_options import DryRun, Session
from besrour_cli.commands.shared.options import Folder, Json, Yes
from besrour_cli.commands.shared.result import finish
from besrour_cli.commands.shared.workspace import now, open_planned
from besrour_cli.model.message import msg

HELP = msg(
    "Call a session off.\n\n"
    "Who was told of it is shown, and you are asked. It keeps its place in the plan, and besrour "
    "restore plans it again. Nothing is sent: besrour send SESSION offers the cancellations to those "
    "who were told."
)


def command(
    session: Session,
    yes: Yes = False,
    dry_run: DryRun = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Call it off, show whom that touches, ask, write."""
    from besrour_cli.commands.workflows.plan.cancel_session import cancel
    from besrour_cli.commands.workflows.plan.change_plan import ChangeOptions, PlanChange, change, slot_of

    moment = now()
    workspace = open_planned(folder, unsettled=True).observed()
    slot = slot_of(workspace, session)
    choice = cancel(workspace, slot, moment)
    line = msg("Kept in plan.yaml.")
    if slot.hash:
        line = msg("Kept in plan.yaml. Nobody was told yet: besrour send {session}", session=session)
    made = PlanChange(choice.plan, choice.proof, [line])
    finish(change(workspace, made, ChangeOptions(yes, dry_run, as_json)), as_json)
