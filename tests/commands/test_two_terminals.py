"""Several terminals at once: what one of them writes is there, or its coordinator is told that it is not."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from commands.conftest import ANNOUNCED, Run

from besrour_cli.durable import lock
from besrour_cli.durable.lock import AlreadyLocked, locked_folder
from besrour_cli.model.errors import FileError, PlanFileError
from besrour_cli.storage.state import announced_ledger, busy_file, replies_file
from support.checkout import ROOT
from support.commands.told import opened

pytestmark = pytest.mark.small
Answers = list[subprocess.CompletedProcess[str]]
NOON = datetime(2027, 4, 1, 12, tzinfo=UTC)
APRIL = ANNOUNCED[0]
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\n"
    "DTSTART:202704{day}T140000Z\r\nDTEND:202704{day}T150000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def _at_once(run: Run, folder: Path, *commands: list[str]) -> Answers:
    """What each of these commands gives, all of them begun together."""
    with ThreadPoolExecutor(len(commands)) as terminals:
        return list(terminals.map(lambda words: run(*words, cwd=folder), commands))


def _told(answers: Answers, *codes: int) -> None:
    """Each was done, or says in one sentence, with a remedy, that nothing was written."""
    for answer in answers:
        if answer.returncode:
            assert answer.returncode in codes, answer.stderr
            assert "nothing was written" in answer.stderr and "run the same command again" in answer.stderr


def test_four_calendars_read_at_once_are_all_kept(announced: Path, run: Run, tmp_path: Path) -> None:
    """A member a terminal: everybody's hours are in busy.yaml."""
    members = [member.id for member in opened(announced).programme.members[:4]]
    for day, name in enumerate(members, 20):
        (tmp_path / f"{name}.ics").write_text(CALENDAR.format(day=day))
    commands = [["busy", str(tmp_path / f"{name}.ics"), "--member", name] for name in members]
    for answer in _at_once(run, announced, *commands):
        assert answer.returncode == 0, answer.stderr
    assert sorted(busy_file.read(str(announced))) == sorted(members)
    for answer in _at_once(run, announced, *(["busy", "--forget", "--member", m] for m in members[1:])):
        assert answer.returncode == 0, answer.stderr
    assert list(busy_file.read(str(announced))) == members[:1]


def test_eight_answers_recorded_at_once_are_all_kept(announced: Path, run: Run) -> None:
    """Nothing lost, exit code 0."""
    workspace = opened(announced)
    members = [m.id for m in workspace.programme.invited(workspace.session(APRIL))[:8]]
    commands = [["replies", "--record", m, "--session", APRIL, "--answer", "yes"] for m in members]
    for answer in _at_once(run, announced, *commands):
        assert answer.returncode == 0, answer.stderr
    assert sorted(a.member for a in replies_file.read(str(announced)).answers) == sorted(members)


def test_two_starts_held_at_once(planned: Path, run: Run) -> None:
    """The plan is one file: whoever comes second is told, and what the first wrote stays."""
    names = list(opened(planned).plan.slots)[:4]
    answers = _at_once(run, planned, *(["hold", name] for name in names))
    _told(answers, 5)
    done = {name for name, answer in zip(names, answers, strict=True) if not answer.returncode}
    assert done and set(opened(planned).plan.holds) == done


def test_sessions_announced_at_once_are_announced_whole_or_not_at_all(planned: Path, run: Run) -> None:
    """What the ledger says people were told is what the plan says, whoever came second."""
    names = list(opened(planned).plan.slots)[:4]
    answers = _at_once(run, planned, *(["announce", name, "--yes"] for name in names))
    _told(answers, 5)
    done = {name for name, answer in zip(names, answers, strict=True) if not answer.returncode}
    workspace = opened(planned)
    log = announced_ledger.read(str(planned), workspace.programme.id)
    assert done and set(log.of) == done
    assert {slot.session for slot in workspace.plan.slots.values() if slot.hash} == done


def test_members_who_leave_at_once(announced: Path, run: Run) -> None:
    """A row is gone, or it is there and the coordinator was told so."""
    programme = opened(announced).programme
    named = {name for session in programme.sessions for ids in session.required.values() for name in ids}
    members = [member.id for member in programme.members if member.id not in named][:4]
    answers = _at_once(run, announced, *(["leave", name, "--yes"] for name in members))
    _told(answers, 4)
    remaining = {member.id for member in opened(announced).programme.members}
    for name, answer in zip(members, answers, strict=True):
        assert (name in remaining) == bool(answer.returncode)
    assert not set(members) <= remaining


def test_a_terminal_that_was_stopped_is_not_waited_for_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+Z in the middle of a write: another run says so; after it has ended, nothing is in the way."""
    code = (
        "from besrour_cli.durable.lock import locked_folder\nimport time\n"
        f"with locked_folder({str(tmp_path)!r}):\n"
        "    print('in', flush=True)\n"
        "    time.sleep(60)\n"
    )
    other = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=ROOT)
    assert other.stdout is not None and other.stdout.readline() == b"in\n"
    other.send_signal(signal.SIGSTOP)
    with pytest.raises(AlreadyLocked), locked_folder(str(tmp_path), 0.2):
        pass
    monkeypatch.setattr(lock, "sleep", lambda seconds: None)
    with pytest.raises(FileError, match="another run of besrour is writing in this folder"):
        busy_file.update(str(tmp_path), lambda busy: busy)
    other.kill()
    other.communicate()
    busy_file.update(str(tmp_path), lambda busy: busy)


def test_where_a_folder_cannot_be_locked_the_digest_guards(
    announced: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some network drives lock nothing: who would write over another's answer is told."""

    def refuse(handle: int, operation: int) -> None:
        raise OSError(95, os.strerror(95))

    monkeypatch.setattr(fcntl, "flock", refuse)

    def change(busy: dict[str, busy_file.Spans]) -> dict[str, busy_file.Spans]:
        (announced / "busy.yaml").write_bytes(b"what another run wrote")
        return {**busy, "mcgill": ((NOON, NOON + timedelta(hours=1)),)}

    with pytest.raises(PlanFileError, match="changed while this command ran; nothing was written"):
        busy_file.update(str(announced), change)
    assert (announced / "busy.yaml").read_bytes() == b"what another run wrote"
