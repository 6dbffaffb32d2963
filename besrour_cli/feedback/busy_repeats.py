"""How far the rules of a calendar entry are followed: to the end of the time asked for, at a bounded cost.

A rule that names no day (30 February) would else be followed to the year 9999, every day of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, SupportsIndex

from icalendar import Event
from recurring_ical_events.series.rrule import rrulestr  # type: ignore[import-untyped]  # dateutil's

from besrour_cli.feedback.foreign_calendar import values

MOST = 400_000
"""What the rules of a calendar may cost together: some two seconds."""
MOST_OF_ONE = 60_000
"""What one entry may: a day that repeats since 1870."""
_COSTS = {"DAILY": (1, 1), "WEEKLY": (7, 2), "MONTHLY": (28, 3), "YEARLY": (365, 12)}
"""Days of the shortest period of a rule, and what it costs to look at one."""
_VALUES = 8
"""Values of a rule that cost no more than its period."""


class _PeriodsSpent(Exception):
    """No mistake: the rule is followed as far as it matters."""


class _CountedInterval(int):
    """The interval of a rule, which dateutil adds once for every period: the one place to stop it between."""

    left: int

    def __radd__(self, other: int) -> int:
        self._count()
        return int(self) + other

    def __mul__(self, other: SupportsIndex) -> int:
        self._count()
        return int(self) * int(other)

    def _count(self) -> None:
        if self.left <= 0:
            raise _PeriodsSpent
        self.left -= 1


def cost(series: Sequence[Event], last: datetime) -> int:
    """Return what it costs to follow the rules of an entry, and what changes it, up to an instant."""
    shift = max((_shift(event) for event in series), default=timedelta())
    return sum(_cost(event, rule, last, shift) for event in series for rule in values(event, "RRULE"))


def bound_rules(event: Event, last: datetime) -> None:
    """Put the days that a rule names up to an instant in its place, where it may name none after it."""
    kept = []
    for rule in values(event, "RRULE"):
        found = None if _is_plain(rule) else _days_at_most(event, rule, last)
        if found is None:
            kept.append(rule)
        elif found:
            event.add("RDATE", found)
    event.pop("RRULE", None)
    if kept:
        event["RRULE"] = kept


def _is_plain(rule: Any) -> bool:
    """Whether a rule names a day in every few periods."""
    parts = {name for name in rule if name.startswith("BY")}
    return not parts or (rule["FREQ"] == ["WEEKLY"] and parts == {"BYDAY"})


def _days_at_most(event: Event, rule: Any, last: datetime) -> list[date] | None:
    """Return what a rule names up to an instant; None where it names more, or ends by itself."""
    start = event.start
    begin = start if isinstance(start, datetime) else datetime.combine(start, time())
    followed = rrulestr(rule.to_ical().decode(), dtstart=begin)
    interval = _CountedInterval((rule.get("INTERVAL") or [1])[0])
    interval.left = _periods(start, rule, last)
    found: list[date] = []
    try:
        for at in followed.replace(interval=interval):
            if _utc(at) > last + timedelta(days=2):
                return None
            found.append(at if isinstance(start, datetime) else at.date())
    except _PeriodsSpent:
        return found
    return None


def _periods(start: date, rule: Any, last: datetime, shift: timedelta = timedelta()) -> int:
    days, _ = _COSTS[rule["FREQ"][0].upper()]
    interval: int = (rule.get("INTERVAL") or [1])[0]
    return max(0, (last - _utc(start) + shift).days) // (days * interval) + 2


def _cost(event: Event, rule: Any, last: datetime, shift: timedelta) -> int:
    _, each = _COSTS[rule["FREQ"][0].upper()]
    named = sum(len(found) for name, found in rule.items() if name.startswith("BY"))
    return _periods(event.start, rule, last, shift) * each * (1 + named // _VALUES)


def _shift(event: Event) -> timedelta:
    """How much further an exception that moves all that follow makes the library go."""
    moved: Any = event.get("RECURRENCE-ID")
    return max(timedelta(), _utc(moved.dt) - _utc(event.start)) if moved else timedelta()


def _utc(at: date) -> datetime:
    moment = at if isinstance(at, datetime) else datetime.combine(at, time())
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
