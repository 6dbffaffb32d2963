"""``besrour move``: another start for a session that people may know of."""

from __future__ import annotations

from typing import Annotated

from besrour_cli.commands.shared.change_options import DryRun, Sessions
from besrour_cli.commands.shared.options import Folder, Json, Text, Yes, option
from besrour_cli.commands.shared.result import finish
from besrour_cli.commands.shared.workspace import now, open_planned
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.errors import UsageError
from besrour_cli.model.message import Message, msg
from besrour_cli.model.plan import ScheduledSession, SessionState

HELP = msg(
    "Give a session another start.\n\n"
    "Without --to, an announced session is chosen anew, by the rule of fairness, and the rest of the "
    "plan stays where it can. With --to it goes to that moment, unless that breaks what somebody asked "
    "for. Who was told of it is shown, and you are asked. A session that nobody was told of is held at "
    "the start you name."
)

To = Annotated[Text, option("--to", _("MOMENT"), _("The start wanted, such as “2027-03-10 15:00 Accra”."))]


def command(
    session: Sessions,
    to: To = None,
    yes: Yes = False,
    dry_run: DryRun = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Choose the start, show what changes and for whom, ask, write."""
    from besrour_cli.commands.shared.arguments import parse_moment
    from besrour_cli.commands.workflows.plan.change_plan import ChangeOptions, PlanChange, change
    from besrour_cli.commands.workflows.plan.move_session import move_anew, move_to

    moment = now()
    start = parse_moment(to, folder)[0] if to is not None else None
    workspace = open_planned(folder).observed()
    found = [workspace.session(name) for name in dict.fromkeys(session)]
    if start is not None and len(found) > 1:
        raise UsageError(msg("--to names the start of one session"), msg("move them one by one"))
    choice = move_to(workspace, found[0], start, moment) if start else move_anew(workspace, found, moment)
    lines = [_next_step(choice.plan.slots[each.id]) for each in found]
    made = PlanChange(choice.plan, choice.proof, lines)
    finish(change(workspace, made, ChangeOptions(yes, dry_run, as_json)), as_json)


def _next_step(slot: ScheduledSession) -> Message:
    """What to do once the session is moved: tell people, or know how to let it go."""
    if slot.state == SessionState.MOVED:
        return msg("Kept in plan.yaml. Nobody was told yet: besrour send {session}", session=slot.session)
    return msg("Kept in plan.yaml. It stays there: besrour free {session} lets it go", session=slot.session)
