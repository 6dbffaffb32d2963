"""The eleven traps of plain files: each is read as meant, or told at its place with its remedy."""

from __future__ import annotations

import pytest

from besrour_cli.model.diagnostic import Diagnostic
from support.storage.folder import Folder


def shown(problem: Diagnostic) -> str:
    """A problem as a coordinator sees it, in one line."""
    return f"{problem.spot} {problem.what} -> {problem.remedy}"


def test_the_good_folder_has_no_problem(folder: Folder) -> None:
    """The folder that all other tests spoil is read whole."""
    loaded = folder.load()
    assert loaded.problems == ()
    assert loaded.files == 3
    programme = folder.programme()
    assert programme.id == "test-cafe"
    assert programme.anchor.zone == "America/Toronto"
    session = programme.sessions[0]
    assert (session.id, session.minutes, session.weekdays) == ("2027-01-cafe", 90, (1, 2, 3))
    assert session.required == {"facilitator": ("gh-accra",)}
    assert [m.place.zone for m in programme.members] == ["Africa/Accra", "America/Toronto"]
    assert programme.members[0].never[0].start == 4 * 1440


def test_12_30_as_a_duration_is_asked_about_and_never_750(folder: Folder) -> None:
    """``12:30`` is 750 to YAML 1.1; here it can be an hour or a length, and both are named."""
    folder.session("series: cafe\n", "series: cafe\nduration: 12:30\n")
    problem = folder.only()
    assert shown(problem) == (
        "sessions/2027-01-cafe.yaml:2:11 “12:30” can be an hour of the day, or a length of 12 h 30 min,"
        " too long -> write a length such as 90 min or 1 h 30; an hour of the day belongs in start:"
    )
    assert (problem.text, problem.width) == ("duration: 12:30", 5)


def test_1_30_as_a_duration_is_ninety_minutes(folder: Folder) -> None:
    """A short length written with a colon is a length."""
    folder.session("series: cafe\n", "series: cafe\nduration: 1:30\n")
    assert folder.programme().sessions[0].minutes == 90


def test_a_title_no_stays_no(folder: Folder) -> None:
    """``NO`` is false to YAML 1.1, and a word to people; so is ``12:30`` as a title."""
    folder.session("{en: Teaching together, fr: Enseigner ensemble}", "{en: NO, fr: 12:30}")
    assert folder.programme().sessions[0].titles == {"en": "NO", "fr": "12:30"}


def test_norway_stays_norway(folder: Folder) -> None:
    """A member in Oslo, country NO."""
    folder.change("members.csv", "Québec,Canada", "Oslo,NO")
    assert folder.programme().members[1].place.zone == "Europe/Oslo"


def test_on_is_a_word_in_a_title_and_yes_where_yes_or_no_is_asked(folder: Folder) -> None:
    """``on`` is true to YAML 1.1; here only where a yes or a no is expected."""
    folder.session("en: Teaching together", "en: on")
    folder.session("series: cafe\n", "series: cafe\ninterpretation: on\n")
    session = folder.programme().sessions[0]
    assert session.titles["en"] == "on"
    assert session.interpretation is True


def test_010_where_a_number_is_expected_is_refused(folder: Folder) -> None:
    """``010`` is 8 to YAML 1.1: the number without its zero is proposed."""
    folder.change("programme.yaml", "    groups: [cafe]\n", "    groups: [cafe]\n    days_between: 010\n")
    problem = folder.only()
    assert shown(problem) == (
        "sessions/programme.yaml:18:19 “010” begins with a zero: it means 10 to people and another number"
        " to some programs -> write 10"
    )


def test_a_doubled_key_names_both_lines(folder: Folder) -> None:
    """Plain loading drops the first of two keys silently."""
    folder.session("series: cafe\n", "series: cafe\ntitle: {en: Lost, fr: Perdu}\n")
    problem = folder.only()
    assert shown(problem) == (
        "sessions/2027-01-cafe.yaml:3:1 “title” is written twice: first on line 2, and again here"
        " -> keep one of the two lines"
    )


def test_a_tab_is_told_with_the_number_of_spaces(folder: Folder) -> None:
    """A tab looks like spaces and is none."""
    folder.session("  en: How two", "\ten: How two")
    problem = folder.only()
    assert shown(problem) == (
        "sessions/2027-01-cafe.yaml:4:1 a tab begins this line, and YAML counts spaces only"
        " -> begin the line with 2 spaces if it belongs with the line above"
    )


def test_a_second_colon_is_answered_with_the_quoted_title(folder: Folder) -> None:
    """``Care: where?`` is a key and a value to YAML."""
    folder.session(
        "title: {en: Teaching together, fr: Enseigner ensemble}",
        "title:\n  en: Care: where?\n  fr: Les soins: où?",
    )
    problems = folder.problems()
    assert [shown(p) for p in problems] == [
        "sessions/2027-01-cafe.yaml:3:11 a second colon stands in a text without quotes"
        ' -> put quotes around the text: "Care: where?"',
        "sessions/2027-01-cafe.yaml:4:16 a second colon stands in a text without quotes"
        ' -> put quotes around the text: "Les soins: où?"',
    ]


def test_an_apostrophe_in_single_quoted_french(folder: Folder) -> None:
    """``'l'enseignement'`` ends after its first letter."""
    folder.session("fr: Enseigner ensemble", "fr: 'l'enseignement'")
    problem = folder.only()
    assert shown(problem) == (
        "sessions/2027-01-cafe.yaml:2:38 the apostrophe closes the text, because single quotes opened it"
        ' -> use double quotes: "l\'enseignement"'
    )


@pytest.mark.parametrize(
    ("half", "language"), [(", fr: Enseigner ensemble", "French"), ("en: Teaching together, ", "English")]
)
def test_a_missing_half_is_named(folder: Folder, half: str, language: str) -> None:
    """Each participant-facing text has both languages."""
    folder.session(half, "")
    problem = folder.only()
    assert problem.code == "text-half-missing"
    assert str(problem.what) == f"“title” has no text in {language}"
    assert str(problem.remedy) == f"add {language[:2].lower()}: and the text"


def test_a_text_in_one_language_only(folder: Folder) -> None:
    """One text where two halves are expected."""
    folder.session("title: {en: Teaching together, fr: Enseigner ensemble}", "title: Teaching together")
    problem = folder.only()
    assert str(problem.what) == "“title” is written in one language only"
    assert str(problem.remedy) == "write both, each on its line below title: en: and fr:"


def test_an_unknown_place_is_never_guessed(folder: Folder) -> None:
    """A place besrour does not know is told at its cell."""
    folder.change("members.csv", "Accra,Ghana", "Akraa,")
    problem = folder.only()
    assert problem.code == "place-unknown"
    assert str(problem.spot) == "sessions/members.csv:2:38"
    assert problem.width == len("Akraa")
    assert "Akraa" in str(problem.what)


def test_an_ambiguous_place_gives_its_choices(folder: Folder) -> None:
    """London is in Ontario and in England: asked, not guessed."""
    folder.change("members.csv", "Québec,Canada", "London,")
    problem = folder.only()
    assert problem.code == "place-ambiguous"
    assert "Europe/London" in str(problem.remedy)


def test_a_session_without_window(folder: Folder) -> None:
    """A window is what besrour cannot invent."""
    folder.session("window: {from: 2027-01-11, to: 2027-01-29}\n", "")
    problem = folder.only()
    assert shown(problem) == (
        "sessions/2027-01-cafe.yaml:1:1 the session has no window: besrour cannot know on which dates"
        " it may fall -> add window: {from: 2027-01-11, to: 2027-01-29} with your dates"
    )


def test_all_mistakes_of_all_files_come_at_once(folder: Folder) -> None:
    """One run shows a mistake of form, one of content below it, and those of the other files."""
    folder.session("fr: Enseigner ensemble", "fr: 'l'enseignement'")
    folder.session("to: 2027-01-29", "to: 29/01/2027")
    folder.change("members.csv", "luc@example.org", "luc@example")
    folder.change("programme.yaml", "duration: 90 min", "duration: long")
    assert [p.code for p in folder.problems()] == [
        "yaml-apostrophe",
        "value-date",
        "value-email",
        "value-duration",
    ]
