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
    workspace: Workspace,
    slots: Mapping[str, ScheduledSession],
    moment: datetime,
    *,
    inviting: bool = True,
) -> tuple[Workspace, AnnouncementLog]:
    """Write down that these sessions, slots as ``with_announcement`` gives them, are announced at ``moment``.

    A session whose file is gone is announced as people know it: called off, say. Give the workspace with the
    new plan, and what people were told by now. Without ``inviting`` the hours were published and nobody was
    invited to them: invited are those who were before. Raises
    :class:`~besrour_cli.model.errors.PlanFileError` when the plan has changed since it was read.
    """
    if not slots:
        return workspace, read_announcements(workspace)
    whole = workspace.with_known_sessions()
    programme, sessions = whole.programme, [whole.session(name) for name in slots]
    made = [announcement(programme, session, slots[session.id], moment) for session in sessions]
    people = {member.id: member for session in sessions for member in programme.invited(session)}
    if not inviting:
        before = read_announcements(workspace)
        latest = [before.latest(session.id) for session in sessions]
        made = [
            replace(one, invited=known.invited if known else ())
            for one, known in zip(made, latest, strict=True)
        ]
        people = {}
    plan = replace(workspace.plan, slots={**workspace.plan.slots, **slots})
    with plan_file.unchanged(workspace.folder, workspace.digest):
        log = announced_ledger.note(workspace.folder, programme.id, made, people.values())
        if plan == workspace.plan:
            return workspace._replace(announcements=log), log
        digest = plan_file.write(workspace.folder, plan, workspace.digest)
    return workspace._replace(plan=plan, digest=digest, announcements=log), log
