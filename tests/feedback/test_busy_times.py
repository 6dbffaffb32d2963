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
    begun = time.process_time()
    try:
        found = read_busy_times(calendar(*events), "Africa/Lagos", FIRST, LAST).spans
    except NegativeAnswer:
        found = ()
    assert time.process_time() - begun < 5
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


def left(*events: str, more: str = "", zone: str = "Africa/Lagos") -> list[str]:
    """Why the entries that take no hours take none."""
    found = read_busy_times(calendar(*events, more=more), zone, FIRST, LAST)
    return [one.reason for one in found.passed_over]


FIVE = "DTSTART:20270105T100000Z\nDTEND:20270105T110000Z"


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("DTSTART;VALUE=DATE:20270105\nDTEND;VALUE=DATE:20270105", ["04 23:00-05 23:00"]),
        ("DTSTART;VALUE=DATE:20270105\nDTEND:20270105T110000Z", ["04 23:00-05 11:00"]),
        ("DTSTART;VALUE=DATE:20270105\nDTEND:20270105T110000", ["04 23:00-05 10:00"]),
        ("DTSTART;VALUE=DATE:20270105\nDURATION:PT2H", ["04 23:00-05 01:00"]),
        ("DTSTART;VALUE=DATE:20270105\nDURATION:PT24H", ["04 23:00-05 23:00"]),
        ("DTSTART:20270105T100000Z\nDTEND;VALUE=DATE:20270106", ["05 10:00-05 23:00"]),
        (
            f'{FIVE}\nSEQUENCE:\nPRIORITY:high\nGEO:here\nCREATED:yesterday\nATTENDEE;CN="x:y',
            ["05 10:00-05 11:00"],
        ),
        (f"{FIVE}\nDESCRIPTION:a\nDTSTART is at noon\nmore: of it\nBegin: 10 h", ["05 10:00-05 11:00"]),
        (f"{FIVE}\nBEGIN:VALARM\nDTSTART:x\nTRIGGER:y\nEND:VALARM", ["05 10:00-05 11:00"]),
        ('DTSTART;TZID="tzone://Microsoft/Utc":20270105T100000\nDURATION:PT1H', ["05 10:00-05 11:00"]),
        ("DTSTART;TZID=GMT:20270105T100000\nDURATION:PT1H", ["05 10:00-05 11:00"]),
        ("DTSTART;TZID=america/toronto:20270105T100000\nDURATION:PT1H", ["05 15:00-05 16:00"]),
        ("DTSTART;TZID=Nowhere:20270105T100000Z\nDURATION:PT1H", ["05 10:00-05 11:00"]),
        ("DTSTART;TZID=Nowhere;VALUE=DATE:20270105", ["04 23:00-05 23:00"]),
        (f"{FIVE}\nRRULE:FREQ=DAILY;COUNT=9999;UNTIL=20270105", ["05 10:00-05 11:00"]),
    ],
)
def test_what_has_one_meaning_is_read(event: str, expected: list[str]) -> None:
    """Days that end on themselves, hours at one end, properties that do not matter, names of UTC."""
    assert (hours(event), left(event)) == (expected, [])


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ("DTSTART:2027-01-05T10:00:00\nDTEND:2027-01-05T11:00:00", "unread"),
        ("DTSTART:20270105T100000Z\nDTEND:later", "unread"),
        ("DTSTART:20270105T100000Z\nDTSTART:20270106T100000Z\nDURATION:PT1H", "unread"),
        ("SUMMARY:no time", "unread"),
        (f"{FIVE}\nRRULE:FREQ=FORTNIGHTLY", "unread"),
        (f"{FIVE}\nRRULE:FREQ=DAILY;COUNT=2;X-FOO=1", "unread"),
        (f"{FIVE}\nEXDATE:x", "unread"),
        ("DTSTART;TZID=GMT Standard Time 1:20270105T100000\nDURATION:PT1H", "unknown-zone"),
        ("DTSTART;TZID=Custom:20270105T100000\nDTEND;TZID=UTC:20270105T110000", "unknown-zone"),
        ("DTSTART:20270105T100000Z\nDTEND:20270405T110000Z", "too-long"),
        ("DTSTART:20260705T100000Z\nDTEND:20270405T110000Z", "too-long"),
        (f"{FIVE}\nRRULE:FREQ=HOURLY", "too-often"),
        ("DTSTART:20270105T100000Z\nDTEND:20270105T090000Z", "no-length"),
        (f"{FIVE}\nTRANSP:TRANSPARENT\nRRULE:FREQ=DAILY", "free"),
    ],
)
def test_what_is_left_out_is_counted_once_with_its_reason(event: str, reason: str) -> None:
    """What cannot be read takes the entry beside it along nowhere."""
    beside = "DTSTART:20270109T100000Z\nDTEND:20270109T110000Z"
    assert (hours(event, beside), left(event, beside)) == (["09 10:00-09 11:00"], [reason])


def test_what_is_left_out_of_another_year_is_not_told() -> None:
    """An entry of 2020 that cannot be read is of no interest."""
    old = "DTSTART;TZID=Nowhere:20200105T100000\nDTEND;TZID=Nowhere:20200105T110000"
    assert left(old, f"{old}\nRRULE:FREQ=DAILY;UNTIL=20200301", old.replace("2020", "2031")) == []
    assert left(f"{old}\nRRULE:FREQ=DAILY") == ["unknown-zone"]


@pytest.mark.parametrize(
    ("until", "days"),
    [
        ("20270118", [4, 11, 18]),
        ("20270118T170000", [4, 11]),
        ("20270118T180000", [4, 11, 18]),
        ("20270118T225959Z", [4, 11]),
        ("20270118T230000Z", [4, 11, 18]),
    ],
)
def test_a_rule_ends_on_the_clock_it_began_on(until: str, days: list[int]) -> None:
    """A day is meant whole, an hour without a zone is that of the start (Toronto, five hours behind)."""
    event = (
        "DTSTART;TZID=America/Toronto:20270104T180000\nDTEND;TZID=America/Toronto:20270104T183000\n"
        f"RRULE:FREQ=WEEKLY;UNTIL={until}"
    )
    assert hours(event) == [f"{day:02} 23:00-{day:02} 23:30" for day in days]


@pytest.mark.parametrize("until", ["20270106", "20270106T000000Z", "20270106T225959Z", "20270106T120000"])
def test_a_rule_of_whole_days_ends_on_a_day(until: str) -> None:
    """However it is written; in Lagos, an hour ahead of UTC, the 6th is the last day."""
    event = f"DTSTART;VALUE=DATE:20270105\nRRULE:FREQ=DAILY;UNTIL={until}"
    found = read_busy_times(calendar(event), "Africa/Lagos", FIRST, LAST)
    assert (hours(event), found.whole_days) == (["04 23:00-06 23:00"], 1)


def test_entries_of_one_uid_are_several_unless_one_is_newer() -> None:
    """Each is read; an exception belongs to the series that has it; a higher SEQUENCE replaces."""
    same = "UID:same\nDTSTART:202701{0}T100000Z\nDTEND:202701{0}T110000Z"
    assert hours(same.format("05"), same.format("06")) == ["05 10:00-05 11:00", "06 10:00-06 11:00"]
    newer = f"{same.format('06')}\nSEQUENCE:2"
    assert hours(same.format("05"), newer) == ["06 10:00-06 11:00"]
    assert left(same.format("05"), newer) == ["replaced"]
    series = f"{same.format('05')}\nRRULE:FREQ=WEEKLY;COUNT=2"
    moved = "UID:same\nRECURRENCE-ID:20270112T100000Z\nDTSTART:20270113T100000Z\nDURATION:PT1H"
    assert hours(series, same.format("20"), moved) == [f"{n} 10:00-{n} 11:00" for n in ("05", "13", "20")]
    called_off = f"{moved}\nSTATUS:CANCELLED"
    assert (hours(series, called_off), left(series, called_off)) == (["05 10:00-05 11:00"], ["free"])


def test_free_busy_is_read() -> None:
    """Every period that is not free, by its end or its length; what cannot be read is told."""
    more = (
        "BEGIN:VFREEBUSY\nUID:f\nDTSTART:20270101T000000Z\nDTEND:20270201T000000Z\n"
        "FREEBUSY;FBTYPE=BUSY:20270105T100000Z/20270105T110000Z,20270106T100000Z/PT1H\n"
        "FREEBUSY;FBTYPE=FREE:20270107T100000Z/PT1H\nFREEBUSY:20270108T100000Z/PT1H\n"
        "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20270109T100000Z/PT1H\nFREEBUSY:soon/PT1H\n"
        "FREEBUSY;TZID=Nowhere:20270110T100000/PT1H\nEND:VFREEBUSY\n"
    )
    found = read_busy_times(calendar(more=more), "Africa/Lagos", FIRST, LAST)
    assert [f"{a:%d %H}" for a, _ in found.spans] == ["05 10", "06 10", "08 10", "09 10"]
    assert sorted(one.reason for one in found.passed_over) == ["unknown-zone", "unread"]
    assert found.entries == 6


def test_every_calendar_of_a_file_is_read_in_any_usual_encoding() -> None:
    """Two calendars, in UTF-8 or UTF-16; each has its own zones; a task takes no time."""
    zone = (
        "BEGIN:VTIMEZONE\nTZID:My Zone\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0500\n"
        "TZOFFSETTO:+0500\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
    custom = "DTSTART;TZID=My Zone:20270106T100000\nDURATION:PT1H"
    task = "BEGIN:VTODO\nSUMMARY:x\nDUE:20270105T100000Z\nEND:VTODO\n"
    text = (calendar(FIVE, more=task) + calendar(custom, more=zone) + calendar(custom)).decode()
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
        found = read_busy_times(text.encode(encoding), "Africa/Lagos", FIRST, LAST)
        assert [f"{a:%d %H}" for a, _ in found.spans] == ["05 10", "06 05"]
        assert sorted(one.reason for one in found.passed_over) == ["task", "unknown-zone"]


def test_one_broken_entry_spoils_no_other_and_a_file_cut_off_is_refused() -> None:
    """An entry without its end is told; a calendar without its end may lack anything."""
    text = calendar(FIVE, FIVE.replace("0105T", "0106T")).replace(b"END:VEVENT\r\n", b"", 1)
    found = read_busy_times(text, "Africa/Lagos", FIRST, LAST)
    assert [f"{a:%d}" for a, _ in found.spans] == ["06"]
    assert [one.reason for one in found.passed_over] == ["unread"]
    with pytest.raises(NegativeAnswer):
        read_busy_times(calendar(FIVE)[:-30], "Africa/Lagos", FIRST, LAST)


def test_the_zone_a_calendar_names_is_that_of_times_without_one() -> None:
    """X-WR-TIMEZONE; a name that is defined nowhere is told where a time needs it."""
    event = "DTSTART:20270105T100000\nDURATION:PT1H"
    more = "X-WR-TIMEZONE:America/Toronto\n"
    found = read_busy_times(calendar(event, more=more), "Africa/Lagos", FIRST, LAST)
    assert found.spans[0][0] == datetime(2027, 1, 5, 15, tzinfo=UTC)
    assert left(event, FIVE, more="X-WR-TIMEZONE:Nowhere\n") == ["unknown-zone"]
