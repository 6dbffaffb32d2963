"""Words in a cell that are no choice of the form: which one was meant, asked once and remembered."""

from __future__ import annotations

from besrour_cli.feedback.evaluation.values import NOT_NEEDED, CollectQuestion, QuestionChoice
from besrour_cli.model.evaluation.form import Item
from besrour_cli.model.evaluation.wording import folded_words
from besrour_cli.model.message import msg

WORD_KEY = "word"
_LONGEST = 80


def word_key(item: str, words: str) -> str:
    """The key under which it is remembered what words mean."""
    return f"{WORD_KEY}|{item}|{folded_words(words)}"


def word_question(identifier: str, item: Item, words: str) -> CollectQuestion:
    """The question which choice of an item some words mean."""
    shown = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
    choices = [QuestionChoice(choice.id, dict(choice.text)) for choice in item.choices]
    return CollectQuestion(
        id=identifier,
        key=word_key(item.id, words),
        text=msg("Which answer to “{item}” is “{words}”?", item=item.id, words=shown),
        choices=(*choices, QuestionChoice(NOT_NEEDED, msg("none: it counts as not answered"))),
    )
