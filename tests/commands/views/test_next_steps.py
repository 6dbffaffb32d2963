"""What there is to do next, a sentence and a command for each kind of task."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from besrour_cli.commands.shared.situation import Situation
from besrour_cli.commands.terminal.translation import translate
from besrour_cli.commands.views.next_steps import command, print_result, sentence
from besrour_cli.delivery.mail.status import DeliveryLog
from besrour_cli.model.announcement import AnnouncementLog
from besrour_cli.model.plan import Plan, SessionState
from besrour_cli.schedule.tasks import Task, TaskKind
from support.commands.made_years import PROGRAMME, SESSION, slot

NOW = datetime(2027, 4, 20, 12, tzinfo=UTC)


def _situation(state: SessionState = SessionState.ANNOUNCED) -> Situation:
    plan = Plan("test", "", {SESSION.id: slot(state)})
    return Situation("", PROGRAMME, plan, AnnouncementLog(), DeliveryLog())


def _task(kind: TaskKind, *, count: int = 2, people: tuple[str, ...] = (), role: str = "") -> Task:
    return Task(kind, NOW, SESSION.id, count=count, days=7, role=role, people=people)


def _said(task: Task, state: SessionState = SessionState.ANNOUNCED) -> str:
    return translate(sentence(_situation(state), task, NOW)).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (
            SessionState.CANCELLED,
            "2027-04-cafe: 2 people do not know yet that it was called off.",
        ),
        (
            SessionState.MOVED,
            "2027-04-cafe: 2 people do not know yet that it moved to Wednesday, April 21.",
        ),
        (
            SessionState.ANNOUNCED,
            "2027-04-cafe, Wednesday, April 21: 2 people do not know yet what is true of it now.",
        ),
    ],
)
def test_people_who_do_not_know_are_counted(state: SessionState, expected: str) -> None:
    """That it was called off, that it moved and to which day, or whatever else is new."""
    assert _said(_task(TaskKind.TELL), state) == expected


@pytest.mark.parametrize(
    ("task", "expected", "does"),
    [
        (
            _task(TaskKind.MISTAKES, count=1),
            "1 mistake in the files stops every change.",
            "besrour check",
        ),
        (
            _task(TaskKind.UNKNOWN),
            "2027-04-cafe: nobody knows whether 2 letters left.",
            "besrour send 2027-04-cafe",
        ),
        (_task(TaskKind.ANSWERS, count=1), "1 message waits for you.", "besrour replies"),
        (_task(TaskKind.PLAN), "2 sessions have no start yet.", "besrour plan"),
        (
            _task(TaskKind.REMIND),
            "2027-04-cafe, Wednesday, April 21: the reminder of 7 days before is due.",
            "besrour send --due",
        ),
        (
            _task(TaskKind.WITHDRAW),
            "2027-04-cafe, Wednesday, April 21: 2 people are no longer invited and still have it in the "
            "calendar.",
            "besrour send 2027-04-cafe",
        ),
        (
            _task(TaskKind.REPLACE, people=("Awa",), role="facilitator"),
            "2027-04-cafe, Wednesday, April 21: Awa cannot come, and is required as facilitator.",
            "besrour replies",
        ),
        (
            _task(TaskKind.REPLACE, people=("Awa", "Ana", "Kofi"), role="timekeeper"),
            "2027-04-cafe, Wednesday, April 21: Awa cannot come, and is required as timekeeper; who could: "
            "Ana and Kofi.",
            "besrour replies",
        ),
        (
            _task(TaskKind.DRIFT, count=1),
            "A government changed its clock: the time printed for 1 person is no longer true.",
            "besrour correct",
        ),
        (
            _task(TaskKind.INVITE),
            "2027-04-cafe, Wednesday, April 21: nobody has been invited yet.",
            "besrour send 2027-04-cafe",
        ),
        (
            _task(TaskKind.INTRODUCE, count=1),
            "1 group of mentoring has not been introduced yet.",
            "besrour send mentors",
        ),
        (
            _task(TaskKind.REPORT),
            "The committee awaits its report on Tuesday, May 4, 2027.",
            "besrour report",
        ),
    ],
    ids=lambda value: str(value.kind) if isinstance(value, Task) else None,
)
def test_each_task_has_its_sentence_and_its_command(task: Task, expected: str, does: str) -> None:
    """Who or what it is about, and what is to be pasted."""
    assert _said(task) == expected
    assert command(task) == does


def test_every_kind_of_task_can_be_said_and_done() -> None:
    """None is without a sentence, and each command is one of besrour’s."""
    for kind in TaskKind:
        task = _task(kind, people=("Awa",), role="host")
        assert _said(task).endswith((".", "everybody."))
        assert command(task).startswith("besrour ")


def test_what_is_due_comes_first_and_then_the_next_thing(printed: Callable[[], list[str]]) -> None:
    """With numbers; what is to come has its day."""
    due = _task(TaskKind.PLAN, count=1)
    later = replace(_task(TaskKind.ANSWERS), due=NOW + timedelta(days=2))
    print_result(_situation(), [due, later], NOW)
    assert printed() == [
        "To do on Tuesday, April 20, 2027",
        "",
        "1. 1 session has no start yet.",
        "     besrour plan",
        "",
        "Then, on Thursday, April 22, 2027: 2 messages wait for you.",
    ]
    print_result(_situation(), [], NOW)
    assert printed() == ["Nothing to do today."]
