"""The evaluation form written for a coordinator: all files, her own words, her mistakes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
pytestmark = pytest.mark.small


def test_each_tool_has_its_file(fresh: Path, run: Run) -> None:
    """What to do with it is said in both languages, within 80 columns but for paths."""
    for lang in ("en", "fr"):
        answer = run("form", "evaluation", cwd=fresh, lang=lang)
        assert answer.returncode == 0, answer.stderr
        assert "REDCap" in answer.stdout
    made = sorted(path.name for path in (fresh / "out/forms").iterdir())
    assert made == [
        "evaluation.gs",
        "evaluation.html",
        "evaluation.paper.csv",
        "evaluation.redcap.csv",
        "evaluation.txt",
        "evaluation.yaml",
    ]
    assert "besrour-cafe@example.org" in (fresh / "out/forms/evaluation.txt").read_text(encoding="utf-8")


def test_a_form_for_one_session_names_it(fresh: Path, run: Run) -> None:
    """The download then says what it is about; a session that is none is refused."""
    data = json.loads(run("form", "evaluation", "--session", "2027-01-cafe", "--json", cwd=fresh).stdout)
    assert data["wave"] == "2027-01-cafe"
    script = (fresh / "out/forms/evaluation-2027-01-cafe.gs").read_text(encoding="utf-8")
    assert "Language / Langue [2027-01-cafe]" in script
    refused = run("form", "evaluation", "--session", "2027-01-caffe", cwd=fresh)
    assert (refused.returncode, "2027-01-cafe" in refused.stderr) == (2, True)
    assert run("form", "sign-up", "--session", "2027-01-cafe", cwd=fresh).returncode == 2


def test_own_words_are_taken_and_mistakes_in_them_told_with_their_places(fresh: Path, run: Run) -> None:
    """Copy, change, write again; check finds what is wrong as well."""
    run("form", "evaluation", cwd=fresh)
    own = (fresh / "out/forms/evaluation.yaml").read_text(encoding="utf-8")
    path = fresh / "sessions/evaluation.yaml"
    path.write_text(own.replace("en: The Café and you", "en: How was it?"), encoding="utf-8")
    assert run("form", "evaluation", cwd=fresh).returncode == 0
    assert "How was it?" in (fresh / "out/forms/evaluation.html").read_text(encoding="utf-8")
    path.write_text(
        own.replace("kind: comment", "kind: remark").replace("  fr: Le Café et vous\n", ""), encoding="utf-8"
    )
    for command in (("form", "evaluation"), ("check",)):
        answer = run(*command, cwd=fresh)
        assert answer.returncode == 1
        told = answer.stdout + answer.stderr
        assert told.count("sessions/evaluation.yaml:") == 3, told
        assert "[form-kind]" in told
        assert "[text-half-missing]" in told
