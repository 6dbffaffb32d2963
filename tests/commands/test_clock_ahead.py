"""The clock decides what is to come: what has begun is not announced, and a wrong clock is taken back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from commands.conftest import ANNOUNCED, NOW, Run

from besrour_cli.model.plan import SessionState
from support.commands.told import opened

pytestmark = pytest.mark.small
AHEAD = "2028-03-01T12:00Z"
CAFE = "2027-01-cafe"


@pytest.mark.parametrize("words", [["invite"], ["announce", "--yes"]])
@pytest.mark.parametrize(
    ("minutes", "sentence"), [(0, "has begun"), (10, "has begun"), (60 * 24 * 150, "is over")]
)
def test_what_has_begun_is_announced_to_nobody(
    planned: Path, run: Run, words: list[str], minutes: int, sentence: str
) -> None:
    """At its very start, ten minutes in, and in June: exit code 1, one sentence, and no letter."""
    start = opened(planned).plan.slots[CAFE].start
    moment = (start + timedelta(minutes=minutes)).isoformat()
    before = (planned / "plan.yaml").read_bytes()
    answer = run(*words, CAFE, cwd=planned, now=moment)
    assert answer.returncode == 1, answer.stderr
    assert f"“{CAFE}” {sentence}" in answer.stderr
    assert not (planned / "out").exists() and not (planned / "announced.ledger").exists()
    assert (planned / "plan.yaml").read_bytes() == before


def test_a_minute_before_its_start_it_is_announced(planned: Path, run: Run) -> None:
    """Late, and the coordinator's own decision."""
    moment = (opened(planned).plan.slots[CAFE].start - timedelta(minutes=1)).isoformat()
    assert run("announce", CAFE, "--yes", cwd=planned, now=moment).returncode == 0


@pytest.mark.thorough
def test_a_plan_made_with_a_clock_ahead_is_told_and_taken_back(announced: Path, run: Run) -> None:
    """Every announced session was taken for held and charged; with the right clock all is as before."""
    assert run("plan", cwd=announced).returncode == 0
    before = opened(announced).plan
    assert run("plan", cwd=announced, now=AHEAD).returncode == 0
    spoiled = opened(announced).plan
    assert all(spoiled.slots[name].state == SessionState.HELD for name in ANNOUNCED)
    assert spoiled.ledger

    refused = run("invite", ANNOUNCED[0], cwd=announced)
    assert refused.returncode == 1
    assert "besrour plan takes it back" in refused.stderr
    checked = run("check", cwd=announced)
    assert checked.returncode == 0
    for name in ANNOUNCED:
        assert f"plan.yaml says that “{name}” was held" in " ".join(checked.stdout.split())

    again = run("plan", cwd=announced)
    assert again.returncode == 0
    assert "a clock was ahead" in " ".join(again.stderr.split())
    after = opened(announced).plan
    assert (after.slots, after.ledger) == (before.slots, before.ledger)
    assert run("verify", cwd=announced).returncode == 0
    assert "a clock was ahead" not in run("plan", cwd=announced).stderr
    assert run("invite", ANNOUNCED[0], cwd=announced, now=NOW).returncode == 0


def test_a_session_that_is_over_stays_held(announced: Path, run: Run) -> None:
    """In June nothing is told of April, and a second plan changes nothing."""
    assert run("plan", cwd=announced, now="2027-06-20T12:00Z").returncode == 0
    before = opened(announced).plan
    again = run("plan", cwd=announced, now="2027-06-20T12:30Z")
    assert (again.returncode, "a clock was ahead" in again.stderr) == (0, False)
    assert opened(announced).plan.slots == before.slots
    assert before.slots[ANNOUNCED[0]].state == SessionState.HELD
