"""The program as these tests run it, in a fork, is the program as people start it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from commands.conftest import Run

from support.campaigns.thorough import thorough
from support.checkout import ROOT
from support.commands import forked


@pytest.mark.parametrize(
    "words", [thorough(("check", "--json")), ("next",), ("plan", "--dry-run"), thorough(("nonsense",)), ()]
)
@pytest.mark.parametrize("lang", [thorough("en"), "fr"])
def test_a_fork_says_what_a_start_says(words: tuple[str, ...], lang: str, announced: Path, run: Run) -> None:
    """Every word of both outputs and the exit code, in both languages, of one command after another."""
    answer = run(*words, cwd=announced, lang=lang)
    environment = {"BESROUR_LANG": lang, "BESROUR_NOW": "2026-11-22T12:00Z", "PYTHONIOENCODING": "utf-8"}
    started = subprocess.run(
        [sys.executable, "-m", "besrour_cli", *words],
        cwd=announced,
        env=environment | {"PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "80"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert (answer.returncode, answer.stdout, answer.stderr) == (
        started.returncode,
        started.stdout,
        started.stderr,
    )


def test_what_only_a_start_reads_is_given_to_no_fork() -> None:
    """Another zone, locale or package path needs a Python of its own; a language of besrour's does not."""
    plain = {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "BESROUR_LANG": "fr", "COLUMNS": "40"}
    assert forked.fits(plain)
    assert forked.fits(plain | {"PYTHONTZPATH": ""})  # the fork chooses its zone data anew
    for name in ("TZ", "LC_ALL", "LANG", "PYTHONHASHSEED"):
        assert not forked.fits(plain | {name: "1"})
