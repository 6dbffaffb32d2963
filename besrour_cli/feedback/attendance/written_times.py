"""Times and lengths as meeting programs write them, on a clock that they do not name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from functools import lru_cache

from besrour_cli.clock.instants import EASTMOST, WESTMOST
from besrour_cli.clock.written_dates import possible_dates

NO_DATE = date(1, 1, 1)
"""The date of a reading that has an hour alone."""
_CENTURY, _LONGEST_MONTH, _NOON, _HOUR = 100, 31, 12, 60
_CLOCK = re.compile(
    r"(?P<date>.*?)(?:^|[ T,])(?P<h>\d{1,2})(?P<sign> ?[:hH] ?|\.)(?P<m>\d{2})(?:[:.](?P<s>\d{2}))?"
    r"(?:[.,]\d+)? ?(?P<half>[AaPp]\.? ?[Mm]\.?)?"
    r" ?\(?(?P<zone>Z|(?:GMT|UTC)? ?[+-]\d{1,2}(?::?\d{2})?|GMT|UTC)?\)?"
)
_NUMBERS = re.compile(r"(\d{1,4})[-/.] ?(\d{1,2})[-/.] ?(\d{1,4})\.?")
_BETWEEN = re.compile(r"(?:\s*,|\s+(?:à|a|at|um|,))\s*$", re.IGNORECASE)
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d{2})?")
_PART = re.compile(r"(\d{1,4})[ \u00a0]*([^\W\d_]+)\.?")
_MOST_DIGITS, _LONGEST_LENGTH = 4, 60
"""Of a number of minutes, and of a cell that gives a length in words."""
_COLONS = re.compile(r"(\d{1,3}):(\d{2}):(\d{2})")
_UNITS = {"h": 60.0, "g": 60.0, "m": 1.0, "s": 1 / 60}
"""The first letter of a unit, in English, French and Polish, and its minutes."""


class DateOrder(StrEnum):
    """Whether the day or the month comes first in a date of three numbers."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@lru_cache(maxsize=8192)
def time_readings(text: str) -> Mapping[DateOrder, datetime]:
    """What a cell can mean in each order of day and month; nothing when it is no time.

    A reading is aware where the cell names its offset; one without a date has that of ``NO_DATE``.
    """
    match = _CLOCK.fullmatch(" ".join(text.split()))
    if match is None:
        return {}
    day = _BETWEEN.sub("", match["date"].strip())
    if match["sign"] == "." and not day:  # a number with decimals
        return {}
    found = {}
    for order, read in _days(day).items():
        hour = int(match["h"])
        if match["half"]:
            hour = hour % _NOON + (_NOON if match["half"][0] in "pP" else 0)
        try:
            at = time(hour, int(match["m"]), int(match["s"] or 0), tzinfo=_zone(match["zone"]))
        except ValueError:
            continue
        found[order] = datetime.combine(read, at)
    return found


def _days(text: str) -> dict[DateOrder, date]:
    if not text:
        return dict.fromkeys(DateOrder, NO_DATE)
    numbers = _NUMBERS.fullmatch(text)
    if numbers is None:
        days = possible_dates(text)
        return dict.fromkeys(DateOrder, days[0]) if len(days) == 1 else {}
    first, second, third = map(int, numbers.groups())
    if first > _LONGEST_MONTH:
        both = (first, second, third)
        ways = dict.fromkeys(DateOrder, both)
    else:
        year = third + 2000 if third < _CENTURY else third
        ways = {DateOrder.DAY_FIRST: (year, second, first), DateOrder.MONTH_FIRST: (year, first, second)}
    found = {}
    for order, way in ways.items():
        try:
            found[order] = date(*way)
        except ValueError:
            continue
    return found


def _zone(text: str | None) -> timezone | None:
    """The offset that a cell names; None where it names none.

    Raises ``ValueError`` for one that no clock has, such as the end of the span ``20:00-24:00``.
    """
    if not text:
        return None
    offset = _OFFSET.search(text)
    if offset is None:
        return UTC
    minutes = int(offset[2]) * _HOUR + int(offset[3] or 0)
    west = offset[1] == "-"
    if minutes > (WESTMOST if west else EASTMOST):
        raise ValueError(text)
    return timezone(timedelta(minutes=-minutes if west else minutes))


def possible_orders(texts: Iterable[str]) -> tuple[DateOrder, ...]:
    """The orders in which every one of these cells is a time; one where the order makes no difference."""
    cells = {text for text in texts if text}
    fitting = [order for order in DateOrder if all(order in time_readings(text) for text in cells)]
    same = all(len(set(time_readings(text).values())) == 1 for text in cells)
    return tuple(fitting[:1] if same else fitting)


def minutes_of(text: str) -> float | None:
    """The minutes of a length such as ``106``, ``1h 2m 3s`` or ``01:46:00``; None for what is none."""
    value = " ".join(text.split())
    if len(value) > _LONGEST_LENGTH:
        return None
    if value.isascii() and value.isdigit():
        return float(value) if len(value) <= _MOST_DIGITS else None
    if colons := _COLONS.fullmatch(value):
        hours, minutes, seconds = map(int, colons.groups())
        return hours * 60.0 + minutes + seconds / 60
    parts = _PART.findall(value)
    if not parts or _PART.sub("", value).strip(" ,et"):
        return None
    if any(unit[0].lower() not in _UNITS for _, unit in parts):
        return None
    return sum(int(number) * _UNITS[unit[0].lower()] for number, unit in parts)
