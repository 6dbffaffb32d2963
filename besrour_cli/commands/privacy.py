"""``besrour privacy``: what is kept of people, where, why and until when; and what is past its time."""

from __future__ import annotations

import os
from typing import Annotated

from besrour_cli.commands.shared.options import Folder, Json, Yes, flag
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import now, open_draft
from besrour_cli.commands.terminal.console import out
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.message import msg, msgn

HELP = msg(
    "Say what is kept of people, where, why and until when.\n\n"
    "For the register that the law asks for: each kind of file that names people, what it is for, and after "
    "how many months it is no longer needed (privacy: in programme.yaml); then what is past its time, and "
    "which files others on this computer can read. A person's own copy: besrour extract; to forget a person: "
    "besrour forget."
)

Clear = Annotated[bool, flag("--clear", _("Take away what is past its time, after asking."))]
Close = Annotated[bool, flag("--close", _("Leave files that name people to you alone (0600)."))]


def command(
    clear: Clear = False,
    close: Close = False,
    yes: Yes = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Look at the files, show the register; take away or close what is asked for."""
    from besrour_cli.commands.shared.confirmation import confirm_clearing
    from besrour_cli.commands.views.privacy import register as view
    from besrour_cli.commands.workflows.privacy import folder_state as workflow
    from besrour_cli.durable.replace import close_to_others
    from besrour_cli.storage.programme.privacy_section import retention_of

    workspace = open_draft(folder)
    programme = workspace.programme
    retention = retention_of(workspace.folder)
    state = workflow.folder_state(workspace, retention, now())
    changes = [change for each in state.overdue for change in each.changes] if clear else []
    if changes and not yes:
        view.print_overdue(state.overdue)
        confirm_clearing(len(changes), as_json=as_json)
    if changes:
        workflow.clear(workspace, changes)
        rest = tuple(each for each in state.overdue if not each.changes)
        state = state._replace(overdue=rest)
    if close:
        for path in state.open_to_others:
            close_to_others(os.path.join(workspace.folder, path))
        state = state._replace(open_to_others=())

    def show() -> None:
        view.print_register(state, retention, programme.contact)
        if clear:
            n = len(changes)
            out(msgn("{n} file was cleared of that.", "{n} files were cleared of that.", n))

    data = {
        **view.as_data(state, retention, programme.contact),
        "cleared": [c.path for c in changes],
    }
    finish(Result(data, show), as_json)
