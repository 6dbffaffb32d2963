"""Mentoring as the coordinator writes it: a term with its topics, a row a person, mistakes at cells."""

from __future__ import annotations

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
