"""Answers to questions about sign-ups: which words answer one, and the value that is remembered."""

from __future__ import annotations

from collections.abc import Sequence

from besrour_cli.feedback.signups.addresses import is_valid
from besrour_cli.feedback.signups.hours import read_hours
from besrour_cli.feedback.signups.values import Question, Subject
from besrour_cli.model.language import fold_case
from besrour_cli.model.message import Message, msg
from besrour_cli.places.choices import is_clear


def answer_value(question: Question, words: str) -> str | None:
    """The value of an answer: that of a choice, or words that say one thing; None for other words."""
    typed = " ".join(words.split())
    for choice in question.choices:
        if fold_case(choice.value) == fold_case(typed):
            return choice.value
    if not question.free or not typed:
        return None
    if question.subject is Subject.PLACE:
        return typed if is_clear(typed) else None
    if question.subject in (Subject.EMAIL, Subject.PERSON):
        return typed if is_valid(typed) else None
    if question.subject is Subject.HOURS:
        reading = read_hours(typed)
        return None if reading.unread or reading.about else typed
    if question.subject is Subject.GROUP:
        letters = fold_case(typed.replace("-", ""))  # as members.csv reads the id of a group
        return typed if letters.isascii() and letters.isalnum() else None
    return typed


def what_is_wanted(question: Question) -> Message:
    """What can be written as an answer beside the choices."""
    if question.subject is Subject.PLACE:
        return msg("write a city and its country, such as Accra, Ghana")
    if question.subject is Subject.EMAIL:
        return msg("write an address such as name@example.org, without accents or spaces")
    if question.subject is Subject.HOURS:
        return msg("write hours such as mon-thu 18:00-20:00, on that person’s own clock")
    return msg("write one of: {choices}", choices=" / ".join(choice.value for choice in question.choices))


def questions_called(questions: Sequence[Question], name: str) -> list[Question]:
    """The questions that a row, or a row and what it is about (``12``, ``12.place``), names."""
    row, dot, subject = name.partition(".")
    return [
        question
        for question in questions
        if question.id == name
        or (row.isdecimal() and int(row) in question.rows and (not dot or subject == question.subject))
    ]
