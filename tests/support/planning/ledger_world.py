"""A café series of four people in three places, two sessions of it announced, and what is said of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from besrour_cli.model.diagnostic import SourceLocation
from besrour_cli.model.plan import Burden, Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import Programme
from besrour_cli.model.took_place import Attendance, SessionOutcome
from support.planning.world import NOW, member, programme, series, session

FIRST = datetime(2027, 1, 13, 15, tzinfo=UTC)
SECOND = datetime(2027, 2, 10, 15, tzinfo=UTC)
AFTER = datetime(2027, 3, 1, 12, tzinfo=UTC)
"""Both sessions are over."""
BETWEEN = datetime(2027, 1, 20, 12, tzinfo=UTC)
"""The first one is."""
PEOPLE = ("ama", "luc", "zoe", "ken")
LENGTH = timedelta(minutes=90)


def world() -> Programme:
    """Accra, Toronto twice and Tokyo; ``guest`` lives in London and belongs to another group."""
    run = series("cafe", 90)
    people = [
        member("ama", "Accra"),
        member("luc", "Toronto"),
        member("zoe", "Toronto"),
        member("ken", "Tokyo"),
        member("guest", "London", ("team",)),
    ]
    sessions = [
        session("s0", date(2027, 1, 11), date(2027, 1, 15), run),
        session("s1", date(2027, 2, 8), date(2027, 2, 12), run),
    ]
    return programme(people, [run], sessions)


def told(start: datetime = FIRST, ident: str = "s0", **changes: Any) -> ScheduledSession:
    """A session that was announced; ``changes`` are other fields of it."""
    slot = ScheduledSession(
        ident, start, start + LENGTH, SessionState.ANNOUNCED, "America/Toronto", "2026f", announced=NOW
    )
    return replace(slot, hash="0" * 16, edition=1, **changes)


def planned(*slots: ScheduledSession, ledger: Mapping[str, Burden] | None = None) -> Plan:
    """A plan of these slots; the first café when none is given."""
    return Plan("test", "2026f", {s.session: s for s in slots or (told(),)}, ledger or {})


def said(
    asked: Programme, met: bool = True, start: datetime | None = None, minutes: int = 0, ident: str = "s0"
) -> Programme:
    """The programme once a session's file says what happened."""
    spot = SourceLocation(f"sessions/{ident}.yaml", 7, 13)
    took = SessionOutcome(met, start, minutes, spot)
    return replace(
        asked, sessions=tuple(replace(s, took_place=took) if s.id == ident else s for s in asked.sessions)
    )


def attended(asked: Programme, **there: Sequence[str]) -> Programme:
    """The programme once somebody wrote who was at which session."""
    rows = {
        ident: tuple(Attendance(name, None, line) for line, name in enumerate(names, 2))
        for ident, names in there.items()
    }
    return replace(asked, attendance={**asked.attendance, **rows})
