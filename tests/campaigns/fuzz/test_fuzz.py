"""Every file that besrour reads, spoiled thousands of times: no traceback, no exit 70, none over ten seconds.

Each input is one file of a sound programme with one to four things wrong in it; ``check`` and one command
that reads this file are run on it, in this process. What they say is not judged here, only that they say it
and end. A seed tells every input apart: a fault is repeated by its number. The long campaign:
``python3 dev.py campaigns tests/campaigns/fuzz -s``.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from besrour_cli.run import BROKEN, run
from support.campaigns.fuzz_folder import ID, INBOX, RETURNED, build
from support.campaigns.fuzz_mutations import spoiled, with_digest

NOW = "2027-01-05T12:00Z"
SEED = 20270105
LONGEST = 10.0
"""Seconds of the processor that one command may take, so that a busy machine accuses nobody."""
HANGS = 90.0
"""Seconds by the clock after which a command hangs, whatever it waits for."""
CODES = frozenset((0, 1, 2, 3, 4, 5, 6, 130))
"""What a command may end with (docs/en/reference/exit-codes.md)."""


class Boundary(NamedTuple):
    """A file that somebody writes, and the command that reads it beside ``check``; ``rehash``: a plan."""

    path: str
    command: tuple[str, ...]
    portuguese: bool = False
    rehash: bool = False


BOUNDARIES = (
    Boundary("sessions/programme.yaml", ("invite", ID)),
    Boundary("sessions/2027-01-cafe.yaml", ("export", "--page")),
    Boundary("sessions/2026-11-cafe.yaml", ("members",)),
    Boundary("sessions/members.csv", ("invite", ID)),
    Boundary("sessions/attendance.csv", ("members",)),
    Boundary("plan.yaml", ("next",), rehash=True),
    Boundary("plan.yaml", ("export",), rehash=True),
    Boundary("plan.yaml", ("plan",)),
    Boundary("proof.json", ("verify",)),
    Boundary("announced.ledger", ("next",)),
    Boundary("announced.ledger", ("send", ID, "--dry-run")),
    Boundary("sent.ledger", ("send", ID, "--dry-run")),
    Boundary("replies.yaml", ("replies",)),
    Boundary("busy.yaml", ("why", ID)),
    Boundary("templates/invitation.en.md", ("invite", ID)),
    Boundary("templates/letter.en.md", ("invite", ID)),
    Boundary("templates/subject.txt", ("invite", ID)),
    Boundary("templates/language.pt.toml", ("invite", ID), portuguese=True),
    Boundary("templates/words.pt.toml", ("invite", ID), portuguese=True),
    Boundary(f"{INBOX}/1.eml", ("replies", INBOX, "--dry-run")),
    Boundary(f"{RETURNED}/1.eml", ("bounces", "--dry-run")),
    Boundary("ama.ics", ("busy", "ama.ics", "--member", "gh-accra", "--dry-run")),
    Boundary("announcement.txt", ("lint", "announcement.txt")),
    Boundary("announcement.eml", ("lint", "announcement.eml")),
    Boundary("announcement.html", ("lint", "announcement.html")),
)


class Fault(NamedTuple):
    """What an input did that none may do."""

    number: int
    path: str
    command: str
    what: str


class TooLong(BaseException):
    """A command that did not end in time; no handler of the program may swallow it."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[bool, Path]]:
    """The folders to spoil: in two languages, and in three."""
    made = {}
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(io.StringIO()):
        patch.setenv("BESROUR_NOW", NOW)
        for portuguese in (False, True):
            made[portuguese] = tmp_path_factory.mktemp("sound") / "cafe"
            build(made[portuguese], portuguese=portuguese)
        yield made


def _outcome(*arguments: str) -> str:
    """Run a command in this process; what is wrong with how it ended, or nothing."""
    said = io.StringIO()

    def _alarm(number: int, frame: object) -> None:
        raise TooLong

    before = {number: signal.signal(number, _alarm) for number in (signal.SIGPROF, signal.SIGALRM)}
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    signal.setitimer(signal.ITIMER_REAL, HANGS)
    out, err = sys.stdout, sys.stderr
    sys.stdout = sys.stderr = said
    try:
        code = run(arguments)
    except TooLong:
        return f"over {LONGEST:g} seconds"
    except BaseException as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        return f"traceback {type(error).__name__}: {str(error)[:80]} at {Path(at.filename).name}:{at.lineno}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, handler)
        sys.stdout, sys.stderr = out, err
    if code == BROKEN or code not in CODES:
        return f"exit {code}: " + next((x for x in said.getvalue().splitlines() if "fault" in x), "")[:200]
    if not said.getvalue().strip():
        return f"exit {code} without a word"
    return ""


def fuzz(sound: dict[bool, Path], folder: Path, count: int, seed: int) -> tuple[Counter[str], list[Fault]]:
    """Spoil ``count`` files, one after another; how many of each kind, and every fault."""
    seen: Counter[str] = Counter()
    faults = []
    for number in range(count):
        boundary = BOUNDARIES[number % len(BOUNDARIES)]
        chance = random.Random(f"{seed}.{number}")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(sound[boundary.portuguese], folder)
        if not boundary.path.startswith("templates/"):
            shutil.rmtree(folder / "templates")  # check fills each of them in, which takes most of its time
        path = folder / boundary.path
        data = spoiled(path.read_bytes(), chance)
        path.write_bytes(with_digest(data) if boundary.rehash else data)
        seen[boundary.path] += 1
        os.chdir(folder)
        for command in (("check",), boundary.command):
            wrong = _outcome(*command, "--folder", str(folder))
            if wrong:
                faults.append(Fault(number, boundary.path, " ".join(command), wrong))
    return seen, faults


def _report(seen: Counter[str], faults: list[Fault], seconds: float) -> str:
    kinds = "".join(f"  {path:<28}{n:>6}\n" for path, n in sorted(seen.items()))
    wrong = "".join(f"  input {f.number} ({f.path}, {f.command}): {f.what}\n" for f in faults)
    return f"\n{seen.total()} spoiled files in {seconds:.0f} s, {len(faults)} faults\n{kinds}{wrong}"


def test_twenty_spoiled_files(
    sound: dict[bool, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The beginning of the campaign, each time the suite is run."""
    monkeypatch.setenv("BESROUR_NOW", NOW)
    monkeypatch.chdir(tmp_path)
    seen, faults = fuzz(sound, tmp_path / "cafe", 20, SEED)
    assert seen.total() == 20 and len(seen) >= 10
    assert not faults, _report(seen, faults, 0)


@pytest.mark.campaign
@pytest.mark.parametrize("part", range(4))
def test_thousands_of_spoiled_files(
    part: int, sound: dict[bool, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The long campaign; ``FUZZ_INPUTS`` sets how many inputs each of its four parts has."""
    count, seed = (
        int(os.environ.get("FUZZ_INPUTS", "1000")),
        int(os.environ.get("FUZZ_SEED", str(SEED + part))),
    )
    monkeypatch.setenv("BESROUR_NOW", NOW)
    monkeypatch.chdir(tmp_path)
    began = time.monotonic()
    seen, faults = fuzz(sound, tmp_path / "cafe", count, seed)
    report = _report(seen, faults, time.monotonic() - began)
    print(report)
    assert not faults, report
