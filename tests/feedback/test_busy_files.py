"""Calendar files as they arrive: folded, torn, packed into each other, or larger than anybody's year."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from besrour_cli.feedback import busy_times
from besrour_cli.feedback.busy_times import BusyTimes, read_busy_times
from besrour_cli.model.errors import NegativeAnswer

FIRST, LAST = datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC)
FIVE = "BEGIN:VEVENT\nUID:5\nDTSTART:20270105T100000Z\nDTEND:20270105T110000Z\nEND:VEVENT\n"
PARIS = "TZID:{}\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:{}\nTZOFFSETTO:+0100\nEND:STANDARD\n"


def calendar(inside: str) -> str:
    """A calendar with some lines in it."""
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{inside}END:VCALENDAR\n"


def read(text: str) -> BusyTimes:
    """What a file takes of January."""
    return read_busy_times(text.replace("\n", "\r\n").encode(), "Africa/Lagos", FIRST, LAST)


def hours(text: str) -> list[str]:
    """The starts of what a file takes, as ``day hour``."""
    return [f"{begin:%d %H}" for begin, _end in read(text).spans]


@pytest.mark.parametrize(
    "inside",
    [
        FIVE.replace("20270105T100000Z", "20270105T1\n 00000Z"),
        FIVE.replace("DTEND:", "DT\n\tEND:"),
        f"\n\n{FIVE}\n",
        f"END:VTODO\n{FIVE}",
    ],
)
def test_folded_lines_blank_ones_and_a_stray_end_change_nothing(inside: str) -> None:
    """RFC 5545 section 3.1: a line goes on where the next one begins with a blank or a tab."""
    assert hours(calendar(inside)) == ["05 10"]
    assert not read(calendar(inside)).passed_over


@pytest.mark.parametrize("text", [calendar(calendar(FIVE)), calendar(FIVE) + "END:VCALENDAR\n"])
def test_calendars_that_are_not_one_after_another_are_refused(text: str) -> None:
    """One within another, or an end that has no beginning: half of it may be missing."""
    with pytest.raises(NegativeAnswer, match="not a calendar besrour can read"):
        read(text)


@pytest.mark.parametrize(
    "torn",
    [
        "BEGIN:VEVENT\nDTSTART:20270109T100000Z\nDTEND:20270109T110000Z\n",
        "BEGIN:VFREEBUSY\nFREEBUSY:20270109T100000Z/PT1H\n",
    ],
)
def test_a_last_entry_without_its_end_is_told(torn: str) -> None:
    """What the torn entry would still have said is not known; the one before it is whole."""
    found = read(calendar(FIVE + torn))
    assert "05 10" in hours(calendar(FIVE + torn))
    assert [(one.line, one.reason) for one in found.passed_over] == [(8, "unread")]


@pytest.mark.parametrize(
    "times",
    [
        "DTSTART;VALUE=TEXT:20270109T100000Z\nDURATION:PT1H",
        "DTSTART:20270109T100000Z\nDURATION;VALUE=INTEGER:60",
        "DTSTART:20270109T100000Z\nDURATION:P99999999W",
        "DTSTART:20270109T100000Z\nDTEND:110000",
    ],
)
def test_a_time_of_another_kind_is_left_out_and_told(times: str) -> None:
    """Words or a number for a time, a length of two million years, a clock without a day."""
    text = calendar(f"{FIVE}BEGIN:VEVENT\n{times}\nEND:VEVENT\n")
    assert (hours(text), [one.reason for one in read(text).passed_over]) == (["05 10"], ["unread"])


def test_a_zone_that_a_vendor_calls_by_its_own_path_is_found() -> None:
    """A TZID such as /vendor.example/2026/Europe/Paris ends in the name that everybody has."""
    event = FIVE.replace("DTSTART:20270105T100000Z", "DTSTART;TZID=/vendor.example/2026/{}:20270105T100000")
    assert hours(calendar(event.format("Europe/Paris"))) == ["05 09"]
    assert hours(calendar(event.format("America/Argentina/Ushuaia").replace("T11", "T15"))) == ["05 13"]
    nowhere = read(calendar(event.format("Nowhere")))
    assert [one.zone for one in nowhere.passed_over] == ["/vendor.example/2026/Nowhere"]


def test_a_broken_definition_of_a_zone_spoils_no_other() -> None:
    """The entry in the zone that cannot be read is told; that of the other zone takes its hour."""
    zones = "".join(
        f"BEGIN:VTIMEZONE\n{PARIS.format(name, offset)}END:VTIMEZONE\n"
        for name, offset in (("Mine", "+0100"), ("Broken", "soon"))
    )
    event = "BEGIN:VEVENT\nDTSTART;TZID={0}:20270105T100000\nDURATION:PT1H\nEND:VEVENT\n"
    text = calendar(zones + event.format("Mine") + event.format("Broken"))
    assert hours(text) == ["05 09"]
    assert [(one.reason, one.zone) for one in read(text).passed_over] == [("unknown-zone", "Broken")]


@pytest.mark.parametrize(
    "text",
    [
        calendar("BEGIN:VTODO\nEND:VTODO\n" * 10_001) * 2,
        calendar(
            f"BEGIN:VFREEBUSY\nFREEBUSY:{','.join(['20270105T100000Z/PT1H'] * 20_001)}\nEND:VFREEBUSY\n"
        ),
    ],
)
def test_more_entries_than_a_year_has_are_refused(text: str) -> None:
    """Twenty thousand of all the calendars of a file together, each period of a free-busy list as one."""
    with pytest.raises(NegativeAnswer, match="too large to be read"):
        read(text)


def test_repetitions_count_like_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Entries that repeat every day are as many as their days; the bound is lowered to be there soon."""
    daily = FIVE.replace("END:VEVENT", "RRULE:FREQ=DAILY\nEND:VEVENT")
    other = daily.replace("UID:5", "UID:6").replace("T10", "T14").replace("T11", "T15")
    monkeypatch.setattr(busy_times, "EVENTS", 50)
    assert len(hours(calendar(daily))) == 27
    with pytest.raises(NegativeAnswer, match="too large to be read"):
        read(calendar(daily + other))
