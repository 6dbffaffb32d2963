"""``besrour invite --remind``: who is reminded of a session, and from when each reminder dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.commands.terminal.translation import _, translate
from besrour_cli.commands.views.attendance import UNANSWERED, invitations, session_responses, still_valid
from besrour_cli.delivery.mail.status import REMINDER, DeliveryLog, DeliveryState
from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.message import msg, msgn
from besrour_cli.model.replies import Reminder
from besrour_cli.storage.state import replies_file

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.commands.workflows.letter_batch import LetterBatch
    from besrour_cli.model.plan import ScheduledSession
    from besrour_cli.model.programme import Member, Session


class ReminderTargets(NamedTuple):
    """The people to remind of one session, the moment each letter is made for, and who is left out.

    ``before`` were reminded already; where letters go out from here, they get no second one.
    """

    people: tuple[Member, ...]
    dates: Mapping[str, datetime]
    before: tuple[str, ...]
    not_reminded: tuple[str, ...]
    unanswered: bool


def select(
    workspace: Workspace,
    session: Session,
    slot: ScheduledSession,
    log: DeliveryLog,
    moment: datetime,
    *,
    unanswered: bool,
    send: bool,
) -> ReminderTargets:
    """Everybody who has not said no; with ``unanswered`` only those who have not answered at all.

    A reminder keeps the moment it was first made for, so that its bytes stay; one that is about to be
    sent for the first time is made for now.
    """
    kept = replies_file.read(workspace.folder)
    asked = [i for i in invitations(workspace) if i.session == session.id]
    [this] = session_responses(workspace, kept, asked)
    out = {m.id for m in this.of("declined")}
    people = this.of(*UNANSWERED) if unanswered else [m for m in this.members if m.id not in out]
    known = {r.member: r.moment for r in kept.reminders if still_valid(r, slot)}
    gone = {m.id for m in people if _begun(log, slot, m)}
    dates = {m.id: (known.get(m.id) if m.id in gone or not send else None) or moment for m in people}
    before = gone if log.about(session.id) else known
    chosen = {m.id for m in people}
    return ReminderTargets(
        tuple(people),
        dates,
        tuple(m.id for m in people if m.id in before),
        tuple(m.id for m in this.members if m.id not in chosen),
        unanswered,
    )


def _begun(log: DeliveryLog, slot: ScheduledSession, member: Member) -> bool:
    """Whether a reminder of what is true now may have left for her."""
    fate = log.get(slot.session, member.id)
    return (
        fate is not None
        and fate.state != DeliveryState.OPEN
        and (fate.last.kind, fate.last.facts) == (REMINDER, slot.hash)
    )


def save(workspace: Workspace, batches: Sequence[LetterBatch], found: Sequence[ReminderTargets]) -> None:
    """Write down, before the letters, who is reminded and from when the letter dates."""
    made = [
        Reminder(batch.session.id, member.id, batch.slot.sequence, reminded.dates[member.id])
        for batch, reminded in zip(batches, found, strict=True)
        for kind, people, _stream in batch.streams
        for member in people
        if kind == REMINDER
    ]
    replies_file.write(workspace.folder, replies_file.merged(replies_file.read(workspace.folder), (), made))


def may_remind(told: ScheduledSession, slot: ScheduledSession, now: datetime) -> None:
    """A reminder repeats what people were told; what they do not know yet needs another letter first."""
    if slot.state == "cancelled" or slot.start <= now:
        raise NegativeAnswer(
            msg("“{id}” has begun or was called off: there is nothing to remind people of", id=slot.session)
        )
    if not told.hash:
        raise NegativeAnswer(
            msg("nobody was told of “{id}” yet", id=slot.session),
            msg("invite people first: besrour invite {id}", id=slot.session),
        )
    if told.hash != slot.hash:
        raise NegativeAnswer(
            msg("“{id}” has changed since people were told of it", id=slot.session),
            msg("tell them first: besrour invite {id}", id=slot.session),
        )


def lines(reminded: ReminderTargets) -> list[str]:
    """Who gets no reminder, or no second one, in words."""
    if not reminded.people and reminded.unanswered:
        return [_("Everybody has answered.")]
    found = []
    if reminded.not_reminded and reminded.unanswered:
        found.append(
            msgn(
                "{n} person has answered and is not reminded.",
                "{n} people have answered and are not reminded.",
                len(reminded.not_reminded),
            )
        )
    elif reminded.not_reminded:
        found.append(
            msgn(
                "{n} person has said no and is not reminded.",
                "{n} people have said no and are not reminded.",
                len(reminded.not_reminded),
            )
        )
    if reminded.before:
        found.append(
            msgn(
                "{n} person was reminded before and is not reminded again.",
                "{n} people were reminded before and are not reminded again.",
                len(reminded.before),
            )
        )
    return [translate(line) for line in found]
