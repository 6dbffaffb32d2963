"""What a sheet of sign-ups would do, in words: who pauses, what stays, rows that hide, towns nobody knows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from besrour_cli.commands.terminal.translation import set_language
from besrour_cli.commands.views.people.enrolment import lines_of_draft, lines_of_rows
from besrour_cli.feedback.signups.changes import EnrolmentDraft, MemberChange
from besrour_cli.feedback.signups.columns import Layout
from besrour_cli.feedback.signups.same_person import DistinctPeople, FieldChange
from besrour_cli.feedback.signups.sheets import SheetReading
from besrour_cli.feedback.signups.values import SignUp
from support.planning.world import place

NOTHING = EnrolmentDraft(
    additions=(),
    changes=(),
    known={},
    waiting=(),
    paused=(),
    preserved=(),
    excluded=(),
    questions=(),
)
EMPTY = SheetReading(Layout(0, ()), DistinctPeople((), ()), (), (), ())
KAYOLE = replace(place("Nairobi"), names={"en": "Kayole East", "fr": "Kayole-Est"})


def _signup(row: int, name: str, **more: str) -> SignUp:
    return SignUp(row, name, f"{name.lower()}@example.org", place("Nairobi"), "Nairobi", ("en",), **more)  # type: ignore[arg-type]


def test_who_is_paused_and_what_stays_as_it_is() -> None:
    """Somebody left the sheet; of somebody else it says what the roster was corrected from by hand."""
    kept = MemberChange(
        "awa", 3, (FieldChange("name", "Awa", "AWA"), FieldChange("hours", "", "Mon 09:00-12:00"))
    )
    draft = NOTHING._replace(paused=("kofi", "zoe"), preserved=(kept,))
    assert [line.replace("\u00a0", " ") for line in lines_of_draft(draft, "cafe")] == [
        "Paused: kofi, zoe",
        "Otherwise on the sheet than in members.csv, which stays as it is:",
        "  awa: name “Awa” → “AWA”; good hours “–” → “Monday 9:00 a.m.–noon”",
    ]


def test_a_sheet_that_changes_nothing_says_nothing() -> None:
    """Neither of people nor of rows."""
    assert list(lines_of_draft(NOTHING, "cafe")) == []
    assert list(lines_of_rows(EMPTY, NOTHING)) == []


def test_of_sixty_five_newcomers_sixty_are_listed() -> None:
    """The rest is a number; the JSON has them all."""
    every = tuple(_signup(row, f"Awa{row}") for row in range(2, 67))
    head, *people, more = lines_of_draft(NOTHING._replace(additions=every), "cafe")
    assert head == "65 people are added, to the group cafe:"
    assert len(people) == 60 and more == "  and 5 more"


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("en", "  row 7, Awa: “Kayole East”"), ("fr", "  ligne 7, Awa : « Kayole-Est »")],
)
def test_a_town_that_is_not_known_is_shown_in_her_language(lang: str, expected: str) -> None:
    """Its name, the row and the person, with the spaces of French."""
    set_language(lang, {})
    unlisted = replace(_signup(7, "Awa"), place=KAYOLE)
    _head, line = lines_of_rows(EMPTY, NOTHING._replace(waiting=(unlisted, _signup(8, "Kofi"))))
    assert line.replace("\u00a0", " ").replace("\u202f", " ") == expected


def test_hidden_rows_unread_hours_and_further_languages_are_told() -> None:
    """Rows that the sheet hides count like the others; words that are no hours are nobody’s hours."""
    other = replace(_signup(4, "Ngozi"), unread_hours="evenings, mostly", other_languages=("Igbo",))
    reading = EMPTY._replace(hidden=(3, 9))
    assert list(lines_of_rows(reading, NOTHING._replace(additions=(other,)))) == [
        "Hidden on the sheet, and read like the others: rows 3, 9",
        "Words about hours that are no clear hours; nothing is written of them:",
        "  row 4, Ngozi: “evenings, mostly”",
        "Further languages, not of this programme: Igbo",
    ]
