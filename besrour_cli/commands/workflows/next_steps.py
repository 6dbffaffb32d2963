"""Everything there is to do in a programme folder: what files, plan, ledgers and answers give, gathered."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time
from typing import TYPE_CHECKING

from besrour_cli.clock import instants
from besrour_cli.commands.shared.situation import Situation
from besrour_cli.commands.views import time_drift
from besrour_cli.commands.workflows.letters.leavers import leavers
from besrour_cli.commands.workflows.meeting_steps import harvest_tasks, mentoring_tasks, sheet_tasks
from besrour_cli.delivery.mail.status import DeliveryState, DeliveryStatus
from besrour_cli.feedback.replies.tally import RsvpState
from besrour_cli.model.errors import BesrourError
from besrour_cli.model.letter_kind import LetterKind
from besrour_cli.model.plan import SessionState
from besrour_cli.schedule.tasks import REPORT_BEFORE, Task, TaskKind, in_order, is_untold, session_tasks
from besrour_cli.storage.state.state_file import read_state

if TYPE_CHECKING:
    from besrour_cli.model.programme import Programme


def tasks(situation: Situation, now: datetime) -> list[Task]:
    """What is due, the most urgent first, then what is to come."""
    mistakes = sum(not problem.warning for problem in situation.problems)
    found = [Task(TaskKind.MISTAKES, now, count=mistakes)] if mistakes else []
    if situation.programme is not None:
        found += _of_programme(situation, situation.programme, now)
    return in_order(found, now)


def _of_programme(situation: Situation, programme: Programme, now: datetime) -> Iterator[Task]:
    plan, log = situation.plan, situation.log
    for task in session_tasks(programme, plan, log, now, situation.unread):
        if task.kind == TaskKind.REMIND and task.due <= now and not _unreminded(situation, programme, task):
            continue
        yield replace(task, count=_uninformed(situation, programme, task.session) or task.count)
    yield from _newcomers(situation, programme, now)
    yield from _answers(situation, now)
    yield from _letters_unknown(situation, now)
    missing = [s.id for s in programme.sessions if s.id not in plan.slots and s.took_place is None]
    if missing:
        yield Task(TaskKind.PLAN, now, session=missing[0], count=len(missing))
    drifted = time_drift.drifts_to_come(programme, plan, now)
    if drifted:
        people = {member.id for members in drifted.values() for member in members}
        yield Task(TaskKind.DRIFT, now, session=min(d.session for d in drifted), count=len(people))
    if plan.slots and _is_export_old(situation, programme):
        yield Task(TaskKind.EXPORT, now)
    yield from sheet_tasks(situation, programme, now)
    yield from harvest_tasks(situation, programme, now)
    yield from mentoring_tasks(situation, programme, now)
    for day in programme.reports:
        [due, *_more] = instants.local_instants(datetime.combine(day, time(12)), programme.anchor.zone)
        if due > now - REPORT_BEFORE:
            yield Task(TaskKind.REPORT, due - REPORT_BEFORE)


def _answers(situation: Situation, now: datetime) -> Iterator[Task]:
    """Yield required people who declined, and messages that wait for a person; nothing without answers."""
    from besrour_cli.commands.workflows.people.replacements import declined_required
    from besrour_cli.feedback.replies.waiting_messages import waiting_messages
    from besrour_cli.storage.state import replies_file

    workspace = situation.workspace
    stored = replies_file.read(situation.folder)
    if stored.answers:
        for missing in declined_required(workspace, stored, now):
            names = [candidate.member.name for candidate in missing.candidates]
            people = (missing.member.name, *names)
            yield Task(TaskKind.REPLACE, now, session=missing.session.id, role=missing.role, people=people)
    waiting = waiting_messages(stored.messages, stored.answers, workspace.programme.members)
    if waiting:
        yield Task(TaskKind.ANSWERS, now, count=len(waiting))


def _newcomers(situation: Situation, programme: Programme, now: datetime) -> Iterator[Task]:
    """Yield sessions announced as they are now of which somebody does not know, or need not know any more."""
    for slot in situation.plan.slots.values():
        known = situation.log.latest(slot.session)
        if known is None or slot.start <= now or is_untold(programme, slot, known):
            continue  # nobody was told, or all of them are to be told
        if count := _uninformed(situation, programme, slot.session):
            yield Task(TaskKind.TELL, now, session=slot.session, count=count)
        session = programme.session(slot.session)
        if session is not None and slot.state == SessionState.ANNOUNCED:
            gone = leavers(situation.workspace, situation.letters, situation.log, session)
            if gone:
                yield Task(TaskKind.WITHDRAW, now, session=slot.session, count=len(gone))


def _uninformed(situation: Situation, programme: Programme, name: str) -> int:
    """How many people do not know what was announced last of a session.

    Where letters leave from this folder its ledger says so; else whoever was invited when the session was
    last announced knows of it.
    """
    slot, session = situation.plan.slots.get(name), programme.session(name)
    known, letters = situation.log.latest(name), situation.letters
    if slot is None or known is None:
        return 0
    if slot.state == SessionState.CANCELLED:
        about = [status for (session_id, _), status in letters.of.items() if session_id == name]
        last = [status.announcement for status in about if status.announcement is not None]
        return sum(letter.kind != LetterKind.CANCELLATION for letter in last)
    if session is None or slot.state != SessionState.ANNOUNCED:
        return 0
    invited = programme.invited(session)
    if name not in letters.invited:
        return sum(member.id not in known.invited for member in invited)
    return sum(_is_uninformed(letters.get(name, member.id), slot.hash) for member in invited)


def _is_uninformed(status: DeliveryStatus | None, facts: str) -> bool:
    """Whether a member's last letter, if there was any, says something else; a lost one is another task."""
    if status is not None and status.state == DeliveryState.UNKNOWN:
        return False
    return status is None or status.announcement is None or status.announcement.facts != facts


def _unreminded(situation: Situation, programme: Programme, task: Task) -> int:
    """How many people still await a reminder that is due: those who declined do not."""
    from besrour_cli.commands.shared.responses import invitations, session_responses
    from besrour_cli.storage.state import replies_file

    workspace = situation.workspace
    stored = replies_file.read(situation.folder)
    invited = [i for i in invitations(workspace) if i.session == task.session]
    done = {
        r.member
        for r in stored.reminders
        if r.session == task.session and r.moment is not None and r.moment >= task.due
    }
    return sum(
        rsvp.state != RsvpState.DECLINED and rsvp.member not in done
        for this in session_responses(workspace, stored, invited)
        for rsvp in this.rsvps
    )


def _letters_unknown(situation: Situation, now: datetime) -> Iterator[Task]:
    """Yield the sessions with letters of which nobody knows whether they left."""
    counts: dict[str, int] = {}
    for (about, _member), status in situation.letters.of.items():
        slot = situation.plan.slots.get(about)
        if status.state == DeliveryState.UNKNOWN and (slot is None or slot.end > now):
            counts[about] = counts.get(about, 0) + 1
    for about, count in counts.items():
        yield Task(TaskKind.UNKNOWN, now, session=about, count=count)


def _is_export_old(situation: Situation, programme: Programme) -> bool:
    """Whether calendars were written once, and would be others now."""
    written = os.path.join(situation.folder, "out", "calendar")
    if not os.path.isdir(written):
        return False
    from besrour_cli.publishing.calendars.feeds import feeds

    address = programme.publish.address
    try:
        made = feeds(programme, situation.plan, f"{address}/calendar" if address else "")
    except (BesrourError, KeyError):  # of files with mistakes
        return False
    return any(read_state(situation.folder, f"out/calendar/{name}") != data for name, data in made.items())
