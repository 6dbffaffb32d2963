"""The year as strips of local hours: sessions down, places across, nights and hard hours marked.

Colour repeats what the signs say: ``*`` a night, ``!`` an hour that is not reasonable there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.commands.voice import _, language
from besrour_cli.model.clock import instant, writing
from besrour_cli.model.plan import Slot
from besrour_cli.model.programme import Member, Programme

if TYPE_CHECKING:
    from rich.console import RenderableType

_QUARTERS = {0: "", 15: "¼", 30: "½", 45: "¾"}
_ACROSS = 10


class Clock(NamedTuple):
    """Members whose clocks agree all year: the places' names and the members' ids."""

    names: tuple[str, ...]
    zone: str
    members: frozenset[str]


def clocks(programme: Programme, slots: Sequence[Slot]) -> list[Clock]:
    """The roster grouped by clock, from west to east: zones that agree at every session are one."""
    spoken = language()
    groups: dict[tuple[int, ...], list[Member]] = {}
    for member in programme.members:
        offsets = tuple(instant.offset_minutes(slot.start, member.place.zone) for slot in slots)
        groups.setdefault(offsets, []).append(member)
    found = []
    for offsets in sorted(groups):
        members = groups[offsets]
        names = tuple(dict.fromkeys(m.place.name(spoken) for m in members))
        found.append(Clock(names, members[0].place.zone, frozenset(m.id for m in members)))
    return found


def is_night(start: datetime, end: datetime, zone: str, night: tuple[int, int]) -> bool:
    """Whether any minute of a session falls in the local night (minutes after midnight, may wrap)."""
    moment, last = instant.local(start, zone), instant.local(end - timedelta(minutes=1), zone)
    minutes = {m.hour * 60 + m.minute for m in (moment, last)}
    begin, over = night
    inside = [begin <= m < over if begin < over else (m >= begin or m < over) for m in minutes]
    return any(inside)


def hour_words(moment: datetime) -> str:
    """A local hour in three characters: ``9½``."""
    return f"{moment.hour}{_QUARTERS.get(moment.minute, f':{moment.minute:02d}')}"


def strips(
    programme: Programme, slots: Sequence[Slot], costs: Mapping[str, Mapping[str, float]]
) -> list[RenderableType]:
    """Tables of at most ten clocks each, with a legend of the places below."""
    from rich.text import Text

    every = clocks(programme, slots)
    shown: list[RenderableType] = []
    for first in range(0, len(every), _ACROSS):
        shown.append(_table(programme, slots, costs, every[first : first + _ACROSS]))
    shown.append(Text(_("* a night there   ! not a reasonable hour for someone there"), style="dim"))
    for clock in every:
        legend = Text(f"{_label(clock.names[0])} ", style="bold")
        legend.append(", ".join(clock.names), style="not bold")
        shown.append(legend)
    return shown


def _table(
    programme: Programme,
    slots: Sequence[Slot],
    costs: Mapping[str, Mapping[str, float]],
    across: Sequence[Clock],
) -> RenderableType:
    from besrour_cli.commands.screen import table as empty_table

    table = empty_table()
    table.padding = (0, 1, 0, 0)
    table.add_column(_("Session"), no_wrap=True)
    table.add_column(_("Day"), no_wrap=True, min_width=6)
    for clock in across:
        table.add_column(_label(clock.names[0]), no_wrap=True, min_width=4)
    spoken = language()
    for slot in slots:
        local = instant.local(slot.start, slot.anchor)
        day = f"{writing.DAYS[spoken][local.weekday()][:3]} {local.day}"
        cells = [_cell(programme, slot, clock, costs.get(slot.session, {})) for clock in across]
        table.add_row(slot.session, day, *cells)
    return table


def _cell(programme: Programme, slot: Slot, clock: Clock, cost: Mapping[str, float]) -> RenderableType:
    from rich.text import Text

    here = [cost[i] for i in clock.members if i in cost]
    if not here:
        return Text("·", style="dim")
    hour = hour_words(instant.local(slot.start, clock.zone))
    if is_night(slot.start, slot.end, clock.zone, programme.fairness.night):
        return Text(f"{hour}*", style="red")
    if max(here) > programme.fairness.good:
        return Text(f"{hour}!", style="yellow")
    return Text(hour, style="blue")


def _label(name: str) -> str:
    return name.replace("St. ", "St.")[:4]
