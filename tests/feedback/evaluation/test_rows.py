"""One row at a time: a form filled in in two languages, marks for nothing, words longer than a cell."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from besrour_cli.feedback.evaluation.layout import layout_of
from besrour_cli.feedback.evaluation.rows import RowReader, RowsReading, TableRowText
from besrour_cli.model.evaluation.form import CONSENT, EvaluationForm
from besrour_cli.model.evaluation.wording import LANGUAGE_QUESTION
from besrour_cli.storage.programme.evaluation.load_form import load_form

FORM = load_form("", ["en", "fr"])


def read(headings: Sequence[str], *rows: Sequence[str], form: EvaluationForm = FORM) -> RowsReading:
    """The rows of a table whose headings are all of the form."""
    layout = layout_of([headings, *rows], form, {})
    assert layout is not None and not layout.questions
    lines = [TableRowText(number, cells) for number, cells in enumerate(rows, 2)]
    return RowReader(form, layout, {}, ()).read(lines)


def both(item: str) -> tuple[str, str]:
    """The heading of an item in each section of a form with a section a language."""
    return FORM.item(item).text["en"], FORM.item(item).text["fr"]


HEADINGS = (LANGUAGE_QUESTION, *both("consent"), *both("region"), *both("barriers"), *both("code"))


@pytest.mark.parametrize(("language", "region"), [("English", "canada"), ("Français", "west-africa")])
def test_who_went_through_both_sections_is_asked_in_her_own_language(language: str, region: str) -> None:
    """She chose a language, and filled in the other section as well: that half does not count."""
    row = (language, "Yes", "Oui", "Canada", "Afrique de l’Ouest", "", "", "", "")
    (found,) = read(HEADINGS, row).rows
    assert found.values["region"] == region


def test_what_stands_in_the_other_section_alone_counts() -> None:
    """She said English, and answered in French: it is her answer all the same."""
    (found,) = read(HEADINGS, ("English", "", "Oui", "", "Canada", "", "L’heure", "", "")).rows
    assert (found.language, dict(found.values)) == (
        "en",
        {"consent": "yes", "region": "canada", "barriers": "hour"},
    )


def test_a_language_that_the_form_lacks_leaves_it_to_the_section() -> None:
    """“Deutsch” is no language of the form: she filled in the French half."""
    (found,) = read(HEADINGS, ("Deutsch", "", "Oui", "", "Canada", "", "", "", "")).rows
    assert found.language == "fr"


def test_a_dash_for_a_code_is_none() -> None:
    """The other section has her code; a dash is no code that would have to be removed."""
    reading = read(HEADINGS, ("English", "Yes", "", "Canada", "", "", "", "--", "ac-07"))
    assert ([row.code for row in reading.rows], reading.removed.codes) == (["AC07"], 0)


def test_a_form_that_does_not_ask_for_consent_takes_every_answer() -> None:
    """A programme may write a form without that item: then nobody has refused."""
    form = FORM._replace(items=tuple(item for item in FORM.items if item.id != CONSENT))
    reading = read((form.item("region").text["en"],), ("Canada",), form=form)
    assert [dict(row.values) for row in reading.rows] == [{"region": "canada"}]
    assert (reading.uncounted.refused, reading.uncounted.no_consent) == (0, 0)


def test_a_very_long_comment_is_kept_in_parts_that_have_words() -> None:
    """Nothing of it is lost but the last part, which is dots alone."""
    headings = (*both("consent"), FORM.item("comment").text["en"])
    words = "very good, " * 3_000
    (found,) = read(headings, ("Yes", "", words + "." * 15_000)).rows
    texts = [comment.text for comment in found.comments]
    assert (len(texts), max(map(len, texts))) == (3, 15_000)
    assert "".join(texts).replace(" ", "") == f"{words}{'.' * 12_000}".replace(" ", "")
