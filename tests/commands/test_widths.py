"""Narrow screens, wide ones, and none at all: no line is cut, nothing is lost, and a voice gets words."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from besrour_cli.command_line import COMMANDS
from support.campaigns.thorough import a_few
from support.checkout import ROOT

Run = Callable[..., subprocess.CompletedProcess[str]]
WIDTHS = (40, 80, 200)
DRAWN = re.compile("[\x1b\r\u2190-\u21ff\u2500-\u27bf\u2800-\u28ff·•^|]|--+>|\\+-|={3}|-{3}|…")
"""Signs of drawing and of moving; a screen reader names them one by one, or not at all."""
_HELPS = """
import json, sys
from besrour_cli.command_line import COMMANDS, group
from besrour_cli.commands.terminal import translation
translation.set_language(sys.argv[1], {})
program = group()
helps = {}
for name in ("", *COMMANDS):
    for width in map(int, sys.argv[2:]):
        how = dict(resilient_parsing=True, terminal_width=width, max_content_width=width)
        within = program.make_context("besrour", [], **how)
        command = program.get_command(within, name) if name else program
        if name:
            within = command.make_context(name, [], parent=within, **how)
        helps.setdefault(name, []).append(command.get_help(within))
print(json.dumps(helps))
"""
MAIN = (
    ("check",),
    ("next",),
    ("plan", "--dry-run", "--details"),
    ("members",),
    ("calendar",),
    ("why", "2027-01-cafe"),
    ("when", "2027-01-19T16:00Z"),
    ("privacy",),
    ("handover", "--dry-run"),
    ("next-year", "--dry-run"),
)
"""What is looked at most, and what has tables, pictures and lists."""


def words(text: str) -> list[str]:
    """The words of a text, however its lines are broken; Click breaks a long one behind a hyphen or a bar."""
    return re.findall(r"\w+", re.sub(r"(?<=[-|])\n\s*", "", text))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_help_says_the_same_on_every_screen(lang: str) -> None:
    """All commands at 40, 80 and 200 columns: the same words in the same order, and no line too long.

    An option and its value stay together.
    """
    code = [sys.executable, "-c", _HELPS, lang, *map(str, WIDTHS)]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "BESROUR_LANG": lang}
    said = subprocess.run(code, env=env, capture_output=True, text=True, check=True).stdout
    helps = json.loads(said)
    assert len(helps) == len(COMMANDS) + 1
    for name, texts in helps.items():
        narrow, *wider = [sorted(words(text)) for text in texts]
        assert all(each == narrow for each in wider), name
        for width, text in zip(WIDTHS, texts, strict=True):
            long = [line for line in text.splitlines() if len(line) > width and len(line.split()) > 2]
            assert not long, (name, width, long)


def _shown(run: Run, folder: Path, *command: str, width: int, lang: str, **more: str) -> str:
    answer = run(*command, cwd=folder, lang=lang, environment={"COLUMNS": str(width), **more})
    assert answer.returncode in (0, 1), answer.stderr
    return answer.stdout + answer.stderr


@pytest.mark.small
@pytest.mark.parametrize("command", a_few(MAIN, 4), ids=lambda words: words[0])
def test_plain_words_are_the_same_on_every_screen(command: tuple[str, ...], planned: Path, run: Run) -> None:
    """Without a sign that is drawn, a colour, or a line that is broken; in both languages, however wide."""
    for lang in ("en", "fr"):
        plain = {"BESROUR_PLAIN": "1", "FORCE_COLOR": "1", "NO_COLOR": ""}
        narrow, wide = (_shown(run, planned, *command, width=w, lang=lang, **plain) for w in (40, 200))
        assert narrow == wide
        drawn = {line: DRAWN.findall(line) for line in narrow.splitlines() if DRAWN.search(line)}
        assert not drawn
        by_option = _shown(run, planned, *command, "--plain", width=80, lang=lang)
        assert by_option == narrow


@pytest.mark.small
def test_nothing_is_lost_on_a_narrow_screen(planned: Path, run: Run) -> None:
    """The year at 40, 80 and 200 columns: every session and every place is there, and plainly too."""
    data = json.loads(run("plan", "--dry-run", "--json", cwd=planned).stdout)
    sessions = {session["id"] for session in data["sessions"]}
    plain = _shown(run, planned, "plan", "--dry-run", width=80, lang="en", BESROUR_PLAIN="1")
    places = set(re.findall(r"; ([^:;]+): \d", plain))
    assert {"Accra", "Nairobi"} <= places
    for width in WIDTHS:
        shown = _shown(run, planned, "plan", "--dry-run", width=width, lang="en")
        assert all(session in shown for session in sessions)
        assert all(place in shown for place in places), width
        people = _shown(run, planned, "members", width=width, lang="en")
        assert all(member["id"] in people for member in data["people"])


@pytest.mark.small
@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("command", [("next-year", "--dry-run"), ("handover", "--dry-run")])
def test_sentences_fit_a_narrow_screen(command: tuple[str, ...], lang: str, planned: Path, run: Run) -> None:
    """Forty columns: what is broken is broken between words, and a command stays whole."""
    for width in (40, 80):
        shown = _shown(run, planned, *command, width=width, lang=lang)
        listed = [line for line in shown.splitlines() if line.startswith(("- ", "  "))]
        long = [line for line in listed if len(line) > width and "→" not in line and "besrour" not in line]
        assert not long
