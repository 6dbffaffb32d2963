"""``--resend`` and ``--assume-sent``: what the coordinator decided of letters whose delivery is in doubt."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from besrour_cli.commands.shared.workspace import Workspace, now
from besrour_cli.commands.workflows.mail_server import read_delivery_log
from besrour_cli.delivery.mail.ledger import LedgerEntry, LedgerEvent, SendLedger
from besrour_cli.model.address import with_ascii_domain
from besrour_cli.model.errors import UsageError
from besrour_cli.model.message import msg

if TYPE_CHECKING:
    from besrour_cli.commands.workflows.send_options import SendOptions


def record(workspace: Workspace, options: SendOptions, sessions: Collection[str]) -> None:
    """Write the decisions about letters of these sessions into the ledger."""
    if not (options.resend or options.assume_sent):
        return
    _decided(workspace, options, sessions)  # refused before the ledger is made
    with SendLedger(workspace.folder, workspace.programme.id) as ledger:
        # read anew: another run may have written between the check and the lock
        for entry in _decided(workspace, options, sessions):
            ledger.append(entry, now())


def _decided(workspace: Workspace, options: SendOptions, sessions: Collection[str]) -> list[LedgerEntry]:
    """The lines for the ledger; raises UsageError for a member to whom no letter was ever begun."""
    log = read_delivery_log(workspace)
    addresses = {member.id: member.email for member in workspace.programme.members}
    lines = []
    for event, ids in ((LedgerEvent.RESEND, options.resend), (LedgerEvent.ASSUME, options.assume_sent)):
        for member in ids:
            begun = [status for s in sessions if (status := log.get(s, member)) is not None]
            if not begun:
                raise UsageError(
                    msg("no letter to “{id}” about these sessions was ever begun", id=member),
                    msg("a letter that was never sent needs neither --resend nor --assume-sent"),
                )
            for status in begun:
                to = with_ascii_domain(addresses[member]) if event == LedgerEvent.RESEND else status.last.to
                lines.append(status.last._replace(event=event, to=to, code=0, reply=""))
    return lines
