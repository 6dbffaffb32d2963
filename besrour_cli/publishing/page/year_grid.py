"""The year at a glance: one column a session, one row a series and one a clock, as marks of three shapes.

Shape says what colour says: a square is a night, a triangle an early, late or weekend hour, a dash the day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from besrour_cli.clock.instants import local
from besrour_cli.model.language import Text
from besrour_cli.model.plan import ScheduledSession, SessionState
from besrour_cli.publishing.page.clocks import HourKind, PageClock, hour_kind

LABEL, COLUMN, ROW, HEAD = 112, 18, 17, 14
_LONGEST = 18
_SHAPES = {
    HourKind.NIGHT: "M{x} 3h9v9H{x}z",
    HourKind.EDGE: "M{x} 12l5-9 5 9z",
    HourKind.DAY: "M{x} 8h9",
}
_MEETS = "M{x} 8a4 4 0 1 0 9 0a4 4 0 1 0-9 0"


class YearRow(NamedTuple):
    """A label by language, its top, and the paths of its marks by kind (empty ones left out)."""

    label: Text
    y: int
    paths: Mapping[str, str]


class YearGrid(NamedTuple):
    """A picture's size, the initials of its months at their x, and its rows."""

    width: int
    height: int
    months: tuple[tuple[int, str], ...]
    rows: tuple[YearRow, ...]


def year_grid(
    slots: Sequence[tuple[str, ScheduledSession]],
    series: Sequence[tuple[str, Text]],
    clocks: Sequence[PageClock],
    anchor: str,
    night: tuple[int, int],
) -> YearGrid:
    """The picture of sessions in order of time, each with the id of its series.

    ``series`` are ids and names; one alone gets no row, since every column is its own.
    """
    rows: list[YearRow] = []
    if len(series) > 1:
        for series_id, names in series:
            meets = [
                c
                for c, (of, slot) in enumerate(slots)
                if of == series_id and slot.state != SessionState.CANCELLED
            ]
            rows.append(_row(len(rows), names, {"meets": "".join(_MEETS.format(x=_x(c)) for c in meets)}))
    for clock in clocks:
        more = f" +{clock.more}" if clock.more else ""
        labels = {language: _cut(name, len(more)) + more for language, name in clock.short.items()}
        rows.append(_row(len(rows), labels, _clock_paths(slots, clock, night)))
    return YearGrid(
        LABEL + COLUMN * len(slots) + 4, HEAD + ROW * len(rows), _month_initials(slots, anchor), tuple(rows)
    )


def _month_initials(
    slots: Sequence[tuple[str, ScheduledSession]], anchor: str
) -> tuple[tuple[int, str], ...]:
    """The initial of each month above its first session."""
    months: list[tuple[int, str]] = []
    former = 0
    for column, (_, slot) in enumerate(slots):
        month = local(slot.start, anchor).month
        if month != former:
            months.append((_x(column), "JFMAMJJASOND"[month - 1]))
        former = month
    return tuple(months)


def _clock_paths(
    slots: Sequence[tuple[str, ScheduledSession]], clock: PageClock, night: tuple[int, int]
) -> dict[str, str]:
    """A mark for each session that is not cancelled, one path a kind of hour."""
    paths: dict[str, str] = dict.fromkeys(_SHAPES, "")
    for column, ((_, slot), minutes) in enumerate(zip(slots, clock.offsets, strict=True)):
        if slot.state != SessionState.CANCELLED:
            kind = hour_kind(slot, minutes, night)
            paths[kind] += _SHAPES[kind].format(x=_x(column))
    return paths


def _row(number: int, label: Text, paths: Mapping[str, str]) -> YearRow:
    words = {language: _cut(name, 0) for language, name in label.items()}
    return YearRow(words, HEAD + ROW * number, {kind: path for kind, path in paths.items() if path})


def _x(column: int) -> int:
    return LABEL + COLUMN * column + 3


def _cut(words: str, taken: int) -> str:
    return words if len(words) + taken <= _LONGEST else words[: _LONGEST - taken - 1].rstrip() + "…"
