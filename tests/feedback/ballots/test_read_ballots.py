"""Downloads of four kinds of forms: which column, which theme, which comma; nothing is guessed."""

from __future__ import annotations

from besrour_cli.feedback.ballots.proposals import Proposal, read_proposals
from besrour_cli.feedback.ballots.read_ballots import BallotSheet, read_ballots
from besrour_cli.model.people.sheet import Cell, Sheet, SheetRow

MENTORING = "Mentoring, from afar / Mentorat, à distance"
BURNOUT = "Burnout / Épuisement"
LIST = read_proposals(enumerate((f"- {MENTORING}", f"2. {BURNOUT}", "Rural practice", "", BURNOUT), 1))


def read(
    *rows: tuple[Cell, ...], proposals: tuple[Proposal, ...] = (), column: str | None = None
) -> BallotSheet:
    """The ballots of some rows."""
    numbered = tuple(SheetRow(number, cells) for number, cells in enumerate(rows, 1))
    return read_ballots(Sheet("", numbered), "form.csv", proposals, column)


def ticks(sheet: BallotSheet) -> list[tuple[str, ...]]:
    """What each row ticks."""
    return [ballot.ticked for ballot in sheet.ballots]


def codes(sheet: BallotSheet) -> list[str]:
    """What was reported, with its row and column."""
    return [f"{p.code} {p.spot.line}:{p.spot.column}" for p in sheet.problems]


def test_a_list_of_proposals_has_bullets_numbers_and_doubles() -> None:
    """One a line, as people type them; a title in both languages is known as such."""
    assert [(each.text, each.line) for each in LIST] == [(MENTORING, 1), (BURNOUT, 2), ("Rural practice", 3)]
    assert LIST[1].titles == {"en": "Burnout", "fr": "Épuisement"}
    assert LIST[2].titles == {}


def test_a_cell_of_google_is_divided_by_the_themes_of_the_list() -> None:
    """A comma inside of a theme divides nothing, and either language of a theme means it."""
    sheet = read(
        ("Timestamp", "Email Address", "Which ones?"),
        ("1", "a@example.org", f"{MENTORING}, Épuisement"),
        ("2", "b@example.org", "rural practice, Mentoring, from afar"),
        ("3", "c@example.org", ""),
        proposals=LIST,
    )
    assert ticks(sheet) == [(MENTORING, BURNOUT), ("Rural practice", MENTORING), ()]
    assert sheet.ballots[0].person == {"email": "a@example.org"}
    assert not sheet.problems


def test_a_theme_that_is_not_on_the_list_is_named_and_not_counted() -> None:
    """Google's “Other”, or a slip: a warning at its cell, with what may be meant; the rest counts."""
    rows = (("Name", "Which?"), ("Awa", "Burn out, Épuisement, Rural practise"), ("Efua", "Burnout"))
    sheet = read(*rows, proposals=LIST)
    assert ticks(sheet) == [(BURNOUT,), (BURNOUT,)]
    assert codes(sheet) == ["ballot-theme 2:2", "ballot-theme 2:2"]
    assert "Rural practice" in str(sheet.problems[1].remedy)
    assert all(problem.warning for problem in sheet.problems)


def test_microsoft_forms_puts_semicolons() -> None:
    """Without a list: each answer is whole between semicolons, the last one too."""
    sheet = read(
        ("Name", "Themes / Thèmes"),
        ("Awa", f"{MENTORING};{BURNOUT};"),
        ("Efua", f"{BURNOUT};"),
        ("Kofi", "Rural practice;"),
    )
    assert ticks(sheet) == [(MENTORING, BURNOUT), (BURNOUT,), ("Rural practice",)]
    assert [each.text for each in sheet.themes] == [MENTORING, BURNOUT, "Rural practice"]
    assert not sheet.problems


def test_a_comma_that_may_be_inside_of_a_theme_is_a_question() -> None:
    """Nobody ticked one part alone: it may be one theme or two, and no choice is made for her."""
    rows = (("Name", "Themes"), ("Awa", "Mentoring, from afar, Burnout"), ("Efua", "Burnout"))
    sheet = read(*rows)
    assert codes(sheet) == ["ballot-comma 2:2"]
    assert "--proposals" in str(sheet.problems[0].remedy)
    apart = read(*rows, ("Kofi", "Mentoring"), ("Issa", "from afar"))
    assert not apart.problems and len(apart.themes) == 3


def test_themes_between_semicolons_are_two_even_where_nobody_ticks_one_alone() -> None:
    """Only a comma may be inside of a theme; semicolons part."""
    sheet = read(("Name", "Themes"), ("Awa", "Mentoring;From afar"), ("Efua", "Burnout"))
    assert ticks(sheet) == [("Mentoring", "From afar"), ("Burnout",)]
    assert not sheet.problems


def test_a_sign_before_the_first_theme_is_none() -> None:
    """A cell that begins with the sign between answers still ticks what comes behind it."""
    sheet = read(("Name", "Which?"), ("Awa", "; Burnout"), ("Efua", ",Rural practice"), proposals=LIST)
    assert ticks(sheet) == [(BURNOUT,), ("Rural practice",)]
    assert not sheet.problems


def test_a_theme_a_column_as_limesurvey_has_it() -> None:
    """Yes and no in either language; another word is a question at its cell."""
    header = ("id", "Themes [Burnout]", "Themes [Rural practice]")
    sheet = read(header, (1.0, "Yes", ""), (2.0, "Oui", "Non"), (3.0, "Y", "X"), (4.0, "", "perhaps"))
    assert ticks(sheet) == [("Burnout",), ("Burnout",), ("Burnout", "Rural practice"), ()]
    assert codes(sheet) == ["ballot-cell 5:3"]


def test_proposals_may_stand_above_the_ballots() -> None:
    """One file with both: proposals one a row, then the table of the form."""
    sheet = read((BURNOUT,), (MENTORING,), ("Nom", "Thèmes"), ("Awa", "Mentorat, à distance"))
    assert [each.text for each in sheet.themes] == [BURNOUT, MENTORING]
    assert [(ballot.row, ballot.ticked) for ballot in sheet.ballots] == [(4, (MENTORING,))]


def test_two_columns_of_themes_are_a_question_and_naming_one_answers_it() -> None:
    """What people propose stands beside what they tick: she says which column it is."""
    rows = (("Name", "Themes I like", "Propose a theme"), ("Awa", "Burnout", "Sleep"))
    sheet = read(*rows)
    assert codes(sheet) == ["ballot-column 1:1"] and not sheet.ballots
    assert "“Themes I like”, “Propose a theme”" in str(sheet.problems[0].what)
    assert ticks(read(*rows, column="themes I like")) == [("Burnout",)]
    assert codes(read(*rows, column="Themen")) == ["ballot-column 1:1"]


def test_who_somebody_is_stands_in_either_language() -> None:
    """Headers in both languages at once, in any order; cells that spreadsheets made numbers stay words."""
    header = ("Votre région / Your region", "Stage", "Langue préférée", "Thème")
    sheet = read(header, ("Mali", 2.0, "fr", "Burnout"))
    assert sheet.ballots[0].person == {"region": "Mali", "career_stage": "2", "language": "fr"}
