"""The occurrences of a series that repeats: ids that stay, and windows that stay within its dates (pure).

An id names the month or the Monday of the week, and the series. So it stays the same when the series is made
longer or shorter, and when its window changes.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from besrour_cli.model.programme import Window
from besrour_cli.schedule.recurrence import Every, MonthDay, MonthDays, Occurrence, Recurrence

_WEEK, _YEAR = 7, 12


def occurrences(series: str, recurrence: Recurrence) -> tuple[Occurrence, ...]:
    """The sessions of a series, the earliest first; a month or week without a day for one has none."""
    found = []
    for number, (name, window, period) in enumerate(_periods(recurrence)):
        first, last = max(window.first, recurrence.first), min(window.last, recurrence.last)
        if first <= last and not any(period.first <= day <= period.last for day in recurrence.skipped):
            found.append(Occurrence(f"{name}-{series}", number, Window(first, last), name))
    return tuple(found)


def is_occurrence(session_id: str, series: str) -> bool:
    """Whether an id is one that a series gives its sessions, now or with other dates."""
    return re.fullmatch(rf"\d{{4}}-\d\d(?:-\d\d)?-{re.escape(series)}", session_id) is not None


def window_in(days: MonthDays, year: int, month: int) -> Window:
    """The days of one month, or from it into the next; a day that a month does not have is its last."""
    year_after, month_after = (year + month // _YEAR, month % _YEAR + 1)
    closing = (year_after, month_after) if days.ends_in_next_month else (year, month)
    return Window(_day(days.opens, year, month), _day(days.closes, *closing))


def _periods(recurrence: Recurrence) -> Iterator[tuple[str, Window, Window]]:
    """Each month or week: what an id calls it, its window, and its first and last day."""
    if recurrence.every.is_monthly:
        step = 2 if recurrence.every == Every.TWO_MONTHS else 1
        first, last = (day.year * _YEAR + day.month - 1 for day in (recurrence.first, recurrence.last))
        for index in range(first, last + 1, step):
            year, month = index // _YEAR, index % _YEAR + 1
            if month in (recurrence.months or (month,)):
                whole = Window(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
                yield f"{year}-{month:02}", window_in(recurrence.days, year, month), whole
        return
    days = 2 * _WEEK if recurrence.every == Every.FORTNIGHT else _WEEK
    monday = recurrence.first - timedelta(recurrence.first.weekday())
    while monday <= recurrence.last:
        week = Window(monday, monday + timedelta(days - 1))
        yield monday.isoformat(), week, week
        monday += timedelta(days)


def _day(day: MonthDay, year: int, month: int) -> date:
    """A day of one month."""
    before, length = monthrange(year, month)
    if day.weekday is None:
        return date(year, month, min(day.number, length) if day.number > 0 else length + 1 + day.number)
    first = 1 + (day.weekday - before) % _WEEK
    if day.number > 0:
        return date(year, month, first + _WEEK * (day.number - 1))
    return date(year, month, first + _WEEK * ((length - first) // _WEEK + 1 + day.number))
