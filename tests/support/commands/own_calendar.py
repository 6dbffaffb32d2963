"""A member's own calendar, and the hour of the café that it is to meet."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

Run = Callable[..., CompletedProcess[str]]


def planned_start(run: Run, folder: Path) -> str:
    """Where a plan puts the café of January, nothing kept."""
    said = run("plan", "--dry-run", "--json", "--seconds", "2", cwd=folder)
    assert said.returncode == 0, said.stderr
    return str(next(s["start"] for s in json.loads(said.stdout)["sessions"] if s["id"] == "2027-01-cafe"))


def busy(folder: Path, start: str, end: str) -> None:
    """An .ics of one span, with a title."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:x",
        "BEGIN:VEVENT",
        "UID:1",
        f"DTSTART:{start}",
        f"DTEND:{end}",
        "SUMMARY:Oncology",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    (folder / "own.ics").write_text("\r\n".join(lines), encoding="utf-8")
