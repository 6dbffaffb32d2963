"""The invented year with fewer people and answers: programmes of which little or nothing can be shown."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

from support.checkout import ROOT


def small_year(folder: Path, rng: random.Random, *, people: int, answers: int) -> Path:
    """Some of its people, the attendance of these, and some of its answers; nobody has to lead a session."""
    for name in ("sessions", "responses"):
        shutil.copytree(ROOT / "examples" / "evaluated" / name, folder / name)
    header, *members = _lines(folder / "sessions/members.csv")
    some = sorted(rng.sample(members, people))
    (folder / "sessions/members.csv").write_text("".join([header, *some]), encoding="utf-8")
    ids = {row.split(",")[0] for row in some}
    header, *came = _lines(folder / "sessions/attendance.csv")
    kept = [row for row in came if row.split(",")[1] in ids]
    (folder / "sessions/attendance.csv").write_text("".join([header, *kept]), encoding="utf-8")
    header, *given = _lines(folder / "responses/evaluation.csv")
    chosen = sorted(rng.sample(given, answers), key=lambda row: int(row.split(",")[0]))
    (folder / "responses/evaluation.csv").write_text("".join([header, *chosen]), encoding="utf-8")
    for path in (folder / "sessions").glob("2025-*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"^required:\n(?:  .*\n)+", "", text, flags=re.M), encoding="utf-8")
    return folder


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
