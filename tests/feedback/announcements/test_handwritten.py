"""Announcements as coordinators paste them, written by hand: half right, half with one thing wrong."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from besrour_cli.clock.instants import instant_text
from besrour_cli.feedback.announcements.lint import lint
from besrour_cli.feedback.announcements.plain_text import extract_text

TODAY = date(2026, 11, 29)
TEXTS = (Path(__file__).parent / "handwritten.jsonl").read_text(encoding="utf-8").splitlines()
OPEN = {"relative-day"}
"""What a right text may be told: "tomorrow" in a reminder is another day for who reads it later."""


def judged(text: str) -> tuple[list[str], list[str]]:
    """The codes found, each once, and the instants."""
    words = extract_text(text.encode(), "a.html" if text.startswith("<") else "a.txt")
    verdict = lint(words.text, "a.txt", TODAY)
    return sorted({f.code for f in verdict.findings} - OPEN), [instant_text(m.at) for m in verdict.moments]


def test_no_handwritten_text_is_read_wrongly_in_silence_and_no_right_one_accused() -> None:
    """A right text gives its instant and no finding, a wrong one is told: both counts are 0."""
    silent, accused = [], []
    for each in map(json.loads, TEXTS):
        codes, moments = judged(each["text"])
        if each["right"] and codes:
            accused.append((each["text"], codes))
        elif not codes and (not each["right"] or moments[:1] != [each["utc"]]):
            silent.append((each["text"], moments))
    print(f"{len(TEXTS)} texts: {len(silent)} silent wrong readings, {len(accused)} right texts accused")
    assert len(TEXTS) >= 250
    assert (silent, accused) == ([], [])


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("31 February 2027, 15:00 GMT", ["no-such-date"]),
        ("Le 31 novembre à 15 h (Dakar)", ["no-such-date"]),
        ("29 February, 15:00 GMT", []),
        ("16 February 2027, 15:00-14:30 GMT", ["end-before-start"]),
        ("16 February 2027, 22:00-00:30 GMT", []),
        ("16 February 2027: it starts at 15:00 GMT and ends at 14:30 GMT", ["end-before-start"]),
        ("16 February 2027: it starts at 15:00 GMT and ends at 16:30 GMT", []),
        ("16 Febuary 2027, 15:00 GMT", ["not-understood"]),
        ("Teusday 16 February 2027, 15:00 GMT", ["not-understood"]),
        ("16 February 2027, 3pm Accra, 4pm Lagos, 6pm Harare", ["readings-disagree"]),
        ("16 February 2027: 🇬🇭 3pm, 🇳🇬 5pm", ["readings-disagree"]),
        ("16 February 2027: 🇬🇭 3pm, 🇨🇦 10am", ["not-understood"]),
    ],
)
def test_kinds_that_the_handwritten_texts_brought_to_light(text: str, codes: list[str]) -> None:
    """Dates no calendar has, ends before their start, slips, flags, and a town of two countries."""
    assert judged(text)[0] == codes
