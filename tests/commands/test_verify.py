"""``besrour verify`` at a coordinator's desk."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path

import pytest
from commands.conftest import Run

from support.campaigns.thorough import thorough


def test_the_pilot_is_proven_and_checked(planned: Path, run: Run) -> None:
    """plan writes the proof beside plan.yaml; verify works it out anew from the files."""
    answer = run("verify", "--json", cwd=planned)
    assert answer.returncode == 0, answer.stderr
    found = json.loads(answer.stdout)
    assert found["proven"] and [s["name"] for s in found["steps"]] == [
        "nights",
        "regions",
        "people",
        "rhythm",
        "burden",
    ]
    assert all(step["proven"] and step["least"] == step["bound"] for step in found["steps"])
    assert all(step["least"] <= step["value"] <= 1.17 * step["least"] for step in found["steps"])


@pytest.mark.small
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_forged_proof_is_refused_with_a_sentence(planned: Path, run: Run, lang: str) -> None:
    """One multiplier changed: exit code 1, and what to do."""
    path = planned / "proof.json"
    proof = json.loads(path.read_text(encoding="utf-8"))
    proof["steps"][2]["value"] = "1"
    path.write_text(json.dumps(proof), encoding="utf-8")
    answer = run("verify", cwd=planned, lang=lang)
    assert answer.returncode == 1
    assert ("refused" if lang == "en" else "refusé") in answer.stderr
    assert "besrour plan" in answer.stderr


@pytest.mark.thorough
def test_what_was_kept_by_hand_is_named(planned: Path, run: Run) -> None:
    """The headline claims no more than what holds given the session that was kept."""
    assert run("hold", "2027-03-cafe", cwd=planned).returncode == 0
    assert run("plan", cwd=planned).returncode == 0
    assert 'kept: "2027-03-cafe"' in (planned / "plan.yaml").read_text(encoding="utf-8")
    answer = run("verify", cwd=planned)
    assert answer.returncode == 0, answer.stderr
    assert "Given what was kept, no plan is fairer" in answer.stdout
    assert "2027-03-cafe" in answer.stdout and "No plan is fairer" not in answer.stdout
    found = json.loads(run("verify", "--json", cwd=planned).stdout)
    assert found["proven"] and found["given"] == ["2027-03-cafe"]
    assert run("free", "2027-03-cafe", cwd=planned).returncode == 0
    assert run("plan", cwd=planned).returncode == 0
    assert "No plan is fairer under the rule" in run("verify", cwd=planned).stdout


@pytest.mark.small
def test_a_kept_session_that_only_the_proof_knows_of_is_refused(planned: Path, run: Run) -> None:
    """The proof says that it stood; the plan does not say that anybody kept it."""
    path = planned / "proof.json"
    proof = json.loads(path.read_text(encoding="utf-8"))
    proof["stood"] = ["2027-03-cafe"]
    path.write_text(json.dumps(proof), encoding="utf-8")
    answer = run("verify", cwd=planned)
    assert answer.returncode == 1 and "2027-03-cafe" in answer.stderr


def test_a_proof_from_the_future_is_refused(planned: Path, run: Run) -> None:
    """A plan made in a year's time may leave out all starts before."""
    answer = run("verify", cwd=planned, now="2026-01-01T12:00Z")
    assert answer.returncode == 1 and "still to come" in answer.stderr


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_numbers_are_written_as_the_language_writes_them(planned: Path, run: Run, lang: str) -> None:
    """The burden of all together, by the plan and by a forged proof."""
    path = planned / "proof.json"
    proof = json.loads(path.read_text(encoding="utf-8"))
    value = Fraction(proof["steps"][4]["value"])
    forged = value + Fraction(1, 4) if value.denominator == 1 else value + Fraction(1, 2)
    proof["steps"][4]["value"] = str(forged)
    path.write_text(json.dumps(proof), encoding="utf-8")
    answer = run("verify", cwd=planned, lang=lang)
    for each in (value, forged):
        figure = f"{float(each):g}"
        assert (figure if lang == "en" else figure.replace(".", ",")) in answer.stderr


def test_a_start_that_breaks_a_demand_names_it(planned: Path, run: Run) -> None:
    """A window that leaves the planned start out: which demand, and of which session."""
    path = planned / "sessions" / "2027-03-cafe.yaml"
    text = path.read_text(encoding="utf-8")
    narrow = re.sub(r"window: .*", "window: {from: 2027-03-30, to: 2027-03-31}", text)
    path.write_text(narrow, encoding="utf-8")
    answer = run("verify", cwd=planned)
    assert answer.returncode == 1
    assert "2027-03-cafe breaks a demand: it is outside of the window, 2027-03-30 to" in answer.stderr


@pytest.mark.thorough
@pytest.mark.parametrize("lang", ["en", thorough("fr")])
def test_an_announced_start_that_breaks_a_demand_is_noted(planned: Path, run: Run, lang: str) -> None:
    """People were told: the plan holds, and what the start breaks is said beside it."""
    assert run("announce", "2027-03-cafe", "--yes", cwd=planned).returncode == 0
    path = planned / "sessions" / "2027-03-cafe.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        re.sub(r"window: .*", "window: {from: 2027-03-30, to: 2027-03-31}", text), encoding="utf-8"
    )
    assert run("plan", cwd=planned).returncode == 0
    answer = run("verify", cwd=planned, lang=lang)
    assert answer.returncode == 0, answer.stderr
    assert "2027-03-30" in answer.stderr and "besrour move" in answer.stderr
    found = json.loads(run("verify", "--json", cwd=planned, lang=lang).stdout)
    assert found["proven"] and len(found["notes"]) == 1 and found["given"] == []


@pytest.mark.small
def test_planning_again_leaves_the_proof_alone(planned: Path, run: Run) -> None:
    """The same files, later: not one byte of the proof changes."""
    before = (planned / "proof.json").read_bytes()
    assert run("plan", cwd=planned, now="2026-11-25T12:00Z").returncode == 0
    assert (planned / "proof.json").read_bytes() == before


def test_without_a_proof_it_says_how_to_make_one(planned: Path, run: Run) -> None:
    """Exit code 3: there is nothing to check."""
    (planned / "proof.json").unlink()
    answer = run("verify", cwd=planned)
    assert answer.returncode == 3 and "besrour plan" in answer.stderr
