"""Answers in people's own words: a corpus of honest lines, and of lines that only look like answers."""

from __future__ import annotations

from pathlib import Path

from besrour_cli.feedback.replies.words.new_text import new_text
from besrour_cli.feedback.replies.words.plain_answer import plain_answer
from besrour_cli.model.replies import ReplyPart

CORPUS = Path(__file__).parent / "own_words"
PARTS = {"yes": ReplyPart.ACCEPTED, "no": ReplyPart.DECLINED, "maybe": ReplyPart.TENTATIVE}
NAMES = ("Dr Amina Diallo", "Camille Exemple")
UNDERSTOOD = 0.95
"""The share of honest lines that must be understood; the others are shown to the coordinator."""


def lines_of(name: str) -> list[str]:
    """The entries of a corpus file."""
    text = (CORPUS / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def answer(entry: str) -> ReplyPart | None:
    """What an entry is understood as."""
    return plain_answer(new_text(entry.replace("⏎", "\n")).lines, NAMES).part


def test_honest_lines_are_understood_and_never_wrongly() -> None:
    """Of more than 120 honest answers none is taken for another, and nearly all are understood."""
    entries = [line.split(" | ", 1) for line in lines_of("honest.txt")]
    assert len(entries) >= 120
    found = [(word, line, answer(line)) for word, line in entries]
    wrong = [(word, line, part) for word, line, part in found if part not in (None, PARTS[word])]
    missed = [line for _word, line, part in found if part is None]
    print(f"{len(found) - len(missed)} of {len(found)} honest answers are understood; not: {missed}")
    assert wrong == []
    assert len(missed) <= (1 - UNDERSTOOD) * len(found), missed


def test_misleading_lines_are_left_to_a_person() -> None:
    """Of more than 80 lines with a question, a condition, a time or two minds none becomes an answer."""
    entries = lines_of("misleading.txt")
    assert len(entries) >= 80
    assert [(line, part) for line in entries if (part := answer(line)) is not None] == []
