"""Slots: what people remember of a session's start, “third Thursday at 9:30” or “Thursday at 9:30”."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from besrour_cli.model.programme import Session
from besrour_cli.planning.problem.candidates import EPOCH_DAY

MONTHLY = 20
"""Windows of a series that begin at least so many days apart are remembered by the week of the month."""
_WEEK = 7


class Slot(NamedTuple):
    """The nth of its weekday in the month (0: every week), weekday (Monday 0), minute of the anchor's day."""

    series: str
    nth: int
    weekday: int
    minute: int


def monthly_series(sessions: Iterable[Session]) -> frozenset[str]:
    """The series whose slots have a week of the month; those of the others come every week."""
    firsts: dict[str, list[date]] = {}
    for each in sessions:
        firsts.setdefault(each.series, []).append(each.window.first)
    return frozenset(
        name
        for name, days in firsts.items()
        if all(b == a or (b - a).days >= MONTHLY for a, b in pairwise(sorted(days)))
    )


def slot_of(series: str, day: int, minute: int, monthly: frozenset[str]) -> Slot:
    """The slot of a start on an anchor date (days since 1970) at a minute of the anchor's day."""
    nth, weekday = _place(day)
    return Slot(series, nth if series in monthly else 0, weekday, minute)


@cache
def _place(day: int) -> tuple[int, int]:
    """Which of its weekday in the month a date is, and the weekday."""
    on = date.fromordinal(day + EPOCH_DAY)
    return -(-on.day // _WEEK), on.weekday()
