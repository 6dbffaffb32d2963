"""``besrour correct``: letters to those whose printed hour a change of law made untrue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, NamedTuple

from besrour_cli.commands.shared.options import Folder, Json, Text, Texts, argument, flag, option
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import Workspace, now, open_workspace
from besrour_cli.commands.terminal.console import out
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.errors import NegativeAnswer, NotFoundError
from besrour_cli.model.letter_kind import LetterKind
from besrour_cli.model.message import msg, msgn

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from besrour_cli.commands.shared.letter_batch import LetterBatch
    from besrour_cli.commands.views.time_drift import Touched
    from besrour_cli.model.place import Place
    from besrour_cli.model.plan import ScheduledSession
    from besrour_cli.storage.output.atomic_files import WriteResult

HELP = msg(
    "Correct printed local times that a change of law made untrue.\n\n"
    "The session keeps its moment: a letter in both languages goes to those people only whose hour "
    "is no longer true, with a calendar entry that replaces theirs. --keep-clock keeps the hour of "
    "one place instead and moves the session for everyone: what it moves is shown and asked first. "
    "Letters are written below out/letters/; nothing is sent."
)


Sessions = Annotated[
    Texts, argument(_("[SESSION...]"), _("Sessions by file name (default: all that need it)."))
]
KeepClock = Annotated[
    Text,
    option(
        "--keep-clock",
        _("PLACE"),
        _("Keep the printed hour of this place and move the session for all others."),
    ),
]
Yes = Annotated[bool, flag("--yes", _("Move without asking, for scripts; only with --keep-clock."))]
DryRun = Annotated[bool, flag("--dry-run", _("Show what would change; write nothing."))]


class ReadingCorrection(NamedTuple):
    """One session before and after, and its letters."""

    before: ScheduledSession
    after: ScheduledSession
    batch: LetterBatch


def command(
    session: Sessions = None,
    keep_clock: KeepClock = None,
    yes: Yes = False,
    dry_run: DryRun = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Find the drift, make the letters, show what moves, write letters and plan."""
    from besrour_cli.commands.shared.arguments import resolve_place
    from besrour_cli.commands.shared.confirmation import confirm_move
    from besrour_cli.commands.views import time_drift

    workspace, moment = open_workspace(folder), now()

    place = resolve_place(keep_clock) if keep_clock else None
    named = {workspace.session(name).id for name in session or ()}
    people = {
        drift: members
        for drift, members in time_drift.drifts_to_come(workspace.programme, workspace.plan, moment).items()
        if not named or drift.session in named
    }
    ids = list(dict.fromkeys(drift.session for drift in people))
    slots = _corrected(workspace, ids, place, moment)
    if not slots:
        if place is not None and people:
            raise NotFoundError(
                msg("no printed hour of {place} is untrue: there is nothing to keep", place=place.names),
                msg("run besrour correct without --keep-clock"),
            )
        true = _("Every printed local time is true: nothing to correct.")
        finish(Result({"written": False, "sessions": [], "drift": []}, lambda: out(true)), as_json)
        return
    changes = _changes(workspace, slots, people, moment, moved=place is not None)
    data = _data(workspace, changes, people, moment, written=not dry_run)
    if place is not None and not (dry_run or yes):
        confirm_move(_moves(workspace, changes), len(changes), as_json=as_json)
    results: Sequence[WriteResult | None] = [None] * len(changes)
    if not dry_run:
        results = _write(workspace, changes, moment)
    finish(Result(data, lambda: _print_result(workspace, changes, people, results, moment)), as_json)


def _corrected(
    workspace: Workspace, ids: Sequence[str], place: Place | None, moment: datetime
) -> dict[str, ScheduledSession]:
    """The sessions with true readings; with ``place``, only those untrue there, moved to the printed hour."""
    from besrour_cli.schedule.drift import shift_to_keep_clock, with_true_readings

    before = workspace.plan.slots
    if place is None:
        return {id_: with_true_readings(before[id_], moment) for id_ in ids}
    shifts = {id_: shift_to_keep_clock(before[id_], place.zone) for id_ in ids}
    return {id_: _moved(workspace, before[id_], by, moment) for id_, by in shifts.items() if by}


def _moved(workspace: Workspace, slot: ScheduledSession, by: timedelta, moment: datetime) -> ScheduledSession:
    """A session shifted and announced anew. Raises NegativeAnswer if its new start is over."""
    from besrour_cli.schedule.announce import with_announcement

    later = replace(slot, start=slot.start + by, end=slot.end + by, sequence=slot.sequence + 1)
    if later.start <= moment:
        raise NegativeAnswer(
            msg("“{id}” would have to begin in the past", id=slot.session), msg("leave --keep-clock away")
        )
    return with_announcement(workspace.programme, workspace.session(slot.session), later, moment)


def _changes(
    workspace: Workspace,
    slots: Mapping[str, ScheduledSession],
    people: Touched,
    moment: datetime,
    *,
    moved: bool,
) -> list[ReadingCorrection]:
    from besrour_cli.commands.workflows.letters.write_letters import LetterMaker

    maker = LetterMaker(workspace, moment)
    changes = []
    for id_, slot in slots.items():
        found = workspace.session(id_)
        affected = {m.id for drift, members in people.items() if drift.session == id_ for m in members}
        members = [m for m in workspace.programme.invited(found) if moved or m.id in affected]
        kind = None if moved else LetterKind.CORRECTION
        batch = maker.batch(found, slot, kind=kind, members=members)
        changes.append(ReadingCorrection(workspace.plan.slots[id_], slot, batch))
    return changes


def _write(
    workspace: Workspace, changes: Sequence[ReadingCorrection], moment: datetime
) -> list[WriteResult | None]:
    """The letters, which nobody has yet, then that they are announced: what is interrupted is done again."""
    from besrour_cli.commands.workflows.letters.announcing import announce
    from besrour_cli.commands.workflows.letters.write_letters import write_batch

    results = [write_batch(change.batch, workspace.folder).result for change in changes]
    announce(workspace, {change.after.session: change.after for change in changes}, moment)
    return results


def _moves(workspace: Workspace, changes: Sequence[ReadingCorrection]) -> list[str]:
    """What keeping one clock moves: every place's hour as printed, and as it would be."""
    from besrour_cli.commands.views import moves

    return [
        line
        for change in changes
        for line in moves.move_lines(workspace.programme, change.before, change.after, change.after.printed)
    ]


def _data(
    workspace: Workspace,
    changes: Sequence[ReadingCorrection],
    people: Touched,
    moment: datetime,
    *,
    written: bool,
) -> dict[str, object]:
    from besrour_cli.clock.instants import instant_text
    from besrour_cli.commands.shared.letter_batch import local_start
    from besrour_cli.commands.views import time_drift

    return {
        "written": written,
        "sessions": [
            {
                "id": change.after.session,
                "kind": change.batch.kind,
                "before": instant_text(change.before.start),
                "start": instant_text(change.after.start),
                "sequence": change.after.sequence,
                "letters": [
                    {
                        "member": member.id,
                        "file": f"out/letters/{change.after.session}/{member.id}.eml",
                        "local": local_start(change.after, member),
                    }
                    for member in change.batch.members
                ],
            }
            for change in changes
        ],
        "drift": time_drift.as_data(people, workspace.plan, moment),
    }


def _print_result(
    workspace: Workspace,
    changes: Sequence[ReadingCorrection],
    people: Touched,
    results: Sequence[WriteResult | None],
    moment: datetime,
) -> None:
    from besrour_cli.commands.views import time_drift

    moved = changes[0].batch.kind == LetterKind.UPDATE
    for line in _moves(workspace, changes) if moved else time_drift.lines(people, workspace.plan, moment):
        out(line)
    out()
    for change in changes:
        letters = msgn(
            "out/letters/{session}/: {n} letter",
            "out/letters/{session}/: {n} letters",
            len(change.batch.members),
            session=change.after.session,
        )
        out(letters)
    if results[0] is None:
        out(_("Nothing was written: this was a trial."))
        return
    out(_("The plan holds the true hours now. Send the letters, then: besrour export"))
    names = " ".join(c.after.session for c in changes if c.batch.sent_before)
    if names:
        out(_("To send only what changed: besrour send {sessions}").format(sessions=names))
