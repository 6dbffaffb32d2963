"""What sessions and mentoring ask for on paper: run sheets before, notes of tables after, a term's groups.

A part of what there is to do next (``next_steps.py``); each is due until it is done or can no longer be used.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from besrour_cli.commands.shared.situation import Situation
from besrour_cli.model.errors import BesrourError
from besrour_cli.model.people.pauses import is_paused
from besrour_cli.model.plan import SessionState
from besrour_cli.schedule.tasks import (
    HARVEST_AFTER,
    MENTORS_BEFORE,
    SHEET_BEFORE,
    Task,
    TaskKind,
    midnight,
)
from besrour_cli.storage.state.state_file import read_state

if TYPE_CHECKING:
    from besrour_cli.model.programme import Programme, Session


def sheet_tasks(situation: Situation, programme: Programme, now: datetime) -> Iterator[Task]:
    """Yield announced sessions with an agenda whose sheet is missing, or says something else than is true."""
    for slot in situation.plan.slots.values():
        session = programme.session(slot.session)
        if session is None or slot.state not in (SessionState.ANNOUNCED, SessionState.MOVED):
            continue
        due = slot.start - SHEET_BEFORE
        if session.agenda.parts and slot.end > now and not _has_sheet(situation, session, due <= now):
            yield Task(TaskKind.SHEET, due, session=session.id)


def _has_sheet(situation: Situation, session: Session, compared: bool) -> bool:
    """Whether the text of a sheet is there; ``compared``: and is what would be written now."""
    from besrour_cli.commands.workflows.run_sheet import folder_of, subject_of
    from besrour_cli.publishing.run_sheet.texts import run_sheet_text

    written = read_state(situation.folder, f"{folder_of(session)}/sheet.txt")
    if written is None or not compared:
        return written is not None
    try:
        return written == run_sheet_text(subject_of(situation.workspace, session)).encode()
    except BesrourError:  # of files with mistakes, which are a task of their own
        return True


def harvest_tasks(situation: Situation, programme: Programme, now: datetime) -> Iterator[Task]:
    """Yield sessions that had tables and are over, of which ``responses/`` has no notes."""
    from besrour_cli.storage.state import tables_file

    seated = tables_file.read(situation.folder)
    for slot in situation.plan.slots.values():
        if slot.session not in seated or programme.session(slot.session) is None:
            continue
        is_off = slot.state == SessionState.CANCELLED
        if not is_off and slot.session not in programme.harvests and now < slot.end + HARVEST_AFTER:
            yield Task(TaskKind.HARVEST, slot.end, session=slot.session)


def mentoring_tasks(situation: Situation, programme: Programme, now: datetime) -> Iterator[Task]:
    """Yield what the term of mentoring asks for: that groups be made, then that they be introduced."""
    from besrour_cli.storage.state.mentoring import mentors_file

    term = programme.mentoring
    if term is None or not term.entries or now.date() > term.last:
        return
    due = midnight(term.first, programme.anchor.zone) - MENTORS_BEFORE
    groups = mentors_file.read(situation.folder).get(term.name)
    if groups is None:
        yield Task(TaskKind.MENTORS, due)
        return
    there = {member.id for member in programme.members if not is_paused(member, now.date())}
    waiting = [group for group in groups if not group.introduced and there.issuperset(group.people)]
    if waiting:
        yield Task(TaskKind.INTRODUCE, due, count=len(waiting))
