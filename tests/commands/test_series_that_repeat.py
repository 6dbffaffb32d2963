"""A series that repeats, in a coordinator's hands: told, made shorter, mended; and a file for one month."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from support.commands.edits import PROGRAMME, put, swap

Run = Callable[..., subprocess.CompletedProcess[str]]
JULY = "2027-07-working-group"
SHORTER = swap(PROGRAMME, "until: 2027-12\n    window: first", "until: 2027-06\n    window: first")


@pytest.fixture
def july(planned: Path, run: Run) -> Path:
    """The year planned; the meeting of July announced, which has no file."""
    assert not (planned / f"sessions/{JULY}.yaml").exists()
    answer = run("announce", JULY, "--yes", cwd=planned)
    assert answer.returncode == 0, answer.stderr
    return planned


def test_a_series_made_shorter_names_who_was_told(july: Path, run: Run) -> None:
    """until: comes earlier: check and plan stop at that key, in both languages, and nothing is lost."""
    before = (july / "plan.yaml").read_bytes()
    SHORTER(july)
    found = [p for p in json.loads(run("check", "--json", cwd=july).stdout)["problems"] if not p["warning"]]
    assert [(p["code"], p["path"], p["text"].strip()) for p in found] == [
        ("session-left-out", "sessions/programme.yaml", "until: 2027-06")
    ]
    assert f"“{JULY}” (Wednesday, July 7, 2027, 10:00 a.m.) was announced to 6 people" in (
        found[0]["what"].replace("\u00a0", " ")
    )
    assert f"besrour cancel {JULY}" in found[0]["remedy"]
    french = run("check", cwd=july, lang="fr").stdout.replace("\u00a0", " ")
    assert "la série « working-group » ne la compte plus" in french
    assert run("plan", cwd=july).returncode == 1
    assert (july / "plan.yaml").read_bytes() == before


def test_a_slip_in_the_rhythm_makes_no_other_mistakes(july: Path, run: Run) -> None:
    """“every: mnth”: the word is named, and nobody is told that announced sessions are gone."""
    swap(PROGRAMME, "every: month", "every: mnth")(july)
    found = [p for p in json.loads(run("check", "--json", cwd=july).stdout)["problems"] if not p["warning"]]
    assert [p["code"] for p in found] == ["value-every"]


def test_a_file_of_its_own_settles_it(july: Path, run: Run) -> None:
    """What differs is written: a window is enough, and the meeting stays as people know it."""
    SHORTER(july)
    put(f"sessions/{JULY}.yaml", b"series: working-group\nwindow: {from: 2027-07-05, to: 2027-07-14}\n")(july)
    assert run("check", cwd=july).returncode == 0
    told = json.loads(run("plan", "--json", cwd=july).stdout)["sessions"]
    assert next(s for s in told if s["id"] == JULY)["state"] == "announced"


def test_a_mistake_in_the_texts_is_told_once_at_the_series(planned: Path, run: Run) -> None:
    """Nine meetings share a title: its two halves differ, and one line of programme.yaml is named."""
    swap(PROGRAMME, "en: Preparing the next café", "en: Preparing the next 3 cafés")(planned)
    found = json.loads(run("check", "--json", cwd=planned).stdout)["problems"]
    wrong = [p for p in found if not p["warning"]]
    assert len(wrong) == 1 and wrong[0]["path"] == "sessions/programme.yaml"
    assert "Preparing the next 3 cafés" in wrong[0]["text"]
