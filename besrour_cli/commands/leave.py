"""``besrour leave``: a member has left; her row is taken out of the roster and that is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from besrour_cli.commands.shared.options import DryRun, Folder, Json, Yes, argument
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import Workspace, now, open_draft
from besrour_cli.commands.terminal.console import out
from besrour_cli.commands.terminal.translation import _, translate
from besrour_cli.model.announcement import AnnouncementLog
from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.message import msg, msgn

if TYPE_CHECKING:
    from besrour_cli.model.diagnostic import SourceLocation
    from besrour_cli.model.programme import Member, Programme
    from besrour_cli.storage.programme.lines.member_rows import RowRemoval

HELP = msg(
    "Say that a member has left.\n\n"
    "Takes the row out of members.csv, after showing it; the file as it was stays beside it as "
    "members.csv.bak. A row that is gone already is only remembered as that of somebody who has left. "
    "What sessions cost the others does not change. Nobody is written to: besrour send offers the "
    "cancellation of the entries that this person holds, to this person alone."
)

Who = Annotated[str, argument(_("MEMBER"), _("The member who has left."))]


def command(
    member: Who,
    yes: Yes = False,
    dry_run: DryRun = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Find the row, show it and ask, write the roster without it, remember the departure."""
    from besrour_cli.commands.shared.confirmation import confirm_change
    from besrour_cli.schedule.changed_roster import invited_to
    from besrour_cli.storage.programme.lines.member_rows import without_row, write_removal
    from besrour_cli.storage.programme.lines.mentions import mentions
    from besrour_cli.storage.state import announced_ledger

    workspace, moment = open_draft(folder), now()
    log = workspace.announcements or AnnouncementLog()
    who = _find(workspace, log, member)
    removal = without_row(workspace.folder, who.id)
    if removal is not None:
        _check_attendance(workspace.programme, who)
    entries = invited_to(who.id, workspace.plan, log, moment)
    named = mentions(workspace.folder, who.id)
    lines = _lines(who, removal, entries)
    if removal is not None and not (yes or dry_run):
        confirm_change([*lines, _("Is it to be removed?")], 1, as_json=as_json)
    if not dry_run:
        if removal is not None:
            write_removal(workspace.folder, removal)
        if who.id in log.members and who.id not in log.departed:
            announced_ledger.note_departure(workspace.folder, workspace.programme.id, who.id)
    data = {
        "member": who.id,
        "row": removal.line if removal else None,
        "entries": list(entries),
        "named": [place._asdict() for place in named],
        "written": not dry_run,
    }
    known = who if who.id in log.members else None
    finish(Result(data, lambda: _print_result(who.id, known, lines, named, dry_run=dry_run)), as_json)


def _find(workspace: Workspace, log: AnnouncementLog, name: str) -> Member:
    """The member of that id in the roster, else as she was known; or a refusal."""
    here = any(member.id == name for member in workspace.programme.members)
    known = log.members.get(name)
    return workspace.member(name) if here or known is None else known


def _check_attendance(programme: Programme, who: Member) -> None:
    """Refuse to take out who came: attendance.csv would name nobody, and the report lose a person."""
    came = sum(one.member == who.id for rows in programme.attendance.values() for one in rows)
    if came:
        raise NegativeAnswer(
            msgn(
                "attendance.csv says that {name} came to {n} session, which the report counts",
                "attendance.csv says that {name} came to {n} sessions, which the report counts",
                came,
                name=who.name,
            ),
            msg(
                "besrour pause {id} keeps that and takes this person off what is to come; besrour forget "
                "{id} erases all of it",
                id=who.id,
            ),
        )


def _lines(who: Member, removal: RowRemoval | None, entries: tuple[str, ...]) -> list[str]:
    """What is done: the row that goes, and the entries that she holds."""
    lines: list[str] = []
    if removal is None:
        gone = msg("“{id}” ({name}) has no row in members.csv any more.", id=who.id, name=who.name)
        lines.append(translate(gone))
    else:
        row = msg("The row of {name}, sessions/members.csv:{line}:", name=who.name, line=removal.line)
        lines.append(translate(row))
        lines.append(f"  {removal.text}")
    if entries:
        held = msgn(
            "{n} session to come is in this person’s calendar: {ids}.",
            "{n} sessions to come are in this person’s calendar: {ids}.",
            len(entries),
            ids=", ".join(entries),
        )
        lines.append(translate(held))
    return lines


def _print_result(
    name: str,
    known: Member | None,
    lines: list[str],
    named: tuple[SourceLocation, ...],
    *,
    dry_run: bool,
) -> None:
    """What was done; ``known`` is the member where others were told something of her."""
    from besrour_cli.commands.shared.by_hand import print_by_hand

    for line in lines:
        out(line)
    print_by_hand(name, named)
    if dry_run:
        out(_("Nothing was written: this was a trial."))
    elif known is not None:
        out(msg("It is remembered that {name} has left.", name=known.name))
    else:
        out(_("The row is removed; this person was never told of a session."))
