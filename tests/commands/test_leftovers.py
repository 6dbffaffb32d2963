"""What a killed run leaves beside plan.yaml goes with the next one, whatever that does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from commands.conftest import NOW, Run

from besrour_cli.durable.lock import locked_folder
from support.campaigns.thorough import thorough
from support.checkout import ROOT

pytestmark = pytest.mark.small
KILLED = """
import os, signal, sys
sys.path.insert(0, {root!r})
real, left = os.replace, [{after}]
def replace(*paths):
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    real(*paths)
os.replace = replace
sys.argv = ["besrour", "hold", "2027-01-cafe"]
from besrour_cli.__main__ import main
main()
"""
OURS = (
    "plan.yaml.4711.tmp",
    "plan.yaml.bak.4711.tmp",
    "proof.json.1.tmp",
    "replies.yaml.1.tmp",
    "busy.yaml.1.tmp",
)
THEIRS = ("notes.yaml.2027.tmp", "plan.yaml.tmp", "plan.yaml.old.1.tmp", "minutes.tmp")


def _temporary(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*.tmp"))


@pytest.mark.parametrize("after", [thorough(0), 1])
@pytest.mark.parametrize("words", [["check"], ["hold", "2027-01-cafe"], ["next"]])
def test_a_run_killed_while_it_writes(planned: Path, run: Run, after: int, words: list[str]) -> None:
    """kill -9 before the copy of the plan, or the plan, has its name: the next command, any, tidies."""
    code = KILLED.format(root=str(ROOT), after=after)
    environment = {**os.environ, "BESROUR_NOW": NOW, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], cwd=planned, env=environment, check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    assert _temporary(planned) != []
    assert run(*words, cwd=planned).returncode == 0
    assert _temporary(planned) == []


def test_only_what_is_ours_goes(planned: Path, run: Run) -> None:
    """A coordinator's own file of such an ending stays, and so does what lies in sessions/."""
    for name in (*OURS, *THEIRS):
        (planned / name).write_bytes(b"x")
    (planned / "sessions/members.csv.bak.12.tmp").write_bytes(b"x")
    (planned / "sessions/plan.yaml.12.tmp").write_bytes(b"x")
    run("check", cwd=planned)
    assert _temporary(planned) == sorted([*THEIRS, "plan.yaml.12.tmp"])


def test_a_run_at_work_keeps_its_files(planned: Path, run: Run) -> None:
    """While another has the folder its temporary files are its own; looking does not wait for it."""
    (planned / "plan.yaml.4711.tmp").write_bytes(b"x")
    with locked_folder(str(planned)):
        assert run("check", cwd=planned).returncode == 0
        assert _temporary(planned) == ["plan.yaml.4711.tmp"]
    assert run("check", cwd=planned).returncode == 0
    assert _temporary(planned) == []
