"""Notes of tables dropped into responses/: check lists what is missing, the newsletter has the rest."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from support.commands import announced

Run = Callable[..., subprocess.CompletedProcess[str]]
CAFE, LATER = announced.CAFE, "2027-01-25T12:00Z"


@pytest.mark.small
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_notes_become_news_in_both_languages(fresh: Path, run: Run, lang: str) -> None:
    """The sheet that besrour tables wrote, filled in by two tables; one point lacks its French."""
    announced.announce(fresh, old=False)
    assert run("tables", CAFE, "--seconds", "2", cwd=fresh).returncode == 0
    sheet = (fresh / "out/tables" / CAFE / "notes.md").read_text(encoding="utf-8")
    assert f"session: {CAFE}" in sheet
    filled = sheet.replace(
        "### What did we talk about?\n\n- \n",
        "### What did we talk about?\n\n- Libraries travel well.\n  - fr: Les bibliothèques voyagent bien.\n"
        "- Nobody has written this in French.\n",
        1,
    )
    assert filled != sheet
    (fresh / "responses").mkdir(exist_ok=True)
    (fresh / "responses/notes.md").write_text(filled, encoding="utf-8")
    checked = run("check", "--json", cwd=fresh, lang=lang, now=LATER)
    problems = [p for p in json.loads(checked.stdout)["problems"] if p["path"] == "responses/notes.md"]
    assert [p["code"] for p in problems] == ["harvest-half-missing"]
    assert {"en": "French", "fr": "en français"}[lang] in problems[0]["what"]
    said = run("newsletter", "--json", cwd=fresh, lang=lang, now=LATER)
    assert said.returncode == 0, said.stderr
    assert [p["code"] for p in json.loads(said.stdout)["unpublished"]] == ["harvest-half-missing"]
    assert "responses/notes.md:" in said.stderr
    text = (fresh / "out/newsletter/newsletter-2027-01.txt").read_text(encoding="utf-8")
    assert "Libraries travel well." in text and "Les bibliothèques voyagent bien." in text
    assert "Nobody has written" not in text
