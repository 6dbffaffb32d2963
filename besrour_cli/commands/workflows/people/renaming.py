"""``besrour rename``: all that is known of a session or a member goes over to another id.

Each file is written whole, one after the other, and the one by which the fault is noticed comes last: a run
that was killed leaves the fault to be named, and the same command goes on where it stopped.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from besrour_cli.commands.shared.renaming import RenamedKind, Renaming
from besrour_cli.commands.shared.workspace import mistakes_in_files, unknown_session
from besrour_cli.commands.workflows.letters.mail_server import read_delivery_log
from besrour_cli.delivery.mail.ledger import LedgerEntry, LedgerEvent, SendLedger
from besrour_cli.model.announcement import AnnouncementLog
from besrour_cli.model.errors import NegativeAnswer, UsageError
from besrour_cli.model.message import msg
from besrour_cli.model.plan import FIXED
from besrour_cli.model.replies import Reminder, Reply, UnclearMessage
from besrour_cli.schedule.renaming import with_member_renamed, with_session_renamed
from besrour_cli.storage.programme.lines.mentions import mentions
from besrour_cli.storage.programme_folder import SESSIONS
from besrour_cli.storage.state import (
    announced_ledger,
    attendance_file,
    busy_file,
    plan_file,
    replies_file,
    tables_file,
)
from besrour_cli.storage.state.announced_lines import AnnouncementEvent
from besrour_cli.storage.state.mentoring import mentors_file

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.model.plan import Plan
    from besrour_cli.model.programme import Session

Step = Callable[[], object]
Named = TypeVar("Named", Reply, Reminder, UnclearMessage)


def prepare_renaming(workspace: Workspace, old: str, new: str) -> Renaming:
    """What is meant by the two ids. Raises UsageError or NegativeAnswer when it is nothing that can be."""
    if old == new:
        raise UsageError(msg("the two names are the same: “{id}”", id=old))
    if old in workspace.plan.slots and workspace.programme.session(old) is None:
        return _session(workspace, old, new)
    people = {member.id: member for member in workspace.programme.members}
    if old in people and new in people:
        raise NegativeAnswer(
            msg("“{old}” and “{new}” are both in members.csv", old=old, new=new),
            msg("if they are one person, remove the row “{old}”, then run this again", old=old),
        )
    if old in workspace.plan.slots:
        raise _still_there(workspace, old)
    if old in people:
        raise NegativeAnswer(
            msg("“{old}” is in members.csv under that id", old=old),
            msg("write the new id there first, then run this again"),
        )
    if old in people_known(workspace):
        return _member(workspace, old, new)
    if _log(workspace).renames.get(old) == new:
        is_session = new in workspace.plan.slots
        kind = RenamedKind.SESSION if is_session else RenamedKind.MEMBER
        return Renaming(
            kind=kind,
            old=old,
            new=new,
            is_certain=True,
            by_hand=mentions(workspace.folder, old),
            is_done=True,
        )
    if new in people and workspace.programme.session(new) is None:
        raise UsageError(
            msg("besrour knows nobody of the id “{id}”", id=old),
            msg("besrour check names those whom people knew under another id"),
        )
    raise unknown_session(old, list(workspace.plan.slots))


def rename(workspace: Workspace, renaming: Renaming, moment: datetime) -> None:
    """Write everything under the new id; what has it already is left as it is.

    Raises FileError while letters are being sent, PlanFileError when plan.yaml has changed meanwhile.
    """
    with ExitStack() as stack:
        stack.enter_context(plan_file.unchanged(workspace.folder, workspace.digest))
        if os.path.lexists(os.path.join(workspace.folder, "sent.ledger")):
            stack.enter_context(_renamed_letters(workspace, renaming, moment))
        for step in _steps(workspace, renaming):
            step()


def _renamed_letters(workspace: Workspace, renaming: Renaming, moment: datetime) -> SendLedger:
    """The ledger of letters, which says that the id is another, and which nobody else can write meanwhile."""
    ledger = SendLedger(workspace.folder, workspace.programme.id)
    line = LedgerEntry(LedgerEvent.RENAME, new=renaming.new)
    if renaming.kind == RenamedKind.SESSION:
        line = line._replace(about=renaming.old)
    else:
        line = line._replace(member=renaming.old)
    try:
        if read_delivery_log(workspace).names(about=line.about, member=line.member):
            ledger.append(line, moment)
    except BaseException:
        ledger.__exit__(None, None, None)
        raise
    return ledger


def _steps(workspace: Workspace, renaming: Renaming) -> Iterator[Step]:
    """The files after the ledger of letters, in the order in which they are written."""
    folder, programme = workspace.folder, workspace.programme.id
    kind, old, new = renaming.kind, renaming.old, renaming.new
    yield lambda: _rename_replies(folder, renaming)
    if kind == RenamedKind.SESSION:
        yield lambda: attendance_file.rename_session(folder, old, new)
        yield lambda: tables_file.rename_session(folder, old, new)
        if old in _log(workspace).of:
            event = AnnouncementEvent.RENAMED_SESSION
            yield lambda: announced_ledger.note_rename(folder, programme, event, old, new)
        yield lambda: _write_plan(workspace, with_session_renamed(workspace.plan, old, new))
        return
    yield lambda: attendance_file.rename_member(folder, old, new)
    yield lambda: tables_file.rename_member(folder, old, new)
    yield lambda: mentors_file.rename_member(folder, old, new)
    yield lambda: _rename_busy(folder, renaming)
    yield lambda: _write_plan(workspace, with_member_renamed(workspace.plan, old, new))
    if old in _log(workspace).members:
        event = AnnouncementEvent.RENAMED_MEMBER
        yield lambda: announced_ledger.note_rename(folder, programme, event, old, new)


def _write_plan(workspace: Workspace, plan: Plan) -> None:
    if plan != workspace.plan:
        plan_file.write(workspace.folder, plan, workspace.digest)


def _rename_replies(folder: str, renaming: Renaming) -> None:
    old, new = renaming.old, renaming.new

    def renamed(each: Named) -> Named:
        """An answer, a reminder or a message that waits, of the new id where it was of the old one."""
        if renaming.kind == RenamedKind.SESSION:
            return each._replace(session=new) if each.session == old else each
        return each._replace(member=new) if each.member == old else each

    replies_file.update(
        folder,
        lambda stored: replies_file.sorted_replies(
            [renamed(answer) for answer in stored.answers],
            [renamed(reminder) for reminder in stored.reminders],
            [renamed(message) for message in stored.messages],
        ),
    )


def _rename_busy(folder: str, renaming: Renaming) -> None:
    def renamed(busy: dict[str, busy_file.Spans]) -> dict[str, busy_file.Spans]:
        if renaming.old in busy:
            former = busy.pop(renaming.old)
            busy.setdefault(renaming.new, former)
        return busy

    busy_file.update(folder, renamed)


def _session(workspace: Workspace, old: str, new: str) -> Renaming:
    """A session whose file has another name by now."""
    from besrour_cli.schedule.changed_files import new_names, same_text

    if _has_file(workspace, old):  # with mistakes, so that it is no session now
        raise _still_there(workspace, old)
    session = _session_of(workspace, new)
    taken = workspace.plan.slots.get(new)
    if taken is not None and taken.state in FIXED:
        raise NegativeAnswer(
            msg("people know “{new}” as a session of its own", new=new),
            msg("put the file of “{old}” back, or call it off: besrour cancel {old}", old=old),
        )
    slot, announced = workspace.plan.slots[old], _log(workspace).latest(old)
    alike = [each.id for each in new_names(workspace.programme, workspace.plan, slot, announced)]
    is_certain = slot.state not in FIXED or (alike == [new] and same_text(session, announced))
    is_begun = announced is None and _log(workspace).renames.get(old) == new
    return Renaming(
        kind=RenamedKind.SESSION,
        old=old,
        new=new,
        is_certain=is_certain or is_begun,
        by_hand=mentions(workspace.folder, old),
    )


def _session_of(workspace: Workspace, new: str) -> Session:
    session = workspace.programme.session(new)
    if session is not None:
        return session
    mine = [p for p in workspace.warnings if p.spot.path == f"{SESSIONS}/{new}.yaml" and not p.warning]
    if mine:
        raise mistakes_in_files(mine)
    raise unknown_session(new, [s.id for s in workspace.programme.sessions])


def _member(workspace: Workspace, old: str, new: str) -> Renaming:
    """A member who has another id in the roster by now."""
    from besrour_cli.model.address import comparable
    from besrour_cli.model.language import fold_case

    member, known = workspace.member(new), _log(workspace).members.get(old)
    if known is not None and new in _log(workspace).members:
        raise NegativeAnswer(
            msg("people were told of sessions under both ids: “{old}” and “{new}”", old=old, new=new),
            msg("if “{old}” has left: besrour leave {old}", old=old),
        )
    return Renaming(
        kind=RenamedKind.MEMBER,
        old=old,
        new=new,
        is_certain=known is not None
        and (
            comparable(known.email) == comparable(member.email)
            or fold_case(known.name) == fold_case(member.name)
        ),
        by_hand=mentions(workspace.folder, old),
    )


def people_known(workspace: Workspace) -> set[str]:
    """The ids under which anything is known of a member."""
    folder, plan = workspace.folder, workspace.plan
    stored = replies_file.read(folder)
    return {
        *_log(workspace).members,
        *plan.ledger,
        *(name for slot in plan.slots.values() for charge in slot.charged for name in charge.members),
        *(name for slot in plan.slots.values() for name in slot.guests),
        *(answer.member for answer in stored.answers),
        *(reminder.member for reminder in stored.reminders),
        *busy_file.read(folder),
        *(member for _session, member in read_delivery_log(workspace).of),
    }


def _log(workspace: Workspace) -> AnnouncementLog:
    return workspace.announcements or AnnouncementLog()


def _has_file(workspace: Workspace, session: str) -> bool:
    return os.path.lexists(os.path.join(workspace.folder, SESSIONS, f"{session}.yaml"))


def _still_there(workspace: Workspace, old: str) -> NegativeAnswer:
    """Why a session that is there under its name has no other: its file, or that of its series, says so."""
    if _has_file(workspace, old):
        return NegativeAnswer(
            msg("“{old}” still has its file", old=old),
            msg("give the file its new name first, then run this again"),
        )
    return NegativeAnswer(
        msg("“{old}” is still a session of its series", old=old),
        msg("leave it out of the series first (until:, except:), then run this again"),
    )
