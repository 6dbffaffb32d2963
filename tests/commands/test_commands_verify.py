"""``besrour verify`` and ``besrour fairness`` at a coordinator's desk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Run


def test_the_pilot_is_proven_and_checked(planned: Path, run: Run) -> None:
    """plan writes the proof beside plan.yaml; verify works it out anew from the files."""
    answer = run("verify", "--json", cwd=planned)
    assert answer.returncode == 0, answer.stderr
    found = json.loads(answer.stdout)
    assert found["proven"] and [s["name"] for s in found["steps"]] == [
        "reasonable", "nights", "regions", "people", "rota",
    ]  # fmt: skip
    assert all(step["proven"] and step["value"] == step["bound"] for step in found["steps"])


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


def test_the_price_of_fairness_is_told(planned: Path, run: Run) -> None:
    """Frontier, price of each step, three curves."""
    answer = run("fairness", "--json", cwd=planned)
    assert answer.returncode == 0, answer.stderr
    found = json.loads(answer.stdout)
    burden = [(p["worst"], p["total"]) for p in found["frontier"]["burden"]]
    assert burden == sorted(burden) and len(burden) > 1
    assert [b for _, b in burden] == sorted((b for _, b in burden), reverse=True)
    assert {c["profile"] for c in found["curves"]} == {"clinic", "academic", "evenings"}
    assert all(price["later"] for price in found["prices"])
