"""``besrour why``: why a session is when it is, and what another start would change."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from besrour_cli.commands.shared.change_options import Session
from besrour_cli.commands.shared.options import Folder, Json, Text, flag, option
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import Workspace, now, open_workspace
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.message import msg

if TYPE_CHECKING:
    from besrour_cli.model.programme import Session as ProgrammeSession

HELP = msg(
    "Say why a session is when it is, and whom other hours would hurt.\n\n"
    "With --if it says what another start would change, and for whom, and exits with 1 when something speaks "
    "against it. Nothing is written."
)

If = Annotated[
    Text,
    option(
        "--if",
        _("MOMENT"),
        _("Say what this start would change, and for whom, such as “2027-03-10 15:00 Accra”."),
    ),
]
Details = Annotated[bool, flag("--details", _("Show figures of the rule too."))]


def command(
    session: Session,
    if_: If = None,
    details: Details = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Answer from the plan as it is."""
    from besrour_cli.commands.shared.arguments import parse_moment
    from besrour_cli.commands.views import time_drift
    from besrour_cli.commands.workflows.plan import check_starts

    moment = now()
    start = parse_moment(if_, folder)[0] if if_ is not None else None
    workspace = open_workspace(folder, unsettled=True).observed()
    time_drift.warn(workspace.programme, workspace.plan, moment)
    check_starts.check_history(workspace, moment)
    found = workspace.session(session)
    if start:
        finish(_what_if(workspace, found, start, moment, details), as_json)
    else:
        finish(_why(workspace, found, moment, details), as_json)


def _what_if(
    workspace: Workspace, session: ProgrammeSession, start: datetime, moment: datetime, details: bool
) -> Result:
    """What another start would change for whom; exit code 1 when a constraint speaks against it."""
    from besrour_cli.commands.views import what_if
    from besrour_cli.planning.explain.what_if import compare

    counter = compare(workspace.programme, workspace.plan, moment, session.id, start)
    return Result(
        what_if.as_data(workspace, counter),
        lambda: what_if.print_result(workspace, counter, details=details),
        1 if counter.against else 0,
    )


def _why(workspace: Workspace, session: ProgrammeSession, moment: datetime, details: bool) -> Result:
    """Why a session is when it is: whom it suits, the obvious other start, and the nearest ones."""
    from besrour_cli.commands.views import plan_explanation
    from besrour_cli.planning.explain.obvious_start import obvious_start
    from besrour_cli.planning.explain.what_if import alternatives, compare

    programme, plan, slot = workspace.programme, workspace.plan, workspace.slot(session)
    past = slot.state in plan_explanation.PAST
    obvious = None if past else obvious_start(programme, plan, moment, session.id)
    starts = [] if past else [each.start for each in alternatives(programme, plan, moment, session.id)]
    explanation = plan_explanation.Explanation(
        planned=compare(programme, plan, moment, session.id, slot.start),
        obvious=obvious,
        against=compare(programme, plan, moment, session.id, obvious.start) if obvious else None,
        others=tuple(
            compare(programme, plan, moment, session.id, start)
            for start in starts
            if obvious is None or start != obvious.start
        ),
    )
    return Result(
        plan_explanation.as_data(workspace, explanation),
        lambda: plan_explanation.print_result(workspace, explanation, details=details),
    )
