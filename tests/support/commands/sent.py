"""Letters that left a folder, as its ledger has them, without any server."""

from __future__ import annotations

from pathlib import Path

from besrour_cli.commands.shared.workspace import Workspace
from besrour_cli.delivery.mail.ledger import LedgerEntry, LedgerEvent, SendLedger
from besrour_cli.model.letter_kind import LetterKind
from support.commands.told import AT


def letter(
    workspace: Workspace,
    session: str,
    member: str,
    *,
    event: LedgerEvent = LedgerEvent.DONE,
    kind: LetterKind = LetterKind.INVITATION,
) -> None:
    """Note that a letter about a session as it is announced went to a member, or what else became of it."""
    entry = LedgerEntry(
        event,
        about=session,
        member=member,
        to=f"{member}@example.org",
        kind=kind,
        facts=workspace.plan.slots[session].hash,
    )
    with SendLedger(str(Path(workspace.folder)), workspace.programme.id) as ledger:
        ledger.append(entry._replace(event=LedgerEvent.INTENT), AT)
        if event != LedgerEvent.INTENT:
            ledger.append(entry, AT)
