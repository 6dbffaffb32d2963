"""Hours that a member's own calendar takes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from commands.conftest import Run

from support.commands.own_calendar import busy, planned_start

pytestmark = pytest.mark.small


def test_the_plan_keeps_off_hours_a_calendar_has_taken(fresh: Path, run: Run) -> None:
    """The day the café would fall on is taken: it falls on another; then the hours are forgotten."""
    day = planned_start(run, fresh)[:10]
    busy(fresh, f"{day.replace('-', '')}T000000Z", f"{day.replace('-', '')}T235900Z")
    kept = run("busy", "own.ics", "--member", "ca-laval", "--json", cwd=fresh)
    assert kept.returncode == 0, kept.stderr
    assert "Oncology" not in kept.stdout + (fresh / "busy.yaml").read_text(encoding="utf-8")
    assert planned_start(run, fresh)[:10] != day
    forgotten = run("busy", "--forget", "--member", "ca-laval", "--json", cwd=fresh)
    assert json.loads(forgotten.stdout)["forgotten"] == 1
    assert "ca-laval" not in (fresh / "busy.yaml").read_text(encoding="utf-8")


def test_a_calendar_bears_its_owner_or_must_be_told(fresh: Path, run: Run) -> None:
    """Without --member, only an address that is a member's says whose it is; nothing is guessed."""
    busy(fresh, "20270112T090000Z", "20270112T100000Z")
    assert run("busy", "own.ics", cwd=fresh).returncode == 2
    text = (fresh / "own.ics").read_text(encoding="utf-8")
    address = re.search(
        r"ca-laval,[^\n]*?([\w.-]+@example\.org)", (fresh / "sessions/members.csv").read_text("utf-8")
    )
    assert address
    named = text.replace("PRODID:x", f"PRODID:x\nX-WR-CALNAME:{address[1]}")
    (fresh / "own.ics").write_text(named, encoding="utf-8")
    said = run("busy", "own.ics", "--json", cwd=fresh)
    assert json.loads(said.stdout)["member"] == "ca-laval"
