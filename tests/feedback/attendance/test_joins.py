"""How often somebody joined a session: once, and once more each time that her connection had dropped."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from besrour_cli.feedback.attendance.connections import Connection, joins_together

START = datetime(2027, 3, 18, 13, 30, tzinfo=UTC)
SPAN = START, START + timedelta(minutes=90)


def seen(*stays: tuple[float, float]) -> Connection:
    """A connection that was there from and to these minutes of the session."""
    minute = timedelta(minutes=1)
    return Connection("Awa Sow", "", 1, tuple((START + a * minute, START + b * minute) for a, b in stays))


def test_who_stays_joined_once_and_who_drops_out_joined_again() -> None:
    """Two gaps are three joins; stays that touch, as from the waiting room, are one."""
    assert joins_together([seen((-2, 90))], SPAN) == 1
    assert joins_together([seen((0, 20), (21, 40), (45, 90))], SPAN) == 3
    assert joins_together([seen((0, 20), (20, 90))], SPAN) == 1


def test_two_devices_are_no_gap() -> None:
    """A telephone that comes and goes while the computer stays on is no dropped connection."""
    assert joins_together([seen((0, 90)), seen((10, 20), (30, 40))], SPAN) == 1
    assert joins_together([seen((0, 30)), seen((40, 90))], SPAN) == 2


def test_a_rehearsal_before_and_a_farewell_after_are_no_joins() -> None:
    """Half an hour before she tried her microphone; a quarter of an hour after she came to say goodbye."""
    assert joins_together([seen((-25, -15), (0, 90), (105, 110))], SPAN) == 1


def test_minutes_without_stays_do_not_say_how_often() -> None:
    """One line with a length alone is one person who may have dropped out ten times."""
    alone = Connection("Awa Sow", "", 1, (), 80.0)
    assert joins_together([alone], SPAN) is None
    assert joins_together([seen((0, 40)), alone], SPAN) is None
    assert joins_together([seen((-25, -15))], SPAN) is None
