"""The letters of one session as values: who gets which, and what is remembered of each once it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.clock import instants
from besrour_cli.delivery.mail.decide import OutgoingLetter
from besrour_cli.model.address import with_ascii_domain
from besrour_cli.model.letter_kind import LetterKind
from besrour_cli.model.message import msg

if TYPE_CHECKING:
    from datetime import datetime

    from besrour_cli.model.plan import ScheduledSession
    from besrour_cli.model.programme import Member, Session
    from besrour_cli.publishing.letters.letters import Letter
    from besrour_cli.storage.output.atomic_files import WriteResult

KINDS = {
    LetterKind.INVITATION: msg("invitation"),
    LetterKind.UPDATE: msg("update"),
    LetterKind.CORRECTION: msg("correction"),
    LetterKind.REMINDER: msg("reminder"),
    LetterKind.CANCELLATION: msg("cancellation"),
    LetterKind.WITHDRAWAL: msg("withdrawal"),
}


class ReminderTargets(NamedTuple):
    """The people to remind of one session, and the moment each reminder is dated.

    ``before`` are the ids of those of them who were reminded already: where letters are sent from here,
    they get no second one. ``not_reminded`` are the ids of everybody else who is invited. ``unanswered``:
    only people without an answer are reminded. ``since`` is the instant from which this reminder is due,
    where a session has several (None: it has one).
    """

    people: tuple[Member, ...]
    dates: Mapping[str, datetime]
    before: tuple[str, ...]
    not_reminded: tuple[str, ...]
    unanswered: bool
    since: datetime | None = None


class BatchLetter(NamedTuple):
    """What is remembered of a letter once it is written: the bytes of all would fill the memory."""

    member: Member
    name: str
    kind: LetterKind
    subject: str
    language: str
    digest: str
    id: str


class LetterGroup(NamedTuple):
    """Members who get one kind of letter, and their letters in that order, each rendered when taken."""

    kind: LetterKind
    members: tuple[Member, ...]
    letters: Iterator[Letter]


@dataclass(frozen=True)
class LetterBatch:
    """The letters of one session, their texts checked, not yet written; :func:`create_batch` makes one.

    ``kind`` is what the session calls for; a member who knows less gets another kind (see ``groups``).
    ``sent_before``: letters about the session were sent from this folder. ``never_invited`` are the ids of
    those who get no letter, since they never learned of what is called off. ``reminder``: who is reminded,
    where the batch is one of reminders.
    """

    session: Session
    slot: ScheduledSession
    kind: LetterKind
    members: tuple[Member, ...]
    groups: tuple[LetterGroup, ...]
    sent_before: bool
    never_invited: tuple[str, ...] = ()
    reminder: ReminderTargets | None = None

    @property
    def folder(self) -> str:
        """Where the letters are written, below the programme folder."""
        return f"out/{'reminders' if self.kind == LetterKind.REMINDER else 'letters'}/{self.session.id}"

    def outgoing(self, letter: BatchLetter) -> OutgoingLetter:
        """A letter as the sender needs it."""
        member = letter.member
        return OutgoingLetter(
            about=self.session.id,
            member=member.id,
            name=member.name,
            to=with_ascii_domain(member.email),
            kind=letter.kind,
            facts=self.slot.hash,
            local=local_start(self.slot, member),
            zone=member.place.zone,
            digest=letter.digest,
            id=letter.id,
            path=f"{self.folder}/{letter.name}",
            since=self._since(letter.kind),
        )

    def _since(self, kind: LetterKind) -> str:
        due = self.reminder.since if self.reminder and kind == LetterKind.REMINDER else None
        return instants.instant_text(due) if due else ""


class WrittenBatch(NamedTuple):
    """A batch, its letters in the members' order, and what was written (None: it was a trial)."""

    batch: LetterBatch
    letters: tuple[BatchLetter, ...]
    result: WriteResult | None

    def outgoing(self) -> Iterable[OutgoingLetter]:
        """Every letter as the sender needs it."""
        return map(self.batch.outgoing, self.letters)


def local_start(slot: ScheduledSession, member: Member) -> str:
    """The start of a session on a member's clock, as ISO 8601."""
    return instants.local(slot.start, member.place.zone).isoformat()


def general_outgoing(
    member: Member, letter: Letter, *, about: str, kind: str, facts: str, folder: str
) -> OutgoingLetter:
    """A letter that is about no one session, as the sender needs it; it names no hour on anybody's clock."""
    return OutgoingLetter(
        about=about,
        member=member.id,
        name=member.name,
        to=with_ascii_domain(member.email),
        kind=kind,
        facts=facts,
        local="",
        zone=member.place.zone,
        digest=letter.digest,
        id=letter.message_id,
        path=f"{folder}/{letter.name}",
    )


def files_of(
    made: Iterator[tuple[OutgoingLetter, Letter]], outgoing: list[OutgoingLetter]
) -> Iterator[tuple[str, bytes]]:
    """Each letter as a file to be written; ``outgoing`` has grown by those that were taken."""
    for item, letter in made:
        outgoing.append(item)
        yield item.path, letter.data
