"""``besrour pause``: a member gets no letters for a while; her row in the roster says so."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from besrour_cli.commands.shared.confirmation import confirm_roster
from besrour_cli.commands.shared.options import DryRun, Folder, Json, Text, Yes, argument, option
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import now, open_draft
from besrour_cli.commands.terminal.console import out
from besrour_cli.commands.terminal.translation import _, translate
from besrour_cli.model.errors import UsageError
from besrour_cli.model.message import Message, msg, msgn

if TYPE_CHECKING:
    from besrour_cli.model.programme import Member, Programme

HELP = msg(
    "Say that a member is away for a while.\n\n"
    "Writes it into her row of members.csv, after showing it; the file as it was stays beside it as "
    "members.csv.bak. With --until, she is invited again to sessions whose window begins on that day or "
    "later; without it, once the column paused is emptied. Nobody else’s burden changes."
)

Who = Annotated[str, argument(_("MEMBER"), _("The member who is away."))]
Until = Annotated[Text, option("--until", _("DATE"), _("The day she is back, such as 2027-03-01."))]


def command(
    member: Who,
    until: Until = None,
    yes: Yes = False,
    dry_run: DryRun = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Show the row as it becomes, ask, write the roster."""
    from besrour_cli.commands.workflows.people.write_roster import yes_word
    from besrour_cli.storage.programme.lines.member_rows import replace_roster
    from besrour_cli.storage.roster.roster_table import RosterTable

    workspace = open_draft(folder)
    who, back = workspace.member(member), _day(until)
    table = RosterTable(workspace.folder)
    if who.id not in table.rows:
        raise UsageError(msg("“{id}” has no row in members.csv", id=who.id), msg("run besrour check"))
    after = table.edited([], {who.id: {"paused": back.isoformat() if back else yes_word(table)}})
    lines = [translate(each) for each in _sentences(who, back, workspace.programme)]
    if not (yes or dry_run):
        confirm_roster(lines, 1, as_json=as_json)
    if not dry_run:
        replace_roster(workspace.folder, table.before, after)
    data = {
        "member": who.id,
        "until": back.isoformat() if back else None,
        "required": _required(who, back, workspace.programme),
        "written": not dry_run,
    }

    def picture() -> None:
        for line in lines if yes or dry_run else ():
            out(line)
        out(
            msg("Nothing was written: this was a trial.")
            if dry_run
            else msg("It is written into members.csv.")
        )

    finish(Result(data, picture), as_json)


def _day(text: str | None) -> date | None:
    """The day that was typed; a refusal for one that is not clear, or is over."""
    from besrour_cli.storage.text.dates import day
    from besrour_cli.storage.text.scalars import ParseError

    if text is None:
        return None
    back = day(text)
    if isinstance(back, ParseError):
        raise UsageError(back.what, back.remedy)
    if back <= now().date():
        raise UsageError(msg("{date} is not to come", date=back.isoformat()), msg("write a later day"))
    return back


def _sentences(who: Member, back: date | None, programme: Programme) -> list[Message]:
    """What becomes of the member, and the sessions whose files require her meanwhile."""
    lines = [
        msg("{name} is invited again to sessions from {date} on.", name=who.name, date=back.isoformat())
        if back
        else msg("{name} gets no letters until the column paused is emptied.", name=who.name)
    ]
    required = _required(who, back, programme)
    if required:
        lines.append(
            msgn(
                "{n} session requires this person meanwhile; name somebody else there: {ids}",
                "{n} sessions require this person meanwhile; name somebody else there: {ids}",
                len(required),
                ids=", ".join(required),
            )
        )
    return lines


def _required(who: Member, back: date | None, programme: Programme) -> list[str]:
    today = now().date()
    return [
        session.id
        for session in programme.sessions
        if who.id in session.required_ids
        and session.window.last >= today
        and (back is None or session.window.first < back)
    ]
