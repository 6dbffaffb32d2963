"""A coordinator's first hour with a program that was built, on a machine that has nothing else.

``python -m tools.smoke PROGRAM``: each step says what it did; 1 at the first that does not hold. The program
finds no Python, no package and no settings: an empty environment, an empty home, a folder of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

NOW = "2026-11-22T12:00Z"
SECONDS = 300
NOT_MEANT = 2
"""The exit code of what cannot be meant: an hour that a clock skips."""


class Step(NamedTuple):
    """What is typed, where, and what has to be so afterwards."""

    words: Sequence[str]
    holds: Callable[[subprocess.CompletedProcess[str], Path], bool]
    language: str = "en"


def _json(key: str, least: int) -> Callable[[subprocess.CompletedProcess[str], Path], bool]:
    return lambda done, _folder: len(json.loads(done.stdout)[key]) >= least


def _files(pattern: str, least: int) -> Callable[[subprocess.CompletedProcess[str], Path], bool]:
    return lambda _done, folder: len(list(folder.glob(pattern))) >= least


STEPS = (
    Step(("--version",), lambda done, _folder: done.stdout.startswith("besrour ")),
    Step(("--help",), lambda done, _folder: "équitable" in done.stdout, "fr"),
    Step(("init", "--json", "."), _files("sessions/*.yaml", 16)),
    Step(("check", "--json"), lambda done, _folder: not json.loads(done.stdout)["problems"]),
    Step(("plan", "--json"), _json("sessions", 20)),
    Step(("verify", "--json"), lambda done, _folder: "steps" in json.loads(done.stdout)),
    Step(("invite", "2027-01-cafe", "--json"), _files("out/letters/2027-01-cafe/*.eml", 30)),
    Step(("newsletter", "--json"), _files("out/newsletter/*.html", 1), "fr"),
    Step(("export", "--page", "--json"), _files("out/calendar/*.ics", 3)),
    Step(("post", "2027-01-cafe", "--poster"), _files("out/posts/**/*.pdf", 1), "fr"),
    Step(("calendar", "--json"), _json("holidays", 5)),
    Step(("when", "2027-03-14 02:30 Toronto"), lambda done, _folder: done.returncode == NOT_MEANT, "fr"),
    Step(("handover", "--yes", "--json"), _files("out/handover/*.zip", 1)),
    Step(
        ("init", ".", "--language", "pt", "--json"), lambda done, _folder: json.loads(done.stdout)["sample"]
    ),
    Step(("init", "--example", "evaluated", "--json", "second"), _files("second/sessions/*.yaml", 5)),
    Step(("report", "--folder", "second", "--json"), _files("second/out/report/**/*.pdf", 1), "fr"),
)
MAY_FAIL = frozenset({"when"})


def main(arguments: Sequence[str]) -> int:
    """Run every step; 1 at the first that does not hold."""
    [program] = arguments
    with tempfile.TemporaryDirectory() as place:
        folder, home = Path(place, "programme"), Path(place, "home")
        folder.mkdir()
        home.mkdir()
        for step in STEPS:
            done = _done(os.path.abspath(program), step, folder, home)
            shown = " ".join(("besrour", *step.words))
            if (done.returncode and step.words[0] not in MAY_FAIL) or not _holds(step, done, folder):
                print(f"{shown}: exit {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
                return 1
            print(f"holds: {shown}")
    return 0


def _holds(step: Step, done: subprocess.CompletedProcess[str], folder: Path) -> bool:
    try:
        return step.holds(done, folder)
    except (ValueError, KeyError):
        return False


def _done(program: str, step: Step, folder: Path, home: Path) -> subprocess.CompletedProcess[str]:
    kept = ("SYSTEMROOT", "TEMP", "TMP", "TMPDIR")  # without which no program starts on Windows
    env = {name: os.environ[name] for name in kept if name in os.environ}
    env |= {"HOME": str(home), "USERPROFILE": str(home), "BESROUR_LANG": step.language, "BESROUR_NOW": NOW}
    env |= {"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}
    return subprocess.run(
        [program, *step.words],
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
