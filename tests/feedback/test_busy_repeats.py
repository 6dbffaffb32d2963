"""Rules that repeat: each is followed as far as it matters, whatever it is written to cost."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from recurring_ical_events.series.rrule import rrulestr  # type: ignore[import-untyped]  # dateutil's

from besrour_cli.feedback.busy_times import BusyTimes, read_busy_times
from besrour_cli.model.errors import NegativeAnswer
from support.campaigns.thorough import a_few

FIRST, LAST = datetime(2027, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC)
SECONDS = 2
"""Of the processor, that no calendar of rules may take longer than."""


def read(*events: str) -> BusyTimes:
    """What a calendar of events takes in two years, each event given by its lines."""
    body = "".join(f"BEGIN:VEVENT\nUID:{n}\n{event}\nEND:VEVENT\n" for n, event in enumerate(events))
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{body}END:VCALENDAR\n"
    return read_busy_times(text.replace("\n", "\r\n").encode(), "Africa/Lagos", FIRST, LAST)


def at(year: int, rule: str, more: str = "") -> str:
    """An hour in January of a year that repeats."""
    return f"DTSTART:{year:04}0105T100000Z\nDURATION:PT1H\nRRULE:{rule}{more}"


@pytest.mark.parametrize("frequency", a_few(["YEARLY", "MONTHLY", "WEEKLY", "DAILY"], 2))
@pytest.mark.parametrize(
    "never", ["BYMONTH=2;BYMONTHDAY=30", "BYDAY=MO;BYSETPOS=60", "BYDAY=MO;BYMONTHDAY=32"]
)
def test_a_rule_that_names_no_day_takes_the_hour_of_its_start_alone(frequency: str, never: str) -> None:
    """300 of them are read within the time."""
    begun = time.process_time()
    found = read(*[at(2027, f"FREQ={frequency};{never}")] * 300)
    assert time.process_time() - begun < SECONDS
    assert [f"{a:%F %H}" for a, _ in found.spans] in (["2027-01-05 10"], [])
    assert found.spans or {one.reason for one in found.passed_over} == {"unread"}


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (at(1, "FREQ=DAILY"), "too-many"),
        (at(1, "FREQ=WEEKLY;BYDAY=MO,TU"), "too-many"),
        (at(2027, "FREQ=SECONDLY;COUNT=999999999"), "too-often"),
        (at(2027, "FREQ=DAILY;BYMINUTE=1,2,3"), "too-often"),
        (at(2027, "FREQ=DAILY;BYSETPOS=" + ",".join(["1"] * 9_999)), "too-many"),
        (at(2020, "FREQ=DAILY", "\nRRULE:FREQ=DAILY" * 99), "too-many"),
        (at(2027, "FREQ=DAILY", "\nEXDATE:" + ",".join(["20270109T100000Z"] * 9_999)), "too-many"),
        (at(2027, "FREQ=DAILY", "\nRDATE:20270109T100000Z" * 9_999), "too-many"),
        (at(2027, "FREQ=DAILY;INTERVAL=0"), "unread"),
    ],
)
def test_a_rule_that_costs_too_much_is_left_out_and_told(event: str, reason: str) -> None:
    """Nor does it take along the entry beside it."""
    begun = time.process_time()
    found = read(event, at(2027, "FREQ=YEARLY"))
    assert time.process_time() - begun < SECONDS
    assert [one.reason for one in found.passed_over] == [reason]
    assert [f"{a:%F %H}" for a, _ in found.spans] == ["2027-01-05 10", "2028-01-05 10"]


@pytest.mark.thorough
def test_all_rules_together_are_bounded() -> None:
    """The first ones are followed; those that are left out are told."""
    begun = time.process_time()
    found = read(*[at(1950, "FREQ=DAILY;INTERVAL=2")] * 100)
    assert time.process_time() - begun < 3 * SECONDS
    assert len(found.spans) == 366
    assert {one.reason for one in found.passed_over} == {"too-many"}
    assert 20 < len(found.passed_over) < 80


def test_a_change_of_all_that_follow_leads_no_further() -> None:
    """An exception far away would have the rule followed up to there."""
    moved = (
        "UID:0\nRECURRENCE-ID;RANGE=THISANDFUTURE:99990105T100000Z\nDTSTART:20270105T120000Z\nDURATION:PT1H"
    )
    begun = time.process_time()
    found = read(at(2027, "FREQ=DAILY"), moved)
    assert time.process_time() - begun < SECONDS
    assert "too-many" in {one.reason for one in found.passed_over}


def test_deep_nesting_and_a_large_file_are_bounded() -> None:
    """Parts in parts in parts; twenty million bytes; thousands of zone definitions."""
    begun = time.process_time()
    assert [one.reason for one in read("BEGIN:X-A\n" * 30_000 + "END:X-A\n" * 30_000).passed_over] == [
        "unread"
    ]
    with pytest.raises(NegativeAnswer):
        read("X" * 20_000_000)
    part = "BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0500\nTZOFFSETTO:+0500\nEND:STANDARD\n"
    zones = "".join(f"BEGIN:VTIMEZONE\nTZID:{n}\n{part}END:VTIMEZONE\n" for n in range(5_000))
    with pytest.raises(NegativeAnswer):
        read(f"END:VEVENT\n{zones}BEGIN:VEVENT")
    assert time.process_time() - begun < SECONDS


MONTHS, DAYS = (
    st.sampled_from(["", ";BYMONTH=2", ";BYMONTH=3,11"]),
    st.sampled_from(["", ";BYMONTHDAY=29,31"]),
)


@pytest.mark.thorough
@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.integers(1, 5),
    MONTHS,
    DAYS,
    st.sampled_from(["", ";BYDAY=TU,TH"]),
    st.sampled_from(["", ";COUNT=40", ";UNTIL=20270801T100000Z"]),
    st.sampled_from(["20160229", "20270131", "20260831"]),
)
def test_a_bounded_rule_names_the_same_days(
    frequency: str, interval: int, months: str, days: str, weekdays: str, end: str, start: str
) -> None:
    """As dateutil follows it, and the start itself."""
    text = f"FREQ={frequency};INTERVAL={interval}{months}{days}{weekdays}{end}"
    begin = datetime.strptime(start, "%Y%m%d").replace(hour=10, tzinfo=UTC)
    expected = {begin} if begin >= FIRST else set()
    for moment in rrulestr(text, dtstart=begin):
        if moment >= min(LAST, begin + timedelta(days=4_800)):
            break
        if moment >= FIRST:
            expected.add(moment)
    found = read(f"DTSTART:{start}T100000Z\nDURATION:PT1H\nRRULE:{text}")
    assert [a for a, _ in found.spans] == sorted(expected)
    assert not found.passed_over
