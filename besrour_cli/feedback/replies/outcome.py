"""What the reading of one message gives, and what it needs to know beforehand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from besrour_cli.feedback.replies.words.further_answer import answer_words
from besrour_cli.feedback.replies.words.plain_answer import NOTHING, PlainAnswer, words_of
from besrour_cli.model.address import mailbox_of
from besrour_cli.model.message import Message
from besrour_cli.model.programme import Member
from besrour_cli.model.replies import Invitation, Reply


class ReplyStatus(StrEnum):
    """What one message is: an answer, a counter-proposal, something for a person, or none of these."""

    REPLY = "reply"
    COUNTER = "counter"
    NEEDS_HUMAN = "needs-human"
    IGNORED = "ignored"


class KnownLetter(NamedTuple):
    """A letter of the programme: about which session, to which member, and the start it gave (None: unknown).

    ``cancels``: it called the session off.
    """

    session: str
    member: str
    start: datetime | None = None
    cancels: bool = False


class Correspondent(NamedTuple):
    """A member as mail knows her: her id, her name, and the zone of her clock."""

    member: str
    name: str = ""
    zone: str = "UTC"


class ReplyContext(NamedTuple):
    """What the reader of mail knows.

    ``invitations`` are by UID; ``suffix`` is the end of every UID of the programme, ``organiser`` its
    address, case-folded. ``roster`` has who writes from each address of the roster (in the form of
    ``mailbox_of``), ``letters`` those sent, by Message-ID, and ``usual_words`` the words that a subject may
    have without being about anything else: those of the programme's and the organiser's names.
    ``answers`` are the words of further languages with which letters are answered.
    """

    invitations: Mapping[str, Invitation]
    suffix: str
    organiser: str
    roster: Mapping[str, tuple[Correspondent, ...]] = MappingProxyType({})
    letters: Mapping[str, KnownLetter] = MappingProxyType({})
    usual_words: frozenset[str] = frozenset()
    answers: Mapping[str, PlainAnswer] = MappingProxyType({})

    @property
    def by_session(self) -> dict[str, Invitation]:
        """The invitations by the id of their session."""
        return {invitation.session: invitation for invitation in self.invitations.values()}


class OwnWords(NamedTuple):
    """What somebody of the roster wrote in her own words, before it is known which session she means.

    ``writers`` are the members who have the address; ``answer`` is what the words say, which counts only if
    nothing is in ``doubt``. ``line`` is their first line. ``parent`` is the Message-ID it answers, ``thread``
    all that it names. ``sessions`` are those that may be meant, once that was looked for.
    """

    writers: tuple[Correspondent, ...]
    digest: str
    line: str
    answer: PlainAnswer = NOTHING
    doubt: Message | None = None
    subject: str = ""
    parent: str = ""
    thread: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()


class MemberAnswer(NamedTuple):
    """One answer and what is shown with it.

    ``attendee`` is the address invited, ``partstat`` PARTSTAT as written, ``note`` the member's own words,
    ``alias`` the address it was sent from where that is another one ("" = the same).
    """

    answer: Reply
    uid: str
    attendee: str
    partstat: str
    note: str = ""
    alias: str = ""


class Classification(NamedTuple):
    """What one message is: its status, the reason in words, who sent it and when, the answers it holds.

    ``digest`` tells the message from every other; ``words`` are set where somebody of the roster wrote.
    """

    status: ReplyStatus
    reason: Message
    sender: str = ""
    sent: datetime | None = None
    answers: tuple[MemberAnswer, ...] = ()
    words: OwnWords | None = None
    digest: str = ""


class NeedsHuman(Exception):
    """Something the coordinator must look at; ``why`` says what."""

    def __init__(self, why: Message) -> None:
        super().__init__(str(why))
        self.why = why


class NotAReply(Exception):
    """Something that is no answer to an invitation of the programme; ``why`` says what it is."""

    def __init__(self, why: Message) -> None:
        super().__init__(str(why))
        self.why = why


def reply_context(
    invitations: Iterable[Invitation],
    suffix: str,
    organiser: str,
    *,
    roster: Iterable[Member] = (),
    letters: Mapping[str, KnownLetter] = MappingProxyType({}),
    names: Iterable[str] = (),
    languages: Iterable[str] = (),
) -> ReplyContext:
    """Return what the reader of mail needs to know; ``names``: of programme, series and organiser.

    ``languages`` are those of the letters.
    """
    people: dict[str, tuple[Correspondent, ...]] = {}
    for member in roster:
        if member.email:
            address = mailbox_of(member.email)
            writer = Correspondent(member.id, member.name, member.place.zone)
            people[address] = (*people.get(address, ()), writer)
    return ReplyContext(
        invitations={i.uid: i for i in invitations},
        suffix=suffix,
        organiser=organiser.strip().casefold(),
        roster=people,
        letters=letters,
        usual_words=words_of(names),
        answers=answer_words(languages),
    )
