"""What is due that only letters, messages and broken files say; in the order of its urgency."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from besrour_cli.commands.shared.situation import read_situation
from besrour_cli.commands.workflows.next_steps import tasks
from besrour_cli.commands.workflows.plan.cancel_session import cancel
from besrour_cli.delivery.mail.ledger import LedgerEvent
from besrour_cli.model.letter_kind import LetterKind
from besrour_cli.model.replies import Reply, ReplyPart, UnclearMessage
from besrour_cli.schedule.tasks import Task, TaskKind
from besrour_cli.storage.state import plan_file, replies_file
from support.commands.edits import add
from support.commands.sent import letter
from support.commands.told import AT, opened, tell

JANUARY, FEBRUARY, HER, HIM = "2027-01-cafe", "2027-02-cafe", "ca-laval", "gh-accra"
SETTINGS = "sessions/programme.yaml"


def _due(folder: Path, kind: TaskKind, now: datetime = AT) -> list[Task]:
    """What is due of a kind at a moment."""
    return [task for task in tasks(read_situation(str(folder), now), now) if task.kind == kind]


def test_messages_wait_for_a_person(two_cafes: Path) -> None:
    """One that nobody understood is counted until a later answer of its writer settles it."""
    message = UnclearMessage("1" * 16, HER, JANUARY, AT)
    answer = Reply(JANUARY, HIM, ReplyPart.ACCEPTED, moment=AT)
    stored = replies_file.StoredReplies((answer,), (), (message,))
    replies_file.update(str(two_cafes), lambda _: stored)
    assert [task.count for task in _due(two_cafes, TaskKind.ANSWERS)] == [1]
    settled = Reply(JANUARY, HER, ReplyPart.ACCEPTED, moment=AT + timedelta(hours=1))
    replies_file.update(str(two_cafes), lambda s: s._replace(answers=(answer, settled)))
    assert _due(two_cafes, TaskKind.ANSWERS) == []


def test_those_who_had_a_letter_are_told_that_it_is_off(two_cafes: Path) -> None:
    """Two were invited by letter, one of them knows of the end: one is left to be told."""
    workspace = tell(two_cafes, JANUARY)
    for member in (HER, HIM):
        letter(workspace, JANUARY, member)
    off = cancel(workspace, workspace.plan.slots[JANUARY], AT).plan
    plan_file.write(str(two_cafes), off, workspace.digest)
    assert [task.count for task in _due(two_cafes, TaskKind.TELL)] == [2]
    letter(opened(two_cafes), JANUARY, HER, kind=LetterKind.CANCELLATION)
    assert [task.count for task in _due(two_cafes, TaskKind.TELL)] == [1]


def test_a_letter_of_which_nobody_knows_is_a_task_of_its_own(two_cafes: Path) -> None:
    """Whoever's letter may have left is not to be told again before it is known; once it is over, never."""
    workspace = tell(two_cafes, JANUARY)
    letter(workspace, JANUARY, HIM)
    letter(workspace, JANUARY, HER, event=LedgerEvent.INTENT)
    [unknown] = _due(two_cafes, TaskKind.UNKNOWN)
    assert (unknown.session, unknown.count) == (JANUARY, 1)
    assert _due(two_cafes, TaskKind.TELL) == []
    assert _due(two_cafes, TaskKind.UNKNOWN, datetime(2027, 3, 1, tzinfo=UTC)) == []


def test_a_report_of_the_past_is_not_due(two_cafes: Path) -> None:
    """One that the committee had weeks ago is no task; the next is."""
    add(SETTINGS, "reports: [2026-06-30, 2026-11-30]\n")(two_cafes)
    [report] = _due(two_cafes, TaskKind.REPORT)
    assert report.due.date().isoformat() == "2026-11-16"


def test_a_folder_whose_settings_cannot_be_read_has_one_task(two_cafes: Path) -> None:
    """Nothing else can be known of it."""
    (two_cafes / SETTINGS).write_bytes(b"\xff\xfe\x00")
    situation = read_situation(str(two_cafes), AT)
    assert situation.programme is None
    assert [task.kind for task in tasks(situation, AT)] == [TaskKind.MISTAKES]


def test_a_letter_about_a_session_without_a_start_is_still_open(two_cafes: Path) -> None:
    """The session is gone from the plan: nobody can say that it is over, so the task stays."""
    workspace = tell(two_cafes, JANUARY)
    letter(workspace, JANUARY, HER, event=LedgerEvent.LOST)
    rest = {name: slot for name, slot in workspace.plan.slots.items() if name != JANUARY}
    plan_file.write(str(two_cafes), replace(workspace.plan, slots=rest), workspace.digest)
    assert [task.session for task in _due(two_cafes, TaskKind.UNKNOWN)] == [JANUARY]
