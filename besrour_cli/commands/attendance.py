"""``besrour attendance``: who came, by the download of the meeting program; and how the year goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from besrour_cli.commands.shared.options import (
    Folder,
    Json,
    Text,
    Texts,
    argument,
    count,
    flag,
    option,
)
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import Workspace, now, open_workspace
from besrour_cli.commands.terminal.console import confirm_count, out
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.errors import NegativeAnswer, UsageError
from besrour_cli.model.message import msg, msgn

if TYPE_CHECKING:
    from datetime import datetime

    from besrour_cli.commands.shared.attendance_proposal import AttendanceProposal
    from besrour_cli.commands.workflows.attendance.options import AttendanceOptions

HELP = msg(
    "Say who came, by the download of the meeting program.\n\n"
    "FILE is the list of participants as Zoom, Teams or Google Meet gives it, or a table of names and "
    "minutes. Names are matched with members by address, by whole name, or by what you said before; the rest "
    "is asked, and nobody is credited on a likeness. It is shown, asked, and then written into "
    "sessions/attendance.csv; a corrected download replaces the first. Without FILE it shows who came, in "
    "the year or at a session."
)


TheSession = Annotated[
    Text, option("--session", _("SESSION"), _("The session (default: the one at whose start people came)."))
]
Answers = Annotated[
    Texts, option("--answer", _("NAME=MEMBER"), _("Whose a name is; =visitor: no member. May be repeated."))
]
Room = Annotated[Text, option("--room", _("NAME"), _("A connection at which several people sat."))]
People = Annotated[int | None, option("--people", _("N"), _("How many people sat there."), count)]
Members = Annotated[Texts, option("--members", _("MEMBER,..."), _("Those of them who are members."))]
RoomPlace = Annotated[Text, option("--place", _("PLACE"), _("Where the room is."))]
Zone = Annotated[Text, option("--zone", _("PLACE"), _("A place with the clock of the download; remembered."))]
Dates = Annotated[Text, option("--dates", "day-first|month-first", _("The order in its dates; remembered."))]


def command(
    files: Annotated[
        Texts, argument(_("FILE..."), _("The list of participants as it was downloaded (CSV, .xlsx, .ods)."))
    ] = None,
    session: TheSession = None,
    answer: Answers = None,
    zone: Zone = None,
    dates: Dates = None,
    room: Room = None,
    people: People = None,
    members: Members = None,
    place: RoomPlace = None,
    by: Annotated[
        Text, option("--by", _("NAME"), _("Who decides (default: the programme's contact)."))
    ] = None,
    picture: Annotated[Text, option("--picture", _("FILE.svg"), _("Draw the year into this file."))] = None,
    yes: Annotated[bool, flag("--yes", _("Write without asking; open names stay open."))] = False,
    dry_run: Annotated[bool, flag("--dry-run", _("Show only; write nothing."))] = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Read downloads and write who came; or show what is known of a session or the year."""
    from besrour_cli.commands.workflows.attendance.options import AttendanceOptions, is_watched, room_of

    shared = room_of(room, people, members, place)
    workspace, moment = open_workspace(folder), now()
    contact = workspace.programme.contact
    options = AttendanceOptions(
        session=session,
        zone=zone,
        order=_order(dates),
        answers=answer or (),
        decided_by=by or contact.person or contact.email,
        asking=is_watched(as_json=as_json, yes=yes or dry_run),
        room=shared,
    )
    if not files and shared is None:
        finish(_shown(workspace, options, picture, moment), as_json)
        return
    proposal = _proposal(workspace, files or [], options, moment)
    written = not dry_run and _agreed(workspace, proposal, yes=yes, asking=options.asking)
    if written:
        from besrour_cli.commands.workflows.attendance.propose import write

        write(workspace, proposal)
    finish(_result(workspace, proposal, written=written, shown=options.asking and not dry_run), as_json)


def _order(text: str | None) -> str | None:
    """The order of day and month; UsageError for a word that is none."""
    if text in (None, "day-first", "month-first"):
        return text
    raise UsageError(msg("“{text}” is no order of dates", text=text), msg("write day-first or month-first"))


def _proposal(
    workspace: Workspace, files: list[str], options: AttendanceOptions, moment: datetime
) -> AttendanceProposal:
    from besrour_cli.commands.workflows.attendance.propose import propose, propose_room

    if files:
        return propose(workspace, files, options, moment)
    assert options.room is not None
    if options.session is None:
        raise UsageError(msg("it is not said at which session"), msg("add --session and its id"))
    return propose_room(workspace, options, options.room, options.session, moment)


def _agreed(workspace: Workspace, proposal: AttendanceProposal, *, yes: bool, asking: bool) -> bool:
    """Whether it is to be written: said beforehand, or asked for at the terminal."""
    if yes or not asking:
        return yes
    from besrour_cli.commands.views.people import attendance_proposal

    attendance_proposal.show(workspace.programme, proposal)
    n = len(proposal.rows)
    if not confirm_count(msg("Type {n} to write these rows, anything else to stop:", n=n), n):
        raise NegativeAnswer(msg("nothing was changed"))
    return True


def _result(workspace: Workspace, proposal: AttendanceProposal, *, written: bool, shown: bool) -> Result:
    from besrour_cli.commands.views.people import attendance_proposal

    def show() -> None:
        if not shown:
            attendance_proposal.show(workspace.programme, proposal)
        if not written:
            out(_("Nothing was written. To write it: the same command with --yes."))
            return
        rows = msgn(
            "{n} row written into sessions/attendance.csv. Next: besrour plan",
            "{n} rows written into sessions/attendance.csv. Next: besrour plan",
            len(proposal.rows),
        )
        out(rows)

    return Result(attendance_proposal.as_data(proposal, written=written), show)


def _shown(workspace: Workspace, options: AttendanceOptions, picture: str | None, moment: datetime) -> Result:
    """What is known of one session or of the year."""
    from besrour_cli.commands.views.people import turnout

    return turnout.result(workspace, options.session, picture, moment)
