"""What to do next, as a coordinator reads it: one sentence and one command to paste for each task."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from besrour_cli.clock import formatting, instants
from besrour_cli.commands.shared.role_names import ROLES
from besrour_cli.commands.terminal.console import out, styled
from besrour_cli.commands.terminal.translation import _, language, translate, with_folder
from besrour_cli.model.language import join_and
from besrour_cli.model.message import Fact, Message, msg, msgn
from besrour_cli.model.plan import SessionState
from besrour_cli.schedule.tasks import REPORT_BEFORE, Task, TaskKind

if TYPE_CHECKING:
    from besrour_cli.commands.shared.situation import Situation


def print_result(situation: Situation, tasks: Sequence[Task], now: datetime) -> None:
    """The list of what is due, or that nothing is and when the next thing comes."""
    due = [task for task in tasks if task.due <= now]
    coming = [task for task in tasks if task.due > now]
    if due:
        out(styled(_("To do on {date}").format(date=_day(situation, now)), "bold"))
        for number, task in enumerate(due, 1):
            out()
            out(f"{number}. {translate(sentence(situation, task, now))}")
            out(f"     {command(task)}")
    else:
        out(_("Nothing to do today."))
    if coming:
        out()
        first = coming[0]
        line = _("Then, on {date}: {task}")
        out(line.format(date=_day(situation, first.due), task=translate(sentence(situation, first, now))))


def as_data(situation: Situation, tasks: Sequence[Task], now: datetime) -> dict[str, object]:
    """Everything for ``--json``: what is due, and what is to come."""
    return {
        name: [_task_as_data(situation, task, now) for task in tasks if (task.due <= now) == is_due]
        for name, is_due in (("due", True), ("coming", False))
    }


def _task_as_data(situation: Situation, task: Task, now: datetime) -> dict[str, object]:
    return {
        "kind": task.kind,
        "due": instants.instant_text(task.due),
        "session": task.session,
        "count": task.count,
        "what": translate(sentence(situation, task, now)),
        "command": command(task),
    }


def sentence(situation: Situation, task: Task, now: datetime) -> Message:
    """What there is to do, in a sentence without the command."""
    return _SENTENCES[task.kind](situation, task, now)


def command(task: Task) -> str:
    """The command that does it, to be pasted."""
    return with_folder(_COMMANDS[task.kind].format(session=task.session))


def _day(situation: Situation, moment: datetime) -> str:
    zone = situation.programme.anchor.zone if situation.programme else "UTC"
    return formatting.date_words(instants.local(moment, zone).date(), language())


def _when(situation: Situation, session: str) -> str:
    """The session's day at the anchor, in the coordinator's words."""
    slot = situation.plan.slots[session]
    return formatting.date_words(
        instants.local(slot.known_times[0], slot.anchor).date(), language(), year=False
    )


def _tell(situation: Situation, task: Task, _now: datetime) -> Message:
    slot = situation.plan.slots[task.session]
    facts = {"session": task.session, "date": _when(situation, task.session)}
    if slot.state == SessionState.CANCELLED:
        return msgn(
            "{session}: {n} person does not know yet that it was called off.",
            "{session}: {n} people do not know yet that it was called off.",
            task.count,
            **facts,
        )
    if slot.state == SessionState.MOVED:
        return msgn(
            "{session}: {n} person does not know yet that it moved to {date}.",
            "{session}: {n} people do not know yet that it moved to {date}.",
            task.count,
            **facts,
        )
    return msgn(
        "{session}, {date}: {n} person does not know yet what is true of it now.",
        "{session}, {date}: {n} people do not know yet what is true of it now.",
        task.count,
        **facts,
    )


def _remind(situation: Situation, task: Task, _now: datetime) -> Message:
    return msgn(
        "{session}, {date}: the reminder of {n} day before is due.",
        "{session}, {date}: the reminder of {n} days before is due.",
        task.days,
        session=task.session,
        date=_when(situation, task.session),
    )


def _of_session(text: Message) -> Callable[[Situation, Task, datetime], Message]:
    """A sentence that names the session and its day."""

    def made(situation: Situation, task: Task, _now: datetime) -> Message:
        return Message(text.id, {"session": task.session, "date": _when(situation, task.session)})

    return made


def _unknown(_situation: Situation, task: Task, _now: datetime) -> Message:
    return msgn(
        "{session}: nobody knows whether {n} letter left.",
        "{session}: nobody knows whether {n} letters left.",
        task.count,
        session=task.session,
    )


def _mistakes(_situation: Situation, task: Task, _now: datetime) -> Message:
    return msgn(
        "{n} mistake in the files stops every change.",
        "{n} mistakes in the files stop every change.",
        task.count,
    )


def _drift(_situation: Situation, task: Task, _now: datetime) -> Message:
    return msgn(
        "A government changed its clock: the time printed for {n} person is no longer true.",
        "A government changed its clock: the times printed for {n} people are no longer true.",
        task.count,
    )


def _plan(_situation: Situation, task: Task, _now: datetime) -> Message:
    return msgn("{n} session has no start yet.", "{n} sessions have no start yet.", task.count)


def _report(situation: Situation, task: Task, _now: datetime) -> Message:
    return msg("The committee awaits its report on {date}.", date=_day(situation, task.due + REPORT_BEFORE))


def _replace(situation: Situation, task: Task, _now: datetime) -> Message:
    facts: dict[str, Fact] = {
        "session": task.session,
        "date": _when(situation, task.session),
        "name": task.people[0],
        "role": ROLES.get(task.role, msg("{role}", role=task.role)),
    }
    if len(task.people) == 1:
        return msg("{session}, {date}: {name} cannot come, and is required as {role}.", **facts)
    return msg(
        "{session}, {date}: {name} cannot come, and is required as {role}; who could: {others}.",
        others=join_and(task.people[1:], language()),
        **facts,
    )


def _withdraw(situation: Situation, task: Task, _now: datetime) -> Message:
    return msgn(
        "{session}, {date}: {n} person is no longer invited and still has it in the calendar.",
        "{session}, {date}: {n} people are no longer invited and still have it in the calendar.",
        task.count,
        session=task.session,
        date=_when(situation, task.session),
    )


def _answers(_situation: Situation, task: Task, _now: datetime) -> Message:
    return msgn("{n} message waits for you.", "{n} messages wait for you.", task.count)


def _introduce(_situation: Situation, task: Task, _now: datetime) -> Message:
    return msgn(
        "{n} group of mentoring has not been introduced yet.",
        "{n} groups of mentoring have not been introduced yet.",
        task.count,
    )


_SENTENCES: Mapping[TaskKind, Callable[[Situation, Task, datetime], Message]] = {
    TaskKind.MISTAKES: _mistakes,
    TaskKind.REPLACE: _replace,
    TaskKind.TELL: _tell,
    TaskKind.ANSWERS: _answers,
    TaskKind.WITHDRAW: _withdraw,
    TaskKind.UNKNOWN: _unknown,
    TaskKind.DRIFT: _drift,
    TaskKind.PLAN: _plan,
    TaskKind.INVITE: _of_session(msg("{session}, {date}: nobody has been invited yet.")),
    TaskKind.REMIND: _remind,
    TaskKind.RECORD: _of_session(
        msg("{session}, {date}, is over: read who came, or write took_place: yes or no into its file.")
    ),
    TaskKind.SHEET: _of_session(
        msg("{session}, {date}: the run sheet is not made yet, or says what is no longer so.")
    ),
    TaskKind.HARVEST: _of_session(
        msg("{session}, {date}, is over: put the notes of its tables into responses/, to tell everybody.")
    ),
    TaskKind.MENTORS: lambda *_: msg("The term of mentoring comes near: bring people together."),
    TaskKind.INTRODUCE: _introduce,
    TaskKind.EXPORT: lambda *_: msg("The calendars you published are older than the plan."),
    TaskKind.REPORT: _report,
}
_COMMANDS: Mapping[TaskKind, str] = {
    TaskKind.MISTAKES: "besrour check",
    TaskKind.REPLACE: "besrour replies",
    TaskKind.TELL: "besrour send {session}",
    TaskKind.WITHDRAW: "besrour send {session}",
    TaskKind.UNKNOWN: "besrour send {session}",
    TaskKind.DRIFT: "besrour correct",
    TaskKind.ANSWERS: "besrour replies",
    TaskKind.PLAN: "besrour plan",
    TaskKind.INVITE: "besrour send {session}",
    TaskKind.REMIND: "besrour send --due",
    TaskKind.RECORD: "besrour attendance participants.csv --session {session}",
    TaskKind.EXPORT: "besrour export",
    TaskKind.REPORT: "besrour report",
    TaskKind.SHEET: "besrour sheet {session}",
    TaskKind.HARVEST: "besrour check",
    TaskKind.MENTORS: "besrour mentors",
    TaskKind.INTRODUCE: "besrour send mentors",
}
