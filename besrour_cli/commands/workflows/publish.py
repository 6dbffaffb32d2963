"""Where ``besrour export --to`` puts things: a web folder, or a collection on a calendar server."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from besrour_cli.commands.shared.workspace import Desk
from besrour_cli.commands.terminal.translation import _, say
from besrour_cli.model.errors import NothingThere, WordsOff
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


class Outcome(NamedTuple):
    """What was published: as JSON, as a picture, and what is someone else's and was left alone."""

    data: Mapping[str, object]
    picture: Callable[[], None]
    theirs: tuple[str, ...]


def publish(
    desk: Desk,
    to: str,
    files: Mapping[str, bytes],
    kinds: Sequence[str],
    moment: datetime,
    *,
    overwrite: bool,
) -> Outcome:
    """Publish files (``calendar/...``, ``page/...``) in a web folder, or the sessions on the server."""
    if to == CALDAV:
        return _on_server(desk, moment, overwrite=overwrite)
    return _in_folder(desk, to, files, kinds, overwrite=overwrite)


def _in_folder(
    desk: Desk, to: str, files: Mapping[str, bytes], kinds: Sequence[str], *, overwrite: bool
) -> Outcome:
    from besrour_cli.delivery import web_folder

    target = os.path.realpath(to)
    for name in _OWN:
        own = os.path.realpath(os.path.join(desk.folder, name))
        if target == own or target.startswith(own + os.sep):
            raise WordsOff(
                msg("“{path}” lies inside the programme’s own {name}/", path=to, name=name),
                msg("name a folder outside, such as the one your web server shows"),
            )
    done = web_folder.publish(target, files, kinds, overwrite=overwrite)
    data = {"to": to, **{name: list(paths) for name, paths in done._asdict().items()}}

    def picture() -> None:
        from besrour_cli.commands.terminal.console import out

        if done.theirs:
            _left(done.theirs, msg("someone else’s, or changed there by hand"))
            out(_("Nothing was copied. --overwrite replaces them."))
            return
        for paths, state in ((done.written, _("written")), (done.removed, _("removed"))):
            for path in paths:
                out(f"  {path}  {state}")
        n = len(done.written) + len(done.unchanged)
        out(
            say(
                msgn(
                    "{n} file in {folder}, {new} of them new.",
                    "{n} files in {folder}, {new} of them new.",
                    n,
                    folder=to,
                    new=len(done.written),
                )
            )
        )

    return Outcome(data, picture, done.theirs)


def _on_server(desk: Desk, moment: datetime, *, overwrite: bool) -> Outcome:
    from besrour_cli.delivery.caldav import synchronise
    from besrour_cli.delivery.caldav.state import Memory
    from besrour_cli.delivery.caldav.webdav import Collection
    from besrour_cli.delivery.credentials import password
    from besrour_cli.publishing.calendars.feeds import objects

    where = desk.programme.publish
    if not where.caldav:
        raise NothingThere(
            msg("programme.yaml names no calendar server"),
            msg("write below publish: a line caldav: with the address of a calendar, and user:"),
        )
    server = Collection(where.caldav, where.user, lambda: password(server.host, where.user, dict(os.environ)))
    try:
        fates = synchronise.publish(
            server,
            Memory(desk.folder, where.caldav),
            objects(desk.programme, desk.plan),
            moment,
            overwrite=overwrite,
        )
    finally:
        server.close()
    theirs = tuple(fate.session for fate in fates if fate.state in synchronise.THEIRS)
    data = {"to": CALDAV, "sessions": [fate._asdict() for fate in fates], "theirs": list(theirs)}

    def picture() -> None:
        from besrour_cli.commands.terminal.console import out

        changed = [fate for fate in fates if fate.state in _STATES]
        for fate in changed:
            out(f"  {fate.session}  {say(_STATES[fate.state])}")
        n, new = len(fates), len(changed) - len(theirs)
        out(
            say(
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

    return Outcome(data, picture, theirs)


def _left(paths: Sequence[str], why: Message) -> None:
    from besrour_cli.commands.terminal.console import out

    for path in paths:
        out(f"  {path}  {say(why)}")
