"""Statements for a large programme: how long the whole command takes, and for a tenth of the people.

    python benchmarks/statements/run.py [PEOPLE]

Each member came to twelve sessions. The baseline is the same command for a tenth of the people.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from support.attendance.folders import planted_folder  # noqa: E402

MONTHS = range(1, 13)
TOWNS = (("Dakar", "Senegal", "fr"), ("Accra", "Ghana", "en"), ("Montréal", "Canada", "fr en"))


def seconds_for(people: int, folder: Path) -> float:
    """Seconds by the wall in which every one of ``people`` gets a statement of twelve sessions."""
    rows = ["id,name,email,place,country,languages,groups"]
    rows += [f"m{n},Person N{n},m{n}@example.org,{','.join(TOWNS[n % 3])},cafe" for n in range(people)]
    sessions = {f"2027-{m:02}-cafe": (datetime(2027, m, 15, 13, tzinfo=UTC), 90) for m in MONTHS}
    planted_folder(folder, "\n".join(rows).encode(), sessions)
    came = ["session,member,minutes"] + [f"{s},m{n},{60 + n % 30}" for s in sessions for n in range(people)]
    (folder / "sessions/attendance.csv").write_text("\n".join(came), encoding="utf-8")
    keys = folder.parent / "credentials"
    keys.touch(mode=0o600)
    environment = os.environ | {
        "BESROUR_NOW": "2028-01-10T12:00Z",
        "BESROUR_CREDENTIALS": str(keys),
        "PYTHONPATH": str(ROOT),
    }
    started = time.monotonic()
    run = [sys.executable, "-m", "besrour_cli", "statements", "--year"]
    subprocess.run(run, cwd=folder, env=environment, check=True, capture_output=True)
    took = time.monotonic() - started
    written = len(list((folder / "out/statements").rglob("*.pdf")))
    if written != people:
        raise SystemExit(f"{written} statements for {people} people")
    return took


def main() -> None:
    """Print seconds for all people, and the ratio to a tenth of them."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    with tempfile.TemporaryDirectory() as folder:
        tenth = seconds_for(people // 10, Path(folder) / "tenth" / "cafe")
        whole = seconds_for(people, Path(folder) / "whole" / "cafe")
    print(f"{people // 10} statements: {tenth:.1f} s; {people}: {whole:.1f} s ({whole / tenth:.1f} times)")


if __name__ == "__main__":
    main()
