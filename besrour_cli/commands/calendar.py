"""``besrour calendar``: the year ahead with sessions, holidays by region, clock changes and Ramadan."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from besrour_cli.clock.instants import local
from besrour_cli.commands.shared.options import Folder, Json, Text, option
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import Workspace, now, open_workspace
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.message import msg
from besrour_cli.model.plan import SessionState

if TYPE_CHECKING:
    from besrour_cli.commands.views.year_ahead import CalendarYear

HELP = msg(
    "Show the year ahead: sessions, holidays by region, clocks that move, Ramadan.\n\n"
    "Holidays are those of the countries and provinces where members live. Dates that the moon decides "
    "are marked as estimated, with the days on which they may fall."
)
_YEARS = range(2000, 2099)
"""This century but for its last years: the year ahead has to end in it too."""


def command(
    first: Annotated[
        Text, option("--from", _("DATE"), _("The first day, such as 2027-01-01 (default: today)."))
    ] = None,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Open the folder, look a year ahead, show it."""
    from besrour_cli.commands.views import year_ahead

    day = _parse_day(first)
    workspace = open_workspace(folder, unsettled=True)
    begin = day or local(now(), workspace.programme.anchor.zone).date()
    year = _year(workspace, begin, begin + timedelta(days=364))
    finish(
        Result(
            year_ahead.as_data(workspace.programme, year),
            lambda: year_ahead.print_result(workspace.programme, year),
        ),
        as_json,
    )


def _parse_day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        day = None
    if day is None or day.year not in _YEARS:
        raise typer.BadParameter(
            _("“{text}” is not a date of this century; write it as 2027-01-11").format(text=text)
        )
    return day


def _year(workspace: Workspace, first: date, last: date) -> CalendarYear:
    from besrour_cli.commands.views.year_ahead import CalendarYear
    from besrour_cli.observances import year_ahead
    from besrour_cli.observances.describe import notes_for_session

    programme = workspace.programme
    members = [m for m in programme.members if not m.paused]
    slots = sorted(workspace.plan.slots.values(), key=lambda s: (s.start, s.session))
    ahead = tuple(s for s in slots if first <= local(s.start, programme.anchor.zone).date() <= last)
    weighing = {}
    for slot in ahead:
        session = programme.session(slot.session)
        if session is not None and slot.state != SessionState.CANCELLED:
            invited = programme.invited(session)
            weighing[slot.session] = notes_for_session(invited, programme.observances, slot.start, slot.end)
    months, fasts = year_ahead.ramadans_ahead(members, programme.observances, first, last)
    return CalendarYear(
        first=first,
        last=last,
        slots=ahead,
        weighing=weighing,
        holidays=year_ahead.holidays_ahead(members, first, last),
        clock_changes=year_ahead.clock_changes_ahead(
            [m.place for m in members], programme.anchor, first, last
        ),
        ramadans=months,
        fasts=fasts,
        office_hours=year_ahead.closings(members),
    )
