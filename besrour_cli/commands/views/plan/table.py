"""The year as strips of local hours: sessions down, places across, nights and hard hours marked.

Every date has its month: beside the day where that fits, else on a line above the month's sessions. Names of
places and states are whole where that fits, else cut, and a line below says what is meant. Colour repeats
what the signs say: ``*`` a night, ``!`` an hour that is not reasonable there.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import product
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.clock import formatting, instants
from besrour_cli.commands.terminal.console import table as empty_table
from besrour_cli.commands.terminal.console import width
from besrour_cli.commands.terminal.plain import is_plain
from besrour_cli.commands.terminal.translation import _, language, translate
from besrour_cli.commands.views.session_states import SHORT_WORDS, WORDS
from besrour_cli.model.message import msg
from besrour_cli.model.plan import SessionState
from besrour_cli.schedule.clock_groups import ClockGroup, clock_groups

if TYPE_CHECKING:
    from rich.console import RenderableType

    from besrour_cli.model.plan import ScheduledSession
    from besrour_cli.model.programme import Programme
    from besrour_cli.planning.solve.choose import PlanResult

WIDEST = 200
"""Columns that the table takes at most."""
_WIDEST_LABEL = 16
_NIGHT, _HARD, _NOBODY, _HOLD = "*", "!", "·", "="


class _Rows(NamedTuple):
    """What stands left of the hours, an entry a session: the day, the month ("" = no line of its own).

    ``cut``: whether the words of the states are; ``columns``: how many all of it takes.
    """

    days: tuple[str, ...]
    months: tuple[str, ...]
    states: tuple[str, ...]
    cut: bool
    columns: int


class _Layout(NamedTuple):
    """Rows, and the places of each table with their labels and the columns of each.

    ``one_table``: how many columns a single table with whole names would take.
    """

    rows: _Rows
    tables: tuple[tuple[tuple[ClockGroup, str, int], ...], ...]
    one_table: int


def plan_tables(
    programme: Programme,
    slots: Sequence[ScheduledSession],
    choice: PlanResult,
) -> list[RenderableType]:
    """As few tables as the screen takes, each with a legend of its places below, then one of the signs.

    ``slots``: those of the choice, in the order of the rows.
    """
    from rich.text import Text

    every = [_anchor_first(programme, clock) for clock in clock_groups(programme, slots, language())]
    holds = choice.plan.holds
    layout = _layout(every, slots, holds)
    shown: list[RenderableType] = []
    signs: set[str] = set()
    for part in layout.tables:
        cells = [[_cell(programme, slot, clock, choice) for clock, _label, _wide in part] for slot in slots]
        signs.update(cell[-1:] for row in cells for cell, _style in row)
        shown.append(_table(slots, layout.rows, part, cells))
        shown += [_legend(label, clock.names) for clock, label, _ in part if (label,) != clock.names]
        if len(layout.tables) > 1:
            shown.append(Text(""))
    return [*shown, _key(layout, slots, holds, signs)]


def _anchor_first(programme: Programme, clock: ClockGroup) -> ClockGroup:
    """A clock named by the programme's own place where that is one of its places, else by its fullest."""
    here = [m.place.name(language()) for m in programme.members if m.id in clock.members]
    anchor = programme.anchor.name(language())
    names = sorted(clock.names, key=lambda name: (name != anchor, -here.count(name)))
    return clock._replace(names=tuple(names))


def _layout(
    every: Sequence[ClockGroup], slots: Sequence[ScheduledSession], holds: Collection[str]
) -> _Layout:
    """The layout of the fewest tables; of several, one with whole names, else with months beside the days."""
    hours = [instants.local(slot.start, clock.zone) for slot in slots for clock in every]
    narrowest = max((len(formatting.clock_face(at, language())) + 1 for at in hours), default=4)
    wide = sum(max(narrowest, len(clock.names[0])) + 1 for clock in every)
    one_table = _rows(slots, holds, beside=True, whole=True).columns + wide
    best: tuple[tuple[int, bool], _Layout] | None = None
    for beside, whole in product((True, False), repeat=2):
        rows = _rows(slots, holds, beside=beside, whole=whole)
        tables, cut = _places(every, max(width(WIDEST) - rows.columns, narrowest + 1), narrowest)
        if best is None or (len(tables), cut) < best[0]:
            best = (len(tables), cut), _Layout(rows, tables, one_table)
    assert best is not None
    return best[1]


def _rows(slots: Sequence[ScheduledSession], holds: Collection[str], *, beside: bool, whole: bool) -> _Rows:
    """The left of the table, with each month ``beside`` its day or above, and states ``whole`` or cut."""
    spoken = language()
    local = [instants.local(slot.start, slot.anchor).date() for slot in slots]
    dates = [formatting.short_date(d, spoken) if beside else str(d.day) for d in local]
    days = [f"{formatting.DAYS[spoken][d.weekday()][:3]} {at}" for d, at in zip(local, dates, strict=True)]
    months = ["" if beside else formatting.month_words(d, spoken) for d in local]
    words = WORDS if whole else SHORT_WORDS
    states = [translate(words[slot.state]) for slot in slots]
    states = [
        f"{state.removesuffix('.')}{_sign(_HOLD)}" if _is_hold(slot, holds) else state
        for slot, state in zip(slots, states, strict=True)
    ]
    names = [*(slot.session for slot in slots), *months, _("Session")]
    columns = sum(max(map(len, each)) + 1 for each in (names, [*days, _("Day")], [*states, _("State")]))
    return _Rows(tuple(days), tuple(months), tuple(states), not whole, columns)


def _is_hold(slot: ScheduledSession, holds: Collection[str]) -> bool:
    return slot.state == SessionState.PROPOSED and slot.session in holds


def _places(
    every: Sequence[ClockGroup], room: int, narrowest: int
) -> tuple[tuple[tuple[tuple[ClockGroup, str, int], ...], ...], bool]:
    """The places of each table in some columns, and whether a name had to be cut."""
    count = -(-len(every) // (room // (narrowest + 1))) or 1
    across = -(-len(every) // count) or 1
    parts = [every[first : first + across] for first in range(0, len(every), across)] or [[]]
    wide = [max(narrowest, len(clock.names[0])) for clock in every]
    whole = all(sum(wide[first : first + across]) + across <= room for first in range(0, len(every), across))
    if whole:
        labels = {clock: clock.names[0] for clock in every}
        return tuple(
            tuple((c, labels[c], max(narrowest, len(labels[c]))) for c in part) for part in parts
        ), False
    cut = max(narrowest, min(room // across - 1, _WIDEST_LABEL))
    found = dict(zip(every, _labels(every, cut), strict=True))
    return tuple(tuple((c, found[c], cut) for c in part) for part in parts), True


def _table(
    slots: Sequence[ScheduledSession],
    rows: _Rows,
    across: Sequence[tuple[ClockGroup, str, int]],
    cells: Sequence[Sequence[tuple[str, str]]],
) -> RenderableType:
    from rich.text import Text

    table = empty_table()
    table.padding = (0, 1, 0, 0)
    for title in (_("Session"), _("Day"), _("State")):
        table.add_column(title, no_wrap=True)
    for _clock, label, wide in across:
        table.add_column(label, no_wrap=True, justify="right", min_width=wide)
    last = ""
    for slot, day, month, state, hours in zip(slots, *rows[:3], cells, strict=True):
        if month != last:
            last = month
            table.add_row(Text(last, style="bold"))
        table.add_row(slot.session, day, state, *(Text(hour, style=style) for hour, style in hours))
    return table


def _cell(
    programme: Programme, slot: ScheduledSession, clock: ClockGroup, choice: PlanResult
) -> tuple[str, str]:
    """A local hour with its sign, or a blank where the sign would be, and its style."""
    cost = choice.costs.get(slot.session)
    if cost is None:  # called off
        return "", ""
    here = [cost[member] for member in clock.members if member in cost]
    if not here:
        return "" if is_plain() else _NOBODY, "dim"
    hour = formatting.clock_face(instants.local(slot.start, clock.zone), language())
    if clock.members & choice.nights[slot.session]:
        return f"{hour}{_sign(_NIGHT)}", "red"
    if max(here) > programme.fairness.good_burden(slot.minutes):
        return f"{hour}{_sign(_HARD)}", "yellow"
    return f"{hour} ", "blue"


def _sign(sign: str) -> str:
    """A sign of the table, or what it means where the table is read aloud."""
    meaning = {_NIGHT: msg("a night"), _HARD: msg("not reasonable"), _HOLD: msg("you hold it")}
    return f" ({translate(meaning[sign])})" if is_plain() else sign


def _legend(label: str, names: Sequence[str]) -> RenderableType:
    """Which places a column is of, wrapped below the first of them."""
    from rich.text import Text

    room = width(WIDEST) - len(label) - 2
    lines = wrap(", ".join(names), room, break_long_words=False, break_on_hyphens=False)
    text = Text(f"{label}  ", style="bold")
    text.append(("\n" + " " * (len(label) + 2)).join(lines), style="not bold")
    return text


def _key(
    layout: _Layout, slots: Sequence[ScheduledSession], holds: Collection[str], signs: Collection[str]
) -> RenderableType:
    """What the signs and the cut words of the table mean, those that are in it."""
    from rich.text import Text

    words = {
        _NIGHT: msg("* a night there"),
        _HARD: msg("! not a reasonable hour for someone there"),
        _NOBODY: msg("· nobody there is invited"),
        _HOLD: msg("= you hold this start (besrour hold)"),
    }
    holding = not is_plain() and any(_is_hold(slot, holds) for slot in slots)
    found = [translate(each) for sign, each in words.items() if sign in signs or (sign == _HOLD and holding)]
    states = {slot.state for slot in slots} if layout.rows.cut else set()
    for state, short in SHORT_WORDS.items():
        if state in states and translate(short) != translate(WORDS[state]):
            found.append(f"{translate(short)} {translate(WORDS[state])}")
    if 0 < layout.one_table <= WIDEST and len(layout.tables) > 1:
        hint = msg("(a window of {n} columns shows all of it in one table)", n=layout.one_table)
        found.append(translate(hint))
    lines = [""]
    for part in found:
        if lines[-1] and len(lines[-1]) + len(part) + 3 > width(WIDEST):
            lines.append(part)
        else:
            lines[-1] += ("   " if lines[-1] else "") + part
    return Text("\n".join(lines), style="dim")


def _labels(every: Sequence[ClockGroup], wide: int) -> list[str]:
    """A short name for each clock, no two alike: another of its places, or longer, where it must be."""
    found: list[str] = []
    for clock in every:
        cut = [_short(name, wide) for name in clock.names]
        cut += [_short(clock.names[0], longer) for longer in range(wide + 1, len(clock.names[0]) + 1)]
        found.append(next((label for label in cut if label not in found), cut[-1]))
    return found


def _short(name: str, wide: int) -> str:
    """A name cut to some columns, with the full stop of an abbreviation."""
    name = name.replace("St. ", "St.")
    return name if len(name) <= wide else f"{name[: wide - 1].rstrip(' .-’')}."
