"""Starts that no longer fit the files: not kept by hand, warned of when announced, never told in silence."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from support.campaigns.thorough import thorough
from support.commands.announced import announce
from support.commands.edits import ROSTER, few

pytestmark = pytest.mark.small
Run = Callable[..., subprocess.CompletedProcess[str]]
CAFE = "2027-01-cafe"
FILE = f"sessions/{CAFE}.yaml"


@pytest.fixture
def january(planned: Path, run: Run) -> Path:
    """January planned, nothing announced; the other months are no longer there."""
    few(planned)
    answer = run("plan", cwd=planned)
    assert answer.returncode == 0, answer.stderr
    return planned


def state(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def starts(answer: subprocess.CompletedProcess[str]) -> dict[str, str]:
    assert answer.returncode == 0, answer.stderr
    return {s["id"]: s["start"] for s in json.loads(answer.stdout)["sessions"]}


def never(folder: Path, member: str, span: str) -> str:
    """Write never-hours of a member into the roster; her name."""
    path = folder / ROSTER
    rows = path.read_text(encoding="utf-8").splitlines()
    column = rows[0].split(",").index("never")
    row = next(i for i, line in enumerate(rows) if line.startswith(f"{member},"))
    assert '"' not in rows[row]
    cells = rows[row].split(",")
    cells[column] = span
    rows[row] = ",".join(cells)
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return cells[1]


def day_of(folder: Path, run: Run) -> str:
    """The weekday of the café as planned, as the roster writes it."""
    start = starts(run("plan", "--dry-run", "--json", cwd=folder))[CAFE]
    return datetime.fromisoformat(start).strftime("%a").lower()


def pin(folder: Path, start: str) -> None:
    with (folder / FILE).open("a", encoding="utf-8") as file:
        file.write(f"start: {start}\n")


def test_a_start_in_never_hours_is_not_kept(january: Path, run: Run) -> None:
    """The demand and the person are named, and nothing is written; without hold the session moves."""
    before = starts(run("plan", "--dry-run", "--json", cwd=january))[CAFE]
    name = never(january, "ca-laval", day_of(january, run))
    files = state(january)
    answer = run("hold", CAFE, cwd=january)
    assert answer.returncode == 1
    assert f"“{CAFE}” cannot be kept at its start: it falls in the never-hours of {name}" in answer.stderr
    assert state(january) == files
    assert starts(run("plan", "--json", cwd=january))[CAFE] != before


def test_a_move_beside_it_does_not_hold_such_a_start(january: Path, run: Run) -> None:
    """--move of one session keeps the rest, but for a start that breaks somebody's demand."""
    day = day_of(january, run)
    before = starts(run("plan", "--dry-run", "--json", cwd=january))[CAFE]
    assert run("announce", "2027-01-working-group", "--yes", cwd=january).returncode == 0
    never(january, "ca-laval", day)
    assert run("move", "2027-01-working-group", "--yes", cwd=january).returncode == 0
    assert starts(run("plan", "--dry-run", "--json", cwd=january))[CAFE] != before


@pytest.mark.parametrize("command", [thorough("plan"), "invite"])
def test_an_announced_start_that_breaks_a_demand_stays_and_is_said(
    command: str, january: Path, run: Run
) -> None:
    """People were told, so it stays; on stderr stand the session, whose demand it breaks, and the remedy."""
    before = starts(run("plan", "--dry-run", "--json", cwd=january))[CAFE]
    day = day_of(january, run)
    assert run("announce", CAFE, "--yes", cwd=january).stderr == ""
    name = never(january, "ca-laval", day)
    words = (command, CAFE) if command == "invite" else (command,)
    answer = run(*words, "--json", cwd=january)
    assert starts(answer)[CAFE] == before
    assert f"sessions/{CAFE}.yaml: warning: the announced start of “{CAFE}”, " in answer.stderr
    assert f"it falls in the never-hours of {name}" in answer.stderr
    assert f"besrour move {CAFE}" in answer.stderr
    (warning,) = json.loads(answer.stdout)["warnings"]
    assert (warning["code"], warning["path"], warning["warning"]) == ("start-breaks", FILE, True)
    assert run("move", CAFE, "--yes", cwd=january).returncode == 0
    assert starts(run("plan", "--dry-run", "--json", cwd=january))[CAFE] != before
    assert "warning" not in run("plan", cwd=january).stderr


def test_a_plan_without_surprises_warns_of_nothing(january: Path, run: Run) -> None:
    """Silence on stderr, and an empty list for scripts."""
    answer = run("plan", "--json", cwd=january)
    assert answer.stderr == ""
    assert json.loads(answer.stdout)["warnings"] == []
    assert json.loads(run("invite", CAFE, "--json", cwd=january).stdout)["warnings"] == []


@pytest.mark.parametrize("command", ["plan", "check"])
def test_a_pin_in_the_past_is_refused_with_its_line(command: str, january: Path, run: Run) -> None:
    """A mistyped year: file, line and column, and nothing is planned."""
    pin(january, "2020-01-11 01:00 Accra")
    line = len((january / FILE).read_text(encoding="utf-8").splitlines())
    files = state(january)
    answer = run(command, cwd=january)
    assert answer.returncode == 1
    said = answer.stdout + answer.stderr
    assert f"sessions/{CAFE}.yaml:{line}:8: mistake: the start given for “{CAFE}”, " in said
    assert state(january) == files


def test_a_pin_in_the_past_can_be_called_off(january: Path, run: Run) -> None:
    """What is called off needs no start."""
    pin(january, "2020-01-11 01:00 Accra")
    assert run("cancel", CAFE, "--yes", cwd=january).returncode == 0


def test_a_pin_outside_of_its_window_is_taken_and_said(january: Path, run: Run) -> None:
    """It is held to never-hours alone, so it is planned; what it leaves aside is named."""
    pin(january, "2027-01-31 15:00 Accra")
    answer = run("plan", "--json", cwd=january)
    assert starts(answer)[CAFE] == "2027-01-31T15:00Z"
    assert "it is outside of the window, " in answer.stderr
    assert "it is not on one of the session’s weekdays" in answer.stderr
    assert [w["code"] for w in json.loads(answer.stdout)["warnings"]] == ["start-outside"]


@pytest.mark.thorough
def test_a_pin_written_after_announcing_is_not_described_as_taken(january: Path, run: Run) -> None:
    """People were told of another start: both commands say so, and the pin's cost is not spoken of."""
    assert run("announce", CAFE, "--yes", cwd=january).returncode == 0
    told = starts(run("plan", "--json", cwd=january))[CAFE]
    first = datetime.fromisoformat(told).replace(hour=12, minute=30)
    pin(january, f"{first:%Y-%m-%d %H:%M} Accra")
    for words in (("plan",), ("invite", CAFE)):
        answer = run(*words, cwd=january)
        assert answer.returncode == 0, answer.stderr
        assert f"people were told that “{CAFE}” starts on " in answer.stderr
        assert told not in answer.stderr
        assert f"besrour move {CAFE}" in answer.stderr
        assert "is fixed by hand" not in " ".join(answer.stdout.split())
    data = json.loads(run("plan", "--json", cwd=january).stdout)
    assert data["pinned"] == []
    moved = json.loads(run("move", CAFE, "--yes", "--json", cwd=january).stdout)
    assert moved["changes"][0]["start"] == f"{first:%Y-%m-%dT%H:%M}Z"
    assert json.loads(run("plan", "--json", cwd=january).stdout)["warnings"] == []


@pytest.mark.thorough
def test_a_plan_older_than_the_pin_invites_nobody(january: Path, run: Run) -> None:
    """Planned, then fixed by hand elsewhere: letters for the old start are refused, on a trial too."""
    planned = datetime.fromisoformat(starts(run("plan", "--dry-run", "--json", cwd=january))[CAFE])
    pin(january, f"{planned + timedelta(minutes=15):%Y-%m-%d %H:%M} Accra")
    files = state(january)
    for words in (("invite", CAFE), ("announce", CAFE, "--dry-run")):
        answer = run(*words, cwd=january)
        assert answer.returncode == 1
        assert f"plan.yaml is older than the file of “{CAFE}”" in answer.stderr
    assert state(january) == files
    assert run("plan", cwd=january).returncode == 0
    assert run("invite", CAFE, cwd=january).returncode == 0


def test_the_newsletter_announces_no_start_older_than_the_files(january: Path, run: Run) -> None:
    """It announces what it prints: a plan older than a pin is refused, a start that does not fit is said."""
    day = day_of(january, run)
    assert json.loads(run("newsletter", "--dry-run", "--json", cwd=january).stdout)["warnings"] == []
    name = never(january, "ca-laval", day)
    answer = run("newsletter", "--dry-run", cwd=january)
    assert answer.returncode == 0
    assert f"the planned start of “{CAFE}”, " in answer.stderr
    assert f"it falls in the never-hours of {name}" in answer.stderr
    pin(january, "2027-01-20 15:00 Accra")
    answer = run("newsletter", cwd=january)
    assert answer.returncode == 1
    assert f"plan.yaml is older than the file of “{CAFE}”" in answer.stderr
    assert not (january / "out").exists()


def test_moving_what_was_not_announced_is_said(january: Path, run: Run) -> None:
    """A proposed session is free already; how to name its start is said."""
    answer = run("move", CAFE, "--yes", "--json", cwd=january)
    assert answer.returncode == 1
    assert f"nobody was told of “{CAFE}”: every besrour plan chooses its start anew" in answer.stderr


def test_what_is_over_or_called_off_does_not_move(january: Path, run: Run) -> None:
    """A refusal each, and nothing is written."""
    assert run("cancel", CAFE, "--yes", cwd=january).returncode == 0
    files = state(january)
    answer = run("move", CAFE, "--yes", cwd=january)
    assert answer.returncode == 1
    assert f"“{CAFE}” is called off" in answer.stderr
    assert state(january) == files
    announce(january, "2027-01-working-group", datetime(2026, 11, 20, 14, tzinfo=UTC), old=False)
    answer = run("move", "2027-01-working-group", "--yes", cwd=january)
    assert answer.returncode == 1
    assert "“2027-01-working-group” is over: it cannot move any more" in answer.stderr
