"""Every trouble ends in a sentence with place and remedy, in the reader's language."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from support.campaigns.thorough import a_few
from support.commands.scenarios import ALL, IN_FILES, Scenario

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize("trouble", ALL, ids=lambda s: s.name)
@pytest.mark.small
def test_a_trouble_is_told_and_nothing_is_written(trouble: Scenario, fresh: Path, run: Run) -> None:
    """The exit code is the documented one; no traceback; no file changes."""
    trouble.edit(fresh)
    told(trouble, fresh, run, "en")


@pytest.mark.parametrize("trouble", a_few(ALL, 24), ids=lambda s: s.name)
@pytest.mark.small
def test_a_trouble_is_told_in_french_too(trouble: Scenario, fresh: Path, run: Run) -> None:
    """The same code, in other words."""
    trouble.edit(fresh)
    assert told(trouble, fresh, run, "fr") != told(trouble, fresh, run, "en")


def told(trouble: Scenario, folder: Path, run: Run, language: str) -> str:
    """What is printed; no file may change."""
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    answer = run(*trouble.arguments, cwd=folder, lang=language)
    printed = str(answer.stdout + answer.stderr)
    assert answer.returncode == trouble.code, printed
    assert "Traceback" not in printed and "a fault of besrour itself" not in printed
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before
    return printed


@pytest.mark.parametrize("trouble", a_few(IN_FILES, 28), ids=lambda s: s.name)
@pytest.mark.small
def test_a_mistake_in_a_file_has_its_place_and_remedy(trouble: Scenario, fresh: Path, run: Run) -> None:
    """``file:line:column`` (or the file, when the whole of it is meant), and what to write instead."""
    trouble.edit(fresh)
    problems = json.loads(run("check", "--json", cwd=fresh).stdout)["problems"]
    mistakes = [p for p in problems if not p["warning"]]
    assert mistakes
    for problem in mistakes:
        path = fresh / problem["path"]
        assert path.exists() or problem["line"] == 0
        assert problem["what"]
        assert problem["remedy"], problem
        if problem["line"]:
            lines = path.read_bytes().decode("utf-8", "replace").splitlines() or [""]
            assert 1 <= problem["line"] <= len(lines) + 1
            assert problem["column"] >= 1


@pytest.mark.small
def test_all_mistakes_are_told_at_once(fresh: Path, run: Run) -> None:
    """Ten mistakes in three files: ten are listed, none hides another."""
    edits = [
        s
        for s in IN_FILES
        if s.name
        in {
            "bad colour",
            "bad e-mail",
            "unknown weekday",
            "bad night",
            "window reversed",
            "unknown person",
            "not yes or no",
            "unknown place in roster",
            "bad hours",
            "misspelt key",
        }
    ]
    assert len(edits) == 10
    for scenario in edits:
        scenario.edit(fresh)
    problems = json.loads(run("check", "--json", cwd=fresh).stdout)["problems"]
    assert len([p for p in problems if not p["warning"]]) >= 10


def test_outside_a_programme_folder_it_says_where_to_go(tmp_path: Path, run: Run) -> None:
    """No ``sessions/`` from here upwards: exit 3, and how to start one."""
    answer = run("check", cwd=tmp_path)
    assert answer.returncode == 3
    assert "besrour init" in answer.stderr


def test_a_full_disk_leaves_the_old_plan(planned: Path, run: Run) -> None:
    """Where nothing can be written the old files stay whole, and one sentence says why."""
    before = (planned / "plan.yaml").read_bytes()
    answer = run(
        "cancel",
        "2027-06-cafe",
        "--yes",
        cwd=planned,
        environment={"BESROUR_NOW": "2026-11-23T12:00Z"},
        full_disk=True,
    )
    assert answer.returncode == 4, answer.stderr
    assert "Traceback" not in answer.stderr
    assert "the disk is full" in answer.stderr
    assert (planned / "plan.yaml").read_bytes() == before
    assert sorted(p.name for p in planned.iterdir()) == ["plan.yaml", "proof.json", "sessions"]
