"""Sheets of themes: which sheet is meant, what its cells say, and from which month on."""

from __future__ import annotations

from datetime import date
from itertools import islice
from pathlib import Path

import pytest

from besrour_cli.commands.workflows.series.open_sessions import open_days
from besrour_cli.commands.workflows.series.session_columns import headings_in
from besrour_cli.commands.workflows.themes import one_series
from besrour_cli.commands.workflows.workbook_sheet import single_sheet
from besrour_cli.model.errors import UsageError
from besrour_cli.model.people.sheet import Sheet, SheetRow
from support.commands.edits import swap
from support.commands.told import opened
from support.commands.typed import says
from support.storage.small_workbook import write_workbook

SETTINGS = "sessions/programme.yaml"
TODAY = date(2026, 11, 22)
SERIES = """\
  talks:
    name: {en: Talk, fr: Entretien}
    duration: 60 min
    groups: [cafe]
"""
Capture = pytest.CaptureFixture[str]


def test_the_sheet_that_is_meant_is_named() -> None:
    """One that is not there is told with those that are; of two that fit, one has to be named."""
    sheets = [Sheet(name, ()) for name in ("Themes", "Notes", "Thèmes")]
    assert single_sheet(sheets, "NOTES", lambda sheet: False) == sheets[1]
    with pytest.raises(UsageError, match="there is no sheet “Other”") as refused:
        single_sheet(sheets, "Other", lambda sheet: True)
    assert str(refused.value.remedy) == "known are: Themes, Notes, Thèmes"
    with pytest.raises(UsageError, match="which sheet is meant: “Themes”, “Notes”, “Thèmes”"):
        single_sheet(sheets, None, lambda sheet: True)


def test_a_third_title_has_no_language_left() -> None:
    """Both languages have their column: what else is called a title is none of them."""
    found = headings_in(0, SheetRow(1, ("Month", "Title", "Titre", "Title again")))
    assert found.columns == {("month", ""): 0, ("title", "en"): 1, ("title", "fr"): 2}


def test_a_date_in_a_text_is_written_as_one(two_cafes: Path, capsys: Capture) -> None:
    """A spreadsheet has made a date of what somebody typed: it stands in the file as year, month, day."""
    head = ("Month", "Title (English)", "Titre (français)", "Description (English)", "Description (français)")
    row = ("2027-05", "Days", "Jours", date(2027, 5, 1), date(2027, 5, 1))
    write_workbook(two_cafes / "themes.xlsx", [head, row])
    answer = says(capsys, two_cafes, "new", "cafe", "--from", "themes.xlsx", "--yes")
    assert answer.returncode == 0, answer.stderr
    text = (two_cafes / "sessions/2027-05-cafe.yaml").read_text(encoding="utf-8")
    assert text.count("2027-05-01") >= 3  # both descriptions, and the window


def test_one_of_several_series_has_to_be_named(two_cafes: Path) -> None:
    """With one series no question is asked; of two, the one that is public is meant."""
    assert one_series(opened(two_cafes).programme, None).id == "cafe"
    swap(SETTINGS, "blackouts:", f"{SERIES}blackouts:")(two_cafes)
    with pytest.raises(UsageError, match="not said for which series") as refused:
        one_series(opened(two_cafes).programme, None)
    assert str(refused.value.remedy) == "add --series and one of cafe, talks"
    swap(SETTINGS, "blackouts:", "publish: {series: [talks]}\nblackouts:")(two_cafes)
    assert one_series(opened(two_cafes).programme, None).id == "talks"


def test_months_that_are_taken_are_passed_over(two_cafes: Path) -> None:
    """From January on, the next two that have no café; a series without any session needs a first month."""
    swap(SETTINGS, "blackouts:", f"{SERIES}blackouts:")(two_cafes)
    programme = opened(two_cafes).programme
    days = open_days(str(two_cafes), programme, "cafe", date(2027, 1, 1), TODAY)
    assert list(islice(days, 2)) == [date(2027, 3, 1), date(2027, 4, 1)]
    with pytest.raises(UsageError, match="no session yet after which") as refused:
        next(open_days(str(two_cafes), programme, "talks", None, TODAY))
    assert "such as 2028-01" in str(refused.value.remedy)


def _ballots(folder: Path, ticked: str) -> tuple[str, ...]:
    (folder / "themes.txt").write_text("- Rural / Rurale\n- Nights / Nuits\n", encoding="utf-8")
    rows = [f'{name}@example.org,"{ticked}"' for name in ("ama", "luc")]
    (folder / "b.csv").write_text("\n".join(["Email,Themes / Thèmes", *rows]) + "\n", encoding="utf-8")
    return ("themes", "b.csv", "--proposals", "themes.txt", "--series", "cafe")


def test_ballots_that_tick_nothing_choose_nothing(two_cafes: Path, capsys: Capture) -> None:
    """The list and the form may have other words: it is said where to look."""
    words = (*_ballots(two_cafes, ""), "--column", "Themes / Thèmes", "--count", "1")
    answer = says(capsys, two_cafes, *words)
    assert answer.returncode == 1 and "no ballot ticks a theme" in answer.stderr, answer.stderr


def test_themes_begin_in_the_month_that_is_named(two_cafes: Path, capsys: Capture) -> None:
    """The sheet has a month for each, from the first one on."""
    words = _ballots(two_cafes, "Rural / Rurale, Nights / Nuits")
    answer = says(capsys, two_cafes, *words, "--count", "2", "--from", "2028-03", "--write")
    assert answer.returncode == 0, answer.stderr
    lines = (two_cafes / "out/themes/cafe.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.partition(",")[0] for line in lines[1:]] == ["2028-03", "2028-04"]


def test_a_series_that_ends_has_no_session_left_for_a_theme(two_cafes: Path, capsys: Capture) -> None:
    """Of two themes one has a session: the other is named, with what can be done."""
    recurring = "  talks:\n    every: month\n    from: 2027-05\n    until: 2027-05\n"
    recurring += "    title: {en: Talk, fr: Entretien}\n    description: {en: We talk., fr: On parle.}\n"
    series = SERIES.replace("  talks:\n", recurring)
    swap(SETTINGS, "blackouts:", f"{series}blackouts:")(two_cafes)
    words = [*_ballots(two_cafes, "Rural / Rurale, Nights / Nuits")]
    words[words.index("cafe")] = "talks"
    answer = says(capsys, two_cafes, *words, "--count", "2", "--write")
    assert answer.returncode == 1 and "no session of the series is left for this theme" in answer.stderr
    assert not (two_cafes / "out").exists()
