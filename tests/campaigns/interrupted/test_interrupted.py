"""Every writing command, stopped at each of its writes by a kill or by a full disk: nothing is half-written.

``n`` counts what a run does to the disk: files synced, put in place or taken away. At the n-th the run is
killed, or the disk is full; then come the next, until a run gets through. After each, every file is as it was
or as the undisturbed run makes it, and the same command, given again, finds its way.
The long campaign: ``python3 dev.py campaigns tests/campaigns/interrupted -s`` takes some twenty minutes, as
it tries a few of a command's acts, the first and then fewer and fewer; ``INTERRUPTED_EVERY=1`` tries all.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from commands.conftest import ANNOUNCED, besrour

from support.campaigns.thorough import thorough
from support.checkout import ROOT
from support.commands.edits import as_files
from support.commands.told import tell

APRIL = ANNOUNCED[0]
LATER = "2027-06-cafe"
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\n"
    "DTSTART:20270420T140000Z\r\nDTEND:20270420T150000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
PEOPLE = 'Name,Email,City and country,Language\nAda Obi,ada@example.org,"Lagos, Nigeria",English\n'
ANSWERS = "language,consent,relevance,safety,comment\nen,yes,4,5,We met at our table.\nfr,yes,3,4,\n"
COMMANDS = (
    ("plan",),
    ("hold", LATER),
    ("move", APRIL, "--yes"),
    ("cancel", APRIL, "--yes"),
    ("undo", "--yes"),
    ("announce", LATER, "--yes"),
    ("invite", APRIL),
    ("newsletter",),
    ("export",),
    ("rename", "ca-laval", "ca-ulaval", "--yes"),
    ("leave", "ca-laval", "--yes"),
    ("replies", "--record", "ca-laval", "--session", APRIL, "--answer", "yes"),
    ("busy", "calendar.ics", "--member", "ca-laval"),
    ("pause", "ca-laval", "--until", "2027-06-01", "--yes"),
    ("forget", "ca-manitoba", "--yes"),
    ("enrol", "people.csv", "--yes"),
    ("form", "evaluation"),
    ("collect", "answers.csv", "--wave", "start", "--yes"),
    ("tables", APRIL, "--here", "ca-laval,ca-ubc,gh-1,ke-1,sn-dakar,ca-memorial"),
    ("sheet", APRIL),
    ("handover", "--yes"),
)
STEPS = (0, 1, 2, 4, 7, 12, 20, 33)
"""The acts at which the campaign stops a command: letters and calendars are many acts, and all of a kind."""
DISTURBED = """
import errno, os, signal, sys
sys.path.insert(0, {root!r})
count = [{n}]
def disturbed(real):
    def act(*given, **named):
        count[0] -= 1
        if count[0] < 0:
            if {mode!r} == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*given, **named)
    return act
os.fsync, os.replace = disturbed(os.fsync), disturbed(os.replace)
if {mode!r} == "kill":
    os.unlink = disturbed(os.unlink)
sys.argv = ["besrour", *{words!r}]
from besrour_cli.__main__ import main
main()
"""
"""The program in a process of its own, whose disk fails at the n-th act."""


class Figures(NamedTuple):
    """How many runs were stopped, and what was wrong after them."""

    stopped: int
    faults: list[str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A spring of cafés, planned; two of them announced, one step back to undo."""
    made = tmp_path_factory.mktemp("interrupted") / "my-cafe"
    assert besrour("init", str(made), cwd=made.parent).returncode == 0
    as_files(made)
    for path in (made / "sessions").glob("2027-*.yaml"):
        if path.stem not in (*ANNOUNCED, LATER):
            path.unlink()
    assert besrour("plan", cwd=made).returncode == 0
    tell(made, *ANNOUNCED)
    for name, text in (("calendar.ics", CALENDAR), ("people.csv", PEOPLE), ("answers.csv", ANSWERS)):
        (made / name).write_text(text, encoding="utf-8")
    assert besrour("hold", ANNOUNCED[1], cwd=made).returncode in (0, 1, 2)
    return made


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def disturbed(folder: Path, words: tuple[str, ...], n: int, mode: str) -> subprocess.CompletedProcess[str]:
    """The command, with the n-th of its acts on the disk disturbed."""
    kept = ("PATH", "HOME", "SSL_CERT_FILE", "TMPDIR")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment |= {"BESROUR_NOW": "2026-11-22T12:00Z", "BESROUR_LANG": "en", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", DISTURBED.format(root=str(ROOT), n=n, mode=mode, words=list(words))],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def faults(
    tried: Path, before: dict[str, bytes], after: dict[str, bytes], told: subprocess.CompletedProcess[str]
) -> Iterator[str]:
    """What is wrong in a folder after a run was stopped in it."""
    if "Traceback" in told.stderr or told.returncode == 70:
        yield f"a traceback: {told.stderr[-200:]}"
    if told.returncode not in (-signal.SIGKILL, 0, 4, 5):
        yield f"exit code {told.returncode}: {told.stderr[-200:]}"
    answer = besrour("check", cwd=tried)
    if "Traceback" in answer.stderr or answer.returncode not in (0, 1):
        yield f"check: {answer.returncode} {answer.stderr[-200:]}"
    for name, data in files(tried).items():
        if name.startswith("out/") and name.endswith(".tmp"):  # goes with the next run that writes there
            continue
        if name.endswith(".tmp") or ".besrour-new" in name:
            yield f"{name} stayed"
        elif name.endswith(".ledger"):  # journals grow line by line; a torn last line is cut off when read
            if not data.startswith(before.get(name, b"")):
                yield f"{name} lost lines"
        elif data not in (before.get(name), after.get(name)) and not name.endswith(".bak"):
            yield f"{name} is neither old nor new"


def campaign(folder: Path, place: Path, words: tuple[str, ...], mode: str, steps: Iterable[int]) -> Figures:
    """One command stopped at each of some steps, and given again."""
    if words[0] == "rename":  # the coordinator writes the new id first
        folder = Path(shutil.copytree(folder, place / "renamed"))
        roster = folder / "sessions" / "members.csv"
        roster.write_text(re.sub(rf"\b{words[1]}\b", words[2], roster.read_text(encoding="utf-8")), "utf-8")
    before, stopped, found = files(folder), 0, []
    whole = shutil.copytree(folder, place / "whole")
    assert besrour(*words, cwd=whole).returncode == 0, words
    after = files(whole)
    for n in steps:
        tried = Path(shutil.copytree(folder, place / "tried"))
        told = disturbed(tried, words, n, mode)
        if told.returncode == 0:
            shutil.rmtree(tried)
            break
        stopped += 1
        found += [
            f"{' '.join(words)}, {mode} at {n}: {fault}" for fault in faults(tried, before, after, told)
        ]
        again = besrour(*words, cwd=tried)
        if "Traceback" in again.stderr or again.returncode not in (0, 1, 2):
            found.append(f"{' '.join(words)}, {mode} at {n}, again: {again.returncode} {again.stderr[-200:]}")
        stayed = [name for name in files(tried) if name.endswith(".tmp")]
        found += [f"{' '.join(words)}, {mode} at {n}, again: {name} stayed" for name in stayed]
        shutil.rmtree(tried)
    return Figures(stopped, found)


@pytest.mark.parametrize("mode", ["kill", thorough("full")])
def test_stopped_at_the_first_writes(folder: Path, tmp_path: Path, mode: str) -> None:
    """The campaign in small: a session held, stopped at its first writes."""
    figures = campaign(folder, tmp_path, ("hold", LATER), mode, range(3))
    assert figures.stopped
    assert not figures.faults


@pytest.mark.campaign
@pytest.mark.parametrize("mode", ["kill", "full"])
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_campaign_of_writes_that_are_stopped(
    folder: Path, tmp_path: Path, words: tuple[str, ...], mode: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every command at some of its steps, or at the first forty: 0 files half-written, 0 tracebacks."""
    steps = range(40) if os.environ.get("INTERRUPTED_EVERY") else STEPS
    figures = campaign(folder, tmp_path, words, mode, steps)
    with capsys.disabled():
        print(f"\n{' '.join(words)}, {mode}: {figures.stopped} stopped, {len(figures.faults)} faults")
    assert figures.stopped
    assert not figures.faults
