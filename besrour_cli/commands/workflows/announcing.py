"""Announcing sessions: the ledger is written first, then the plan, and both before any letter leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from besrour_cli.commands.shared.workspace import Workspace
from besrour_cli.model.announcement import AnnouncementLog
from besrour_cli.model.plan import ScheduledSession
from besrour_cli.schedule.announce import announcement
from besrour_cli.storage.state import announced_ledger, plan_file


def read_announcements(workspace: Workspace) -> AnnouncementLog:
    """What people were told so far."""
    return announced_ledger.read(workspace.folder, workspace.programme.id)


def announce(
    workspace: Workspace, slots: Mapping[str, ScheduledSession], moment: datetime
) -> tuple[Workspace, AnnouncementLog]:
    """Write down that these sessions, slots as ``with_announcement`` gives them, are announced at ``moment``.

    Give the workspace with the new plan, and what people were told by now. Raises
    :class:`~besrour_cli.model.errors.PlanFileError` when the plan has changed since it was read.
    """
    programme = workspace.programme
    sessions = [workspace.session(name) for name in slots]
    people = {member.id: member for session in sessions for member in programme.invited(session)}
    log = announced_ledger.note(
        workspace.folder,
        programme.id,
        [announcement(programme, session, slots[session.id], moment) for session in sessions],
        people.values(),
    )
    plan = replace(workspace.plan, slots={**workspace.plan.slots, **slots})
    if plan == workspace.plan:
        return workspace, log
    digest = plan_file.write(workspace.folder, plan, workspace.digest)
    return workspace._replace(plan=plan, digest=digest), log
