"""Calendars as programs really write them: each entry takes its hours, or is counted with its reason."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from besrour_cli.clock.instants import instant_text
from besrour_cli.feedback.busy_times import BusyTimes, read_busy_times

CASES = Path(__file__).parent / "cases" / "busy"
FIRST, LAST = datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
DAYS = ["2027-06-08T10:00Z/2027-06-08T11:00Z", "2027-06-09T10:00Z/2027-06-09T11:00Z"]


def read(name: str) -> tuple[BusyTimes, list[str]]:
    """What a calendar of a member in Quebec City takes in 2027, and its spans as text."""
    found = read_busy_times((CASES / f"{name}.ics").read_bytes(), "America/Toronto", FIRST, LAST, "")
    return found, [f"{instant_text(a)}/{instant_text(b)}" for a, b in found.spans]


@pytest.mark.parametrize(
    ("name", "spans"),
    [
        ("allday-same-end", ["2027-06-07T04:00Z/2027-06-08T04:00Z"]),
        ("one-bad-property", DAYS),
        ("same-uid", DAYS),
        ("two-calendars", DAYS),
        ("vfreebusy", DAYS),
        ("zone-microsoft-utc", ["2027-07-13T12:00Z/2027-07-13T12:30Z"]),
        (
            "until-date",
            [
                "2027-06-01T22:00Z/2027-06-01T23:00Z",
                "2027-06-08T22:00Z/2027-06-08T23:00Z",
                "2027-06-15T22:00Z/2027-06-15T23:00Z",
            ],
        ),
    ],
)
def test_what_can_be_read_takes_its_hours(name: str, spans: list[str]) -> None:
    """All-day entries, doubled UIDs, two calendars in one file, UNTIL as a date, Outlook's own zones."""
    assert read(name)[1] == spans


@pytest.mark.parametrize(
    ("name", "never"),
    [
        ("unknown-zone", ["2027-07-13T16:00Z/2027-07-13T16:30Z"]),
        ("long-leave", []),
        ("unread-entry", []),
        ("unread-rule", []),
    ],
)
def test_what_cannot_be_read_is_counted_and_never_guessed(name: str, never: list[str]) -> None:
    """A zone defined nowhere, a leave of months, an entry or a rule out of order: said, never silent."""
    found, spans = read(name)
    assert found.passed_over or len(spans) > 1
    assert not set(spans) & set(never)
