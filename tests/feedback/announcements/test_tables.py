"""Tables with places across the top, or dates: the hours below have their clock and their day from there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from besrour_cli.clock.instants import instant_text
from besrour_cli.feedback.announcements.lint import AnnouncementVerdict, lint
from besrour_cli.feedback.announcements.plain_text import extract_text

TODAY = date(2026, 11, 29)
Rows = Sequence[Sequence[str]]


def judged(text: str) -> AnnouncementVerdict:
    words = extract_text(text.encode(), "a.html" if text.startswith("<") else "a.txt")
    return lint(words.text, "a.txt", TODAY)


def markdown(rows: Rows) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]])


def aligned(rows: Rows) -> str:
    return "\n".join("".join(f"{cell:<26}" for cell in row).rstrip() for row in rows)


def page(rows: Rows, cell: str = "<td>{}</td>") -> str:
    lines = ("<tr>" + "".join(cell.format(word) for word in row) + "</tr>" for row in rows)
    return "<table>" + "".join(lines) + "</table>"


FORMS: dict[str, Callable[[Rows], str]] = {
    "markdown": markdown,
    "tabs": lambda rows: "\n".join("\t".join(row) for row in rows),
    "aligned": aligned,
    "page": page,
    "Outlook": lambda rows: page(rows, "<td><p class=MsoNormal><b>{}</b><o:p></o:p></p></td>"),
    "torn page": lambda rows: page(rows, "<td>{}"),
}
RIGHT = [
    ("Date", "Toronto", "Accra (GMT)", "Nairobi"),
    ("Tuesday 6 July 2027", "11:00", "15:00", "18:00"),
    ("Tuesday 7 December 2027", "10:00", "3 p.m.", "18:00"),
]


@pytest.mark.parametrize("form", FORMS)
def test_places_across_the_top_are_the_clocks_below(form: str) -> None:
    """Right rows pass with their moments; one wrong hour in the second row is told."""
    found = judged(FORMS[form](RIGHT))
    assert [f.code for f in found.findings] == []
    assert [instant_text(m.at) for m in found.moments] == ["2027-07-06T15:00Z", "2027-12-07T15:00Z"]
    wrong = [*RIGHT[:2], (*RIGHT[2][:3], "19:00")]
    assert [f.code for f in judged(FORMS[form](wrong)).findings] == ["readings-disagree"]


@pytest.mark.parametrize("form", ["markdown", "page", "Outlook", "aligned"])
def test_dates_across_the_top_are_the_days_below(form: str) -> None:
    """Each column is one moment, on the clocks that begin the rows."""
    top = ("Place" if form == "aligned" else "", "6 July 2027", "7 December 2027")
    rows = [top, ("Toronto", "11:00", "10:00"), ("Accra", "15:00", "15:00"), ("Nairobi", "18:00", "18:00")]
    found = judged(FORMS[form](rows))
    assert [f.code for f in found.findings] == []
    assert [instant_text(m.at) for m in found.moments] == ["2027-07-06T15:00Z", "2027-12-07T15:00Z"]
    rows[1] = ("Toronto", "11:00", "11:00")
    assert [f.code for f in judged(FORMS[form](rows)).findings] == ["readings-disagree"]


def test_a_row_without_a_date_is_compared_for_itself() -> None:
    """Rows below each other are not one moment, and the day above the table is theirs."""
    rows = [("Toronto", "Accra"), ("11:00", "15:00"), ("12:00", "16:00"), ("13:00", "18:00")]
    found = judged("6 July 2027\n\n" + markdown(rows))
    assert [(f.code, f.spot.line) for f in found.findings] == [("readings-disagree", 7)]


def test_the_top_of_a_column_that_nobody_knows_is_told() -> None:
    """Its hours are named as not checked."""
    found = judged("6 July 2027\n" + markdown([("Toronto", "Acra", "Nairobi"), ("11:00", "15:00", "18:00")]))
    assert found.unread == ("15:00",)
    assert not found.ok


def test_a_list_of_names_above_an_hour_is_no_table() -> None:
    """Without columns below, the hour has the clock beside it."""
    found = judged("6 July 2027\nToronto | Accra | Nairobi\n\n15:00 GMT\n")
    assert [f.code for f in found.findings] == []
    assert [instant_text(m.at) for m in found.moments] == ["2027-07-06T15:00Z"]


def test_an_offset_in_a_cell_has_its_place_at_the_top() -> None:
    """“UTC+1” alone would be told; the top of its column is the town."""
    rows = [("Lagos", "Nairobi"), ("14:00 UTC+1", "16:00 UTC+3")]
    found = judged("6 July 2027\n" + markdown(rows))
    assert [f.code for f in found.findings] == []
    assert [instant_text(m.at) for m in found.moments] == ["2027-07-06T13:00Z"]


@pytest.mark.parametrize(
    ("top", "row"),
    [
        (("Lagos", "Nairobi", "Notes"), ("14:00", "16:00", "Doors close at 18:00")),
        (("Lagos", "Nairobi"), ("Doors open at 9:00", "14:00", "16:00")),
    ],
)
def test_an_hour_in_a_note_of_a_table_has_no_clock_of_a_column(
    top: tuple[str, ...], row: tuple[str, ...]
) -> None:
    """Neither a column of notes nor a label before the first column is a clock, and nobody is accused."""
    found = judged("6 July 2027\n" + markdown([top, row]))
    assert [f.code for f in found.findings] == []
    assert [instant_text(m.at) for m in found.moments] == ["2027-07-06T13:00Z"]


def test_a_span_of_another_clock_below_a_misspelt_town_is_told_once() -> None:
    """Both of its ends are in one cell: nobody knows whose clock it is on, and one line says so."""
    rows = [("Lagos", "Acra", "Nairobi"), ("16:00", "15:00 GMT – 16:30 GMT", "18:00")]
    found = judged("6 July 2027\n" + markdown(rows))
    assert found.unread == ("15:00",)


def test_a_line_of_more_columns_than_any_table_is_none() -> None:
    """Forty hours side by side are looked at, and no top is."""
    rows = [("Lagos", "Nairobi") * 30, ("14:00", "16:00") * 30]
    found = judged("6 July 2027\n" + markdown(rows))
    assert [f.code for f in found.findings] == ["no-zone"]
