"""Calendars that other programs wrote, read by icalendar within bounds.

They come from anyone. icalendar remembers each zone definition it reads for the rest of the process, and
a rule in one may name every second since 1601; both are seen to here, before any other room looks inside.
"""

from __future__ import annotations

import warnings
from datetime import datetime, timedelta, tzinfo
from typing import Any

from icalendar import Calendar, Component, Timezone
from icalendar.timezone import tzp
from icalendar.timezone.zoneinfo import ZONEINFO

from besrour_cli.clock.tzdata import in_use

_ZONE_RULE = frozenset(
    ("FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYHOUR", "BYMINUTE", "BYSECOND", "WKST", "UNTIL")
)
_SHORTEST_MONTH = 28
"""A day beyond it may never come, and a rule that names no day is followed to the year 9999."""
_MOST_WEEKS = 5
"""Weeks of a month: a sixth Sunday never comes."""


class CalendarTooLarge(ValueError):
    """A calendar has more in it than is read, or a zone definition no calendar program writes."""


def read_calendar(text: str, most_components: int) -> Calendar:
    """Return the one VCALENDAR of a text; its zone definitions are forgotten with it.

    Raises :class:`CalendarTooLarge` past the bounds, ``ValueError`` where icalendar cannot read the text, and
    rarely another exception where the text breaks it.
    """
    if text.upper().count("BEGIN:") > most_components:
        raise CalendarTooLarge
    if "\n" not in text:
        raise ValueError("icalendar would take one line for the name of a file")
    in_use()  # chooses the zone data before icalendar asks for any
    tzp.use(_BoundedZones())  # as icalendar.use_zoneinfo(): no message teaches the next
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a guess at a globally unique TZID is no news to a coordinator
        return Calendar.from_ical(text)


def values(component: Component, name: str) -> list[Any]:
    """Return the values of all properties of a name, in order."""
    found = component.get(name, [])
    return found if isinstance(found, list) else [found]


def text_of(component: Component, name: str) -> str:
    """Return the first value of a text property, without white space around it; "" when there is none."""
    return next((str(value).strip() for value in values(component, name)), "")


def first(component: Component, name: str) -> Any:
    """Return the value of the first property of a name; None when there is none."""
    return next(iter(values(component, name)), None)


def clock_changes(zone: Timezone) -> list[tuple[datetime, timedelta]]:
    """Return the changes of a zone definition in order of time: when, in UTC, and the offset from then on.

    Raises ``ValueError`` for a definition that icalendar cannot follow to the end.
    """
    for part in zone.subcomponents:
        _check_onset(part)
        # icalendar follows one of these and leaves out the rest
        if len(values(part, "RRULE")) + ("RDATE" in part) > 1 or {"EXRULE", "EXDATE"} & set(part):
            raise ValueError("exceptions to a rule")
    moments, readings = zone.get_transitions()
    return sorted((moment, offset) for moment, (offset, _, _) in zip(moments, readings, strict=True))


class _BoundedZones(ZONEINFO):
    """icalendar's zones; definitions with rules that no zone needs are refused before they are followed."""

    def create_timezone(self, tz: Timezone) -> tzinfo:  # type: ignore[override]  # as ZONEINFO declares it
        """Return the clock of a definition. Raises :class:`CalendarTooLarge` for a rule no zone needs."""
        for part in tz.subcomponents:
            _check_onset(part)
        return super().create_timezone(tz)

    def timezone(self, name: str) -> tzinfo | None:
        """Return the zone of an IANA name, None when there is none."""
        try:
            return super().timezone(name)
        except OSError:  # the name of a folder, or one too long for the disk
            return None


def _check_onset(part: Component) -> None:
    if not all(_is_zone_rule(rule) for name in ("RRULE", "EXRULE") for rule in values(part, name)):
        raise CalendarTooLarge


def _is_zone_rule(rule: Any) -> bool:
    """Whether a rule names at most a few moments a year, and one at least within some years."""
    if set(rule) - _ZONE_RULE or rule.get("FREQ") != ["YEARLY"] or rule.get("INTERVAL", [1]) != [1]:
        return False
    if any(len(rule[name]) > 1 for name in rule if name != "BYMONTHDAY"):
        return False
    days = [abs(day) for day in rule.get("BYMONTHDAY", [])]
    weeks = [abs(day.relative or 0) for day in rule.get("BYDAY", [])]
    if (days or 0 in weeks) and "BYMONTH" not in rule:
        return False
    return min(days, default=1) <= _SHORTEST_MONTH and max(weeks, default=1) <= _MOST_WEEKS
