"""A sheet of themes as Excel keeps it: real dates, hidden rows, headings in any order, people in one cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from besrour_cli.commands.workflows.series.session_files import file_text
from besrour_cli.commands.workflows.series.session_sheet import SheetContext, SheetDrafts, read_drafts
from besrour_cli.model.errors import FileError
from besrour_cli.schedule.recurrence import WHOLE_MONTH
from besrour_cli.storage.programme.load import load
from besrour_cli.storage.text.tables.workbook import read_sheets
from support.checkout import ROOT
from support.storage.small_workbook import write_workbook

HEADINGS = ("Qui", "Title in English", "Titre", "Date", "Plage")
Rows = tuple[tuple[str | date, ...], ...]
ROWS: Rows = (
    ("host: ca-mcgill; facilitator: ca-ubc, ke-1", "One", "Un", date(2028, 1, 1), "8-21"),
    ("", "Two", "Deux", date(2028, 2, 1), "deuxième semaine"),
    ("", "Three", "Trois", date(2028, 3, 1), ""),
)


def read(tmp_path: Path, rows: Rows, hidden: tuple[int, ...] = ()) -> SheetDrafts:
    """The sessions of a workbook of cafés."""
    path = tmp_path / "themes.xlsx"
    write_workbook(path, (("Our themes",), HEADINGS, *rows), hidden)
    programme = load(str(ROOT)).programme
    assert programme is not None
    context = SheetContext(programme, "cafe", "themes.xlsx", WHOLE_MONTH, iter(()))
    return read_drafts(context, read_sheets(str(path))[0])


def test_dates_windows_and_people_are_read(tmp_path: Path) -> None:
    """A date is its month; a window in words of either language; roles before names in one column."""
    drafts, problems = read(tmp_path, ROWS)
    assert not problems
    assert [draft.id for draft in drafts] == ["2028-01-cafe", "2028-02-cafe", "2028-03-cafe"]
    assert drafts[0].required == {"host": ("ca-mcgill",), "facilitator": ("ca-ubc", "ke-1")}
    assert [draft.window for draft in drafts] == [
        (date(2028, 1, 8), date(2028, 1, 21)),
        (date(2028, 2, 8), date(2028, 2, 14)),
        (date(2028, 3, 1), date(2028, 3, 31)),
    ]
    assert drafts[1].text("title") == {"en": "Two", "fr": "Deux"}
    assert drafts[1].missing == (("description", "en"), ("description", "fr"))
    assert "  facilitator: [ca-ubc, ke-1]" in file_text(drafts[0]).splitlines()


def test_hidden_rows_are_named_and_not_read(tmp_path: Path) -> None:
    """What a filter hides is left out, with a warning: nothing is lost in silence."""
    drafts, problems = read(tmp_path, ROWS, hidden=(4,))
    assert [draft.id for draft in drafts] == ["2028-01-cafe", "2028-03-cafe"]
    assert [(problem.warning, str(problem.what)) for problem in problems] == [
        (True, "1 hidden row is not read")
    ]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("ca-mcgill", "A", "B", "2028-05", ""), "“ca-mcgill” does not say what these people do"),
        (("host: McGill", "A", "B", "2028-05", ""), "members.csv has nobody whom “McGill” means for sure"),
        (("", "A", "B", "2028-13", ""), "“2028-13” is not a month besrour can read"),
        (("", "A", "B", "", ""), "this row has no month"),
        (("", "A", "B", "2028-05", "first and third week"), "does not say on which days of a month"),
        (("", "A", "B", "January 2028", ""), "“2028-01-cafe” stands in row 3 already"),
    ],
)
def test_each_cell_that_is_not_clear_is_a_mistake_of_its_row(
    tmp_path: Path, cells: tuple[str, ...], said: str
) -> None:
    """Row 6 and the column, as the spreadsheet counts them; the other rows are fine."""
    _drafts, (problem,) = read(tmp_path, (*ROWS, cells))
    assert said in str(problem.what) and problem.spot.line == 6 and problem.remedy is not None


def test_a_sheet_of_something_else_is_refused(tmp_path: Path) -> None:
    """A roster, say: no month stands in its headings."""
    path = tmp_path / "people.xlsx"
    write_workbook(path, (("Name", "E-mail"), ("Awa", "awa@example.org")))
    programme = load(str(ROOT)).programme
    assert programme is not None
    with pytest.raises(FileError, match="no row of headings"):
        read_drafts(
            SheetContext(programme, "cafe", "people.xlsx", WHOLE_MONTH, iter(())), read_sheets(str(path))[0]
        )
