"""Send the letters of sessions, and thereby announce them; or remind people of them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from besrour_cli.commands.views.letters import invite
from besrour_cli.commands.views.letters.announcing import change_lines
from besrour_cli.commands.workflows.letters import reminders
from besrour_cli.commands.workflows.letters.announcing import announce
from besrour_cli.commands.workflows.letters.send_letters import Mailing, send_letters, send_test
from besrour_cli.commands.workflows.letters.write_letters import (
    prepare_letters,
    rendered_letters,
    write_batch,
)

if TYPE_CHECKING:
    from besrour_cli.commands.shared.result import Result
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.commands.workflows.letters.send_options import SendOptions


def send_sessions(workspace: Workspace, options: SendOptions, moment: datetime) -> Result:
    """Write the letters below out/, show what goes to whom, ask, announce, send.

    The letters are written first, as :mod:`besrour_cli.commands.invite` writes them: whatever is announced
    can be sent, and until the coordinator has said yes nothing is.
    """
    prepared = prepare_letters(workspace, options, moment)
    if options.test_to:
        letters = (
            (batch.outgoing(letter), letter.language, data)
            for batch in prepared.batches
            for letter, data in rendered_letters(batch)
        )
        return send_test(workspace, letters, options, options.test_to)
    written = [
        write_batch(batch, None if options.dry_run else workspace.folder) for batch in prepared.batches
    ]

    anchor = workspace.programme.anchor

    def picture() -> None:
        for batch in written:
            name = batch.batch.session.id
            news = change_lines(prepared.before.get(name), prepared.after[name], anchor)
            invite.print_session(batch, prepared.log, news, anchor)

    def write_down() -> None:
        announce(workspace, prepared.slots, moment)
        reminders.save(workspace, prepared.batches)

    mailing = Mailing(
        letters=[letter for batch in written for letter in batch.outgoing()],
        data={**invite.as_data(written, written=not options.dry_run), "warnings": prepared.warnings},
        picture=picture,
        announce=write_down,
        announces=[name for name, slot in prepared.slots.items() if slot != workspace.plan.slots[name]],
    )
    return send_letters(workspace, mailing, options)
