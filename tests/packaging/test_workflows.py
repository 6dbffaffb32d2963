"""What runs on others' machines in the project's name: pinned, with few rights, naming what there is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.checkout import ROOT, tracked
from tools.errands import CHECKS, ERRANDS
from tools.smoke import STEPS

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
FORMS = {"bug": "bogue", "idea": "idee", "sentence": "phrase"}
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}|\./\.github/workflows/[\w-]+\.yml")
"""An action by its commit, or a workflow of our own."""


def test_ci_runs_the_checks_of_dev_py_all() -> None:
    """The same in the same order."""
    stages = re.search(
        r"^for stage in (.*); do$", (ROOT / ".ci/run").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert stages is not None and tuple(stages[1].split()) == CHECKS


def test_ci_runs_with_the_oldest_python_that_people_meet() -> None:
    """Debian 12's own, 3.11.2, in which a pattern of ours once never ended; no newer one is put beside it."""
    job = read(ROOT / ".github/workflows/ci.yml")["jobs"]["all"]
    assert "debian:12" in job["strategy"]["matrix"]["image"] and job["container"] == "${{ matrix.image }}"
    assert not any("setup-python" in step.get("uses", "") for step in job["steps"])


def read(path: Path) -> dict[Any, Any]:
    """A YAML file."""
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def steps(workflow: dict[Any, Any]) -> list[dict[str, Any]]:
    """Every step, and every job that is another workflow."""
    jobs = workflow["jobs"].values()
    return [step for job in jobs for step in ([job] if "uses" in job else job["steps"])]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_and_rights_are_few(path: Path) -> None:
    """Nobody can put another program under a tag; what may write says why, in one job."""
    workflow = read(path)
    assert workflow["permissions"] == {"contents": "read"}
    assert [
        step["uses"] for step in steps(workflow) if "uses" in step and not PINNED.fullmatch(step["uses"])
    ] == []
    for line in path.read_text(encoding="utf-8").splitlines():
        assert ": write" not in line or "#" in line, line
    for step in steps(workflow):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
        assert "${{ github." not in step.get("run", ""), "a branch's name would be run as a command"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_what_a_workflow_runs_is_there(path: Path) -> None:
    """Each errand of dev.py by its name, each folder and file of tests, each workflow that is called."""
    lines = "\n".join(step.get("run", "") for step in steps(read(path)))
    for errand in re.findall(r"dev\.py (\S+)", lines):
        assert errand in ERRANDS
    for name in re.findall(r"\btests/[\w/.]+", lines):
        assert (ROOT / name).exists(), name
    for step in steps(read(path)):
        if step.get("uses", "").startswith("./"):
            called = read(ROOT / step["uses"])
            assert "workflow_call" in called[True], "on: is a truth value in YAML 1.1"


def test_the_release_waits_for_all_checks_and_for_what_was_built() -> None:
    """And makes a draft alone, with the hashes."""
    draft = read(ROOT / ".github/workflows/release.yml")["jobs"]["draft"]
    assert set(draft["needs"]) == {"test", "build"}
    words = "\n".join(step.get("run", "") for step in draft["steps"])
    assert "--draft" in words and "SHA256SUMS" in words
    systems = read(ROOT / ".github/workflows/build.yml")["jobs"]["one-file"]["strategy"]["matrix"]["include"]
    assert {each["system"] for each in systems} == {"Linux", "Windows", "macOS"}


@pytest.mark.parametrize(("english", "french"), FORMS.items())
def test_each_issue_form_has_its_twin(english: str, french: str) -> None:
    """The same questions in the same order, as needed in one as in the other."""
    one, other = (read(ROOT / f".github/ISSUE_TEMPLATE/{name}.yml") for name in (english, french))

    def shape(form: dict[Any, Any]) -> list[tuple[str, str, bool, int]]:
        return [
            (
                part["type"],
                part.get("id", ""),
                part.get("validations", {}).get("required", False),
                len(part["attributes"].get("options", ())),
            )
            for part in form["body"]
        ]

    assert one["labels"] == other["labels"]
    assert [row[0] for row in shape(one)] == [row[0] for row in shape(other)]
    assert [row[2:] for row in shape(one)] == [row[2:] for row in shape(other)]


def test_every_yaml_of_the_project_can_be_read() -> None:
    """Dependabot's and pre-commit's too; each hook of pre-commit is local."""
    for path in tracked():
        if path.endswith((".yml", ".yaml")) and not path.startswith(("tests/", "sessions/", "examples/")):
            assert read(ROOT / path)
    hooks = read(ROOT / ".pre-commit-config.yaml")
    assert [repo["repo"] for repo in hooks["repos"]] == ["local"]
    assert {each["package-ecosystem"] for each in read(ROOT / ".github/dependabot.yml")["updates"]} == {
        "github-actions",
        "pip",
    }


def test_the_locks_hold_hashes_alone_and_the_same_versions() -> None:
    """What is built into one file is what everybody runs."""
    runtime, one_file = (
        dict(re.findall(r"^([\w.-]+)==([^ ;\\]+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("requirements.lock", "requirements-one-file.lock")
    )
    build = {"hatchling", "pip", "pathspec", "pluggy", "trove-classifiers", "packaging", "tomlkit"}
    assert {n: v for n, v in runtime.items() if n not in build}.items() <= one_file.items()
    assert "pyinstaller" in one_file
    text = (ROOT / "requirements-one-file.lock").read_text(encoding="utf-8")
    assert "http" not in text and text.count("--hash=sha256:") > len(one_file)


def test_what_is_built_is_tried_with_every_kind_of_output() -> None:
    """Plan, letters, calendar, page, PDF, archive; in both languages."""
    tried = {step.words[0] for step in STEPS}
    assert {"plan", "verify", "invite", "export", "post", "handover"} <= tried
    assert {step.language for step in STEPS} == {"en", "fr"}
