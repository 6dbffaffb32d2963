"""What a run of ``besrour attendance`` would write, as one value for its steps and its view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from besrour_cli.feedback.attendance.connections import Connection
from besrour_cli.feedback.attendance.who import Identified
from besrour_cli.model.took_place import Attendance, ExportClock, IdentityDecision, MeetingRecord
from besrour_cli.storage.attendance.session_rows import SessionRows


@dataclass(frozen=True)
class AttendanceProposal:
    """All that a run would write, and what it shows.

    ``rows`` are the session's in attendance.csv, ``change`` that file before and after; ``decisions`` new
    ones. ``waiting`` are connections that never left the waiting room, ``gone`` members whose rows would go.
    ``declared`` is how many people the downloads say there were, where far fewer are named (0: they agree).
    ``endless`` are downloads whose last line has no end.
    """

    session: str
    record: MeetingRecord
    rows: tuple[Attendance, ...]
    change: SessionRows
    identified: Identified
    waiting: tuple[Connection, ...] = ()
    gone: tuple[str, ...] = ()
    decisions: tuple[IdentityDecision, ...] = ()
    clocks: Mapping[str, ExportClock] = field(default_factory=dict)
    declared: int = 0
    endless: tuple[str, ...] = ()
