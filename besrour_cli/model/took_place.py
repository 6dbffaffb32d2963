"""What really happened to a session: whether and when people met, who was there, what it cost whom."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from besrour_cli.model.diagnostic import SourceLocation


class SessionOutcome(NamedTuple):
    """What a session's file says of it afterwards, under the key “took_place”, and where.

    ``met`` is False when nobody met; ``start`` is when the session really began (None: as announced),
    ``minutes`` how long it lasted (0: as announced).
    """

    met: bool
    start: datetime | None = None
    minutes: int = 0
    spot: SourceLocation = SourceLocation("")


class Attendance(NamedTuple):
    """A member who was at a session (``sessions/attendance.csv``).

    ``minutes`` is how long the member was there, ``joins`` how often she came in: once, and once more each
    time that she had dropped out (None: not noted); ``line`` is the line of the file, from 1.
    """

    member: str
    minutes: int | None = None
    line: int = 0
    joins: int | None = None


class IdentityDecision(NamedTuple):
    """What the coordinator said of a name shown in a meeting (``responses/identities.csv``).

    ``members`` are the ids of those it means (several: they sat at one connection; none: a visitor).
    ``session`` is the one at which it was decided ("": by hand, for all). ``address`` is that of the
    connection ("": any).
    """

    seen_as: str
    address: str = ""
    session: str = ""
    members: tuple[str, ...] = ()
    reason: str = ""
    decided_by: str = ""
    when: str = ""

    @property
    def is_lasting(self) -> bool:
        """Whether it holds for later sessions too: a shared name or a device without one may be anybody's."""
        return self.reason not in (ONCE, ROOM)


ONCE, ROOM = "once", "room"
"""Reasons of decisions that hold for the session alone at which they were taken."""


class OtherConnection(NamedTuple):
    """A connection to a session that is no one member's: a visitor's, a shared room's, or one not known yet.

    ``people`` is how many sat there (0: not counted), ``members`` those of them who are known, ``place``
    where. ``visitor``: the coordinator or besrour takes it for somebody who is no member; ``address`` is
    theirs ("": not known).
    """

    seen_as: str
    minutes: int | None = None
    people: int = 0
    members: tuple[str, ...] = ()
    place: str = ""
    visitor: bool = False
    address: str = ""


class ExportClock(NamedTuple):
    """How a meeting program writes times here: the zone of its account, and the order of day and month.

    ``order`` is “day-first”, “month-first” or "" (not known: its dates could not be misread).
    """

    zone: str = ""
    order: str = ""


class MeetingRecord(NamedTuple):
    """What is remembered of a session's downloads: their names, when they were read, who else was there."""

    files: tuple[str, ...]
    read: str
    others: tuple[OtherConnection, ...] = ()


class BurdenCharge(NamedTuple):
    """What a held session cost each of some members: burden in units, and whether it was a night."""

    burden: float
    night: bool
    members: tuple[str, ...]
