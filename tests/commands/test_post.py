"""Texts to paste: she reads them, pastes them, hangs up the poster, and notes the answers in one line."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
SESSION = "2027-01-cafe"


@pytest.fixture
def published(planned: Path) -> Path:
    """A planned programme that says where its page is."""
    path = planned / "sessions/programme.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("publish:\n", "publish:\n  address: https://example.org/cafe\n"), "utf-8")
    return planned


def test_all_texts_and_the_poster_are_written_and_nothing_is_announced(published: Path, run: Run) -> None:
    """What is printed lies below out/posts/; the plan is as it was, and what comes next is said."""
    plan = (published / "plan.yaml").read_bytes()
    said = run("post", SESSION, "--poster", cwd=published)
    assert said.returncode == 0, said.stderr
    files = sorted(path.name for path in (published / "out/posts" / SESSION).iterdir())
    assert files == ["poster.pdf", "sms.en.txt", "sms.fr.txt", "times.txt", "web.txt", "whatsapp.txt"]
    assert (published / f"out/posts/{SESSION}/whatsapp.txt").read_text(
        encoding="utf-8"
    ).strip() in said.stdout
    assert "besrour announce 2027-01-cafe" in said.stderr
    assert (published / "plan.yaml").read_bytes() == plan
    assert "meet.example.org" not in said.stdout


def test_the_times_alone_are_printed_by_when(published: Path, run: Run) -> None:
    """The same list as post writes, on standard output alone; a moment that is no session is refused."""
    assert run("post", SESSION, cwd=published).returncode == 0
    said = run("when", SESSION, "--text", cwd=published)
    written = (published / f"out/posts/{SESSION}/times.txt").read_text(encoding="utf-8")
    assert said.stdout == written and "UTC" in written and said.stderr == ""
    assert run("when", "2027-01-15 15:00", "--text", cwd=published).returncode != 0


def test_she_reads_it_in_french(published: Path, run: Run) -> None:
    """Titles and what an accent would cost, in her language; one language of the texts alone."""
    said = run("post", "2027-06-cafe", "--in", "fr", "--dry-run", cwd=published, lang="fr")
    assert said.returncode == 0, said.stderr
    assert "── Texto (fr) · " in said.stdout and "(en)" not in said.stdout
    assert "Rien n’a été écrit" in said.stdout
    assert not (published / "out/posts").exists()


def test_every_session_of_the_year_has_its_texts(published: Path, run: Run) -> None:
    """A text message in one part and WhatsApp in 700 letters, in months before and after clock changes."""
    for month in ("03", "07", "11"):
        said = run("post", f"2027-{month}-cafe", "--dry-run", "--json", cwd=published)
        assert said.returncode == 0, said.stderr
        data = json.loads(said.stdout)
        assert len(data["texts"]["whatsapp"]) <= 700
        assert {each["length"] <= 160 for each in data["messages"].values()} == {True}


def test_the_text_message_gives_the_hour_of_a_place(published: Path, run: Run) -> None:
    """For people of Accra: their hour, and the offset."""
    said = run("post", SESSION, "--place", "Accra", "--dry-run", "--json", cwd=published)
    assert "2:30 p.m. Accra (UTC)" in json.loads(said.stdout)["texts"]["sms.en"].replace("\xa0", " ")


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        (("2027-13-cafe",), 2, "there is no session"),
        ((SESSION, "--in", "pt"), 2, "there are no posts in “pt”"),
        ((SESSION, "--place", "Atlantis"), 2, "Atlantis"),
    ],
)
def test_what_cannot_be_meant_is_said(
    published: Path, run: Run, words: tuple[str, ...], code: int, expected: str
) -> None:
    """An unknown session, language or place."""
    said = run("post", *words, cwd=published)
    assert said.returncode == code and expected in said.stderr


def test_a_session_called_off_has_no_text(published: Path, run: Run) -> None:
    """Nobody pastes an invitation to what does not take place."""
    assert run("cancel", SESSION, "--yes", cwd=published).returncode == 0
    said = run("post", SESSION, cwd=published)
    assert said.returncode == 1 and "is called off" in said.stderr


@pytest.mark.small
def test_answers_from_whatsapp_are_noted_in_one_line(published: Path, run: Run) -> None:
    """Several people, each with a word, by id, name or part of a name; what is unclear notes nothing."""
    assert run("announce", SESSION, "--yes", cwd=published).returncode == 0
    line = "gh-1 yes, Laval non; Memorial University: peut-être"
    said = run("replies", "--session", SESSION, "--record", line, cwd=published)
    assert said.returncode == 0, said.stderr
    kept = (published / "replies.yaml").read_text(encoding="utf-8")
    assert all(member in kept for member in ("gh-1", "ca-laval", "ca-memorial"))
    assert "the answer of ca-laval is “no”" in said.stdout
    for wrong, expected in (
        ("gh-1 yes, Laval", "“Laval” does not end with an answer"),
        ("Université yes", "may be any of these people"),
        ("gh-1 yes, gh-1 no", "gh-1"),
        ("Nobody yes", "there is no member “Nobody”"),
    ):
        said = run("replies", "--session", SESSION, "--record", wrong, cwd=published)
        assert said.returncode == 2 and expected in said.stderr, said.stderr
    assert (published / "replies.yaml").read_text(encoding="utf-8") == kept
