"""``besrour plan --why`` and ``--what-if``: compare starts, everything else staying; nothing is written."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from besrour_cli.commands.shared.result import Result
from besrour_cli.commands.shared.workspace import Workspace
from besrour_cli.commands.views import plan_explanation
from besrour_cli.commands.views import what_if as what_if_view
from besrour_cli.planning.explain.what_if import alternatives, compare

if TYPE_CHECKING:
    from besrour_cli.model.programme import Session


def what_if(workspace: Workspace, session: Session, start: datetime, moment: datetime) -> Result:
    """What another start would change for whom; exit code 1 when a constraint speaks against it."""
    counter = compare(workspace.programme, workspace.plan, moment, session.id, start)
    return Result(
        what_if_view.as_data(workspace, counter),
        lambda: what_if_view.print_result(workspace, counter),
        1 if counter.against else 0,
    )


def why(workspace: Workspace, session: Session, moment: datetime) -> Result:
    """Why a session is when it is: what it costs, and whom the nearest alternatives would hurt."""
    slot = workspace.slot(session)
    past = slot.state in plan_explanation.PAST
    nearest = () if past else alternatives(workspace.programme, workspace.plan, moment, session.id)
    planned, *others = (
        compare(workspace.programme, workspace.plan, moment, session.id, start)
        for start in (slot.start, *(found.start for found in nearest))
    )
    return Result(
        plan_explanation.as_data(workspace, planned, others),
        lambda: plan_explanation.print_result(workspace, planned, others),
    )
