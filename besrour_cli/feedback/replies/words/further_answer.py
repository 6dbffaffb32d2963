"""Answers in a further language: the one word that its letters ask for, alone in the line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from besrour_cli.feedback.replies.words.plain_answer import PlainAnswer, folded, own_clauses, words_of
from besrour_cli.model.language import data_of
from besrour_cli.model.replies import ReplyPart

_MEANT: Mapping[str, PlainAnswer] = {
    "yes": PlainAnswer(ReplyPart.ACCEPTED),
    "maybe": PlainAnswer(ReplyPart.TENTATIVE),
    "no": PlainAnswer(ReplyPart.DECLINED),
    "pause": PlainAnswer(pause=True),
}


def answer_words(languages: Iterable[str]) -> dict[str, PlainAnswer]:
    """The words of some languages' data with which letters are answered, folded."""
    return {
        folded(word): _MEANT[meaning]
        for language in languages
        if (data := data_of(language)) is not None
        for meaning, word in data.answers.items()
    }


def further_answer(
    lines: Sequence[str], names: Iterable[str], words: Mapping[str, PlainAnswer]
) -> PlainAnswer | None:
    """What some lines answer, if they are nothing but one of the words and names; None for anything else."""
    clauses = own_clauses(lines, words_of(names)) if words else None
    meant = {words.get(clause) for clause in clauses or ()}
    return meant.pop() if len(meant) == 1 else None
