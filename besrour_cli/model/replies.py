"""The invitations people can answer, their answers, and where these arrive, as values every room shares."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class ReplyPart(StrEnum):
    """What one answer says; replies.yaml has the values. RFC 5545 section 3.2.12 names the first four."""

    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"
    DELEGATED = "delegated"
    """The member sends somebody else."""
    PROPOSED = "proposed"
    """The member asks for another time (METHOD:COUNTER, RFC 5546 section 3.2.7)."""


PARTS = tuple(ReplyPart)


def session_minute(moment: datetime) -> datetime:
    """A session's time in an answer, to the minute: sessions have no seconds, whatever a program adds."""
    return moment.replace(second=0, microsecond=0)


class Invitation(NamedTuple):
    """One session as people were invited to it: its UID (RFC 5545 section 3.8.4.7), SEQUENCE and instants.

    ``people`` maps addresses, case-folded, to the ids of the members who have them; ``titles`` are the
    session's in every language. ``announced`` is when people were told last (None: never); ``moved``: they do
    not know the present start yet; ``cancelled``: it was called off.
    """

    uid: str
    session: str
    sequence: int
    start: datetime
    end: datetime
    people: Mapping[str, tuple[str, ...]]
    titles: tuple[str, ...] = ()
    announced: datetime | None = None
    moved: bool = False
    cancelled: bool = False

    def invites(self, member: str) -> bool:
        """Whether a member (id) is invited."""
        return any(member in ids for ids in self.people.values())


class Reply(NamedTuple):
    """One answer of one member to one session.

    ``sequence`` is the SEQUENCE it answers and ``start`` the instant (None: the message named none).
    ``moment`` is DTSTAMP, else the Date header; ``sent`` is the Date header: both to the second, which orders
    two answers of one minute. ``occurrence`` is the RECURRENCE-ID as written ("" = the whole session).
    ``delegate`` is the address that the member delegated to or, where ``by_delegate`` is set, that of the
    person who answers in the member's place. ``proposed`` and ``until`` are the start and end of the time
    the member asks for instead; they and ``start`` have no seconds (:func:`session_minute`). ``by_hand``
    marks an answer that the coordinator recorded at ``moment``, without a message; ``message`` is the digest
    of one in the member's own words, "" for a calendar's. ``read`` is the latest time it can have been given
    at, where it is dated after it was read.
    """

    session: str
    member: str
    part: ReplyPart
    sequence: int | None = None
    start: datetime | None = None
    moment: datetime | None = None
    sent: datetime | None = None
    occurrence: str = ""
    delegate: str = ""
    by_delegate: bool = False
    proposed: datetime | None = None
    until: datetime | None = None
    by_hand: bool = False
    message: str = ""
    read: datetime | None = None

    @property
    def given(self) -> datetime | None:
        """When the answer was given, which orders answers: never later than its message was sent, or read.

        A clock that runs ahead would else outlive every later answer.
        """
        if self.moment is None:
            return None
        return min(filter(None, (self.moment, self.sent, self.read)))


class UnclearMessage(NamedTuple):
    """A message that a person must look at: its digest, and of its words none.

    ``member`` is whose address it came from and ``session`` the one it is about ("" = not clear). ``pause``:
    she asks for no more letters. ``looked_at``: the coordinator has looked, and has nothing to record.
    """

    message: str
    member: str = ""
    session: str = ""
    sent: datetime | None = None
    pause: bool = False
    looked_at: bool = False


class Reminder(NamedTuple):
    """A member who was reminded of a session, at the SEQUENCE it then had; ``moment`` dates the letter."""

    session: str
    member: str
    sequence: int
    moment: datetime | None = None


class ImapSettings(NamedTuple):
    """Where answers arrive: an IMAP mailbox; the password is never here.

    ``security`` is “imaps” or “starttls” (RFC 8314); ``folder`` is the mailbox's name on the server.
    """

    host: str
    port: int = 993
    security: str = "imaps"
    user: str = ""
    folder: str = "INBOX"
