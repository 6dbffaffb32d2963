"""The year as strips of local hours: sessions down, places across, nights and hard hours marked.

Every date has its month: beside the day where that fits, else on a line above the month's sessions.
Colour repeats what the signs say: ``*`` a night, ``!`` an hour that is not reasonable there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from besrour_cli.clock import formatting, instants
from besrour_cli.commands.terminal.console import table as empty_table
from besrour_cli.commands.terminal.console import width
from besrour_cli.commands.terminal.translation import _, language
from besrour_cli.schedule.clock_groups import ClockGroup, clock_groups, is_night

if TYPE_CHECKING:
    from rich.console import RenderableType

    from besrour_cli.model.plan import ScheduledSession
    from besrour_cli.model.programme import Programme

_QUARTERS = {0: "", 15: "¼", 30: "½", 45: "¾"}
_NARROWEST, _WIDEST = 4, 10  # columns of a place: its label is cut to this
_ODD = 6  # columns that 10:20* takes


def hour_words(moment: datetime) -> str:
    """A local hour in three characters: ``9½``."""
    return f"{moment.hour}{_QUARTERS.get(moment.minute, f':{moment.minute:02d}')}"


def plan_tables(
    programme: Programme, slots: Sequence[ScheduledSession], costs: Mapping[str, Mapping[str, float]]
) -> list[RenderableType]:
    """As few tables as the screen takes, equally wide, each with a legend of its places below."""
    from rich.text import Text

    every = clock_groups(programme, slots, language())
    names = max((len(slot.session) for slot in slots), default=0)
    narrowest = _ODD if any(slot.start.minute % 15 for slot in slots) else _NARROWEST
    days, bare = _days(slots, month=True), _days(slots, month=False)
    above: list[str] = []
    if _tables(len(every), narrowest, names, days) > _tables(len(every), narrowest, names, bare):
        above, days = _months(slots), bare
        names = max(names, *map(len, above))
    room = _room(narrowest, names, days)
    tables = _tables(len(every), narrowest, names, days)
    across = -(-len(every) // tables) or 1
    wide = max(narrowest, min(room // across - 1, _WIDEST))
    labels = _labels(every, wide)
    shown: list[RenderableType] = []
    for first in range(0, len(every), across):
        part = range(first, min(first + across, len(every)))
        shown.append(_table(programme, slots, costs, [(every[i], labels[i]) for i in part], days, above))
        for i in part:
            if labels[i] != ", ".join(every[i].names):
                legend = Text(f"{labels[i]}  ", style="bold")
                legend.append(", ".join(every[i].names), style="not bold")
                shown.append(legend)
        if tables > 1:
            shown.append(Text(""))
    shown.append(Text(_("* a night there   ! not a reasonable hour for someone there"), style="dim"))
    return shown


def _table(
    programme: Programme,
    slots: Sequence[ScheduledSession],
    costs: Mapping[str, Mapping[str, float]],
    across: Sequence[tuple[ClockGroup, str]],
    days: Sequence[str],
    above: Sequence[str],
) -> RenderableType:
    from rich.text import Text

    table = empty_table()
    table.padding = (0, 1, 0, 0)
    table.add_column(_("Session"), no_wrap=True)
    table.add_column(_("Day"), no_wrap=True, min_width=6)
    for _clock, label in across:
        table.add_column(label, no_wrap=True, min_width=_NARROWEST)
    last = ""
    for at, (slot, day) in enumerate(zip(slots, days, strict=True)):
        if above and above[at] != last:
            last = above[at]
            table.add_row(Text(last, style="bold"))
        cells = [_cell(programme, slot, clock, costs.get(slot.session, {})) for clock, _label in across]
        table.add_row(slot.session, day, *cells)
    return table


def _room(narrowest: int, names: int, days: Sequence[str]) -> int:
    """Columns of the screen that are left for the hours."""
    beside = max(names, len(_("Session"))) + max(6, len(_("Day")), *map(len, days), 0) + 2
    return max(width() - beside, narrowest + 1)


def _tables(places: int, narrowest: int, names: int, days: Sequence[str]) -> int:
    return -(-places // (_room(narrowest, names, days) // (narrowest + 1))) or 1


def _days(slots: Sequence[ScheduledSession], *, month: bool) -> list[str]:
    """The day of each session at its anchor: ``Mon 31``, with its month ``Mon May 31`` / ``lun 31 mai``."""
    spoken = language()
    local = [instants.local(slot.start, slot.anchor).date() for slot in slots]
    dates = [formatting.short_date(d, spoken) if month else str(d.day) for d in local]
    return [
        f"{formatting.DAYS[spoken][d.weekday()][:3]} {date}" for d, date in zip(local, dates, strict=True)
    ]


def _months(slots: Sequence[ScheduledSession]) -> list[str]:
    """The month of each session, with its year."""
    return [
        formatting.month_words(instants.local(slot.start, slot.anchor).date(), language()) for slot in slots
    ]


def _cell(
    programme: Programme, slot: ScheduledSession, clock: ClockGroup, cost: Mapping[str, float]
) -> RenderableType:
    from rich.text import Text

    here = [cost[member] for member in clock.members if member in cost]
    if not here:
        return Text("·", style="dim")
    hour = hour_words(instants.local(slot.start, clock.zone))
    if is_night(slot.start, slot.end, clock.zone, programme.fairness.night):
        return Text(f"{hour}*", style="red")
    if max(here) > programme.fairness.good:
        return Text(f"{hour}!", style="yellow")
    return Text(hour, style="blue")


def _labels(every: Sequence[ClockGroup], wide: int) -> list[str]:
    """A short name for each clock, no two alike: another of its places, or longer, where it must be."""
    found: list[str] = []
    for clock in every:
        cut = [_short(name, wide) for name in clock.names]
        cut += [_short(clock.names[0], longer) for longer in range(wide + 1, len(clock.names[0]) + 1)]
        found.append(next((label for label in cut if label not in found), cut[-1]))
    return found


def _short(name: str, wide: int) -> str:
    return name.replace("St. ", "St.")[:wide].rstrip() if len(name) > wide else name
