"""She is asked before something is written, and types: the number that goes on, or anything else to stop."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from besrour_cli.model.replies import Reminder, Reply, ReplyPart
from besrour_cli.storage.state import announced_ledger, plan_file, replies_file
from support.commands.told import AT, opened, tell
from support.commands.typed import says, types

JANUARY, HER = "2027-01-cafe", "ca-laval"
Capture = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch


def test_a_pause_is_shown_and_agreed_to(two_cafes: Path, monkeypatch: Patch, capsys: Capture) -> None:
    """Another number changes nothing; the number of rows writes it; a trial asks nothing."""
    before = (two_cafes / "sessions/members.csv").read_bytes()
    types(monkeypatch, "2")
    stopped = says(capsys, two_cafes, "pause", HER, "--until", "2027-09-01")
    assert stopped.returncode == 1 and "nothing was changed" in stopped.stderr
    assert says(capsys, two_cafes, "pause", HER, "--dry-run").returncode == 0
    assert (two_cafes / "sessions/members.csv").read_bytes() == before
    types(monkeypatch, "1")
    assert says(capsys, two_cafes, "pause", HER, "--until", "2027-09-01").returncode == 0
    assert opened(two_cafes).member(HER).paused_until is not None


def test_who_is_forgotten_is_asked_about(two_cafes: Path, monkeypatch: Patch, capsys: Capture) -> None:
    """The files are listed above the question; nothing is gone until their number is typed."""
    tell(two_cafes, JANUARY)
    types(monkeypatch, "no")
    stopped = says(capsys, two_cafes, "forget", HER)
    assert stopped.returncode == 1 and "nothing was changed" in stopped.stderr
    assert "sessions/members.csv" in stopped.stderr
    question = next(line for line in stopped.stderr.splitlines() if "change these files for good" in line)
    types(monkeypatch, question.split()[1])
    done = says(capsys, two_cafes, "forget", HER)
    assert done.returncode == 0 and "Luc Exemple is forgotten" in done.stdout
    assert "luc@" not in (two_cafes / "announced.ledger").read_text(encoding="utf-8")


def test_what_is_past_its_time_goes_once_its_number_is_typed(
    two_cafes: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    """A reminder of last year: the question names one file."""
    reminder = Reminder(JANUARY, HER, 0, datetime(2027, 1, 10, tzinfo=UTC))
    replies_file.update(str(two_cafes), lambda stored: stored._replace(reminders=(reminder,)))
    types(monkeypatch, "7")
    late = "2028-06-01T12:00Z"
    stopped = says(capsys, two_cafes, "privacy", "--clear", now=late)
    assert stopped.returncode == 1 and "Type 1 to take this away for good" in stopped.stderr
    assert replies_file.read(str(two_cafes)).reminders
    types(monkeypatch, "1")
    assert says(capsys, two_cafes, "privacy", "--clear", now=late).returncode == 0
    assert not replies_file.read(str(two_cafes)).reminders


def test_another_time_that_a_member_asks_for_moves_the_session_when_it_is_agreed_to(
    two_cafes: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    """What moves is shown; the wrong number moves nothing."""
    workspace = tell(two_cafes, JANUARY)
    start = workspace.plan.slots[JANUARY].start
    asked = Reply(JANUARY, HER, ReplyPart.PROPOSED, moment=AT, proposed=start + timedelta(days=1))
    other = Reply(JANUARY, "gh-accra", ReplyPart.PROPOSED, moment=AT, proposed=start + timedelta(days=2))
    replies_file.update(str(two_cafes), lambda stored: stored._replace(answers=(other, asked)))
    words = ("replies", "--accept", HER, "--session", JANUARY)
    types(monkeypatch, "")
    stopped = says(capsys, two_cafes, *words)
    assert stopped.returncode == 1 and "nothing was moved" in stopped.stderr, stopped.stderr
    assert plan_file.read(str(two_cafes), "test-cafe").plan.slots[JANUARY].start == start
    types(monkeypatch, "1")
    assert says(capsys, two_cafes, *words).returncode == 0
    assert opened(two_cafes).plan.slots[JANUARY].start == start + timedelta(days=1)


def test_an_announcement_is_not_made_by_a_slip(two_cafes: Path, monkeypatch: Patch, capsys: Capture) -> None:
    """It is shown, the number of people is asked for, and another one announces nothing."""
    types(monkeypatch, "3")
    stopped = says(capsys, two_cafes, "announce", JANUARY)
    assert stopped.returncode == 1 and "nothing is announced" in stopped.stderr
    assert announced_ledger.read(str(two_cafes), "test-cafe").latest(JANUARY) is None


def test_new_sessions_are_not_written_after_a_no(
    two_cafes: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    """What would be written is shown first."""
    types(monkeypatch, "Talks", "Entretiens", "We talk.", "On parle.", "", "no")
    stopped = says(capsys, two_cafes, "new", "cafe", "2027-05")
    assert stopped.returncode == 1 and "nothing was written" in stopped.stderr, stopped.stderr
    assert "Write this 1 file?" in stopped.stderr
    assert not (two_cafes / "sessions/2027-05-cafe.yaml").exists()
