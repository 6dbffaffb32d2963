"""Letters to oneself on trial: nothing is announced, and nobody is introduced, by them."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.commands.edits import MAIL, add
from support.commands.typed import says

JANUARY, SETTINGS = "2027-01-cafe", "sessions/programme.yaml"
TERM = (
    "mentors:\n  from: 2027-01-11\n  to: 2027-06-25\n  topics:\n    teaching:\n"
    "      en: Clinical teaching\n      fr: L’enseignement clinique\n"
)
TRIAL = ("--test-to", "me@example.org", "--dry-run")
Capture = pytest.CaptureFixture[str]


def test_a_trial_says_what_would_go(two_cafes: Path, capsys: Capture) -> None:
    """One letter a language for the coordinator; nothing is announced, and no server is asked."""
    add(SETTINGS, MAIL)(two_cafes)
    answer = says(capsys, two_cafes, "send", JANUARY, *TRIAL)
    assert answer.returncode == 0 and "me@example.org" in answer.stdout, answer.stderr
    assert not (two_cafes / "announced.ledger").exists()


def test_an_introduction_is_tried_on_oneself(two_cafes: Path, capsys: Capture) -> None:
    """The pair is not introduced by that."""
    add(SETTINGS, MAIL + TERM)(two_cafes)
    rows = "member,offers,asks\ngh-accra,teaching,\nca-laval,,teaching\n"
    (two_cafes / "sessions/mentors.csv").write_text(rows, encoding="utf-8")
    assert says(capsys, two_cafes, "mentors", "--seconds", "1").returncode == 0
    answer = says(capsys, two_cafes, "send", "mentors", *TRIAL)
    assert answer.returncode == 0 and "me@example.org" in answer.stdout, answer.stderr
    assert "1 group of mentoring has not been introduced yet" in says(capsys, two_cafes, "next").stdout
