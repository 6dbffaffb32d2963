"""The sign-up form: both languages in each question, and a template that is not understood is refused."""

from __future__ import annotations

import pytest

from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.publishing.forms.sign_up import QuestionKind, apps_script, plain_text, read_form

FACTS = {"programme": {"en": "Example Café", "fr": "Café exemple"}}
HEAD = """[form]
title = { en = "{programme}: sign-up", fr = "{programme} : inscription" }
"""
QUESTION = """[[question]]
title = { en = "Good hours", fr = "Bonnes heures" }
kind = "several"
options = ["08:00-12:00", "13:00-17:00"]
"""


def test_each_question_is_asked_in_both_languages_the_programmes_first_before() -> None:
    """On a script that builds the form, and as text to paste."""
    form = read_form(HEAD + QUESTION, FACTS, ("fr", "en"))
    assert form.title == "Café exemple : inscription / Example Café: sign-up" and form.about == ""
    [question] = form.questions
    assert (question.title, question.kind) == ("Bonnes heures / Good hours", QuestionKind.SEVERAL)
    assert "   [ ] 08:00-12:00\n   [ ] 13:00-17:00\n" in plain_text(form).decode()
    script = apps_script(form).decode()
    assert '.addCheckboxItem().setTitle("Bonnes heures / Good hours").setChoiceValues(' in script


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("[form", "Expected"),
        (QUESTION, "form"),
        (HEAD, "question"),
        (HEAD + QUESTION.replace("several", "many"), "many"),
        (HEAD + QUESTION.replace(', fr = "Bonnes heures"', ""), "fr"),
        ("question = 3\n" + HEAD, "iterable"),
    ],
)
def test_a_template_that_is_not_understood_is_a_mistake_with_its_reason(source: str, reason: str) -> None:
    """No TOML, a part that is missing, a kind that is none, one language alone: never half a form."""
    with pytest.raises(DiagnosticsError) as refused:
        read_form(source, FACTS, ("en", "fr"))
    [problem] = refused.value.problems
    assert (problem.code, problem.spot.path) == ("form-template", "templates/sign-up.toml")
    assert reason in str(problem.what.facts["reason"])
