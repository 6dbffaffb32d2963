"""``besrour export``: the calendars people subscribe to, the schedule page, and where both are published."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

from besrour_cli.commands.shared.options import Folder, Json, Text, flag, option
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import Workspace, now, open_planned
from besrour_cli.commands.terminal.console import out
from besrour_cli.commands.terminal.translation import _, translate
from besrour_cli.model.errors import NotFoundError, UsageError
from besrour_cli.model.message import msg, msgn

if TYPE_CHECKING:
    from besrour_cli.storage.output.atomic_files import WriteResult

HELP = msg(
    "Publish the calendars and the schedule page.\n\n"
    "Writes out/calendar/: all sessions, one calendar a series, one a group, in both languages; --page "
    "writes out/page/ too. They hold no join link and no personal address. Proposed sessions are marked "
    "tentative. --to copies what changed to a web folder or a calendar server; what someone else "
    "changed there is left alone and named."
)

CALDAV = "caldav"
_OWN = ("sessions", "templates", "out")
_STATES = {
    "created": msg("put there"),
    "updated": msg("brought up to date"),
    "cancelled": msg("marked cancelled"),
    "edited": msg("left alone: someone edited it there"),
    "deleted": msg("left alone: someone deleted it there"),
    "taken": msg("left alone: something else stands there under this name"),
}


def command(
    page: Annotated[
        bool, flag("--page", _("Write the schedule page too: one file, in both languages."))
    ] = False,
    to: Annotated[
        Text,
        option(
            "--to",
            _("FOLDER|caldav"),
            _("Publish: into a web folder, or on the calendar server that programme.yaml names."),
        ),
    ] = None,
    overwrite: Annotated[
        bool, flag("--overwrite", _("With --to: replace what someone else changed there."))
    ] = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Make the feeds and the page from the plan, write those that changed, and publish them."""
    from besrour_cli.commands.views import time_drift

    workspace = open_planned(folder)
    time_drift.warn(workspace.programme, workspace.plan, now())
    if to is not None:
        from besrour_cli.storage.state.handover.mark import refuse_if_handed_over

        refuse_if_handed_over(workspace.folder)
    workspace = workspace.with_known_sessions()
    from besrour_cli.storage.output import atomic_files

    made = _make(workspace, page)
    kinds = ["calendar", "page", "check"] if page else ["calendar"]
    files = {f"out/{name}": content for name, content in made.items()}
    written = atomic_files.write_all(workspace.folder, files, clear=[f"out/{kind}" for kind in kinds])
    names = sorted(files)
    data = {"files": names, "written": list(written.written), "removed": list(written.removed)}
    result = Result(data, lambda: _print_result(names, written))
    if to is not None:
        published = (
            _on_server(workspace, overwrite)
            if to == CALDAV
            else _in_folder(workspace, to, made, kinds, overwrite)
        )
        result = published._replace(data={**data, "published": published.data})
    finish(result, as_json)


def _make(workspace: Workspace, page: bool) -> dict[str, bytes]:
    """The calendars, and the page if it is wanted, by their names below out/."""
    from besrour_cli.publishing.calendars.feeds import feeds

    address = workspace.programme.publish.address
    source = f"{address}/calendar" if address else ""
    calendars = feeds(workspace.programme, workspace.plan, source)
    made = {f"calendar/{name}": ics for name, ics in calendars.items()}
    if page:
        from besrour_cli.publishing.page.page import page as schedule_page
        from besrour_cli.storage import resources

        whole = schedule_page(workspace.programme, workspace.plan, resources.templates(workspace.folder))
        made |= {f"page/{name}": content for name, content in whole.items()} | _check_page(workspace)
    return made


def _check_page(workspace: Workspace) -> dict[str, bytes]:
    """The page that checks statements of attendance, once some were signed."""
    from besrour_cli.storage.state import statement_keys

    if not (public := statement_keys.read(workspace.folder)):
        return {}
    from besrour_cli.publishing.statements.check_page import check_page
    from besrour_cli.storage import resources

    templates = resources.templates(workspace.folder)
    return {"check/index.html": check_page(workspace.programme, public, templates)}


def _print_result(names: list[str], written: WriteResult) -> None:
    for name in names:
        state = _("written") if name in written.written else _("unchanged")
        out(f"  {name}  {state}")
    removed = _("removed")
    for name in written.removed:
        out(f"  {name}  {removed}")
    calendars = sum(name.startswith("out/calendar/") for name in names)
    out(msgn("{n} calendar in out/calendar/.", "{n} calendars in out/calendar/.", calendars))
    if any(name.startswith("out/page/") for name in names):
        out(_("The schedule page is out/page/index.html."))


def _in_folder(
    workspace: Workspace, to: str, files: Mapping[str, bytes], kinds: Sequence[str], overwrite: bool
) -> Result:
    """Publish files (``calendar/...``, ``page/...``) in a web folder; exit code 1 where some are not ours."""
    from besrour_cli.delivery import web_folder

    target = os.path.realpath(to)
    for name in _OWN:
        own = os.path.realpath(os.path.join(workspace.folder, name))
        if target == own or target.startswith(own + os.sep):
            raise UsageError(
                msg("“{path}” lies inside the programme’s own {name}/", path=to, name=name),
                msg("name a folder outside, such as the one your web server shows"),
            )
    done = web_folder.publish(target, files, kinds, overwrite=overwrite)
    data = {"to": to, **{name: list(paths) for name, paths in done._asdict().items()}}

    def picture() -> None:
        if done.theirs:
            theirs = _("someone else’s, or changed there by hand")
            for path in done.theirs:
                out(f"  {path}  {theirs}")
            out(_("Nothing was copied. --overwrite replaces them."))
            return
        for paths, state in ((done.written, _("written")), (done.removed, _("removed"))):
            for path in paths:
                out(f"  {path}  {state}")
        n = len(done.written) + len(done.unchanged)
        line = msgn(
            "{n} file in {folder}, {new} of them new.",
            "{n} files in {folder}, {new} of them new.",
            n,
            folder=to,
            new=len(done.written),
        )
        out(line)

    return Result(data, picture, 1 if done.theirs else 0)


def _on_server(workspace: Workspace, overwrite: bool) -> Result:
    """Publish the sessions on a calendar server; exit code 1 where some were changed there."""
    from besrour_cli.delivery.caldav import synchronise
    from besrour_cli.delivery.caldav.state import SyncState
    from besrour_cli.delivery.caldav.webdav import Collection
    from besrour_cli.delivery.credentials import password
    from besrour_cli.publishing.calendars.feeds import objects

    where = workspace.programme.publish
    if not where.caldav:
        raise NotFoundError(
            msg("programme.yaml names no calendar server"),
            msg("write below publish: a line caldav: with the address of a calendar, and user:"),
        )
    server = Collection(where.caldav, where.user, lambda: password(server.host, where.user, dict(os.environ)))
    try:
        log = synchronise.publish(
            server,
            SyncState(workspace.folder, where.caldav),
            objects(workspace.programme, workspace.plan),
            now(),
            overwrite=overwrite,
        )
    finally:
        server.close()
    names = {slot.known_id: slot.session for slot in workspace.plan.slots.values()}
    log = [fate._replace(session=names.get(fate.session, fate.session)) for fate in log]
    theirs = tuple(fate.session for fate in log if fate.state in synchronise.THEIRS)
    data = {"to": CALDAV, "sessions": [fate._asdict() for fate in log], "theirs": list(theirs)}

    def picture() -> None:
        changed = [fate for fate in log if fate.state in _STATES]
        for fate in changed:
            out(f"  {fate.session}  {translate(_STATES[fate.state])}")
        n, new = len(log), len(changed) - len(theirs)
        line = msgn(
            "{n} session at {server}, {new} changed.",
            "{n} sessions at {server}, {new} changed.",
            n,
            server=server.host,
            new=new,
        )
        out(line)
        if theirs:
            out(_("--overwrite replaces what others changed."))

    return Result(data, picture, 1 if theirs else 0)
