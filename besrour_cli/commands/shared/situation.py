"""A programme folder as far as it can be read: mistakes in its files hide nothing else from a look."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.delivery.mail.ledger import entries
from besrour_cli.delivery.mail.status import DeliveryLog
from besrour_cli.model.announcement import AnnouncementLog
from besrour_cli.model.plan import Plan

if TYPE_CHECKING:
    from datetime import datetime

    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.model.diagnostic import Diagnostic
    from besrour_cli.model.programme import Programme


class Situation(NamedTuple):
    """A folder as far as it can be read: mistakes in its files hide nothing else.

    ``programme`` is None where programme.yaml itself cannot be read; ``unread`` are sessions whose files have
    mistakes.
    """

    folder: str
    programme: Programme | None
    plan: Plan
    log: AnnouncementLog
    letters: DeliveryLog
    problems: tuple[Diagnostic, ...] = ()
    unread: frozenset[str] = frozenset()

    @property
    def workspace(self) -> Workspace:
        """The folder as other commands have it open, for looking. Only where there is a programme."""
        from besrour_cli.commands.shared.workspace import Workspace

        assert self.programme is not None
        return Workspace(
            folder=self.folder,
            programme=self.programme,
            plan=self.plan,
            digest="",
            warnings=self.problems,
            announcements=self.log,
        )


def read_situation(folder: str, moment: datetime) -> Situation:
    """Read what is known of a folder. Raises BesrourError where besrour's own files are damaged."""
    from besrour_cli.commands.shared.identity import check_identity, read_announcements
    from besrour_cli.schedule.identities import with_identities
    from besrour_cli.storage.programme.load import load
    from besrour_cli.storage.state import plan_file

    loaded = load(folder)
    programme = loaded.programme or loaded.draft
    problems = loaded.problems
    if programme is None or not programme.id:
        return Situation(
            folder=folder,
            programme=None,
            plan=Plan("", ""),
            log=AnnouncementLog(),
            letters=DeliveryLog(),
            problems=problems,
        )
    plan = plan_file.read(folder, programme.id).plan
    log = read_announcements(folder, programme.id)
    problems = (*problems, *check_identity(folder, loaded, plan, log, moment))
    unread = loaded.session_ids.difference(session.id for session in programme.sessions)
    letters = DeliveryLog(entries(folder, programme.id))
    return Situation(
        folder=folder,
        programme=with_identities(programme, log),
        plan=plan,
        log=log,
        letters=letters,
        problems=problems,
        unread=unread,
    )
