"""``besrour restore``: a session that was called off takes place after all."""

from __future__ import annotations

from typing import Annotated

from besrour_cli.commands.shared.change_options import DryRun, Session
from besrour_cli.commands.shared.options import Folder, Json, Text, Yes, option
from besrour_cli.commands.shared.result import finish
from besrour_cli.commands.shared.workspace import now, open_planned
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.message import msg
from besrour_cli.model.plan import SessionState

HELP = msg(
    "Plan a session again that was called off.\n\n"
    "It returns to its start, if that is still to come and breaks nothing; --to names another. Where people "
    "were told that it is off, besrour send SESSION tells them that it takes place after all; where nobody "
    "was, everything is as before."
)

To = Annotated[Text, option("--to", _("MOMENT"), _("The start wanted, such as “2027-03-10 15:00 Accra”."))]


def command(
    session: Session,
    to: To = None,
    yes: Yes = False,
    dry_run: DryRun = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Plan it again, show what changes and for whom, ask, write."""
    from besrour_cli.commands.shared.arguments import parse_moment
    from besrour_cli.commands.workflows.plan.cancel_session import restore
    from besrour_cli.commands.workflows.plan.change_plan import ChangeOptions, PlanChange, change, read_log

    moment = now()
    start = parse_moment(to, folder)[0] if to is not None else None
    workspace = open_planned(folder).observed()
    choice = restore(workspace, read_log(workspace), workspace.session(session), start, moment)
    line = msg("Kept in plan.yaml.")
    if choice.plan.slots[session].state == SessionState.MOVED:
        line = msg("Kept in plan.yaml. Nobody was told yet: besrour send {session}", session=session)
    made = PlanChange(choice.plan, choice.proof, [line])
    finish(change(workspace, made, ChangeOptions(yes, dry_run, as_json)), as_json)
