"""``besrour busy``: hours taken by a member's own calendar, stored as hours and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

from besrour_cli.clock.instants import instant_text
from besrour_cli.commands.shared.options import Folder, Json, Text, argument, flag, option
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import Workspace, open_workspace
from besrour_cli.commands.terminal.console import IN_LINE, out, truncate
from besrour_cli.commands.terminal.translation import _, language
from besrour_cli.model.errors import UsageError
from besrour_cli.model.message import msg, msgn

if TYPE_CHECKING:
    from besrour_cli.feedback.busy_times import BusyTimes
    from besrour_cli.model.programme import Member
    from besrour_cli.storage.state.busy_file import Spans

HELP = msg(
    "Keep the hours free that a member's own calendar has taken.\n\n"
    "CALENDAR is an .ics file, or the https address of one. Only hours are kept, in busy.yaml: no title, "
    "no place, no name. besrour plan then puts no session on them. Reading the calendar again replaces "
    "what was kept; --forget removes it."
)


def command(
    calendar: Annotated[Text, argument(_("CALENDAR"), _("An .ics file, or its https address."))] = None,
    member: Annotated[
        Text,
        option(
            "--member", _("MEMBER"), _("Whose calendar it is (default: whose address the calendar bears).")
        ),
    ] = None,
    forget: Annotated[bool, flag("--forget", _("Forget the hours kept for this member."))] = False,
    dry_run: Annotated[bool, flag("--dry-run", _("Show the hours; write nothing."))] = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Read the calendar, store the hours of the programme's windows, show how many; or forget them."""
    workspace = open_workspace(folder)
    result = _forget(workspace, member, dry_run) if forget else _read(workspace, member, calendar, dry_run)
    finish(result, as_json)


def _forget(workspace: Workspace, member: str | None, dry_run: bool) -> Result:
    from besrour_cli.storage.state import busy_file

    who = _named(workspace, member)
    n = len(busy_file.read(workspace.folder).get(who.id, ()))
    if not dry_run:
        _store(workspace, who, ())
    forgotten = msgn(
        "{n} span of {name} is forgotten.", "{n} spans of {name} are forgotten.", n, name=who.name
    )
    return Result({"member": who.id, "forgotten": n, "written": not dry_run}, lambda: out(forgotten))


def _read(workspace: Workspace, member: str | None, calendar: str | None, dry_run: bool) -> Result:
    if calendar is None:
        raise UsageError(msg("no calendar is named"), msg("write besrour busy calendar.ics --member ID"))
    from besrour_cli.delivery import download
    from besrour_cli.feedback.busy_times import read_busy_times

    who = _named(workspace, member) if member is not None else None
    first, last = _span(workspace)
    source = download.calendar(calendar) if download.is_address(calendar) else download.local(calendar)
    if who is None:  # the calendar says whose it is; only then it is known whose clock and address count
        owner = read_busy_times(source, workspace.programme.anchor.zone, first, last, "").owner
        owners = [m for m in workspace.programme.members if owner and m.email.casefold() == owner]
        who = owners[0] if len(owners) == 1 else _named(workspace, None)
    found = read_busy_times(source, who.place.zone, first, last, who.email)
    if not dry_run:
        _store(workspace, who, found.spans)
    return Result(_data(who, found, first, last, dry_run), lambda: _print_result(who, found, dry_run))


def _store(workspace: Workspace, who: Member, spans: Spans) -> None:
    """Keep these hours of a member, and everybody else's as they are by now."""
    from besrour_cli.storage.state import busy_file

    busy_file.update(workspace.folder, lambda stored: {**stored, who.id: spans})


def _named(workspace: Workspace, name: str | None) -> Member:
    if name is None:
        raise UsageError(
            msg("it is not said whose calendar this is"), msg("add --member and the member's id")
        )
    return workspace.member(name)


def _span(workspace: Workspace) -> tuple[datetime, datetime]:
    """From the first window to the end of the last: hours outside are of no use and not stored."""
    sessions = workspace.programme.sessions
    first = min(s.window.first for s in sessions)
    last = max(s.window.last for s in sessions)
    begin = datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(days=1)
    end = datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(days=2)
    return begin, max(begin, end)


def _data(who: Member, found: BusyTimes, first: datetime, last: datetime, dry_run: bool) -> dict[str, object]:
    return {
        "member": who.id,
        "from": instant_text(first),
        "to": instant_text(last),
        "entries": found.entries,
        "left_out": len(found.passed_over),
        "reasons": [
            {"line": entry.line, "reason": entry.reason, "zone": entry.zone} for entry in found.passed_over
        ],
        "busy": [{"start": instant_text(a), "end": instant_text(b)} for a, b in found.spans],
        "whole_days": found.whole_days,
        "written": not dry_run,
    }


def _print_result(who: Member, found: BusyTimes, dry_run: bool) -> None:
    from besrour_cli.clock import formatting, instants
    from besrour_cli.commands.views.busy_reasons import length_words, reason_lines
    from besrour_cli.commands.views.local_times import local_words

    line = msgn(
        "{name}: {n} span, {length} in all, of this calendar.",
        "{name}: {n} spans, {length} in all, of this calendar.",
        len(found.spans),
        name=who.name,
        length=length_words(found.spans),
    )
    out(line)
    if found.whole_days:
        out(
            msgn(
                "{n} span is of whole days, from midnight to midnight.",
                "{n} spans are of whole days, from midnight to midnight.",
                found.whole_days,
            )
        )
    spans, more = truncate(found.spans, IN_LINE)
    for begin, end in spans:
        begins, ends = (instants.local(at, who.place.zone) for at in (begin, end))
        until = formatting.time_words(ends, language())
        if ends.date() != begins.date():
            until = local_words(end, who.place.zone)
        out(f"  {local_words(begin, who.place.zone)} – {until}")
    if more:
        out(msgn("  and {n} more", "  and {n} more", more))
    for line in reason_lines(found.passed_over):
        out(line)
    if dry_run:
        out(_("Nothing was written: this was a trial."))
    else:
        out(_("Kept in busy.yaml, as hours only. Next: besrour plan"))
