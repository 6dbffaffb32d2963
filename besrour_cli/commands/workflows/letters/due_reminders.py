"""``besrour send --due``: which reminders of which sessions are due, for a machine's clock to send."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from besrour_cli.commands.shared.result import Result
from besrour_cli.commands.terminal.console import out
from besrour_cli.commands.workflows.letters.send_sessions import send_sessions
from besrour_cli.model.message import msg
from besrour_cli.schedule.tasks import DueReminder, reminders

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.commands.workflows.letters.send_options import SendOptions


def send_due(workspace: Workspace, options: SendOptions, moment: datetime) -> Result:
    """Remind of every session whose reminder is due; say so where none is."""
    due = due_now(workspace, moment)
    if not due:
        data = {"written": False, "sessions": [], "actions": [], "warnings": []}
        return Result(data, lambda: out(msg("No reminder is due.")))
    chosen = replace(
        options,
        sessions=[reminder.session for reminder in due],
        due={reminder.session: reminder.since for reminder in due},
        remind=True,
    )
    return send_sessions(workspace, chosen, moment)


def due_now(workspace: Workspace, moment: datetime) -> Sequence[DueReminder]:
    """The reminders that are due at a moment, one a session at most, the next session first."""
    every = reminders(workspace.programme, workspace.plan)
    return sorted((r for r in every if r.since <= moment < r.until), key=lambda r: (r.until, r.session))
