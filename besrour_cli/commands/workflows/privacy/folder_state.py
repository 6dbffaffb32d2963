"""``besrour privacy``: which files name people, who may read them, and what is past its time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from besrour_cli.clock.instants import from_epoch_minutes, instant_text
from besrour_cli.commands.shared.privacy.values import FolderState, Overdue
from besrour_cli.commands.terminal.translation import language
from besrour_cli.commands.workflows.attendance.sessions import session_times
from besrour_cli.durable.systems import KNOWS_RIGHTS, OTHERS
from besrour_cli.model.announcement import AnnouncementLog
from besrour_cli.model.message import msg, msgn
from besrour_cli.model.people.retention import Retention, RetentionKind
from besrour_cli.model.units import EpochMinute
from besrour_cli.schedule.changed_roster import gone
from besrour_cli.storage.attendance import identities_csv, session_rows
from besrour_cli.storage.output.together import FileChange, change_together
from besrour_cli.storage.privacy.register import Erasure, files_of, record_of
from besrour_cli.storage.state import (
    attendance_file,
    busy_file,
    journal_lines,
    plan_file,
    plan_format,
    replies_file,
    tables_file,
)
from besrour_cli.storage.state.state_file import LARGE_LIMIT, read_state

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace

_MONTH = timedelta(days=365.25 / 12)


def folder_state(workspace: Workspace, retention: Retention, moment: datetime) -> FolderState:
    """What is there at a moment."""
    files: dict[str, list[str]] = {}
    unguarded = []
    for path in files_of(workspace.folder):
        kept = record_of(path)
        if kept is None:
            continue
        files.setdefault(kept.name, []).append(path)
        if kept.private and os.stat(os.path.join(workspace.folder, path)).st_mode & OTHERS:
            unguarded.append(path)
    names = workspace.programme.names
    return FolderState(
        programme=names.get(language()) or next(iter(names.values()), ""),
        files={name: tuple(paths) for name, paths in files.items()},
        open_to_others=tuple(unguarded) if KNOWS_RIGHTS else (),
        overdue=tuple(_overdue(workspace, retention, moment)),
    )


def clear(workspace: Workspace, changes: Sequence[FileChange]) -> None:
    """Take away what is past its time, all of it or nothing.

    Where nothing says any more who came, guests stay charged as if they had been invited. Raises FileError
    and PlanFileError where something has changed meanwhile.
    """
    journals = [change.path for change in changes if change.path in journal_lines.JOURNALS]
    with plan_file.unchanged(workspace.folder, workspace.digest, forgetting=True):
        change_together(workspace.folder, [*changes, *_plan_change(workspace, changes)], journals)


def _plan_change(workspace: Workspace, changes: Sequence[FileChange]) -> list[FileChange]:
    rows = next((change.after for change in changes if change.path == session_rows.NAME), None)
    before = read_state(workspace.folder, plan_file.NAME, LARGE_LIMIT)
    if rows is None or before is None:
        return []
    noted = session_rows.sessions_of(rows)
    slots = {
        name: slot if name in noted else replace(slot, guests=())
        for name, slot in workspace.plan.slots.items()
    }
    return [FileChange(plan_file.NAME, before, plan_format.emit(replace(workspace.plan, slots=slots)))]


def _overdue(workspace: Workspace, retention: Retention, moment: datetime) -> Iterator[Overdue]:
    """Yield what is past its time, lines first, then people who have left, then files."""
    before = {kind: moment - retention.months(kind) * _MONTH for kind in RetentionKind}
    yield from _lines(workspace, moment, before)
    yield from _people(workspace, before[RetentionKind.FORMER])
    yield from _files(workspace.folder, before)


def _lines(
    workspace: Workspace, moment: datetime, before: Mapping[RetentionKind, datetime]
) -> Iterator[Overdue]:
    ends = {slot.session: slot.known_times[1] for slot in workspace.plan.slots.values()}
    ends |= {times.session.id: times.end for times in session_times(workspace, moment)}

    def over(kind: RetentionKind) -> frozenset[str]:
        return frozenset(session for session, end in ends.items() if end < before[kind])

    attended, answered = over(RetentionKind.ATTENDANCE), over(RetentionKind.ANSWERS)
    coming = frozenset(ends) - over(RetentionKind.LETTERS)
    since = instant_text(before[RetentionKind.LETTERS])
    ways: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
        (session_rows.NAME, lambda data: session_rows.without_sessions(data, attended)),
        (identities_csv.NAME, lambda data: identities_csv.without_sessions(data, attended)),
        (attendance_file.NAME, lambda data: attendance_file.without_sessions(data, attended)),
        (tables_file.NAME, lambda data: tables_file.without_sessions(data, attended)),
        (
            replies_file.NAME,
            lambda d: replies_file.without_sessions(d, answered, before[RetentionKind.ANSWERS]),
        ),
        (busy_file.NAME, lambda data: busy_file.without_past(data, before[RetentionKind.ANSWERS])),
        *((name, lambda d: journal_lines.without_past(d, since, coming)) for name in journal_lines.JOURNALS),
    )
    for path, without in ways:
        data = read_state(workspace.folder, path, LARGE_LIMIT)
        if data is None:
            continue
        after = without(data)
        lines = data.count(b"\n") - after.count(b"\n")
        if lines > 0:
            what = msgn("{path}: {n} line", "{path}: {n} lines", lines, path=path)
            change = FileChange(path, data, after)
            yield Overdue(path=path, number=lines, what=what, changes=(change,))


def _people(workspace: Workspace, before: datetime) -> Iterator[Overdue]:
    """Yield those who have left, and whose last session is long past."""
    log = workspace.announcements or AnnouncementLog()
    here = {member.id for member in workspace.programme.members}
    for name in sorted(log.departed | {member.id for member in gone(workspace.programme.members, log)}):
        member = log.members.get(name)
        if member is None or name in here:
            continue
        last = [made[-1].end for made in log.of.values() if made and name in made[-1].invited]
        if max(last, default=before) <= before:
            yield Overdue(
                path="announced.ledger",
                number=1,
                what=msg("{name}, who has left", name=member.name),
                remedy=msg("besrour forget {id}", id=name),
                member=name,
            )


def _files(folder: str, before: Mapping[RetentionKind, datetime]) -> Iterator[Overdue]:
    """Yield, folder by folder, copies and previews, which can go, and downloads, which are people's own."""
    old: dict[tuple[str, bool], list[str]] = {}
    for path in files_of(folder):
        kept = record_of(path)
        if kept is None or kept.until is None or kept.erasure not in (Erasure.FILE, Erasure.BY_HAND):
            continue
        changed = EpochMinute(int(os.stat(os.path.join(folder, path)).st_mtime) // 60)
        if from_epoch_minutes(changed) < before[kept.until]:
            old.setdefault((os.path.dirname(path), kept.erasure is Erasure.BY_HAND), []).append(path)
    for (below, is_own), paths in old.items():
        name = paths[0] if len(paths) == 1 else f"{below or '.'}/"
        what = msgn("{path}: {n} file", "{path}: {n} files", len(paths), path=name)
        if is_own:
            remedy = msg("your own downloads: remove them, if they are no longer needed")
            yield Overdue(path=name, number=len(paths), what=what, remedy=remedy)
        else:
            changes = (FileChange(path, read_state(folder, path, LARGE_LIMIT), None) for path in paths)
            yield Overdue(path=name, number=len(paths), what=what, changes=tuple(changes))
