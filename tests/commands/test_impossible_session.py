"""One session without a possible start stops no other: the rest is planned, and it is said why."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from commands.conftest import Run


@pytest.mark.small
def test_the_rest_is_planned_and_proven(fresh: Path, run: Run) -> None:
    """A window of one day, on which somebody invited never can; the plan has everything else."""
    file = fresh / "sessions/2027-01-cafe.yaml"
    text = file.read_text("utf-8")
    text = re.sub(r"from: 2027-01-\d\d", "from: 2027-01-19", text)
    file.write_text(re.sub(r"to: 2027-01-\d\d", "to: 2027-01-19", text), "utf-8")
    roster = fresh / "sessions/members.csv"
    roster.write_text(roster.read_text("utf-8").replace("Fri 12:00-14:30", "Tue 00:00-24:00"), "utf-8")
    answer = run("plan", cwd=fresh)
    assert answer.returncode == 1
    assert "no start is left for 2027-01-cafe" in answer.stderr
    assert "2027-02-cafe" in answer.stdout
    data = json.loads(run("plan", "--json", cwd=fresh).stdout)
    assert data["refused"]["sessions"] == ["2027-01-cafe"]
    planned = {session["id"] for session in data["sessions"]}
    assert "2027-02-cafe" in planned and "2027-01-cafe" not in planned
    assert run("verify", cwd=fresh).returncode == 0
    assert run("why", "2027-02-cafe", cwd=fresh).returncode == 0
