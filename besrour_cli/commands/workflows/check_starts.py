"""Starts that contradict the files or the past are refused or printed; what moves for everyone is asked."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from besrour_cli.commands.shared.workspace import Workspace, mistakes_in_files
from besrour_cli.commands.terminal import diagnostics
from besrour_cli.commands.terminal.console import confirm_count, err
from besrour_cli.model.diagnostic import Diagnostic
from besrour_cli.model.errors import NegativeAnswer, UsageError
from besrour_cli.model.message import msg
from besrour_cli.model.plan import FIXED, Plan

if TYPE_CHECKING:
    from besrour_cli.model.programme import Session


def check_pins(workspace: Workspace, plan: Plan, moment: datetime) -> list[Diagnostic]:
    """Starts fixed by hand, beside a plan: a mistake stops all, what is merely odd is handed back."""
    if all(session.pinned is None for session in workspace.programme.sessions):
        return []
    from besrour_cli.planning.explain.pinned_starts import check_pins

    found = check_pins(workspace.programme, plan, moment)
    if not all(p.warning for p in found):
        raise mistakes_in_files(found)
    return list(found)


def check_history(workspace: Workspace, moment: datetime) -> None:
    """What the files say of sessions that are over: a mistake stops all, what is merely odd is printed."""
    if not workspace.programme.attendance and not any(s.took_place for s in workspace.programme.sessions):
        return
    from besrour_cli.planning.history.took_place import check_history

    found = check_history(workspace.programme, workspace.plan, moment)
    if not all(p.warning for p in found):
        raise mistakes_in_files(found)
    diagnostics.list_problems(found, trouble=True)


def check_before_announcing(
    workspace: Workspace, sessions: Sequence[Session], moment: datetime
) -> list[dict[str, object]]:
    """Warn on stderr of starts that break the files as they are now, and give the warnings for ``--json``.

    A proposed start that is not the one its file fixes is refused: the plan is older than the file.
    """
    from besrour_cli.planning.explain.pinned_starts import check_pins
    from besrour_cli.planning.explain.stale_starts import check_announced_starts

    for session in sessions:
        slot = workspace.plan.slots.get(session.id)
        if slot is not None and slot.state not in FIXED and session.pinned not in (None, slot.start):
            raise NegativeAnswer(
                msg("plan.yaml is older than the file of “{id}”: it asks for another start", id=session.id),
                msg("run besrour plan, then this again"),
            )
    programme = workspace.observed().programme
    mine = {session.id: session.path for session in sessions}
    found = [p for p in check_pins(programme, workspace.plan, moment) if p.spot.path in mine.values()]
    found += check_announced_starts(programme, workspace.plan, moment, mine)
    diagnostics.list_problems(found, trouble=True)
    return [diagnostics.as_data(problem) for problem in found]


def confirm_move(lines: Sequence[str], count: int, *, as_json: bool) -> None:
    """Show what moves and ask; raises UsageError with nobody to ask, NegativeAnswer if the answer is no."""
    if as_json or not sys.stdin.isatty():
        raise UsageError(
            msg("nobody is here to be asked before a session is moved for everyone"),
            msg("look first with --dry-run, then add --yes"),
        )
    for line in lines:
        err(line)
    if not confirm_count(msg("Type {n} to move them, anything else to stop:", n=count), count):
        raise NegativeAnswer(msg("nothing was moved"))
