"""A start that cannot be held, and a session that cannot be planned again: each with the reason."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from besrour_cli.commands.shared.workspace import Workspace
from besrour_cli.commands.workflows.plan.cancel_session import cancel, restore
from besrour_cli.commands.workflows.plan.hold_session import hold
from besrour_cli.model.announcement import AnnouncementLog
from besrour_cli.model.errors import NegativeAnswer
from support.commands.told import AT, opened, tell

JANUARY = "2027-01-cafe"


def test_what_is_held_or_called_off_is_not_held(two_cafes: Path) -> None:
    """A start is held once; a session that is called off has none."""
    workspace = opened(two_cafes)
    session = workspace.session(JANUARY)
    held = workspace._replace(plan=hold(workspace, session, AT))
    assert held.plan.holds == (JANUARY,)
    with pytest.raises(NegativeAnswer, match="is held already"):
        hold(held, session, AT)
    off = workspace._replace(plan=cancel(workspace, workspace.slot(session), AT).plan)
    with pytest.raises(NegativeAnswer, match="it has no start that could be held") as refused:
        hold(off, session, AT)
    assert f"besrour restore {JANUARY}" in str(refused.value.remedy)


def test_a_session_at_which_nobody_met_is_over(two_cafes: Path) -> None:
    """Its file says so; if people met after all, the file is what says it."""
    workspace = tell(two_cafes, JANUARY)
    session = workspace.session(JANUARY)
    plan = cancel(workspace, workspace.slot(session), AT).plan
    slot = plan.slots[JANUARY]
    over = replace(slot, announced_times=(slot.start, slot.end))
    missed: Workspace = workspace._replace(plan=replace(plan, slots={**plan.slots, JANUARY: over}))
    with pytest.raises(NegativeAnswer, match="its file says that nobody met") as refused:
        restore(missed, AnnouncementLog(), session, None, AT)
    assert "took_place: yes" in str(refused.value.remedy)
