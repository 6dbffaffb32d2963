"""Everything that was collected so far, from the two tables of ``responses/``."""

from __future__ import annotations

from besrour_cli.model.diagnostic import Diagnostic
from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.model.evaluation.answers import EvaluationData
from besrour_cli.model.evaluation.form import EvaluationForm
from besrour_cli.model.message import msg, msgn
from besrour_cli.storage.evaluation import answers_csv, comments_csv
from besrour_cli.storage.state.state_file import read_state

_DIGITS = 9
"""Digits of the number of an answer; more are no number that besrour gave."""


def read_evaluation(folder: str, form: EvaluationForm) -> EvaluationData:
    """Answers and comments in the order of their ids; nothing where there are no files.

    Raises DiagnosticsError with every mistake of both files, and FileError for what the system refuses.
    """
    answers, answer_page = answers_csv.read_answers(read_state(folder, answers_csv.NAME) or b"", form)
    comments, comment_page = comments_csv.read_comments(read_state(folder, comments_csv.NAME) or b"")
    stop_at_mistakes((*answer_page.problems, *comment_page.problems))
    return EvaluationData(
        tuple(sorted(answers, key=lambda each: by_number(each.id))),
        tuple(sorted(comments, key=lambda each: by_number(each.id))),
    )


def stop_at_mistakes(problems: tuple[Diagnostic, ...]) -> None:
    """Raise DiagnosticsError where any of the problems is more than a warning."""
    mistakes = [problem for problem in problems if not problem.warning]
    if mistakes:
        raise DiagnosticsError(
            msgn(
                "{n} mistake in what was collected stops this",
                "{n} mistakes in what was collected stop this",
                len(mistakes),
            ),
            mistakes,
            msg("mend them in a spreadsheet or an editor"),
        )


def by_number(identifier: str) -> tuple[int, str]:
    """What ids are ordered by: their number, words after all numbers."""
    is_number = identifier.isdecimal() and len(identifier) <= _DIGITS
    return (int(identifier), "") if is_number else (10**_DIGITS, identifier)
