"""Questions about sign-ups asked at the terminal, one after the other, with their choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from besrour_cli.commands.terminal.console import ask, err
from besrour_cli.commands.views.people.enrolment import choice_label
from besrour_cli.feedback.signups.answers import answer_value, what_is_wanted
from besrour_cli.feedback.signups.values import Question
from besrour_cli.model.message import msg, msgn


def ask_all(questions: Sequence[Question]) -> Mapping[str, str]:
    """The answers by the keys of the questions; one that is left open has none."""
    err(msgn("{n} question:", "{n} questions:", len(questions)))
    answers = {}
    for question in questions:
        value = _asked(question)
        if value is not None:
            answers[question.key] = value
    return answers


def _asked(question: Question) -> str | None:
    err("")
    err(question.text)
    for number, choice in enumerate(question.choices, 1):
        err(f"  {number}  {choice_label(choice)}")
    while True:
        typed = ask(
            msg("Type a number or your own answer (Enter: not now):")
            if question.free and question.choices
            else msg("Type your answer (Enter: not now):")
            if question.free
            else msg("Type a number (Enter: not now):")
        )
        if not typed:
            return None
        if typed.isdecimal() and 0 < int(typed) <= len(question.choices):
            return question.choices[int(typed) - 1].value
        value = answer_value(question, typed)
        if value is not None:
            return value
        err(what_is_wanted(question))
