"""Words on a command line that cannot be meant, or not here: each with its reason, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.commands.edits import swap
from support.commands.told import tell
from support.commands.typed import says

JANUARY = "2027-01-cafe"
Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("form", "lunch"), "there is no form “lunch”"),
        (("handover", "cafe.tar"), "“cafe.tar” does not end in .zip"),
        (("new", "cafe"), "besrour new cafe 2027-05"),
        (("new", "cafe", "soon"), "“soon” is not a month besrour can read"),
        (("new", "cafe", "2027-05", "--window", "the third moon"), "the third moon"),
        (("tables", JANUARY, "--live", "--again"), "exclude each other"),
        (("tables", JANUARY, "--missing", " , "), "nobody is named"),
        (("report", "--until", "the end"), "the end"),
        (("lint", "his.txt", "--folder", "nowhere"), "nowhere"),
    ],
)
def test_words_that_mean_nothing_are_refused(
    two_cafes: Path, capsys: Capture, words: tuple[str, ...], told: str
) -> None:
    """The sentence names what was typed, or what to type."""
    (two_cafes / "his.txt").write_text("We meet soon.\n", encoding="utf-8")
    before = sorted(two_cafes.rglob("*"))
    answer = says(capsys, two_cafes, *words)
    assert answer.returncode in (2, 3) and told in answer.stderr, answer.stderr
    assert sorted(two_cafes.rglob("*")) == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("replies", "--imap"), "does not say which mailbox the answers come to"),
        (("mentors",), "says nothing of a term of mentoring"),
    ],
)
def test_what_the_files_do_not_say_is_asked_for(
    two_cafes: Path, capsys: Capture, words: tuple[str, ...], told: str
) -> None:
    """Each with the lines that are missing."""
    answer = says(capsys, two_cafes, *words)
    assert answer.returncode == 3 and told in answer.stderr, answer.stdout + answer.stderr


def test_a_moment_that_is_none_is_refused(two_cafes: Path, capsys: Capture) -> None:
    """A test or a script that sets the moment is told how it is written."""
    answer = says(capsys, two_cafes, "next", now="tomorrow")
    assert answer.returncode == 2 and "BESROUR_NOW is “tomorrow”" in answer.stderr


@pytest.mark.parametrize("settings", [b"\xff\x00", b"series: [\n", b"- a\n"])
def test_settings_that_cannot_be_read_are_the_mistake(
    two_cafes: Path, capsys: Capture, settings: bytes
) -> None:
    """Every command names the file, and nothing is said of a plan that is in order."""
    (two_cafes / "sessions/programme.yaml").write_bytes(settings)
    for words in (("handover", "--dry-run"), ("pause", "ca-laval")):
        answer = says(capsys, two_cafes, *words)
        assert answer.returncode == 1 and "sessions/programme.yaml:" in answer.stderr, answer.stderr
        assert "plan.yaml belongs" not in answer.stderr
    answer = says(capsys, two_cafes, "next")
    assert answer.returncode == 0 and "besrour check" in answer.stdout


def test_nobody_is_invited_to_what_has_begun(two_cafes: Path, capsys: Capture) -> None:
    """Texts to paste are made until the session begins."""
    tell(two_cafes, JANUARY)
    answer = says(capsys, two_cafes, "post", JANUARY, now="2027-02-01T12:00Z")
    assert answer.returncode == 1 and "has begun: nobody can be invited" in answer.stderr
    assert not (two_cafes / "out/posts").exists()


def test_a_reminder_of_what_is_called_off_goes_to_nobody(two_cafes: Path, capsys: Capture) -> None:
    """It is said, and no letter is made."""
    tell(two_cafes, JANUARY)
    assert says(capsys, two_cafes, "cancel", JANUARY, "--yes").returncode == 0
    answer = says(capsys, two_cafes, "invite", JANUARY, "--remind")
    assert answer.returncode == 1 and "there is nothing to remind people of" in answer.stderr, answer.stderr
    assert not (two_cafes / "out/reminders").exists()


def test_what_was_called_off_before_anyone_was_told_has_no_letters(two_cafes: Path, capsys: Capture) -> None:
    """There is nobody to write to."""
    assert says(capsys, two_cafes, "cancel", JANUARY).returncode == 0
    answer = says(capsys, two_cafes, "invite", JANUARY)
    assert answer.returncode == 1 and "was called off before anyone was told" in answer.stderr


@pytest.mark.parametrize("words", [("newsletter",), ("announce", "newsletter", "--yes")])
def test_the_newsletter_needs_a_plan(two_cafes: Path, capsys: Capture, words: tuple[str, ...]) -> None:
    """Without starts there is nothing to write of, and nothing to tell."""
    (two_cafes / "plan.yaml").unlink()
    answer = says(capsys, two_cafes, *words)
    assert answer.returncode == 3 and "there is no plan yet" in answer.stderr


def test_a_password_is_not_handed_over(two_cafes: Path, capsys: Capture) -> None:
    """It is named with its line, and no archive is made."""
    swap(
        "sessions/programme.yaml",
        "blackouts:",
        "mail:\n  host: smtp.example.org\n  password: hunter2\nblackouts:",
    )(two_cafes)
    answer = says(capsys, two_cafes, "handover", "--yes")
    assert answer.returncode == 1 and "a password would be handed over" in answer.stderr
    assert "mail-password" in answer.stderr and not (two_cafes / "out").exists()
