"""``besrour newsletter``: the members' newsletter, in both languages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from besrour_cli.commands.shared.options import Folder, Json, flag
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import now, open_planned
from besrour_cli.commands.terminal.console import out
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.message import msg, msgn

if TYPE_CHECKING:
    from besrour_cli.storage.output.atomic_files import WriteResult

HELP = msg(
    "Write the members' newsletter.\n\n"
    "Text, web page and Markdown below out/newsletter/, in both languages: what was held, what comes, "
    "and how to take part. It holds no join link. The sessions whose hours it prints are announced by "
    "it: from then on a new plan keeps their time. --dry-run shows which, and writes nothing."
)


def command(
    dry_run: Annotated[bool, flag("--dry-run", _("Show what would be announced; write nothing."))] = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Render the issue, remember what it announces, then write its files."""
    from besrour_cli.commands.workflows import check_starts
    from besrour_cli.publishing.letters.newsletter import coming, newsletter
    from besrour_cli.schedule.announce import with_announcement
    from besrour_cli.storage import resources
    from besrour_cli.storage.output import atomic_files
    from besrour_cli.storage.state import plan_file as plans

    workspace, moment = open_planned(folder), now()
    slots = dict(workspace.plan.slots)
    sessions = []
    for slot in coming(workspace.programme, workspace.plan, moment):
        session = workspace.programme.session(slot.session)
        if session is not None:
            sessions.append(session)
            slots[slot.session] = with_announcement(workspace.programme, session, slot, moment)
    warnings = check_starts.check_before_announcing(workspace, sessions, moment)
    announced = [name for name in sorted(slots) if slots[name] != workspace.plan.slots[name]]
    plan = replace(workspace.plan, slots=slots)
    issue = newsletter(workspace.programme, plan, moment, resources.templates(workspace.folder))
    data = {f"out/newsletter/{name}": content for name, content in issue.items()}
    written = None
    if not dry_run:
        if announced:
            plans.write(workspace.folder, plan, workspace.digest)
        written = atomic_files.write_all(workspace.folder, data)
    shown = {"written": not dry_run, "files": sorted(data), "announced": announced, "warnings": warnings}
    finish(Result(shown, lambda: _print_result(sorted(data), announced, written)), as_json)


def _print_result(names: list[str], announced: list[str], written: WriteResult | None) -> None:
    for name in names:
        state = _("written") if written and name in written.written else _("unchanged")
        out(f"  {name}  {state}" if written else f"  {name}")
    if announced:
        n, ids = len(announced), ", ".join(announced)
        out(msgn("It announces {n} session: {ids}.", "It announces {n} sessions: {ids}.", n, ids=ids))
    if announced and written:
        out(_("They keep their time from now on, unless besrour move says otherwise."))
    if written is None:
        out(_("Nothing was written: this was a trial."))
    else:
        out(_("Nothing was sent."))
