"""How a series repeats: every month or week, from when until when, on which days of it.

The words are those of RFC 5545 (section 3.8.5): a recurrence gives occurrences, and each is a session.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from besrour_cli.model.programme import Window


class Every(StrEnum):
    """How often a series repeats."""

    MONTH = "month"
    TWO_MONTHS = "two months"
    WEEK = "week"
    FORTNIGHT = "fortnight"

    @property
    def is_monthly(self) -> bool:
        """Whether an occurrence belongs to a month, and not to a week."""
        return self in (Every.MONTH, Every.TWO_MONTHS)


class MonthDay(NamedTuple):
    """A day of any month: its number, or the so-many-th of a weekday (0 = Monday).

    Negative numbers count from the end: -1 is the last.
    """

    number: int
    weekday: int | None = None


class MonthDays(NamedTuple):
    """The days of a month from one to another; a last one that comes earlier is in the month after."""

    opens: MonthDay
    closes: MonthDay

    @property
    def ends_in_next_month(self) -> bool:
        """Whether the last day is in the month after that of the first."""
        return _rank(self.closes) < _rank(self.opens)


WHOLE_MONTH = MonthDays(MonthDay(1), MonthDay(-1))


class Recurrence(NamedTuple):
    """When a series repeats; ``first`` and ``last`` are the days that no window leaves.

    ``months`` are the only ones that count (none: all of them), ``days`` those of a month on which a session
    may fall; ``skipped`` are days whose month or week has no session.
    """

    every: Every
    first: date
    last: date
    days: MonthDays = WHOLE_MONTH
    months: tuple[int, ...] = ()
    skipped: tuple[date, ...] = ()


class Occurrence(NamedTuple):
    """One session of a series that repeats: its id, its place in the row (from 0), and its window.

    ``period`` is what its id calls its month or its week: ``2027-03`` or ``2027-03-08``.
    """

    id: str
    number: int
    window: Window
    period: str


def _rank(day: MonthDay) -> int:
    """A number that grows from the beginning of a month to its end."""
    return day.number if day.number > 0 else 1000 + day.number
