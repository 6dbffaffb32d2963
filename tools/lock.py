"""``dev.py lock``: all locks from pyproject.toml, for every platform, with hashes and without addresses.

uv resolves for all platforms at once and asks the registry itself, so that no copy that this machine
may hold gets into the locks. ``--upgrade`` takes the newest versions; without it what is locked stays.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tools.environment import LOCKS, ROOT, run, script

GROUPS = {"runtime": ["build"], "dev": ["build", "dev"], "one-file": ["one-file"]}
OPTIONS = [
    *("--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-emit-index-url", "--no-header", "--quiet"),
    *("--extra", "report"),  # the demo shows a report
]


def main(arguments: list[str]) -> int:
    """Write the locks; the exit code of whatever stopped."""
    if not Path(script("uv")).exists():
        print("uv: installing it into .venv")
        if code := run([script("python"), "-m", "pip", "install", "-qq", "uv"]):
            return code
    for level, groups in GROUPS.items():
        command = [script("uv"), "pip", "compile", "pyproject.toml", *OPTIONS, "-o", LOCKS[level], *arguments]
        for group in groups:
            command += ["--group", group]
        if level != "runtime":  # the same versions for those who run it and those who work on it
            command += ["--constraint", LOCKS["runtime"]]
        if code := run(command):
            return code
        print(f"{LOCKS[level]}: {_count(level)}")
    return 0


def _count(level: str) -> int:
    return (ROOT / LOCKS[level]).read_text(encoding="utf-8").count("==")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
