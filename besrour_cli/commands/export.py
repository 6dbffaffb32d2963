"""``besrour export``: the calendars people subscribe to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from besrour_cli.commands.desk import now, open_desk
from besrour_cli.commands.options import Folder, Json, Lang
from besrour_cli.commands.result import Result, finish
from besrour_cli.commands.voice import _, say
from besrour_cli.model.fault import NothingThere
from besrour_cli.model.message import msg, msgn

if TYPE_CHECKING:
    from besrour_cli.storage.files import Written

HELP = msg(
    "Publish the calendars.\n\n"
    "Writes out/calendar/: all sessions, one calendar a series, one a group, in both languages. "
    "They hold no join link and no personal address. Proposed sessions are marked tentative."
)


def command(folder: Folder = None, as_json: Json = False, lang: Lang = None) -> None:
    """Make the feeds from the plan and write those that changed."""
    from besrour_cli.commands import driftwords
    from besrour_cli.publishing.calendars import feeds
    from besrour_cli.storage import files

    desk = open_desk(folder)
    driftwords.warn(desk.programme, desk.plan, now())
    if not desk.plan.slots:
        raise NothingThere(msg("there is no plan yet"), msg("run besrour plan, then this again"))
    data = {f"out/calendar/{name}": ics for name, ics in feeds(desk.programme, desk.plan).items()}
    written = files.write_all(desk.folder, data, clear=["out/calendar"])
    shown = {"files": sorted(data), "written": list(written.written), "removed": list(written.removed)}
    finish(Result(shown, lambda: _picture(sorted(data), written)), as_json)


def _picture(names: list[str], written: Written) -> None:
    from besrour_cli.commands.screen import out

    for name in names:
        state = _("written") if name in written.written else _("unchanged")
        out(f"  {name}  {state}")
    removed = _("removed")
    for name in written.removed:
        out(f"  {name}  {removed}")
    out(say(msgn("{n} calendar in out/calendar/.", "{n} calendars in out/calendar/.", len(names))))
