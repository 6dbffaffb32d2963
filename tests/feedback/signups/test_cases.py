"""Sheets as forms and spreadsheets give them, with what must come of every row."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from besrour_cli.feedback.signups.sheets import SheetReading, read_sheet
from besrour_cli.feedback.signups.values import SignUp
from besrour_cli.storage.text.tables.workbook import read_sheets

CASES = Path(__file__).with_name("cases")
LATER_ROW_COUNTS = {("s01", 4), ("s05", 6), ("p08", 23)}
"""First rows of people whose later row says other hours, which count and are told."""


def _files() -> Iterator[tuple[str, str, str]]:
    for case in sorted(path.name for path in CASES.iterdir()):
        expected = _expected(case)
        for file, rows in zip(
            expected.get("files", [expected.get("file")]), ("rows_before", "rows"), strict=False
        ):
            yield case, file, rows if "files" in expected else "rows"


def _expected(case: str) -> Any:
    return json.loads((CASES / case / "expected.json").read_text(encoding="utf-8"))


def _read(case: str, file: str) -> SheetReading:
    (sheet,) = read_sheets(str(CASES / case / file))
    return read_sheet(sheet, ("en", "fr"), {}, {}, {})


@pytest.mark.parametrize(("case", "file", "rows"), list(_files()))
def test_every_row_becomes_what_it_must(case: str, file: str, rows: str) -> None:
    """No row is lost, none is guessed: a member as expected, a question with its choices, or told why not."""
    reading = _read(case, file)
    people = {person.row: person for person in reading.distinct.people}
    told = {each.row for each in reading.excluded} | {each.row for each in reading.distinct.duplicates}
    for row in _expected(case)[rows]:
        number, outcome = row["row"], row["outcome"]
        person = people.get(number)
        if outcome in ("empty", "not a person"):
            assert person is None, row
        elif outcome == "duplicate" and row["sure"]:
            (twice,) = (each for each in reading.distinct.duplicates if each.row == number)
            assert (twice.of, {c.field: c.after for c in twice.differs}) == (row["of"], row["differs"]), row
        elif person is None:
            assert number in told and row.get("about") in ("row", "consent"), row
        else:
            _check_person(person, row, later=(case, number) in LATER_ROW_COUNTS)
    assert set(people) <= {row["row"] for row in _expected(case)[rows]}


def _check_person(person: SignUp, row: Mapping[str, Any], *, later: bool) -> None:
    subjects = [question.subject for question in person.questions]
    if row["outcome"] == "duplicate":
        assert subjects == ["person"], row
        return
    about = {"email": {"email", "person"}, "withdrawn": set()}.get(row.get("about", ""), {row.get("about")})
    if row["outcome"] == "question" and about:
        assert len(subjects) == 1 and subjects[0] in about, (row, subjects)
    else:
        assert subjects == [], (row, subjects)
        assert bool(person.withdrawn) is (row.get("about") == "withdrawn")
    assert person.name in {row["name"], *row.get("name_ok", [])}, row
    if row.get("email"):
        assert person.email.casefold() == row["email"].casefold()
    if row.get("place"):
        assert person.place is not None, row
        assert set(person.place.names.values()) & set(row["place_ok"]), (row, person.place)
        assert person.place.zone in row["zone_ok"]
    if "languages" in row:
        assert list(person.languages) in [row["languages"], *row.get("languages_ok", [])], row
        assert list(person.other_languages) == row["other_languages"], row
    if "hours" in row and not later:
        ways = [(row["hours"], row["never"])]
        ways += [(row["alt"]["hours"], row["alt"]["never"])] if "alt" in row else []
        assert (person.hours or None, person.never or None) in ways, (row, person.hours, person.never)
    assert bool(person.unread_hours) is bool(row.get("unread")), row


@pytest.mark.parametrize(("case", "file", "rows"), list(_files()))
def test_questions_offer_what_may_be_meant(case: str, file: str, rows: str) -> None:
    """Each question about a place or hours offers all that the cell can mean, whatever words go with it."""
    reading = _read(case, file)
    people = {person.row: person for person in reading.distinct.people}
    for row in _expected(case)[rows]:
        if row["outcome"] != "question" or row["about"] not in ("place", "hours", "languages", "email"):
            continue
        (question,) = people[row["row"]].questions
        values = [choice.value for choice in question.choices]
        for choice in row["choices"]:
            if choice[0].isupper() or choice[0].isdigit() or "@" in choice:
                town = choice.partition(",")[0]
                assert any(town in value for value in values), (row, values)


def test_hidden_rows_are_read_and_told() -> None:
    """Two rows of the hand-made list are hidden; their people are members like the others, and it is said."""
    assert _read("s04", "Liste cafe.xlsx").hidden == (14, 37)
