"""``besrour when``: one moment on every participant's clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

import typer

from besrour_cli.clock import formatting, instants, other_calendars
from besrour_cli.commands.shared.options import Folder, Json
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.terminal.translation import _, language
from besrour_cli.model.message import msg
from besrour_cli.model.place import Place

HELP = msg(
    "Show a moment on every participant's clock.\n\n"
    "The moment is an instant (2026-12-09T14:00Z) or a date, an hour and a place "
    "(2026-12-09 15:00 Accra). Without --place, every place of the roster is shown."
)


def command(
    moment: Annotated[
        list[str], typer.Argument(metavar=_("MOMENT"), help=_("An instant, or a local time and its place."))
    ],
    place: Annotated[
        list[str] | None,
        typer.Option("--place", metavar=_("PLACE"), help=_("A place to show; may be given several times.")),
    ] = None,
    swahili: Annotated[
        bool, typer.Option("--swahili", help=_("Say each hour in Swahili too, which counts from dawn."))
    ] = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Read the moment, gather the places, print both."""
    from besrour_cli.commands.shared.arguments import parse_moment, resolve_place

    at, read_at = parse_moment(" ".join(moment))
    named = [resolve_place(text) for text in place or ()]
    shown = named or _roster_places(folder)
    anchor = instants.local(at, read_at.zone).date() if read_at else None
    finish(Result(_data(at, shown, swahili), lambda: _print_result(at, shown, anchor, swahili)), as_json)


def _roster_places(folder: str | None) -> list[Place]:
    from besrour_cli.commands.shared.workspace import open_workspace

    members = open_workspace(folder).programme.members
    return list({member.place.names["en"]: member.place for member in members}.values())


def _data(at: datetime, shown: Sequence[Place], swahili: bool) -> dict[str, object]:
    return {
        "utc": instants.instant_text(at),
        "tzdata": instants.zone_data_version(),
        "places": [_reading(at, place, swahili) for place in shown],
    }


def _reading(at: datetime, place: Place, swahili: bool) -> dict[str, object]:
    """One place's keys; those of other clocks only where they are used or asked for."""
    local = instants.local(at, place.zone)
    others = {
        "ethiopian": _ethiopian(at, place, "en"),
        "swahili": other_calendars.swahili_words(local) if swahili else "",
    }
    return {
        "input": place.input,
        "place": place.name("en"),
        "zone": place.zone,
        "local": local.isoformat(),
        "en": formatting.reading_words(local, place, "en"),
        "fr": formatting.reading_words(local, place, "fr"),
        **{clock: words for clock, words in others.items() if words},
    }


def _ethiopian(at: datetime, place: Place, spoken: str) -> str:
    """The hour and date as Ethiopia counts them, for a place there; else ""."""
    if place.country != other_calendars.ETHIOPIA:
        return ""
    return other_calendars.ethiopian_words(instants.local(at, place.zone), spoken)


def _print_result(at: datetime, shown: Sequence[Place], anchor: date | None, swahili: bool) -> None:
    from besrour_cli.commands.terminal.console import console
    from besrour_cli.commands.terminal.console import table as empty_table

    spoken = language()
    table = empty_table()
    table.add_column(_("Place"), overflow="fold")
    table.add_column(_("Day"))
    table.add_column(_("Hour"), justify="right", no_wrap=True)
    table.add_column(_("Offset"), no_wrap=True)
    rows = sorted(shown, key=lambda p: (instants.offset_minutes(at, p.zone), p.name(spoken)))
    for place in rows:
        reading = instants.local(at, place.zone)
        mark = formatting.day_mark(reading, anchor, spoken)
        day = formatting.date_words(reading.date(), spoken, year=False)
        table.add_row(
            place.name(spoken),
            f"{day} ({mark})" if mark else day,
            formatting.time_words(reading, spoken),
            formatting.offset_words(reading, spoken),
        )
    console().print(table)
    for place in rows:
        ethiopian = _ethiopian(at, place, spoken)
        if ethiopian:
            console().print(
                _("Ethiopian clock in {place}: {hour}").format(place=place.name(spoken), hour=ethiopian)
            )
        if swahili:
            words = other_calendars.swahili_words(instants.local(at, place.zone))
            console().print(
                _("Swahili clock in {place}: {hour}").format(place=place.name(spoken), hour=words)
            )
    console().print(
        _("{utc}, time zone data {version}").format(
            utc=instants.instant_text(at), version=instants.zone_data_version()
        )
    )
