"""What the reading of one message gives, and what it needs to know beforehand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from besrour_cli.model.message import Message
from besrour_cli.model.replies import Invitation, Reply


class ReplyStatus(StrEnum):
    """What one message is: an answer, a counter-proposal, something for a person, or none of these."""

    REPLY = "reply"
    COUNTER = "counter"
    NEEDS_HUMAN = "needs-human"
    IGNORED = "ignored"


class ReplyContext(NamedTuple):
    """What the reader of mail knows.

    ``invitations`` are by UID; ``suffix`` is the end of every UID of the programme, ``organiser`` its
    address, case-folded.
    """

    invitations: Mapping[str, Invitation]
    suffix: str
    organiser: str


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
    """What one message is: its status, the reason in words, who sent it and when, the answers it holds."""

    status: ReplyStatus
    reason: Message
    sender: str = ""
    sent: datetime | None = None
    answers: tuple[MemberAnswer, ...] = ()


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


def reply_context(invitations: Iterable[Invitation], suffix: str, organiser: str) -> ReplyContext:
    """Return what the reader of mail needs to know."""
    return ReplyContext({i.uid: i for i in invitations}, suffix, organiser.strip().casefold())
