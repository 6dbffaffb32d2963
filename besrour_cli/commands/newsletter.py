"""``besrour newsletter``: the members' newsletter, in both languages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from besrour_cli.commands.shared.options import Folder, Json, Lang
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import now, open_desk
from besrour_cli.commands.terminal.translation import _, say
from besrour_cli.model.errors import NothingThere
from besrour_cli.model.message import msg, msgn
from besrour_cli.schedule.announce import announced

if TYPE_CHECKING:
    from besrour_cli.storage.output.atomic_files import Written

HELP = msg(
    "Write the members' newsletter.\n\n"
    "Text, web page and Markdown below out/newsletter/, in both languages: what was held, what comes, "
    "and how to take part. It holds no join link. The sessions whose hours it prints are announced by "
    "it: from then on a new plan keeps their time. --dry-run shows which, and writes nothing."
)


def command(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show what would be announced; write nothing."))
    ] = False,
    folder: Folder = None,
    as_json: Json = False,
    lang: Lang = None,
) -> None:
    """Render the issue, remember what it announces, then write its files."""
    from besrour_cli.commands.workflows import start_checks
    from besrour_cli.publishing.letters.newsletter import coming, newsletter
    from besrour_cli.storage.output import atomic_files, resources
    from besrour_cli.storage.state import plan_file as plans

    desk, moment = open_desk(folder), now()
    if not desk.plan.slots:
        raise NothingThere(msg("there is no plan yet"), msg("run besrour plan, then this again"))
    slots = dict(desk.plan.slots)
    sessions = []
    for slot in coming(desk.programme, desk.plan, moment):
        session = desk.programme.session(slot.session)
        if session is not None:
            sessions.append(session)
            slots[slot.session] = announced(desk.programme, session, slot, moment)
    said = start_checks.announcing(desk, sessions, moment)
    told = [name for name in sorted(slots) if slots[name] != desk.plan.slots[name]]
    plan = replace(desk.plan, slots=slots)
    issue = newsletter(desk.programme, plan, moment, resources.templates(desk.folder))
    data = {f"out/newsletter/{name}": content for name, content in issue.items()}
    written = None
    if not dry_run:
        if told:
            plans.write(desk.folder, plan, desk.digest)
        written = atomic_files.write_all(desk.folder, data)
    shown = {"written": not dry_run, "files": sorted(data), "announced": told, "warnings": said}
    finish(Result(shown, lambda: _picture(sorted(data), told, written)), as_json)


def _picture(names: list[str], told: list[str], written: Written | None) -> None:
    from besrour_cli.commands.terminal.console import out

    for name in names:
        state = _("written") if written and name in written.written else _("unchanged")
        out(f"  {name}  {state}" if written else f"  {name}")
    if told:
        n, ids = len(told), ", ".join(told)
        out(say(msgn("It announces {n} session: {ids}.", "It announces {n} sessions: {ids}.", n, ids=ids)))
    if told and written:
        out(_("They keep their time from now on, unless besrour plan --move says otherwise."))
    if written is None:
        out(_("Nothing was written: this was a trial."))
    else:
        out(_("Nothing was sent."))
