"""Where ``besrour export --to`` puts things: a web folder, or a collection on a calendar server."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from besrour_cli.commands.shared.workspace import Workspace
from besrour_cli.commands.terminal.translation import _, translate
from besrour_cli.model.errors import NotFoundError, UsageError
from besrour_cli.model.message import Message, msg, msgn

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


class PublishOutcome(NamedTuple):
    """What was published: as JSON, as a picture, and what is someone else's and was left alone."""

    data: Mapping[str, object]
    picture: Callable[[], None]
    theirs: tuple[str, ...]


def publish(
    workspace: Workspace,
    to: str,
    files: Mapping[str, bytes],
    kinds: Sequence[str],
    moment: datetime,
    *,
    overwrite: bool,
) -> PublishOutcome:
    """Publish files (``calendar/...``, ``page/...``) in a web folder, or the sessions on the server."""
    if to == CALDAV:
        return _on_server(workspace, moment, overwrite=overwrite)
    return _in_folder(workspace, to, files, kinds, overwrite=overwrite)


def _in_folder(
    workspace: Workspace, to: str, files: Mapping[str, bytes], kinds: Sequence[str], *, overwrite: bool
) -> PublishOutcome:
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
        from besrour_cli.commands.terminal.console import out

        if done.theirs:
            _print_untouched(done.theirs, msg("someone else’s, or changed there by hand"))
            out(_("Nothing was copied. --overwrite replaces them."))
            return
        for paths, state in ((done.written, _("written")), (done.removed, _("removed"))):
            for path in paths:
                out(f"  {path}  {state}")
        n = len(done.written) + len(done.unchanged)
        out(
            translate(
                msgn(
                    "{n} file in {folder}, {new} of them new.",
                    "{n} files in {folder}, {new} of them new.",
                    n,
                    folder=to,
                    new=len(done.written),
                )
            )
        )

    return PublishOutcome(data, picture, done.theirs)


def _on_server(workspace: Workspace, moment: datetime, *, overwrite: bool) -> PublishOutcome:
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
            moment,
            overwrite=overwrite,
        )
    finally:
        server.close()
    theirs = tuple(fate.session for fate in log if fate.state in synchronise.THEIRS)
    data = {"to": CALDAV, "sessions": [fate._asdict() for fate in log], "theirs": list(theirs)}

    def picture() -> None:
        from besrour_cli.commands.terminal.console import out

        changed = [fate for fate in log if fate.state in _STATES]
        for fate in changed:
            out(f"  {fate.session}  {translate(_STATES[fate.state])}")
        n, new = len(log), len(changed) - len(theirs)
        out(
            translate(
                msgn(
                    "{n} session at {server}, {new} changed.",
                    "{n} sessions at {server}, {new} changed.",
                    n,
                    server=server.host,
                    new=new,
                )
            )
        )
        if theirs:
            out(_("--overwrite replaces what others changed."))

    return PublishOutcome(data, picture, theirs)


def _print_untouched(paths: Sequence[str], why: Message) -> None:
    from besrour_cli.commands.terminal.console import out

    for path in paths:
        out(f"  {path}  {translate(why)}")
