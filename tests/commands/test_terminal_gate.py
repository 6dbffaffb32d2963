"""Nothing hidden reaches the terminal: one gate for whatever is printed, wherever it came from."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from support.campaigns.hidden_signs import (
    CAFE,
    OWN_STYLE,
    ROSTER,
    WAYS,
    Way,
    command_lines,
    leaks,
    programme,
    said,
)
from support.campaigns.thorough import thorough
from support.checkout import ROOT, tracked

HOSTILE = "\x1b]0;owned\x07\x1b[31m\x9b8m\u202eeid\u2066\u200b\r"


@pytest.mark.parametrize("way", WAYS, ids=lambda way: str(way.name))
def test_no_way_leads_to_the_terminal(
    way: Way, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is printed holds no sign that a terminal obeys or hides; in colours, only its own."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    programme(tmp_path)
    way.put(tmp_path, HOSTILE)
    for line in command_lines(way, tmp_path, HOSTILE):
        answer = said(tmp_path, line, capsys)
        assert leaks(answer) == [], line
        assert "\x1b[31m\\x9b8m" not in answer.text  # a colour of somebody else's
        assert answer.code != 70 and "Traceback" not in answer.text, answer.text


def test_what_was_hidden_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As a code that a reader can name; the check names the sign, its line and column."""
    programme(tmp_path)
    roster = tmp_path / ROSTER
    roster.write_text(
        roster.read_text(encoding="utf-8").replace("Ama Example", "Ama\x1b[31m Example"), encoding="utf-8"
    )
    answer = said(tmp_path, ["check"], capsys)
    assert answer.code == 1
    assert "sessions/members.csv:2:13: mistake: a control character is here (U+001B ESCAPE)" in answer.text
    assert "gh-accra,Ama\\x1b[31m Example" in answer.text
    assert "\n      |             ^^^^\n" in answer.text


def test_a_joiner_inside_an_emoji_or_a_word_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the roster, on the terminal and in JSON."""
    programme(tmp_path)
    name = "Ama 👩\u200d⚕️ می\u200cخواهم"
    roster = tmp_path / ROSTER
    roster.write_text(roster.read_text(encoding="utf-8").replace("Ama Example", name), encoding="utf-8")
    assert said(tmp_path, ["check"], capsys).code == 0
    for line in (["members", "gh-accra"], ["members", "gh-accra", "--json"]):
        assert name in said(tmp_path, line, capsys).text


def test_json_reads_back_as_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is hidden is an escape of JSON, not a word about it."""
    programme(tmp_path)
    cafe = tmp_path / CAFE
    cafe.write_text(
        cafe.read_text(encoding="utf-8").replace("one course", "one\u202e course"), encoding="utf-8"
    )
    text = said(tmp_path, ["check", "--json"], capsys).text
    assert "\\u202e" in text and "\u202e" not in text
    assert "one\u202e course" in json.loads(text)["problems"][0]["text"]


def test_colours_are_the_programs_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are there in a terminal of colours, as orders and not as words."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    programme(tmp_path)
    text = said(tmp_path, ["check"], capsys).text
    assert OWN_STYLE.search(text)
    assert "\\x1b" not in text


def test_nothing_else_writes_to_a_stream() -> None:
    """``print``, ``echo`` and ``write`` on a stream are of the gate's module, and of the version alone."""
    allowed = {"besrour_cli/commands/terminal/console.py", "besrour_cli/__main__.py"}
    texts = {
        path: (ROOT / path).read_text(encoding="utf-8")
        for path in tracked()
        if path.startswith("besrour_cli/") and path.endswith(".py") and path not in allowed
    }
    found = [
        f"{path}:{node.lineno}"
        for path, text in texts.items()
        if re.search(r"\b(?:print|s?echo|write|Console)\b", text)  # to parse the others takes seconds
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func)
        in {
            "print",
            "typer.echo",
            "click.echo",
            "typer.secho",
            "sys.stdout.write",
            "sys.stderr.write",
            "Console",
        }
    ]
    assert found == []


@pytest.mark.parametrize("closed", ["1>&-", thorough("2>&-"), "1>&- 2>&-", thorough("| true")])
@pytest.mark.parametrize("command", ["check", "members --json", "nonsense"])
def test_an_output_that_is_closed_is_no_fault(command: str, closed: str, tmp_path: Path) -> None:
    """Neither a traceback nor the code of a fault of besrour's own."""
    programme(tmp_path)
    line = f"set -o pipefail; {sys.executable} -m besrour_cli {command} {closed}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "BESROUR_NOW": "2026-11-22T12:00Z"}
    answer = subprocess.run(
        ["bash", "-c", line], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert answer.returncode == (2 if command == "nonsense" else 0), answer.stderr
    assert "Traceback" not in answer.stderr
