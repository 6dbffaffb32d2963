"""Sessions announced in a folder, as ``besrour announce`` writes it down, without the command itself."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from besrour_cli.commands.shared.workspace import Workspace
from besrour_cli.commands.workflows.letters.announcing import announce
from besrour_cli.schedule.announce import with_announcement
from besrour_cli.schedule.identities import with_identities
from besrour_cli.storage.programme.load import load
from besrour_cli.storage.state import announced_ledger, plan_file

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


def opened(folder: Path) -> Workspace:
    """The folder's workspace, whatever the command line would say of it; its files hold no mistake."""
    loaded = load(str(folder))
    programme = loaded.programme
    assert programme is not None, loaded.problems
    stored = plan_file.read(str(folder), programme.id)
    log = announced_ledger.read(str(folder), programme.id)
    programme = with_identities(programme, log)
    return Workspace(str(folder), programme, stored.plan, stored.digest, announcements=log)


def tell(folder: Path, *sessions: str, at: datetime = AT) -> Workspace:
    """Announce sessions of the plan, and give the workspace after that."""
    workspace = opened(folder)
    slots = {
        name: with_announcement(workspace.programme, workspace.session(name), workspace.plan.slots[name], at)
        for name in sessions
    }
    return announce(workspace, slots, at)[0]
