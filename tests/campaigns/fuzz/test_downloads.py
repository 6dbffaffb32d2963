"""Downloads of meetings, mangled: what cannot be read is told, nothing is a traceback, nobody is made up."""

from __future__ import annotations

import json
import random
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from besrour_cli.commands.shared.workspace import open_workspace
from besrour_cli.commands.workflows.attendance.options import AttendanceOptions
from besrour_cli.commands.workflows.attendance.propose import propose
from besrour_cli.model.errors import BesrourError
from support.attendance.folders import planted_folder
from support.checkout import ROOT

pytestmark = pytest.mark.campaign
RUNS = 5000
PLANTED = ROOT / "tests" / "feedback" / "attendance" / "planted"
ODD = (
    b'"',
    b",",
    b"\n",
    b"\t",
    b"\xff",
    b"\0",
    b"99/99/9999 99:99",
    b"0000-00-00 00:00",
    b"9" * 400,
    b"1h" * 500,
)


def _mangled(data: bytes, chance: random.Random) -> tuple[str, bytes]:
    kind = chance.choice(("byte", "gone", "doubled", "cut", "odd", "lines"))
    at = chance.randrange(len(data) - 60)
    if kind == "byte":
        return kind, data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
    if kind == "gone":
        return kind, data[:at] + data[at + chance.randint(1, 60) :]
    if kind == "doubled":
        return kind, data[: at + 60] + data[at:]
    if kind == "cut":
        return kind, data[: max(20, at)]
    if kind == "odd":
        return kind, data[:at] + chance.choice(ODD) + data[at:]
    lines = data.split(b"\n")
    chance.shuffle(lines)
    return kind, b"\n".join(lines)


def test_mangled_downloads_are_told(tmp_path: Path) -> None:
    """Refused with a reason, or read; a part of the truth, or its lines shuffled, credit nobody else."""
    chance = random.Random(1)
    counts: Counter[str] = Counter()
    for case in sorted(path for path in PLANTED.iterdir() if path.is_dir()):
        meeting = json.loads((case / "meeting.json").read_text(encoding="utf-8"))
        truth = json.loads((case / "truth.json").read_text(encoding="utf-8"))
        start = datetime.fromisoformat(meeting["start_utc"].replace("Z", "+00:00"))
        roster = (case / "members.csv").read_bytes()
        folder = planted_folder(
            tmp_path / case.name, roster, {meeting["session"]: (start, meeting["minutes"])}
        )
        workspace, there = open_workspace(str(folder)), {one["member"] for one in truth["attended"]}
        order = meeting["date_order"].replace(" ", "-")
        options = AttendanceOptions(
            session=meeting["session"],
            zone=meeting["account_zone"],
            order=order,
            answers=(),
            decided_by="",
            asking=False,
        )
        for _ in range(RUNS // 12):
            kind, data = _mangled((case / meeting["file"]).read_bytes(), chance)
            (folder / "d.csv").write_bytes(data)
            try:
                proposal = propose(workspace, [str(folder / "d.csv")], options, start + timedelta(days=1))
            except BesrourError as error:
                counts[type(error).__name__] += 1
                continue
            counts["read"] += 1
            if kind in ("cut", "lines"):
                assert {row.member for row in proposal.rows} <= there
    print(dict(counts))
    assert counts["read"] and counts["DiagnosticsError"]
