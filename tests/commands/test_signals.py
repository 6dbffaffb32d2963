"""A program that the system ends, or whose terminal goes, tidies up and leaves with the usual code."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from besrour_cli.storage import resources
from support.campaigns.thorough import a_few, thorough
from support.checkout import ROOT

_ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": str(ROOT),
    "BESROUR_NOW": "2026-11-22T12:00Z",
    "PYTHONUNBUFFERED": "1",
}
_DELAYS = (0.3, 0.6, 1.0, 1.6, 2.4)


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The example programme, not planned yet."""
    for path, data in resources.example(resources.examples()[0]).items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return tmp_path


def _program(example: Path, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "besrour_cli", *words],
        cwd=example,
        env=_ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, thorough(signal.SIGHUP)])
def test_whoever_ends_it_leaves_nothing_half_written(number: signal.Signals, example: Path) -> None:
    """Whenever it comes: the usual code, no traceback, a plan that is whole or none, nothing beside it."""
    codes = []
    for delay in _DELAYS:
        program = _program(example, "plan")
        time.sleep(delay)
        program.send_signal(number)
        _, err = program.communicate(timeout=120)
        codes.append(program.returncode)
        assert b"Traceback" not in err, err
        assert not [path.name for path in example.rglob("*") if path.suffix in (".tmp", ".besrour-new")]
    # a signal that comes before the program has begun ends it as the system does
    assert set(codes) <= {128 + number, -number, 0}, codes
    assert 128 + number in codes
    plan = _program(example, "plan")
    assert plan.communicate(timeout=120)[1] is not None
    assert plan.returncode == 0
    checked = _program(example, "verify")
    assert checked.communicate(timeout=120)[1] is not None
    assert checked.returncode == 0


@pytest.mark.thorough
def test_who_asked_for_it_goes_on_without_a_terminal(example: Path) -> None:
    """``nohup`` ignores the closing of the terminal, and so does the program."""
    line = f"trap '' HUP; {sys.executable} -m besrour_cli plan & sleep 0.8; kill -HUP $!; wait $!"
    answer = subprocess.run(
        ["bash", "-c", line], cwd=example, env=_ENVIRONMENT, capture_output=True, check=False
    )
    assert answer.returncode == 0, answer.stderr
    assert (example / "plan.yaml").exists()


@pytest.mark.parametrize(
    "command", a_few(["--version", "--help", "plan --help", "check", "when", "nonsense"], 3)
)
def test_a_reader_who_has_gone(command: str, example: Path) -> None:
    """``| true``, with each word written at once: whichever the command, no traceback."""
    line = f"{sys.executable} -m besrour_cli {command} | true; sleep 0.1"
    answer = subprocess.run(
        ["bash", "-c", line],
        cwd=example,
        env={**_ENVIRONMENT, "PYTHONUNBUFFERED": "1"},
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in answer.stderr
    assert b"Exception ignored" not in answer.stderr


@pytest.mark.parametrize(
    "command", a_few(["check --json", "calendar", "plan --json", "members", "--help", "next"], 2)
)
def test_a_reader_who_has_seen_enough(command: str, example: Path) -> None:
    """``| head -1`` is no fault, and what the command was to write is written."""
    line = f"set -o pipefail; {sys.executable} -m besrour_cli {command} | head -1"
    answer = subprocess.run(
        ["bash", "-c", line], cwd=example, env=_ENVIRONMENT, capture_output=True, check=False
    )
    assert answer.returncode == 0, answer.stderr
    assert b"Traceback" not in answer.stderr
    assert b"Exception ignored" not in answer.stderr
    assert answer.stdout
    assert command != "plan --json" or (example / "plan.yaml").exists()
