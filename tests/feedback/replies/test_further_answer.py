"""A letter in Portuguese asks for one word; that word alone is read, and anything more is for a person."""

from __future__ import annotations

import pytest

from besrour_cli.feedback.replies.words.further_answer import answer_words, further_answer
from besrour_cli.feedback.replies.words.plain_answer import PlainAnswer
from besrour_cli.model.replies import ReplyPart
from support.publishing.portuguese import PT, SHIPPED

WORDS = answer_words(("en", "fr", PT))


@pytest.mark.parametrize(
    ("lines", "meant"),
    [
        (["Sim"], PlainAnswer(ReplyPart.ACCEPTED)),
        (["SIM."], PlainAnswer(ReplyPart.ACCEPTED)),
        (["talvez"], PlainAnswer(ReplyPart.TENTATIVE)),
        (["não!"], PlainAnswer(ReplyPart.DECLINED)),
        (["Nao", "Amina Cossa"], PlainAnswer(ReplyPart.DECLINED)),
        (["pausa"], PlainAnswer(pause=True)),
    ],
)
def test_the_word_that_letters_ask_for_is_read(lines: list[str], meant: PlainAnswer) -> None:
    """Whatever its case and accents, with the writer's name below."""
    assert further_answer(lines, ["Amina Cossa"], WORDS) == meant


@pytest.mark.parametrize(
    "lines", [["Sim, mas tarde"], ["sim?"], ["Sim", "não"], ["Sim, 20h"], ["yes"], ["“sim” ou “não”"], []]
)
def test_anything_more_is_left_to_a_person(lines: list[str]) -> None:
    """A condition, a question, two words, an hour; English is read elsewhere."""
    assert further_answer(lines, (), WORDS) is None


def test_nothing_is_read_in_a_language_without_such_words() -> None:
    """English and French have a reader of their own."""
    assert answer_words(("en", "fr", "sw")) == {}
    assert further_answer(["sim"], (), {}) is None


def test_the_letter_names_the_words_that_are_read() -> None:
    """What is asked for is what is understood."""
    letter = (SHIPPED / "letter.pt.md").read_text("utf-8")
    for word in ("sim", "talvez", "não", "pausa"):
        assert f"“{word}”" in letter
    assert len(WORDS) == 4
