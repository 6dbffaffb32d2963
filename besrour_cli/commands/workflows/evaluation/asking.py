"""Questions about downloads asked at the terminal, one after the other, with their choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from besrour_cli.commands.terminal.console import ask, err
from besrour_cli.commands.views.evaluation.collected import choice_label
from besrour_cli.commands.workflows.evaluation.decisions import value_of
from besrour_cli.feedback.evaluation.values import CollectQuestion
from besrour_cli.model.evaluation.form import EvaluationForm
from besrour_cli.model.message import msg, msgn


class Asker:
    """Asks whoever is at the terminal."""

    def __init__(self, form: EvaluationForm) -> None:
        self.form = form

    def ask_all(self, questions: Sequence[CollectQuestion]) -> Mapping[str, str]:
        """The answers by the keys of the questions; one that is left open has none."""
        err(msgn("{n} question:", "{n} questions:", len(questions)))
        typed = {question.key: self._asked(question) for question in questions}
        return {key: value for key, value in typed.items() if value is not None}

    def _asked(self, question: CollectQuestion) -> str | None:
        err("")
        err(question.text)
        for number, choice in enumerate(question.choices, 1):
            err(f"  {number}  {choice_label(choice)}")
        while True:
            typed = ask(msg("Type a number (Enter: not now):"))
            if not typed:
                return None
            if typed.isdecimal() and 0 < int(typed) <= len(question.choices):
                return question.choices[int(typed) - 1].value
            value = value_of(question, typed, self.form)
            if value is not None:
                return value
