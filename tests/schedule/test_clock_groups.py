"""Whether a session is a night for people of one clock: not for whoever chose these hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from besrour_cli.model.plan import ScheduledSession, SessionState
from besrour_cli.model.programme import DAY, WeekSpan
from besrour_cli.schedule.clock_groups import clock_groups, is_night
from support.planning.world import member, programme

EARLY = tuple(WeekSpan(day * DAY + 6 * 60 + 30, day * DAY + 9 * 60) for day in range(7))
LATE = (WeekSpan(6 * DAY + 21 * 60, 7 * DAY + 2 * 60),)
"""Sunday from nine in the evening to two in the night."""


@pytest.mark.parametrize(
    ("start", "hours", "dark"),
    [
        ("2027-02-23T13:30", (), True),  # 6:30 in Vancouver, seven hours behind all year
        ("2027-02-23T13:30", EARLY, False),
        ("2027-02-23T13:00", EARLY, True),
        ("2027-02-23T17:00", (), False),
        ("2027-02-22T06:30", LATE, False),  # Sunday 23:30 to Monday 1:00
        ("2027-02-22T08:00", LATE, True),  # until 2:30
        ("2027-02-23T06:30", LATE, True),  # a day later
    ],
)
def test_own_hours_are_no_night(start: str, hours: tuple[WeekSpan, ...], dark: bool) -> None:
    """Every minute of the night has to be in them; who is there without hours has a night all the same."""
    hers = replace(member("ama", "Vancouver"), hours=hours)
    begin = datetime.fromisoformat(start).replace(tzinfo=UTC)
    slot = ScheduledSession(
        session="s",
        start=begin,
        end=begin + timedelta(minutes=90),
        state=SessionState.PROPOSED,
        anchor="",
        tzdata="",
    )
    asked = programme([hers, member("kofi", "Vancouver")], [], [])
    [clock] = clock_groups(asked, [slot], "en")
    assert is_night(asked, slot, clock, {"ama"}) is dark
    assert is_night(asked, slot, clock, {"ama", "kofi"}) is (dark or bool(hours))
