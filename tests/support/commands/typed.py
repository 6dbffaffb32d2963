"""A coordinator at a terminal, in this process: what she types, and what besrour says to it."""

from __future__ import annotations

import os
import subprocess
from io import StringIO
from pathlib import Path

import pytest

from besrour_cli.run import run

NOW = "2026-11-22T12:00Z"


class _Terminal(StringIO):
    """Lines that somebody types."""

    def isatty(self) -> bool:
        """As a terminal says it."""
        return True


def types(patch: pytest.MonkeyPatch, *lines: str) -> None:
    """Let somebody be there who types these lines, one a question."""
    patch.setattr("sys.stdin", _Terminal("".join(f"{line}\n" for line in lines)))


def says(
    capture: pytest.CaptureFixture[str], folder: Path, *words: str, now: str = NOW
) -> subprocess.CompletedProcess[str]:
    """Run a command in English, in a folder, in this process: its exit code, and what it printed."""
    before, environment = Path.cwd(), dict(os.environ)
    capture.readouterr()
    os.chdir(folder)
    os.environ |= {"BESROUR_NOW": now, "BESROUR_LANG": "en", "NO_COLOR": "1"}
    try:
        code = run(list(words))
    finally:
        os.chdir(before)
        os.environ.clear()
        os.environ.update(environment)
    return subprocess.CompletedProcess(words, code, *capture.readouterr())
