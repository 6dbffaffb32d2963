"""``dev.py coverage``: which branches of the program the tests take, in every process that they start.

coverage.py measures (``[tool.coverage]`` in pyproject.toml says what is left out, and why). The suite and the
thorough cases are run, or the tests that are named; what no test takes is printed by module, and is a page
below ``build/coverage``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "coverage"
_WHOLE = ("-m", "not campaign", "-n", "2", "--dist", "worksteal")


def main(arguments: Sequence[str]) -> int:
    """Run, add up and print; the exit code is that of the tests."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    tests = _coverage("run", "-m", "pytest", *(arguments or _WHOLE))
    _coverage("combine", "--quiet")
    _coverage("report", "--skip-covered", "--show-missing", "--sort", "miss")
    _coverage("html", "--quiet")
    _coverage("json", "--quiet")
    found = json.loads((FOLDER / "coverage.json").read_text(encoding="utf-8"))["totals"]
    branches, taken = found["num_branches"], found["covered_branches"]
    print(f"branch coverage: {100 * taken / branches:.2f} % ({taken} of {branches} branches)")
    lines, run = found["num_statements"], found["covered_lines"]
    print(f"line coverage: {100 * run / lines:.2f} % ({run} of {lines} lines)")
    return tests


def _coverage(*words: str) -> int:
    # a child that goes elsewhere still finds what it is to measure
    env = {**os.environ, "COVERAGE_RCFILE": str(ROOT / "pyproject.toml")}
    command = [sys.executable, "-m", "coverage", *words]
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
