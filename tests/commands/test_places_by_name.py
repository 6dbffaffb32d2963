"""A coordinator reads hours at places that have names: her anchor's, and those of the people who wait."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from besrour_cli.commands.terminal.translation import set_language
from besrour_cli.commands.views.letters.send_report import show_report
from besrour_cli.delivery.mail.decide import OutgoingLetter
from besrour_cli.delivery.mail.outcome import OutcomeState, SmtpOutcome
from besrour_cli.delivery.mail.sending import SendReport, SentLetter
from besrour_cli.model.language import ENGLISH
from support.campaigns.thorough import thorough
from support.commands.letters import CAFE, LATER

Run = Callable[..., subprocess.CompletedProcess[str]]
WORDS = (
    ("invite", CAFE),
    ("announce", CAFE, "--dry-run"),
    ("plan", "--dry-run"),
    ("plan", "--dry-run", "--details"),
    ("why", CAFE),
    ("why", CAFE, "--if", "2027-01-20 11:00 Toronto"),
    ("calendar",),
    ("fairness",),
    ("check",),
    ("next",),
)
APRIL = "2027-04-cafe"
AFTERWARDS = (
    ("replies", "--session", APRIL),
    ("invite", APRIL),
    ("move", APRIL, "--to", "2027-04-20 11:30 Toronto", "--dry-run"),
    ("cancel", APRIL, "--dry-run"),
    ("announce", APRIL, "--dry-run"),
)


@pytest.fixture
def spoken() -> Iterator[Callable[[str], None]]:
    """Speak a language in this process, and English again afterwards."""
    yield lambda language: set_language(language, {})
    set_language(ENGLISH, {})


@pytest.mark.thorough
@pytest.mark.small
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_anchor_is_called_by_its_name_and_never_by_its_zone(lang: str, planned: Path, run: Run) -> None:
    """Looking, planning, asking why: Toronto is Toronto, in both languages."""
    named = 0
    for words in WORDS:
        answer = run(*words, cwd=planned, lang=lang)
        assert answer.returncode == 0 or "--if" in words, (words, answer.stderr)
        assert "America/Toronto" not in answer.stdout + answer.stderr, words
        named += "(Toronto)" in answer.stdout
    assert named >= 2, "letters and announcements say where their hour is read"


@pytest.mark.thorough
@pytest.mark.parametrize("lang", [thorough("en"), "fr"])
def test_so_is_the_anchor_of_what_people_were_told(lang: str, announced: Path, run: Run) -> None:
    """Answers, a move, a cancellation: the hour that was announced is told at Toronto, too."""
    for words in AFTERWARDS:
        answer = run(*words, cwd=announced, lang=lang, now=LATER)
        assert answer.returncode == 0, (words, answer.stderr)
        assert "America/Toronto" not in answer.stdout + answer.stderr, words
    refused = run("move", APRIL, "--to", "2027-04-21 11:30 Toronto", cwd=announced, lang=lang, now=LATER)
    assert refused.returncode == 1
    assert "(Toronto)" in refused.stderr
    assert "2027-04-21T" not in refused.stderr, "no instant in UTC"
    to = ("--to", "2027-04-20 11:30 Toronto", "--yes")
    moved = run("move", APRIL, *to, cwd=announced, lang=lang, now=LATER)
    assert moved.returncode == 0, moved.stderr
    shown = run("announce", APRIL, "--dry-run", cwd=announced, lang=lang, now=LATER).stdout
    then = next(
        line for line in shown.splitlines() if ("Announced then" if lang == "en" else "Annoncé alors") in line
    )
    assert then.endswith("(Toronto).")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "held: it has become night there, until 7:00\u00a0a.m. on Jan.\u00a06 there"),
        (
            "fr",
            "retenue\u00a0: il fait maintenant nuit là-bas, jusqu’à 7\u00a0h le 6\u00a0janv., heure du lieu",
        ),
    ],
)
def test_a_letter_that_waits_says_until_when_on_its_readers_clock(
    lang: str, words: str, spoken: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    """Night fell in Kathmandu while letters went out: seven in the morning there, once, and no UTC."""
    spoken(lang)
    letter = OutgoingLetter(
        about=CAFE,
        member="np-patan",
        name="Patan",
        to="patan@example.org",
        kind="invitation",
        facts="",
        local="2027-01-20T22:45:00+05:45",
        zone="Asia/Kathmandu",
        digest="",
        id="<1@example.org>",
        path="",
    )
    due = datetime(2027, 1, 6, 1, 15, tzinfo=UTC)
    show_report(SendReport((SentLetter(letter, SmtpOutcome(OutcomeState.HOLD), due),), ()))
    shown = " ".join(capsys.readouterr().out.split(" "))
    assert words in shown
    assert "UTC" not in shown
