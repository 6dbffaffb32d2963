"""Announcements as people really wrote them: every wrong claim found, no right one accused."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from besrour_cli.feedback.announcements.lint import AnnouncementVerdict, lint

ROWS = list(csv.DictReader((Path(__file__).parent / "real_sessions.csv").open(encoding="utf-8", newline="")))
TODAY = date(2026, 11, 22)
# What the page showed where the row only says that it did.
SHOWN = {
    "PUBLIC Zoom join link + passcode on the web page": "Join: https://us02web.zoom.us/j/81234567890\n"
    "Passcode: 482913"
}
EXPECTED = {
    "DEFECT: no time zone": {"no-zone"},
    "DEFECT: no zone": {"no-zone"},
    "DEFECT (safety)": {"open-link", "open-passcode"},
    'DEFECT: "EST"': {"wrong-abbreviation", "readings-disagree"},
    '"12:00 PM"': {"twelve"},
}


def announced(row: dict[str, str], *, registration: bool = True) -> str:
    """The row as an announcement: title, date, the words for the time, and how to register."""
    lines = [row["title"], row["date"], row["time_text"], row["countries_named"]]
    if registration:
        lines.append(SHOWN.get(row["registration"], row["registration"]))
    return "\n".join(lines) + "\n"


def read(text: str) -> AnnouncementVerdict:
    return lint(text, "announcement.txt", TODAY)


def codes(text: str, *, warnings: bool = True) -> set[str]:
    return {f.code for f in read(text).findings if warnings or not f.warning}


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r["id"])
def test_every_wrong_claim_is_found_and_nothing_else(row: dict[str, str]) -> None:
    """A row's note says what is wrong with it; a bare GMT+1 is the one defect the notes leave out."""
    expected = next((codes for start, codes in EXPECTED.items() if row["note"].startswith(start)), set())
    if row["id"] == "foretia-2020":
        expected = {"bare-offset"}
    assert codes(announced(row)) == expected


@pytest.mark.parametrize("row", [r for r in ROWS if r["claims_ok"] == "True"], ids=lambda r: r["id"])
def test_what_is_right_is_never_accused(row: dict[str, str]) -> None:
    """The words for the time alone, without date or with it: nothing is said against them."""
    for text in (
        row["time_text"],
        f"{row['date']}\n{row['time_text']}",
        f"{row['time_text']}\n{row['date']}",
    ):
        assert codes(text, warnings=False) == set(), text


@pytest.mark.parametrize("row", [r for r in ROWS if r["utc_start"]], ids=lambda r: r["id"])
def test_the_moment_is_the_one_computed_elsewhere(row: dict[str, str]) -> None:
    """The table of local times is that of the case's UTC start, where the words give an hour."""
    moments = read(announced(row)).moments
    if "no time in the list" in row["time_text"]:
        assert not moments
        return
    start = datetime.fromisoformat(row["utc_start"].replace("Z", "+00:00"))
    assert any((moment.at - start) % timedelta(days=7) == timedelta(0) for moment in moments)
    assert all(moment.at.tzinfo is UTC for moment in moments)


@pytest.mark.parametrize("row", [r for r in ROWS if r["claims_ok"] == "True"], ids=lambda r: r["id"])
def test_a_right_announcement_with_its_weekday_changed_is_accused(row: dict[str, str]) -> None:
    """The same words with the weekday of another day are found out."""
    day = date.fromisoformat(row["date"])
    right = f"{day:%A} {day.day} {day:%B} {day.year}, {row['time_text'].split('|')[0]}"
    wrong = right.replace(f"{day:%A}", f"{day + timedelta(days=1):%A}", 1)
    assert "wrong-weekday" not in codes(right)
    assert "wrong-weekday" in codes(wrong)
