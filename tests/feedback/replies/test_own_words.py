"""Answers in people's own words: a corpus of honest lines, and of lines that only look like answers."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

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


@pytest.mark.parametrize(
    "piece", ["thanks for a ", "a ", "> ", "le 2027 ", "re: ", "je vous souhaite bonne ", "\n", "oui "]
)
def test_no_text_costs_more_than_a_moment(piece: str) -> None:
    """Whatever a stranger repeats, it is read at once, and is no answer."""
    text = (piece * 20_000)[:20_000]
    begun = time.process_time()
    for line in (text, f"{text} écrit :", text[:119]):
        plain_answer(new_text(line).lines, NAMES)
    assert time.process_time() - begun < 2


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


@pytest.mark.parametrize(
    ("lines", "part"),
    [
        (("Hello Camille yes I will come",), ReplyPart.ACCEPTED),
        (("Bonjour Camille je viendrai",), ReplyPart.ACCEPTED),
        (("Hello Camille perhaps",), ReplyPart.TENTATIVE),
        (("Hello Camille I wanted to say yes",), None),
        (("Hello Camille",), None),
    ],
)
def test_a_greeting_in_front_takes_nothing_from_an_answer(
    lines: tuple[str, ...], part: ReplyPart | None
) -> None:
    """Without a comma behind the name: what comes next must be an answer all the same."""
    assert plain_answer(lines, NAMES).part == part


@pytest.mark.parametrize(
    ("below", "part"),
    [
        (("Family physician", "Accra"), ReplyPart.ACCEPTED),
        (("Is it still at three?",), None),
        (("P.S. only if the link works",), None),
        (tuple(f"Line {word}" for word in "a b c d e f g h i j".split()), ReplyPart.ACCEPTED),
        (tuple(f"Line {word}" for word in "a b c d e f g h i j k".split()), None),
    ],
)
def test_what_stands_below_her_name_may_not_ask_or_limit(
    below: tuple[str, ...], part: ReplyPart | None
) -> None:
    """A signature says who she is; a question there, a condition, or a page of text, is for a person."""
    assert plain_answer(("Yes", "Amina Diallo", *below), NAMES).part == part


TURNS = (
    " ?|, if possible| but I will be late|, maybe| unless something comes up|, si possible|, mais plus tard|"
    ", at 3 pm|, with a colleague|, peut-être|, sauf imprévu|, je crois|"
    ". No, wait|. Not!|, pas!|. Oui et non|"
    ". Can you send the link|. Et vous ?|, jeudi|, sous réserve|, to be confirmed|, not really|, à confirmer|"
    ", normally|, hopefully|, in theory|, en théorie|, je suppose|, for now|, pour l'instant|, just kidding|"
    ", je blague|. My husband will come|. Fatou viendra à ma place"
).split("|")
OPENINGS = (
    "If I can: |I don't think |I told you: |Did I say |He says: |Fatou : |Peut-être que |"
    "I hope |For February: |For the next one: |Pour la prochaine : |Pour Fatou : |On behalf of Kofi: |"
    "Ignore this: |Test: "
).split("|")


def test_what_is_added_to_an_honest_line_leaves_it_to_a_person() -> None:
    """Every honest yes and no, with a condition, a doubt, a time, a joke, somebody else: none counts."""
    honest = [line.split(" | ", 1) for line in lines_of("honest.txt") if "⏎" not in line]
    firm = [line.rstrip(" .!") for word, line in honest if word != "maybe"]
    turned = [line + turn for line in firm for turn in TURNS]
    turned += [opening + line for line in firm for opening in OPENINGS]
    assert len(turned) > 5000
    assert [(line, part) for line in turned if (part := answer(line)) is not None] == []
