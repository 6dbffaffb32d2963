"""A member's own calendar: the hours it takes, and nothing else of it."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from besrour_cli.feedback.busy_times import BusyTimes, merge_spans, read_busy_times
from besrour_cli.model.errors import NegativeAnswer

FIRST, LAST = datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC)


def calendar(*events: str, more: str = "") -> bytes:
    """A calendar of events, each given by its lines."""
    body = "".join(f"BEGIN:VEVENT\nUID:{n}\n{event}\nEND:VEVENT\n" for n, event in enumerate(events))
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{more}{body}END:VCALENDAR\n".replace(
        "\n", "\r\n"
    ).encode()


def hours(*events: str, zone: str = "Africa/Lagos", email: str = "") -> list[str]:
    """The spans of January, each as ``day hour-hour`` in UTC."""
    found = read_busy_times(calendar(*events), zone, FIRST, LAST, email)
    return [f"{a:%d %H:%M}-{b:%d %H:%M}" for a, b in found.spans]


def test_what_repeats_is_unfolded_and_exceptions_kept() -> None:
    """A weekly clinic, one week of it free."""
    begins, ends = (f"TZID=Africa/Lagos:20270104T{hour}0000" for hour in ("09", "12"))
    weekly = f"DTSTART;{begins}\nDTEND;{ends}\nRRULE:FREQ=WEEKLY"
    free = f"{weekly}\nEXDATE;TZID=Africa/Lagos:20270111T090000"
    assert hours(free) == ["04 08:00-04 11:00", "18 08:00-18 11:00", "25 08:00-25 11:00"]


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("DTSTART:20270105T100000Z\nDTEND:20270105T110000Z", ["05 10:00-05 11:00"]),
        ("DTSTART:20270105T100000\nDURATION:PT1H", ["05 09:00-05 10:00"]),
        ("DTSTART;VALUE=DATE:20270105\nDTEND;VALUE=DATE:20270106", ["04 23:00-05 23:00"]),
        ("DTSTART;VALUE=DATE:20270105", ["04 23:00-05 23:00"]),
        (
            "DTSTART;TZID=W. Central Africa Standard Time:20270105T100000\nDURATION:PT1H",
            ["05 09:00-05 10:00"],
        ),
        ("DTSTART:20270105T100000Z\nDURATION:PT1H\nTRANSP:TRANSPARENT", []),
        ("DTSTART:20270105T100000Z\nDURATION:PT1H\nSTATUS:CANCELLED", []),
        ("DTSTART:20270105T100000Z\nDURATION:PT1H\nX-MICROSOFT-CDO-BUSYSTATUS:FREE", []),
        ("DTSTART:20270105T100000Z", []),
        ("DTSTART:20270105T100000Z\nDTEND:20270705T100000Z", []),
        ("DTSTART:20270105T100000Z\nDURATION:PT1M\nRRULE:FREQ=SECONDLY", []),
        ("DTSTART:20270105T100000Z\nDURATION:PT1M\nRRULE:FREQ=DAILY;BYMINUTE=1,2,3", []),
        ("DTSTART:20250105T100000Z\nDURATION:PT1H", []),
    ],
)
def test_each_entry_takes_what_it_says(event: str, expected: list[str]) -> None:
    """Instants, her own clock, whole days; what is free, called off or too frequent takes nothing."""
    assert hours(event) == expected


def test_what_she_declined_is_free() -> None:
    """Her own no, in her own calendar; another's changes nothing."""
    event = (
        "DTSTART:20270105T100000Z\nDURATION:PT1H\nATTENDEE;PARTSTAT=DECLINED:mailto:A@x.example\n"
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:b@x.example"
    )
    assert hours(event, email="a@x.example") == []
    assert hours(event, email="b@x.example") == ["05 10:00-05 11:00"]


def test_no_word_of_it_is_kept() -> None:
    """Title, place, people and notes do not appear in what comes back."""
    event = (
        "DTSTART:20270105T100000Z\nDURATION:PT1H\nSUMMARY:Oncology\nLOCATION:Ward 5\n"
        "DESCRIPTION:private\nORGANIZER:mailto:doctor@x.example"
    )
    found = read_busy_times(
        calendar(event, more="X-WR-CALNAME:amina@x.example\n"), "Africa/Lagos", FIRST, LAST
    )
    span = (datetime(2027, 1, 5, 10, tzinfo=UTC), datetime(2027, 1, 5, 11, tzinfo=UTC))
    assert found == BusyTimes((span,), 1, owner="amina@x.example")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"\x00\xff",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n",
        b"<html>",
        b"BEGIN:VCALENDAR" * 400_000,
        calendar(
            more="BEGIN:VTIMEZONE\nTZID:Z\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0100\n"
            "TZOFFSETTO:+0100\nRRULE:FREQ=SECONDLY\nEND:STANDARD\nEND:VTIMEZONE\n"
        ),
    ],
)
def test_what_is_no_calendar_is_refused(data: bytes) -> None:
    """Nothing, text, bytes, a broken end, a web page, too much, a zone of every second."""
    with pytest.raises(NegativeAnswer):
        read_busy_times(data, "Africa/Lagos", FIRST, LAST)


def test_one_calendar_does_not_teach_the_next() -> None:
    """A zone that one calendar defines is unknown in the next, whose entry is named and not guessed at."""
    zone = (
        "BEGIN:VTIMEZONE\nTZID:My Zone\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0500\n"
        "TZOFFSETTO:+0500\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
    event = "DTSTART;TZID=My Zone:20270105T100000\nDURATION:PT1H"
    for more in ("", zone, ""):
        found = read_busy_times(calendar(event, more=more), "Africa/Lagos", FIRST, LAST)
        starts = [begin for begin, _end in found.spans]
        assert starts == ([datetime(2027, 1, 5, 5, tzinfo=UTC)] if more else [])
        assert [entry.zone for entry in found.passed_over] == ([] if more else ["My Zone"])


lines = st.sampled_from(
    [
        "DTSTART:20270105T100000Z",
        "DTSTART;VALUE=DATE:20270105",
        "DTEND:20270105T090000Z",
        "DURATION:-P1D",
        "DURATION:P99999W",
        "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "RRULE:FREQ=DAILY;INTERVAL=0",
        "RRULE:FREQ=DAILY;COUNT=-1",
        "RRULE:",
        "RDATE:20270106T000000Z",
        "EXDATE:x",
        "RECURRENCE-ID:20270105T100000Z",
        "DTSTART;TZID=Nowhere:20270105T100000",
        "STATUS:",
        "TRANSP;X=Y:",
        "UID:same",
        "ATTENDEE:x",
        "DTSTART:00000000",
    ]
)


@settings(max_examples=60)
@given(st.lists(st.lists(lines, max_size=5).map("\n".join), max_size=4))
def test_odd_calendars_end_soon_and_quietly(events: list[str]) -> None:
    """Lines thrown together: spans in order, or a refusal; never a traceback, never long."""
    begun = time.perf_counter()
    try:
        found = read_busy_times(calendar(*events), "Africa/Lagos", FIRST, LAST).spans
    except NegativeAnswer:
        found = ()
    assert time.perf_counter() - begun < 5
    assert list(found) == sorted(found)
    assert all(FIRST <= a < b <= LAST for a, b in found)


moments = st.integers(0, 100).map(lambda n: datetime.fromtimestamp(n * 3600, UTC))


@given(st.lists(st.tuples(moments, moments), max_size=12))
def test_joined_spans_cover_the_same_hours(spans: list[tuple[datetime, datetime]]) -> None:
    """Joining loses and adds no hour, and leaves a gap between any two spans."""

    def covered(some: object) -> set[int]:
        return {h for a, b in some for h in range(int(a.timestamp()) // 3600, int(b.timestamp()) // 3600)}  # type: ignore[attr-defined]

    found = merge_spans(spans)
    assert covered(found) == covered(spans)
    assert all(one[1] < two[0] for one, two in pairwise(found))
