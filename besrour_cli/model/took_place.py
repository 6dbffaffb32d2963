"""What really happened to a session: whether and when people met, who was there, what it cost whom."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from besrour_cli.model.diagnostic import SourceLocation


class SessionOutcome(NamedTuple):
    """What a session's file says of it afterwards (``took_place``), and where it is written.

    ``met`` is False when nobody met; ``start`` when it really began (None: as people were told),
    ``minutes`` how long it lasted (0: as people were told).
    """

    met: bool
    start: datetime | None = None
    minutes: int = 0
    spot: SourceLocation = SourceLocation("")


class Attendance(NamedTuple):
    """A member who was at a session (``sessions/attendance.csv``), for how long (None: nobody wrote it).

    ``line`` is that of the file, from 1.
    """

    member: str
    minutes: int | None = None
    line: int = 0


class BurdenCharge(NamedTuple):
    """What a held session cost each of some members: burden in units, and whether it was a night."""

    burden: float
    night: bool
    members: tuple[str, ...]
