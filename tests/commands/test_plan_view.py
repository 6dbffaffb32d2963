"""The plan on the terminal: every date has its month, and what the tie-break left open is said."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from besrour_cli.clock.formatting import MONTHS, SHORT_MONTHS
from besrour_cli.commands.views.plan import open_ties
from besrour_cli.model.plan import ObjectiveValue

Run = Callable[..., subprocess.CompletedProcess[str]]


def _days(folder: Path) -> dict[str, datetime]:
    sessions = yaml.safe_load((folder / "plan.yaml").read_text(encoding="utf-8"))["sessions"]
    zone = ZoneInfo("America/Toronto")
    return {
        name: datetime.fromisoformat(str(s["start"]).replace("Z", "+00:00")).astimezone(zone)
        for name, s in sessions.items()
    }


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_where_the_row_has_no_room_months_stand_above_their_sessions(
    planned: Path, run: Run, lang: str
) -> None:
    """80 columns hold ten places, and a session named after June that falls on May 31 stands below May."""
    said = run("plan", "--dry-run", cwd=planned, lang=lang, environment={"COLUMNS": "80"}).stdout
    month, seen = "", {}
    for line in said.splitlines():
        heading = re.fullmatch(r"([^\W\d]+) (20\d\d) *", line)
        if heading:
            month = heading[0].strip()
        elif row := re.match(r"(2027-\S+) +\w{3} (\d+) ", line):
            seen[row[1]] = (month, int(row[2]))
    days = _days(planned)
    assert seen == {name: (f"{MONTHS[lang][d.month - 1]} {d.year}", d.day) for name, d in days.items()}
    assert max(map(len, said.splitlines())) <= 80
    assert any(not name.startswith(f"{d:%Y-%m}") for name, d in days.items()), "else nobody could err"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_where_there_is_room_each_row_has_its_month(planned: Path, run: Run, lang: str) -> None:
    """On a wider screen day and month stand together on each session's row."""
    said = run("plan", "--dry-run", cwd=planned, lang=lang, environment={"COLUMNS": "110"}).stdout
    for name, day in _days(planned).items():
        month = SHORT_MONTHS[lang][day.month - 1]
        number = "1er" if lang == "fr" and day.day == 1 else str(day.day)
        date = f"{month}\u00a0{number}" if lang == "en" else f"{number}\u00a0{month}"
        assert re.search(rf"^{name} +\w{{3}} {re.escape(date)} ", said, re.MULTILINE), name


def test_what_the_tie_break_left_open_is_said() -> None:
    """Nothing when all is settled; else how many sessions, and how to allow more time."""
    settled = (ObjectiveValue("possible", 0, 0), ObjectiveValue("tie-break", 0, 0))
    assert open_ties(settled) is None
    left = open_ties((*settled[:1], ObjectiveValue("tie-break", 11, 0)))
    assert str(left) == "tie-break: 11 sessions left open in the time allowed; --seconds allows more"
    assert "1 session left open" in str(open_ties((ObjectiveValue("tie-break", 1, 0),)))


def test_a_picture_is_never_drawn_among_her_files(planned: Path, run: Run) -> None:
    """Refused before anything is worked out, from inside the folder and from elsewhere."""
    before = (planned / "plan.yaml").stat().st_mtime_ns
    for where, path in ((planned, "sessions/y.svg"), (planned.parent, f"{planned.name}/sessions/y.svg")):
        answer = run("plan", "--folder", str(planned), "--picture", path, cwd=where)
        assert answer.returncode == 4
        assert "besrour never writes" in answer.stderr and "y.svg" in answer.stderr
    assert not (planned / "sessions" / "y.svg").exists()
    assert (planned / "plan.yaml").stat().st_mtime_ns == before


def test_curves_count_starts_in_both_grammars(planned: Path, run: Run) -> None:
    """One session is singular in both languages, and in French none is too."""
    for path in (planned / "sessions").glob("2027-*.yaml"):
        if path.name != "2027-01-cafe.yaml":
            path.unlink()
    english = run("fairness", cwd=planned).stdout
    french = run("fairness", cwd=planned, lang="fr").stdout
    assert len(re.findall(r"Curve \w+: the same start for (?:1 session|0 sessions) of 1\.", english)) == 3
    assert len(re.findall(r"Courbe \w+\u00a0: même début pour [01] séance sur 1\.", french)) == 3
