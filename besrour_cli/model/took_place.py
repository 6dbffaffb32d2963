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

    ``minutes`` is how long the member was there (None: not noted); ``line`` is the line of the file, from 1.
    """

    member: str
    minutes: int | None = None
    line: int = 0


class BurdenCharge(NamedTuple):
    """What a held session cost each of some members: burden in units, and whether it was a night."""

    burden: float
    night: bool
    members: tuple[str, ...]
