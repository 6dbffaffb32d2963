"""Nobody knows which hours are hard for people: several profiles are assumed, told and checked."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def assumed(fresh: Path) -> Path:
    """A small programme that assumes three profiles."""
    programme = fresh / "sessions/programme.yaml"
    text = programme.read_text(encoding="utf-8")
    programme.write_text(
        text.replace("fairness:\n", "fairness:\n  profiles: [clinic, academic, evenings]\n"), encoding="utf-8"
    )
    return fresh


@pytest.mark.small
def test_a_plan_by_several_profiles(assumed: Path, run: Run) -> None:
    """It says how far anybody is from the best under any of them; the proof holds; the same plan again."""
    answer = run("plan", cwd=assumed)
    assert answer.returncode == 0, answer.stderr
    said = " ".join(answer.stdout.split())
    assert "clinic, academic and evenings are assumed. Whichever is true, no region carries more than" in said
    plan = (assumed / "plan.yaml").read_bytes()
    assert b'profiles:\n  "clinic": {regions: ' in plan
    checked = run("verify", cwd=assumed)
    assert "above what could be had" in " ".join(checked.stdout.split())
    assert not checked.stderr
    run("plan", cwd=assumed)
    assert (assumed / "plan.yaml").read_bytes() == plan


@pytest.mark.thorough
@pytest.mark.small
def test_a_forged_best_in_the_plan_is_refused(assumed: Path, run: Run) -> None:
    """What could be had under a profile is worked out anew; plan.yaml has to say the same."""
    run("plan", cwd=assumed)
    plan = assumed / "plan.yaml"
    text = plan.read_text(encoding="utf-8")
    head = text[: text.index("content: ")]
    begin = text.index('"academic": {regions: ') + len('"academic": {regions: ')
    text = text[:begin] + "9" + text[begin:]
    body = text[text.index("programme: ") :]
    from hashlib import sha256

    plan.write_text(f"{head}content: sha256-{sha256(body.encode()).hexdigest()}\n{body}", encoding="utf-8")
    checked = run("verify", cwd=assumed)
    assert checked.returncode == 1
    assert "differ on what could be had under “academic”" in " ".join(checked.stderr.split())


@pytest.mark.thorough
@pytest.mark.small
def test_why_and_in_french(assumed: Path, run: Run) -> None:
    """The reason is the distance from the best, and the sentences are French where they are asked in it."""
    french = " ".join(run("plan", cwd=assumed, lang="fr").stdout.split())
    assert "on suppose clinic, academic et evenings" in french
    why = run("why", "2027-02-cafe", cwd=assumed)
    assert why.returncode == 0, why.stderr
    assert "the region that carries most" not in why.stdout
