"""What a statement of attendance says of one person, and what a body has accredited of the programme."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.model.language import Text

if TYPE_CHECKING:
    from besrour_cli.model.programme import Member, Session


class Credits(NamedTuple):
    """That a body has accredited the programme, by its number there, and for how many hours."""

    body: Text
    number: str
    hours: float


class AttendedSession(NamedTuple):
    """A session at which somebody was: when it really began, for how many minutes (None: not noted).

    ``roles`` are those that its file gives the person.
    """

    session: Session
    start: datetime
    minutes: int | None
    roles: tuple[str, ...] = ()


class Statement(NamedTuple):
    """The sessions at which one member was, the earliest first."""

    member: Member
    sessions: tuple[AttendedSession, ...]

    @property
    def minutes(self) -> int:
        """The minutes of all sessions together, as far as they were noted."""
        return sum(each.minutes or 0 for each in self.sessions)
