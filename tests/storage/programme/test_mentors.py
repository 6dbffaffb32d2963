"""Mentoring as the coordinator writes it: a term with its topics, a row a person, mistakes at cells."""

from __future__ import annotations

import os
from datetime import date

import pytest

from besrour_cli.model.people.mentoring import MentoringEntry
from support.storage.folder import Folder

TERM = """\
mentors:
  from: 2027-01-11
  to: 2027-06-25
  length: 45 min
  topics:
    teaching: {en: Teaching, fr: L’enseignement}
    research: {en: Research, fr: La recherche}
"""
ROWS = "member,offers,asks,most,region\ngh-accra,teaching; research,,2,other\nca-laval,,teaching,,\n"


@pytest.fixture
def term(folder: Folder) -> Folder:
    """A programme with a term and two people in it."""
    folder.change("programme.yaml", "blackouts:", f"{TERM}blackouts:")
    folder.write("mentors.csv", ROWS)
    return folder


def test_the_term_and_its_people_are_read(term: Folder) -> None:
    """Dates, length, topics; who offers what to how many and wishes which region; one is the usual load."""
    mentoring = term.programme().mentoring
    assert mentoring is not None
    assert (mentoring.first, mentoring.last, mentoring.minutes) == (date(2027, 1, 11), date(2027, 6, 25), 45)
    assert mentoring.topics["research"]["fr"] == "La recherche"
    assert mentoring.entries == (
        MentoringEntry("gh-accra", ("teaching", "research"), (), 2, "other"),
        MentoringEntry("ca-laval", (), ("teaching",)),
    )


def test_french_headings_names_and_addresses_do_as_well(term: Folder) -> None:
    """As in the other sheets: by name or address, semicolons, “autre”."""
    term.write(
        "mentors.csv",
        "membre;offre;demande;au plus;région\n"
        "Luc Exemple;research;;3;autre\nama@example.org;;research;;même\n",
    )
    mentoring = term.programme().mentoring
    assert mentoring is not None
    assert mentoring.entries == (
        MentoringEntry("ca-laval", ("research",), (), 3, "other"),
        MentoringEntry("gh-accra", (), ("research",), 1, "same"),
    )


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("ca-laval", "ca-lavall", "mentors-member", 3),
        ("ca-laval", "gh-accra", "mentors-doubled", 3),
        ("teaching; research", "teachin", "mentors-topic", 2),
        (",2,", ",twelve,", "mentors-most", 2),
        ("other", "north", "mentors-region", 2),
    ],
)
def test_a_mistake_is_told_at_its_cell(term: Folder, old: str, new: str, code: str, line: int) -> None:
    """Somebody unknown, a row too many, a topic there is not, a load, a wish: with a remedy each."""
    term.write("mentors.csv", ROWS.replace(old, new, 1))
    problem = term.only()
    assert (problem.code, problem.spot.path, problem.spot.line) == (code, "sessions/mentors.csv", line)
    assert problem.remedy is not None


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("to: 2027-06-25", "to: 2029-06-25", "mentors-term", 23),
        (
            TERM.partition("topics:\n")[2],
            "    []\n",
            "mentors-topics",
            26,
        ),
        ("    research: {", "    La recherche: {", "value-id", 27),
    ],
)
def test_a_term_that_cannot_be_is_told_at_its_line(
    term: Folder, old: str, new: str, code: str, line: int
) -> None:
    """Two years, no topics, a topic whose id is a sentence; nobody is told that there is no term at all."""
    term.change("programme.yaml", old, new)
    problem = term.only()
    assert (problem.code, problem.spot.path, problem.spot.line) == (code, "sessions/programme.yaml", line)
    os.unlink(os.path.join(term.path, "sessions", "mentors.csv"))
    assert term.only() == problem


def test_a_sheet_without_rows_or_headings_is_told(term: Folder) -> None:
    """Empty, or the headings of something else: nobody is taken to take no part."""
    term.write("mentors.csv", "")
    assert term.only().code == "file-empty"
    term.write("mentors.csv", "animal,colour\ncat,grey\n")
    assert {p.spot.path for p in term.problems() if not p.warning} == {"sessions/mentors.csv"}


def test_a_name_that_two_people_have_is_asked_about(term: Folder) -> None:
    """The ids of both are in the remedy."""
    term.change("members.csv", "Luc Exemple", "Ama Example")
    term.write("mentors.csv", "member,offers,asks\nAma Example,teaching,\n")
    problem = term.only()
    assert (problem.code, problem.spot.line) == ("mentors-member", 2)
    assert "ca-laval, gh-accra" in str(problem.remedy)


def test_while_the_roster_cannot_be_read_nobody_is_called_unknown(term: Folder) -> None:
    """A quote there has no end: the row of a person who may well be in it is left alone."""
    term.change("members.csv", "Luc Exemple", '"Luc Exemple')
    term.write("mentors.csv", ROWS.replace("ca-laval", "somebody-else"))
    assert {p.spot.path for p in term.problems() if not p.warning} == {"sessions/members.csv"}


def test_a_row_that_says_nothing_is_a_warning(term: Folder) -> None:
    """Neither offered nor asked: she takes no part, and nothing stops."""
    term.write("mentors.csv", ROWS.replace(",,teaching,,", ",,,,"))
    problem = term.only()
    assert problem.code == "mentors-nothing" and problem.warning


def test_a_sheet_without_a_term_or_a_term_without_topics_is_told(folder: Folder) -> None:
    """What is missing stands in programme.yaml; a term without a sheet is no mistake yet."""
    folder.write("mentors.csv", ROWS)
    assert folder.only().code == "mentors-term"
    folder.change("programme.yaml", "blackouts:", f"{TERM.split('  topics', maxsplit=1)[0]}blackouts:")
    assert {problem.code for problem in folder.problems()} >= {"key-missing"}
