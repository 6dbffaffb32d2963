"""Printed local times that a law made untrue: every one found, none invented, and corrected once."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besrour_cli.clock import instants
from besrour_cli.clock.recent_rule_changes import CHANGES, recent_changes
from besrour_cli.model.plan import Plan, PublishedReading, ScheduledSession, SessionState
from besrour_cli.schedule.drift import coming, drifts, shift_to_keep_clock, with_true_readings
from support.checkout import TESTS

ROWS = list(
    csv.DictReader((Path(__file__).parent / "cases" / "drift.csv").open(encoding="utf-8", newline=""))
)
ANCHOR = "America/Toronto"


def slot(start: datetime, printed: tuple[PublishedReading, ...], **facts: Any) -> ScheduledSession:
    """A session that people were told of."""
    given: dict[str, Any] = {"session": "cafe", "state": "announced", "sequence": 3, "edition": 1, **facts}
    return ScheduledSession(
        start=start,
        end=start + timedelta(minutes=90),
        anchor=ANCHOR,
        tzdata="2025b",
        printed=printed,
        **given,
    )


def at(text: str) -> datetime:
    found = instants.instant_of(text)
    assert found
    return found


def told(column: str) -> dict[str, ScheduledSession]:
    """One session an instant of the cases, its readings printed as one release had them."""
    rows = sorted(ROWS, key=lambda r: r["utc"])
    return {
        utc: slot(
            at(utc),
            tuple(PublishedReading(r["zone"].rpartition("/")[2], r["zone"], r[column]) for r in group),
            session=utc,
        )
        for utc, group in groupby(rows, key=lambda r: r["utc"])
    }


def test_every_drift_of_the_cases_is_found_and_no_other() -> None:
    """What 2025b printed is compared with the data in use: the shifted rows, each with its minutes."""
    found = {(d.session, d.zone): d.minutes for d in drifts(Plan("p", "2025b", told("local_2025b")))}
    expected = {
        (r["utc"], r["zone"]): int(r["shift_2025b_to_2026f_min"])
        for r in ROWS
        if int(r["shift_2025b_to_2026f_min"])
    }
    assert found == expected
    assert len(expected) > 20


@pytest.mark.parametrize("release", ["2026b", "2026c", "2026d", "2026e", "2026f"])
def test_each_release_drifts_where_it_read_otherwise(release: str) -> None:
    """The same for what later releases printed; the newest is all true."""
    found = {(d.session, d.zone) for d in drifts(Plan("p", release, told(f"local_{release}")))}
    assert found == {(r["utc"], r["zone"]) for r in ROWS if r[f"local_{release}"] != r["local_2026f"]}


def test_a_correction_tells_the_truth_and_is_made_once() -> None:
    """Every instant stays; readings are those of the newest release; SEQUENCE rises by one, and only once."""
    now = at("2026-07-01T12:00Z")
    plan = Plan("p", "2025b", told("local_2025b"))
    after = {key: with_true_readings(value, now) for key, value in plan.slots.items()}
    assert drifts(Plan("p", "", after)) == ()
    truth = {(r["utc"], r["zone"]): r["local_2026f"] for r in ROWS}
    for key, made in after.items():
        before = plan.slots[key]
        assert (made.start, made.end) == (before.start, before.end)
        assert {(key, p.zone): p.local for p in made.printed}.items() <= truth.items()
        if made != before:
            assert (made.sequence, made.edition) == (before.sequence + 1, before.edition + 1)
            assert made.former == before.printed
            assert made.revised == now
            assert made.tzdata == instants.zone_data_version()
        assert with_true_readings(made, now) == made


def test_what_is_over_held_or_called_off_is_left_alone() -> None:
    """Nobody can be helped by a correction of the past."""
    start = at("2026-12-09T14:00Z")
    printed = (PublishedReading("Vancouver", "America/Vancouver", "2026-12-09T06:00:00-08:00"),)
    live = slot(start, printed)
    assert len(drifts(Plan("p", "", {"cafe": live}), start - timedelta(days=1))) == 1
    assert drifts(Plan("p", "", {"cafe": live}), live.end) == ()
    for state in (SessionState.HELD, SessionState.CANCELLED):
        assert drifts(Plan("p", "", {"cafe": live.with_state(state)})) == ()
    assert coming(Plan("p", "", {"cafe": live})) == [live]


def test_keeping_a_clock_moves_the_instant_by_what_the_law_moved() -> None:
    """Vancouver's printed 6:00 is now an hour earlier; Toronto's is where it was; Accra was told nothing."""
    start = at("2026-12-09T14:00Z")
    made = slot(
        start,
        (
            PublishedReading("Vancouver", "America/Vancouver", "2026-12-09T06:00:00-08:00"),
            PublishedReading("Toronto", "America/Toronto", "2026-12-09T09:00:00-05:00"),
        ),
    )
    assert shift_to_keep_clock(made, "America/Vancouver") == timedelta(hours=-1)
    assert shift_to_keep_clock(made, "America/Toronto") == timedelta(0)
    assert shift_to_keep_clock(made, "Africa/Accra") is None


def test_a_zone_that_left_the_data_is_no_drift() -> None:
    """It is told elsewhere, as a mistake; the other places are still compared."""
    start = at("2026-12-09T14:00Z")
    made = slot(
        start,
        (
            PublishedReading("Atlantis", "Sea/Atlantis", "2026-12-09T14:00:00+00:00"),
            PublishedReading("Vancouver", "America/Vancouver", "2026-12-09T06:00:00-08:00"),
        ),
    )
    assert [d.place for d in drifts(Plan("p", "", {"cafe": made}))] == ["Vancouver"]


@given(
    st.sampled_from(sorted({r["zone"] for r in ROWS})),
    st.datetimes(datetime(2026, 1, 1), datetime(2036, 1, 1)),  # noqa: DTZ001 -- made UTC below
)
def test_what_is_printed_today_is_true_today(zone: str, naive: datetime) -> None:
    """No false alarm at any instant, folds and gaps included."""
    start = naive.replace(microsecond=0, tzinfo=UTC)
    made = slot(start, (PublishedReading(zone, zone, instants.local(start, zone).isoformat()),))
    assert drifts(Plan("p", "", {"cafe": made})) == ()
    assert with_true_readings(made, start) is made


def test_the_table_of_changes_is_that_of_the_cases() -> None:
    """Every zone the releases changed is in it, with its release; zones that drift in the cases too."""
    known = {zone: change for change in CHANGES for zone in change.zones}
    text = (TESTS / "clock" / "cases" / "tz_changes.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        for word in row["zones_changed_2026_2029"].split():
            if "/" in word and not word.startswith("("):
                assert known[word].release == row["iana_release"], word
                if len(row["effective"].split()[0]) == 10:
                    assert known[word].effective == date.fromisoformat(row["effective"].split()[0])
    assert {r["zone"] for r in ROWS if int(r["shift_2025b_to_2026f_min"])} <= set(known)


@pytest.mark.parametrize(
    ("zone", "told_at", "start", "said"),
    [
        ("America/Vancouver", "2026-11-22T12:00Z", "2027-01-20T14:00Z", True),
        ("America/Vancouver", "2026-08-01T12:00Z", "2026-09-20T14:00Z", False),
        ("America/Vancouver", "2026-08-01T12:00Z", "2026-12-20T14:00Z", True),
        ("America/Vancouver", "2027-12-01T12:00Z", "2027-12-20T14:00Z", False),
        ("Africa/Casablanca", "2026-11-22T12:00Z", "2027-01-20T14:00Z", True),
        ("America/Toronto", "2026-11-22T12:00Z", "2027-01-20T14:00Z", False),
        ("Africa/Lagos", "2026-11-22T12:00Z", "2027-01-20T14:00Z", False),
    ],
)
def test_only_those_whose_clock_changed_within_a_year_are_told(
    zone: str, told_at: str, start: str, said: bool
) -> None:
    """In force by the session, and not older than a year when the letter is written."""
    assert (recent_changes(zone, at(told_at), at(start)) is not None) is said
