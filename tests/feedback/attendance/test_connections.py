"""Connections of one meeting: when each was in the main room, and for how many minutes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from besrour_cli.feedback.attendance.connections import (
    Connection,
    MeetingClock,
    connections_of,
    minutes_together,
)
from besrour_cli.feedback.attendance.exports import read_export
from besrour_cli.feedback.attendance.tables import ExportLine
from besrour_cli.feedback.attendance.written_times import DateOrder


def _connected(text: str) -> Connection:
    """The one connection of a download of the meeting of 15 January, on the clock of UTC."""
    export = read_export([ExportLine(n, row.split(",")) for n, row in enumerate(text.splitlines(), 1)])
    assert export is not None
    day = datetime(2027, 1, 15, tzinfo=UTC)
    clock = MeetingClock(DateOrder.DAY_FIRST, lambda naive: naive.replace(tzinfo=UTC), day)
    (one,) = connections_of([(export, clock)], None)
    return one


def test_hours_without_a_date_are_of_the_day_of_the_session() -> None:
    """A list that somebody kept by hand has hours alone."""
    one = _connected("Name,Joined,Left\nAwa Diop,13:05,13:50\n")
    at = datetime(2027, 1, 15, 13, 5, tzinfo=UTC)
    assert (one.stays, one.minutes) == (((at, at + timedelta(minutes=45)),), 45)


def test_an_arrival_and_a_length_are_a_stay() -> None:
    """When she left follows from both."""
    one = _connected("Name,Joined,Duration\nAwa Diop,2027-01-15 13:05,45\n")
    assert one.stays == (
        (datetime(2027, 1, 15, 13, 5, tzinfo=UTC), datetime(2027, 1, 15, 13, 50, tzinfo=UTC)),
    )


def test_who_was_never_let_in_was_there_for_no_minute() -> None:
    """She waited for an hour: that she came is known, and no minute of the meeting counts for her."""
    one = _connected("Name,Joined,Left,In waiting room\nAwa Diop,2027-01-15 13:00,2027-01-15 14:00,Yes\n")
    assert (one.minutes, one.stays) == (0, ())
    assert one.first == datetime(2027, 1, 15, 13, tzinfo=UTC)
    assert minutes_together([one], 0) == 0


def test_a_list_of_names_alone_says_no_minutes() -> None:
    """Nobody knows how long she was there, which is another thing than no minute."""
    one = _connected("Name,Email\nAwa Diop,awa@example.org\n")
    assert minutes_together([one], 90) is None
