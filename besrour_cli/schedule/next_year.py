"""How the dates of a programme move into its next year."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection
from datetime import date, timedelta

_WEEKS = 52
"""Weeks of a year: a Monday stays a Monday, and every second week stays one."""
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"(?<![\d])(\d{4})(?![\d])")


def day_in_next_year(day: date, *, weekly: bool = False) -> date:
    """The same day a year later, or 52 weeks later for what goes by weeks; of a leap day the day before."""
    if weekly:
        return day + timedelta(weeks=_WEEKS)
    return day.replace(year=day.year + 1, day=min(day.day, monthrange(day.year + 1, day.month)[1]))


def text_in_next_year(text: str, *, weekly: bool = False) -> str:
    """A day (``2027-01-18``) or a month (``2027-01``) of a file a year later; anything else as it is."""
    month = _MONTH.fullmatch(text)
    if month:
        return f"{int(month[1]) + 1}-{month[2]}"
    try:
        return day_in_next_year(date.fromisoformat(text), weekly=weekly).isoformat()
    except ValueError:
        return text


def words_in_next_year(text: str, years: Collection[int]) -> str:
    """A text in which each of the programme's years is the one after it: ``Café 2027-2028``."""
    return _YEAR.sub(lambda found: str(int(found[1]) + (int(found[1]) in years)), text)


def id_of_next_year(name: str, years: Collection[int]) -> str:
    """The id of a programme a year later; one that names no year gets the new one behind it."""
    moved = words_in_next_year(name, years)
    return moved if moved != name else f"{name}-{max(years) + 1}"
