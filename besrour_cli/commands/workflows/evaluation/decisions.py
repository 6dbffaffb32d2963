"""Answers to questions about downloads: those of earlier runs, those of the command line, those typed now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from besrour_cli.feedback.evaluation.layout import COLUMN_KEY, target_called
from besrour_cli.feedback.evaluation.values import NOT_NEEDED, CollectQuestion
from besrour_cli.model.errors import UsageError
from besrour_cli.model.evaluation.form import EvaluationForm
from besrour_cli.model.language import fold_case
from besrour_cli.model.message import Message, msg
from besrour_cli.storage.evaluation.collected_file import stored_key

AskNow = Callable[[Sequence[CollectQuestion]], Mapping[str, str]]
"""Asks questions of somebody who is there; those left open are not among the answers."""


class Decisions:
    """What is known by the keys of questions; what somebody typed is remembered as a digest only."""

    def __init__(self, remembered: Mapping[str, str]) -> None:
        self._remembered = dict(remembered)

    def get(self, key: str, /) -> str | None:
        """The value of an answer; None where the question is open."""
        return self._remembered.get(stored_key(key))

    def put(self, answers: Mapping[str, str]) -> None:
        """Add answers by their keys."""
        self._remembered |= {stored_key(key): value for key, value in answers.items()}

    def forget(self, key: str) -> None:
        """Let an answer go that holds for one run only."""
        self._remembered.pop(stored_key(key), None)

    def to_remember(self) -> dict[str, str]:
        """All answers, by what their keys are stored as."""
        return dict(self._remembered)


class Answering:
    """Answers the questions of one command: by what was given with it, else by asking, else not at all."""

    def __init__(
        self, form: EvaluationForm, decisions: Decisions, given: Mapping[str, str], ask_now: AskNow | None
    ) -> None:
        self.form, self.decisions = form, decisions
        self._given, self._ask_now = given, ask_now
        self._used: set[str] = set()
        self._left_open: set[str] = set()

    def answer(self, questions: Sequence[CollectQuestion]) -> bool:
        """Answer what can be; whether anything new is known.

        Raises UsageError for a given answer that its question does not have.
        """
        open_ones = [each for each in questions if self.decisions.get(each.key) is None]
        fresh = {}
        for question in open_ones:
            word = self._given.get(question.id)
            if word is not None:
                self._used.add(question.id)
                fresh[question.key] = self._value(question, word)
        rest = [each for each in open_ones if each.key not in fresh and each.key not in self._left_open]
        if rest and self._ask_now is not None:
            typed = dict(self._ask_now(rest))
            self._left_open |= {each.key for each in rest} - typed.keys()
            fresh |= typed
        self.decisions.put(fresh)
        return bool(fresh)

    def overrule(self, keys: Mapping[str, str], allowed: Callable[[str], str | None]) -> None:
        """Let answers that are given now replace earlier ones, of which no question would be asked again.

        ``keys`` maps the ids of questions to their keys; ``allowed`` gives the value of a word, or None.
        """
        for name in [name for name in self._given if name in keys]:
            value = allowed(self._given[name])
            if value is None:
                raise UsageError(msg("“{text}” is no answer to {id}", text=self._given[name], id=name))
            self._used.add(name)
            self.decisions.put({keys[name]: value})

    def check_used(self) -> None:
        """Refuse what was given and answers no question of any file."""
        unused = [name for name in self._given if name not in self._used]
        if unused:
            raise UsageError(
                msg("there is no question “{id}” here", id=unused[0]),
                msg("run the command with --dry-run: it lists the questions"),
            )

    def _value(self, question: CollectQuestion, word: str) -> str:
        value = value_of(question, word, self.form)
        if value is None:
            raise UsageError(
                msg("“{text}” is no answer to {id}", text=word, id=question.id), what_is_wanted(question)
            )
        return value


def column_value(form: EvaluationForm, word: str) -> str | None:
    """What a column is said to be for: an item, or nothing that is needed; None for another word."""
    target = target_called(form, word.strip())
    return target.word if target is not None else NOT_NEEDED if word.strip() == NOT_NEEDED else None


def value_of(question: CollectQuestion, word: str, form: EvaluationForm) -> str | None:
    """The value that a word stands for: one of the choices, or any item for a column; None for no answer."""
    for choice in question.choices:
        if fold_case(choice.value) == fold_case(word):
            return choice.value
    target = target_called(form, word.strip()) if question.id.startswith(f"{COLUMN_KEY}.") else None
    return target.word if target is not None else None


def what_is_wanted(question: CollectQuestion) -> Message:
    """How a question is answered on the command line."""
    return msg(
        "write --answer {id}=… with one of: {choices}",
        id=question.id,
        choices=" / ".join(choice.value for choice in question.choices),
    )
