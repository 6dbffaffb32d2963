"""Starts that contradict the files or the past are refused or printed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from besrour_cli.commands.shared.workspace import Workspace, mistakes_in_files
from besrour_cli.commands.terminal import diagnostics
from besrour_cli.commands.workflows import file_checks
from besrour_cli.model.diagnostic import Diagnostic
from besrour_cli.model.plan import Plan

if TYPE_CHECKING:
    from besrour_cli.model.programme import Session


def check_pins(workspace: Workspace, plan: Plan, moment: datetime) -> list[Diagnostic]:
    """Starts fixed by hand, and windows, beside a plan: a mistake stops all, what is odd is handed back."""
    found = [
        *file_checks.starts_by_hand(workspace.programme, plan, moment),
        *file_checks.past_windows(workspace.programme, plan, moment),
    ]
    if not all(p.warning for p in found):
        raise mistakes_in_files(found)
    return found


def check_history(workspace: Workspace, moment: datetime) -> None:
    """What the files say of sessions that are over: a mistake stops all, what is merely odd is printed."""
    found = file_checks.history(workspace.programme, workspace.plan, moment)
    if not all(p.warning for p in found):
        raise mistakes_in_files(found)
    diagnostics.list_problems(found, trouble=True)


def check_before_announcing(
    workspace: Workspace, sessions: Sequence[Session], moment: datetime
) -> list[dict[str, object]]:
    """Warn on stderr of starts that break the files as they are now, and give the warnings for ``--json``.

    A proposed start that is not the one its file fixes is refused: the plan is older than the file. So are
    texts with mistakes.
    """
    from besrour_cli.planning.explain.stale_starts import check_announced_starts

    older = [p._replace(warning=False) for p in file_checks.older_than_files(sessions, workspace.plan)]
    wrong = [*older, *(p for p in file_checks.texts(workspace.programme, sessions) if not p.warning)]
    if wrong:
        raise mistakes_in_files(wrong)
    programme = workspace.observed().programme
    mine = {session.id: session.path for session in sessions}
    by_hand = file_checks.starts_by_hand(programme, workspace.plan, moment)
    found = [p for p in by_hand if p.spot.path in mine.values()]
    found += check_announced_starts(programme, workspace.plan, moment, mine)
    diagnostics.list_problems(found, trouble=True)
    return [diagnostics.as_data(problem) for problem in found]
