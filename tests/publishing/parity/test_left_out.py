"""What one half leaves out and no figure tells: a person, a place, whole sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

import support.publishing.letter_programme as given
from besrour_cli.model.diagnostic import Diagnostic
from besrour_cli.publishing.parity.session_texts import session_mistakes


def found(english: str, french: str) -> list[Diagnostic]:
    """What is wrong with a description, in a programme with a member called Amina Traore."""
    amina = replace(given.MEMBERS[0], name="Amina Traore")
    programme = replace(given.PROGRAMME, members=(amina, *given.MEMBERS[1:]))
    return list(
        session_mistakes(programme, replace(given.SESSION, descriptions={"en": english, "fr": french}))
    )


@pytest.mark.parametrize(
    ("english", "french", "lost"),
    [
        ("Our host is Amina Traore.", "Une collègue nous accueille.", "Amina Traore"),
        ("Our host is Amina Traore.", "Mme Traore nous accueille.", ""),
        ("We met in Dakar.", "Une soirée à la mer.", "Dakar"),
        ("We met in Dakar.", "Une soirée dakaroise.", ""),
    ],
)
def test_a_name_that_the_other_half_lacks_is_named(english: str, french: str, lost: str) -> None:
    """A member by her last name, a place by its people."""
    assert [lost in str(problem.what) for problem in found(english, french)] == [True] * bool(lost)


def test_two_sentences_less_are_worth_a_look() -> None:
    """A warning with both counts; one sentence that was cut in two is none."""
    english = "We begin with a story. Then we talk about it. Bring a case of your own. Nobody has to speak."
    whole = (
        "Nous commençons par une histoire. Puis nous en parlons; apportez un cas. Personne ne doit parler."
    )
    short = (
        "Nous commençons par une histoire. Puis nous en parlons aussi longtemps qu’il nous plaît de le faire."
    )
    assert found(english, whole) == []
    [warning] = found(english, short)
    assert (warning.code, warning.warning) == ("parity-read-both", True)
    assert "English has 4 sentences" in str(warning.what) and "French has 2" in str(warning.what)
    assert "French" in str(warning.remedy)


def test_a_text_of_half_the_length_is_worth_a_look() -> None:
    """As many sentences, and French is usually the longer half."""
    english = " ".join(["We meet to learn from one another, in whatever way suits us best."] * 4)
    french = " ".join(["Nous nous réunissons pour apprendre."] * 4)
    [warning] = found(english, french)
    assert (warning.code, warning.warning) == ("parity-read-both", True)


def test_a_title_in_one_language_alone_is_refused() -> None:
    """And nothing else is said of the half that is not there."""
    session = replace(given.SESSION, titles={"en": "Teaching at the bedside", "fr": " "})
    [missing] = session_mistakes(given.PROGRAMME, session)
    assert missing.code == "parity-half-missing" and "French half of title" in str(missing.what)


def test_titles_of_links_are_compared_too() -> None:
    """What people are to read before is a text like others."""
    link = given.SESSION.links[0]._replace(titles={"en": "Two papers", "fr": "Trois articles"})
    [wrong] = session_mistakes(given.PROGRAMME, replace(given.SESSION, links=(link,)))
    assert wrong.code == "parity-halves-differ"
