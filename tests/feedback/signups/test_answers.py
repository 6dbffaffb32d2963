"""Answers that a coordinator types: which words count, what is said of others, which question is meant."""

from __future__ import annotations

import pytest

from besrour_cli.feedback.signups.answers import answer_value, questions_called, what_is_wanted
from besrour_cli.feedback.signups.values import Choice, Question, Subject
from besrour_cli.model.message import msg


def question(subject: Subject, *choices: str, free: bool = True, row: int = 12) -> Question:
    """A question about a row, with its choices."""
    return Question(
        id=f"{row}.{subject}",
        key=f"{subject}|awa",
        subject=subject,
        text=msg("an answer"),
        choices=tuple(Choice(each, each) for each in choices),
        free=free,
        rows=(row,),
    )


@pytest.mark.parametrize(
    ("subject", "words", "value"),
    [
        (Subject.PLACE, "Accra,  Ghana", "Accra, Ghana"),
        (Subject.PLACE, "somewhere warm", None),
        (Subject.EMAIL, " awa@example.org ", "awa@example.org"),
        (Subject.EMAIL, "awa at example", None),
        (Subject.PERSON, "paul@example.org", "paul@example.org"),
        (Subject.PERSON, "perhaps", None),
        (Subject.HOURS, "mon-thu 18:00-20:00", "mon-thu 18:00-20:00"),
        (Subject.HOURS, "any time", "any time"),
        (Subject.HOURS, "between 7 and 9", None),
        (Subject.HOURS, "when the baby sleeps", None),
        (Subject.GROUP, "cafe-2", "cafe-2"),
        (Subject.GROUP, "Santé-mentale", "Santé-mentale"),
        (Subject.GROUP, "the café", None),
        (Subject.GROUP, "кафе", None),
        (Subject.GROUP, "-", None),
        (Subject.NAME, "Awa  Diopel", "Awa Diopel"),
        (Subject.NAME, "  ", None),
    ],
)
def test_words_of_her_own_count_where_they_say_one_thing(
    subject: Subject, words: str, value: str | None
) -> None:
    """A town there is, an address that takes mail, hours without a doubt; other words are asked for again."""
    assert answer_value(question(subject), words) == value


def test_a_choice_is_taken_in_any_case_and_other_words_only_where_they_may_be() -> None:
    """The value of the choice is remembered, not how it was typed; a closed question takes nothing else."""
    closed = question(Subject.CONSENT, "take", "leave out", free=False)
    assert answer_value(closed, "Leave  OUT") == "leave out"
    assert answer_value(closed, "perhaps") is None


@pytest.mark.parametrize(
    ("subject", "example"),
    [
        (Subject.PLACE, "such as Accra, Ghana"),
        (Subject.EMAIL, "such as name@example.org"),
        (Subject.HOURS, "such as mon-thu 18:00-20:00"),
        (Subject.WITHDRAWN, "one of: pause / stay"),
    ],
)
def test_words_that_do_not_count_are_answered_with_an_example(subject: Subject, example: str) -> None:
    """She reads what to write, or what there is to choose."""
    assert example in str(what_is_wanted(question(subject, "pause", "stay")))


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("12", ["12.place", "12.hours"]),
        ("12.place", ["12.place"]),
        ("13.email", ["13.email"]),
        ("12.email", []),
        ("14", []),
        ("awa", []),
    ],
)
def test_a_row_names_all_of_its_questions_and_a_subject_one(name: str, ids: list[str]) -> None:
    """A number is a row, and a number with a subject is one question of that row."""
    asked = [question(Subject.PLACE), question(Subject.HOURS), question(Subject.EMAIL, row=13)]
    assert [each.id for each in questions_called(asked, name)] == ids
