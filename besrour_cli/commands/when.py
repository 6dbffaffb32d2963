"""``besrour when``: one moment on every participant's clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

from besrour_cli.clock import ethiopian_and_swahili, instants
from besrour_cli.commands.shared.arguments import parse_moment, resolve_place
from besrour_cli.commands.shared.options import Folder, Json, Places, argument, flag
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import now, open_planned, open_workspace
from besrour_cli.commands.terminal.console import console, out
from besrour_cli.commands.terminal.translation import _, language
from besrour_cli.commands.views import local_times
from besrour_cli.model.message import msg

if TYPE_CHECKING:
    from besrour_cli.model.place import Place

HELP = msg(
    "Show a moment on every participant's clock.\n\n"
    "The moment is an instant (2026-12-09T14:00Z) or a date, an hour and a place "
    "(2026-12-09 15:00 Accra). "
    "Without a place in it the anchor's clock is meant. Without --place, every place of the roster is shown. "
    "With --text, MOMENT is a session, and its list of times is printed to be pasted, in both languages."
)


def command(
    moment: Annotated[list[str], argument(_("MOMENT"), _("An instant, or a local time and its place."))],
    place: Places = None,
    swahili: Annotated[
        bool, flag("--swahili", _("Say each hour in Swahili too, which counts from dawn."))
    ] = False,
    text: Annotated[
        bool, flag("--text", _("The times of a session as a list to paste, in both languages."))
    ] = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Read the moment, gather the places, print both."""
    if text:
        finish(_list_of_times(" ".join(moment), folder), as_json)
        return
    at, read_at = parse_moment(" ".join(moment), folder)
    shown = [resolve_place(text) for text in place or ()]
    if not shown:
        members = open_workspace(folder, unsettled=True).programme.members
        shown = list({member.place.names["en"]: member.place for member in members}.values())
    anchor = instants.local(at, read_at.zone).date() if read_at else None
    finish(Result(_data(at, shown, swahili), lambda: _print_result(at, shown, anchor, swahili)), as_json)


def _list_of_times(session: str, folder: str | None) -> Result:
    """The times of a session as ``post`` has them."""
    from besrour_cli.commands.workflows import posts

    workspace = open_planned(folder)
    about = workspace.session(session)
    words = posts.times_of(posts.subject_of(workspace, about, now(), None, None))
    return Result({"session": about.id, "text": words}, lambda: out(words))


def _data(at: datetime, shown: Sequence[Place], swahili: bool) -> dict[str, object]:
    return {
        "utc": instants.instant_text(at),
        "tzdata": instants.zone_data_version(),
        "places": [
            {
                "input": place.input,
                **local_times.as_data(at, place),
                **_other_clocks(at, place, "en", swahili),
            }
            for place in shown
        ],
    }


def _other_clocks(at: datetime, place: Place, spoken: str, swahili: bool) -> dict[str, str]:
    """The moment as Ethiopia counts it, for a place there, and in Swahili, if that is asked for."""
    local, clocks = instants.local(at, place.zone), {}
    if place.country == ethiopian_and_swahili.ETHIOPIA:
        clocks["ethiopian"] = ethiopian_and_swahili.ethiopian_words(local, spoken)
    if swahili:
        clocks["swahili"] = ethiopian_and_swahili.swahili_words(local)
    return {clock: words for clock, words in clocks.items() if words}


def _print_result(at: datetime, shown: Sequence[Place], anchor: date | None, swahili: bool) -> None:
    spoken, screen = language(), console()
    labels = {
        "ethiopian": _("Ethiopian clock in {place}: {hour}"),
        "swahili": _("Swahili clock in {place}: {hour}"),
    }
    rows = local_times.west_to_east(at, shown)
    screen.print(local_times.times_table(at, rows, anchor))
    for place in rows:
        for clock, hour in _other_clocks(at, place, spoken, swahili).items():
            screen.print(labels[clock].format(place=place.name(spoken), hour=hour))
    utc, version = instants.instant_text(at), instants.zone_data_version()
    screen.print(_("{utc}, time zone data {version}").format(utc=utc, version=version))
