"""How fast each command starts, against ``python -c pass`` and ``khal --version``, all in one run.

A start is a whole process, from exec to exit. The rounds are interleaved: every command once, in an order
that turns from round to round, so that a slow moment of the machine falls on all of them. Medians are
printed, and each as a multiple of the bare interpreter's, the same interpreter in the same environment.

khal, a calendar for the terminal, is the nearest program of this kind; it gets an environment of its own
below build/ on the first run (``--no-khal`` leaves it out). ``--rounds N`` sets the number of rounds.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
KHAL = ROOT / "build" / "khal"
KHAL_VERSION = "khal==0.14.1"
BIN = "Scripts" if os.name == "nt" else "bin"

ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
"""As a user has it: with compiled files, above all."""


class Start(NamedTuple):
    """What is printed, what is run, the exit code it must have, and the target as a multiple of ``pass``."""

    name: str
    command: list[str]
    code: int = 0
    target: float | None = None


def starts(khal: str | None) -> list[Start]:
    """The commands, the bare interpreter first."""
    besrour = str(Path(sys.executable).with_name("besrour"))
    wanted = [
        Start("python -c pass", [sys.executable, "-c", "pass"]),
        Start("besrour --version", [besrour, "--version"], 0, 1.5),
        Start("besrour --help", [besrour, "--help"], 0, 6.0),
        Start("besrour check --help", [besrour, "check", "--help"], 0, 6.0),
        Start("besrour chekc (an error)", [besrour, "chekc"], 2, 6.0),
        Start("besrour plan --folder nowhere (an error)", [besrour, "plan", "--folder", "nowhere"], 3, 6.0),
        Start("besrour check, the pilot", [besrour, "check"], 0, 30.0),
        Start("besrour check --json, the pilot", [besrour, "check", "--json"], 0, 30.0),
        Start("besrour when, one place", [besrour, "when", "2026-12-09T14:00Z", "--place", "Accra"], 0),
        Start("besrour plan, nothing to change", [besrour, "plan"], 0),
        Start("besrour invite", [besrour, "invite", "2027-01-cafe"], 0),
        Start("besrour newsletter", [besrour, "newsletter"], 0),
        Start("besrour export", [besrour, "export"], 0),
    ]
    if khal:
        wanted.append(Start("khal --version", [khal, "--version"]))
    return wanted


def khal_program() -> str:
    """The path of khal, installed into its own environment when it is not there yet."""
    program = KHAL / BIN / "khal"
    if not program.exists():
        print(f"Installing {KHAL_VERSION} into {KHAL.relative_to(ROOT)} (once)...", flush=True)
        shutil.rmtree(KHAL, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(KHAL)], check=True)
        subprocess.run([str(KHAL / BIN / "python"), "-m", "pip", "install", "-qq", KHAL_VERSION], check=True)
    return str(program)


def once(start: Start, folder: str) -> float:
    """Milliseconds of one start; ends the benchmark when it does not do what it should."""
    began = time.perf_counter()
    done = subprocess.run(
        start.command, cwd=folder, env=ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    took = (time.perf_counter() - began) * 1000
    if done.returncode != start.code:
        words = done.stderr.decode(errors="replace")[-800:]
        sys.exit(f"{start.name}: exit code {done.returncode} instead of {start.code}\n{words}")
    return took


def main(arguments: list[str]) -> int:
    """Print the table; 1 when a target is missed."""
    rounds = int(arguments[arguments.index("--rounds") + 1]) if "--rounds" in arguments else 21
    wanted = starts(None if "--no-khal" in arguments else khal_program())
    times: dict[str, list[float]] = {start.name: [] for start in wanted}
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "sessions", Path(folder, "sessions"))
        # once unmeasured: compiled files, the disk's cache, and the plan that the others read
        for start in sorted(wanted, key=lambda s: " plan, " not in s.name):
            once(start, folder)
        for turn in range(rounds):
            shift = turn % len(wanted)
            for start in wanted[shift:] + wanted[:shift]:
                times[start.name].append(once(start, folder))
    return table(wanted, times)


def table(wanted: list[Start], times: dict[str, list[float]]) -> int:
    """The medians in columns; 1 when a target is missed."""
    bare = statistics.median(times[wanted[0].name])
    rounds = len(times[wanted[0].name])
    width = max(len(start.name) for start in wanted)
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, {rounds} interleaved rounds, medians\n")
    print(f"{'command':<{width}}  {'ms':>7}  {'x pass':>6}  {'target':>6}")
    missed = 0
    for start in wanted:
        median = statistics.median(times[start.name])
        ratio = median / bare
        target, verdict = "", ""
        if start.target is not None:
            missed += ratio > start.target
            target, verdict = f"{start.target:.1f}", "" if ratio <= start.target else "  missed"
        print(f"{start.name:<{width}}  {median:>7.1f}  {ratio:>6.2f}  {target:>6}{verdict}")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
