"""The run of a session: she writes an agenda, gets the sheet and the page, and is told what is missing."""

from __future__ import annotations

import json
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from support.commands import announced, edits

Run = Callable[..., subprocess.CompletedProcess[str]]
CAFE = announced.CAFE


@pytest.mark.small
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_sheet_and_the_page_are_made(fresh: Path, run: Run, lang: str) -> None:
    """She reads it in her language; both languages are in the files, which nobody else may read."""
    announced.announce(fresh, old=False)
    said = run("sheet", CAFE, cwd=fresh, lang=lang)
    assert said.returncode == 0, said.stderr
    assert {"en": "Minutes 25 to 65", "fr": "De la minute 25 à la minute 65"}[lang] in said.stdout
    assert {"en": "There are no tables yet", "fr": "Il n’y a pas encore de tables"}[lang] in said.stderr
    assert all(len(line) <= 80 for line in said.stdout.splitlines())
    folder = fresh / "out/sheet" / CAFE
    assert sorted(path.name for path in folder.iterdir()) == ["screen.html", "sheet.pdf", "sheet.txt"]
    for path in folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    text, screen = ((folder / name).read_text(encoding="utf-8") for name in ("sheet.txt", "screen.html"))
    assert "Run of the session" in text and "Déroulement de la séance" in text and "cafe27" in text
    for secret in ("meet.example.org", "cafe27", "812 3456 7890", "555 0100"):
        assert secret not in screen


@pytest.mark.small
def test_tables_that_are_made_are_on_the_sheet(fresh: Path, run: Run) -> None:
    """After besrour tables the sheet has who sits where; as JSON it says how many there are."""
    announced.announce(fresh, old=False)
    assert run("tables", CAFE, "--seconds", "2", cwd=fresh).returncode == 0
    said = run("sheet", CAFE, "--json", cwd=fresh)
    data = json.loads(said.stdout)
    assert data["tables"] >= 2 and data["written"] and said.stderr == ""
    assert [part["begins"] for part in data["parts"]] == [0, 10, 25, 65, 85]
    assert data["parts"][0]["members"] == ["ca-ottawa"] and data["parts"][2]["tables"] is True
    text = (fresh / "out/sheet" / CAFE / "sheet.txt").read_text(encoding="utf-8")
    assert "Table 1 – " in text and " hosts " in text and "anime la table de" in text


@pytest.mark.small
def test_halves_that_differ_are_refused_with_their_line(fresh: Path, run: Run) -> None:
    """One language says five, the other six: check and sheet name the line, and nothing is written."""
    announced.announce(fresh, old=False)
    path = fresh / f"sessions/{CAFE}.yaml"
    own = (
        "agenda:\n  - minutes: 90\n    title: {en: A walk, fr: Une marche}\n"
        "    opening: {en: We take 5 steps., fr: Nous faisons 6 pas.}\n"
    )
    path.write_text(path.read_text(encoding="utf-8") + own, encoding="utf-8")
    for command in (("check",), ("sheet", CAFE)):
        said = run(*command, cwd=fresh)
        assert said.returncode == 1
        assert f"sessions/{CAFE}.yaml:" in said.stdout + said.stderr and "6" in said.stdout + said.stderr
    assert not (fresh / "out").exists()


@pytest.mark.small
def test_what_is_missing_is_said_and_not_made_up(fresh: Path, run: Run) -> None:
    """She is told where to write an agenda, and which role leads a part and is nobody’s."""
    announced.announce(fresh, old=False)
    path = fresh / f"sessions/{CAFE}.yaml"
    text = path.read_text(encoding="utf-8")
    own = "agenda:\n  - {minutes: 90, title: {en: Talk, fr: Exposé}, role: speaker}\n"
    path.write_text(text + own, encoding="utf-8")
    said = run("sheet", CAFE, "--dry-run", cwd=fresh)
    assert said.returncode == 0 and "Nobody has this part yet: speaker" in said.stderr
    assert not (fresh / "out").exists()
    path.write_text(text + "agenda: []\n", encoding="utf-8")
    said = run("sheet", CAFE, "--dry-run", cwd=fresh)
    assert said.returncode == 0 and f"sessions/{CAFE}.yaml" in said.stderr


def test_a_session_that_is_called_off_has_no_sheet(fresh: Path, run: Run) -> None:
    """Nobody runs a café that does not take place."""
    edits.called_off(fresh)
    said = run("sheet", CAFE, cwd=fresh)
    assert said.returncode == 1 and "is called off" in said.stderr
