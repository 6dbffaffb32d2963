"""``besrour send --remind``: who is reminded of a session, and from when each reminder dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from besrour_cli.clock.instants import instant_of
from besrour_cli.commands.shared.letter_batch import LetterBatch, ReminderTargets
from besrour_cli.commands.shared.responses import (
    UNANSWERED,
    invitations,
    not_announced,
    session_responses,
    still_valid,
)
from besrour_cli.delivery.mail.status import DeliveryLog, DeliveryState
from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.letter_kind import LetterKind
from besrour_cli.model.message import msg
from besrour_cli.model.plan import ScheduledSession, SessionState
from besrour_cli.model.replies import Reminder
from besrour_cli.storage.state import replies_file

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.commands.workflows.letters.send_options import SendOptions
    from besrour_cli.model.programme import Member, Session


def select(
    workspace: Workspace,
    session: Session,
    slot: ScheduledSession,
    log: DeliveryLog,
    moment: datetime,
    options: SendOptions,
) -> ReminderTargets:
    """Everybody invited who has not said no; with ``--unanswered`` only those without an answer.

    A reminder keeps the moment it was first made for, so that its bytes stay the same; one that is about to
    be sent for the first time is made for ``moment``. Raises NegativeAnswer when people must be told first.
    """
    _refuse_unknown(workspace.slot(session), slot, moment)
    stored = replies_file.read(workspace.folder)
    invited = [i for i in invitations(workspace) if i.session == session.id]
    [this] = session_responses(workspace, stored, invited)
    declined = {m.id for m in this.of("declined")}
    unanswered = this.of(*UNANSWERED)
    people = unanswered if options.unanswered else [m for m in this.members if m.id not in declined]
    since = options.due.get(session.id)
    known = {
        r.member: r.moment for r in stored.reminders if still_valid(r, slot) and _is_after(r.moment, since)
    }
    begun = {m.id for m in people if _begun(log, slot, m, since)}
    sends = options.send and not options.dry_run
    dates = {m.id: (known.get(m.id) if m.id in begun or not sends else None) or moment for m in people}
    before = begun if log.about(session.id) else known
    chosen = {m.id for m in people}
    return ReminderTargets(
        people=tuple(people),
        dates=dates,
        before=tuple(m.id for m in people if m.id in before),
        not_reminded=tuple(m.id for m in this.members if m.id not in chosen),
        unanswered=options.unanswered,
        since=since,
    )


def _is_after(moment: datetime | None, since: datetime | None) -> bool:
    """Whether a reminder of that moment is the one due since then, and none before it."""
    return since is None or (moment is not None and moment >= since)


def _begun(log: DeliveryLog, slot: ScheduledSession, member: Member, since: datetime | None) -> bool:
    """Whether a reminder of what is true now may have left for the member, since then if that is given."""
    status = log.get(slot.session, member.id)
    if status is None or status.state == DeliveryState.OPEN:
        return False
    is_reminder = (status.last.kind, status.last.facts) == (LetterKind.REMINDER, slot.hash)
    return is_reminder and _is_after(instant_of(status.last.at), since)


def save(workspace: Workspace, batches: Sequence[LetterBatch]) -> None:
    """Write down, before the letters, who is reminded and from when each letter dates."""
    if all(batch.reminder is None for batch in batches):
        return
    made = [
        Reminder(batch.session.id, member.id, batch.slot.sequence, batch.reminder.dates[member.id])
        for batch in batches
        if batch.reminder is not None
        for group in batch.groups
        if group.kind == LetterKind.REMINDER
        for member in group.members
    ]
    replies_file.update(workspace.folder, lambda stored: replies_file.merged(stored, (), made))


def _refuse_unknown(before: ScheduledSession, slot: ScheduledSession, now: datetime) -> None:
    """Refuse to repeat what people do not know yet: another letter has to say it first."""
    if slot.state == SessionState.CANCELLED or slot.start <= now:
        raise NegativeAnswer(
            msg("“{id}” has begun or was called off: there is nothing to remind people of", id=slot.session)
        )
    if not before.hash:
        raise not_announced(slot.session)
    if before.hash != slot.hash:
        raise NegativeAnswer(
            msg("“{id}” has changed since people were told of it", id=slot.session),
            msg("tell them first: besrour send {id}", id=slot.session),
        )
