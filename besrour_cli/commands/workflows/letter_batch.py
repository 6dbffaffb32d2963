"""The letters of one session: rendered when they are asked for, written one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.clock import instants
from besrour_cli.commands.workflows import send_letters
from besrour_cli.delivery.mail.decide import OutgoingLetter
from besrour_cli.delivery.mail.status import REMINDER, DeliveryLog
from besrour_cli.model.message import msg
from besrour_cli.model.plan import ScheduledSession
from besrour_cli.model.programme import Member, Programme, Session

if TYPE_CHECKING:
    from datetime import datetime

    from besrour_cli.storage.output.atomic_files import WriteResult

KINDS = {
    "invitation": msg("invitation"),
    "update": msg("update"),
    "correction": msg("correction"),
    "reminder": msg("reminder"),
    "cancellation": msg("cancellation"),
}


class BatchLetter(NamedTuple):
    """What is remembered of a letter once it is written: its bytes would fill the memory."""

    member: Member
    name: str
    kind: str
    subject: str
    language: str
    digest: str
    id: str


class LetterBatch:
    """The letters of one session, rendered when they are asked for."""

    def __init__(
        self,
        programme: Programme,
        session: Session,
        slot: ScheduledSession,
        log: DeliveryLog,
        templates: Mapping[str, str],
        *,
        kind: str = "",
        members: Sequence[Member] | None = None,
        dates: Mapping[str, datetime] | None = None,
    ) -> None:
        from besrour_cli.publishing.letters.letters import letters

        self.session, self.slot, self.kind = session, slot, kind or kind_of(slot)
        self.asked = kind
        self.below = f"out/{'reminders' if kind == REMINDER else 'letters'}/{session.id}"
        self.members = programme.invited(session) if members is None else members
        self.rows: list[BatchLetter] = []
        self.sent_before = log.about(session.id)
        groups: dict[str, list[Member]] = {}
        for member in self.members:
            groups.setdefault(self._kind_for(member, log), []).append(member)
        # every text is checked here, before the first letter comes
        self.streams = [
            (
                name,
                people,
                letters(
                    programme, session, slot, name, people, templates, dates if name == REMINDER else None
                ),
            )
            for name, people in groups.items()
        ]

    def _kind_for(self, member: Member, log: DeliveryLog) -> str:
        """The letter one person needs: who was never written to is invited, however late.

        A reminder repeats what she knows: who does not know it yet gets the letter that tells her.
        """
        if self.asked not in ("", REMINDER) or self.kind == "cancellation" or not self.sent_before:
            return self.kind
        fate = log.get(self.session.id, member.id)
        sent = (fate.announcement or fate.sent) if fate else None
        if sent is None:
            return "invitation" if self.session.id in log.invited else self.kind
        same = (sent.facts, sent.local) == (self.slot.hash, self.local(member))
        if same and self.asked:
            return self.asked
        if same:
            return sent.kind if sent.kind in KINDS and sent.kind != REMINDER else self.kind
        return "correction" if sent.facts == self.slot.hash else "update"

    def local(self, member: Member) -> str:
        """The start on a member's clock, as ISO 8601."""
        return instants.local(self.slot.start, member.place.zone).isoformat()

    def each(self) -> Iterator[tuple[BatchLetter, bytes]]:
        """Every letter, one at a time."""
        for kind, people, stream in self.streams:
            for member, letter in zip(people, stream, strict=True):
                row = BatchLetter(
                    member=member,
                    name=letter.name,
                    kind=kind,
                    subject=letter.subject,
                    language=letter.language,
                    digest=letter.digest,
                    id=letter.message_id,
                )
                yield row, letter.data

    def write(self, folder: str | None) -> WriteResult | None:
        """Write the letters below a programme folder, or only count them (None)."""
        from besrour_cli.storage.output import atomic_files

        written = None
        if folder is None:
            self.rows += [row for row, _data in self.each()]
        else:
            written = atomic_files.write_each(folder, self._retained(), clear=[self.below])
        order = {member.id: place for place, member in enumerate(self.members)}
        self.rows.sort(key=lambda row: order[row.member.id])
        return written

    def _retained(self) -> Iterator[tuple[str, bytes]]:
        for row, data in self.each():
            self.rows.append(row)
            yield f"{self.below}/{row.name}", data

    def item(self, row: BatchLetter) -> OutgoingLetter:
        """A letter as the sender needs it."""
        return OutgoingLetter(
            self.session.id,
            row.member.id,
            row.member.name,
            send_letters.envelope(row.member.email),
            row.kind,
            self.slot.hash,
            self.local(row.member),
            row.member.place.zone,
            row.digest,
            row.id,
            f"{self.below}/{row.name}",
        )


def kind_of(slot: ScheduledSession) -> str:
    """Which letter a slot calls for: the first, a change of time, or its end."""
    if slot.state == "cancelled":
        return "cancellation"
    return "update" if slot.edition > 1 else "invitation"
