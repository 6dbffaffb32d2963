"""A calendar property's time as an instant, or why it names none: nothing is guessed.

A TZID is read with the definition the message carries (RFC 5545 section 3.2.19) and, where its name is an
IANA or a Windows zone, with the zone data in use; where both speak they must agree.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from icalendar import Calendar, Component, Timezone, vDDDTypes

from besrour_cli.clock.instants import local_instants
from besrour_cli.feedback.foreign_calendar import clock_changes, first, text_of
from besrour_cli.feedback.foreign_zones import is_universal, zones_named
from besrour_cli.model.errors import BesrourError
from besrour_cli.model.message import Message, msg

_FIRST_YEAR, _LAST_YEAR = 1970, 2200
"""A date outside these years is a mistake, not a session."""
_LAST_FOLLOWED_YEAR = 2037
"""icalendar follows a definition's rules so far; before its first change RFC 5545 gives no offset either."""


class AmbiguousTime(Exception):
    """A time that names no one instant; ``why`` says so to the coordinator."""

    def __init__(self, why: Message) -> None:
        super().__init__(str(why))
        self.why = why


def instant(event: Component, name: str, calendar: Calendar) -> datetime | None:
    """Return the instant of an event's property, or None when there is no property of that name.

    Raises :class:`AmbiguousTime` when the property names no one instant.
    """
    value = first(event, name)
    if value is None:
        return None
    moment = value.dt if isinstance(value, vDDDTypes) else None
    if not isinstance(moment, datetime) or not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise AmbiguousTime(msg("“{text}” is not a day and an hour", text=written(value)[:40]))
    zone = str(value.params.get("TZID", "")).strip().strip('"')
    # icalendar has its own reading of the TZID, by name or by definition: the hour on the clock is enough
    naive = moment.replace(tzinfo=None)
    if zone:
        return _in_zone(naive, zone, calendar)
    if moment.tzinfo is None:
        raise AmbiguousTime(
            msg("{time} is written without a time zone", time=naive.isoformat(" ", "minutes"))
        )
    return moment.astimezone(UTC)


def written(value: Any) -> str:
    """Return a time's value as the message has it."""
    return value.to_ical().decode() if isinstance(value, vDDDTypes) else str(value).strip()


def _in_zone(naive: datetime, name: str, calendar: Calendar) -> datetime:
    """Return the one instant that the zone's definition and its name allow, as far as each is known."""
    readings = [
        found for found in (_by_definition(naive, name, calendar), _by_name(naive, name)) if found is not None
    ]
    if not readings:
        raise AmbiguousTime(msg("the time zone “{zone}” is defined nowhere", zone=name[:60]))
    agreed = frozenset.intersection(*readings)
    if len(agreed) == 1:
        return next(iter(agreed))
    raise AmbiguousTime(
        msg(
            "{time} in the time zone “{zone}” can be {n} instants",
            time=naive.isoformat(" ", "minutes"),
            zone=name[:60],
            n=len(frozenset.union(*readings)),
        )
    )


def _by_name(naive: datetime, name: str) -> frozenset[datetime] | None:
    """Return the instants a zone's name gives in the zone data in use; None when it is no name of a zone."""
    if is_universal(name):
        return frozenset({naive.replace(tzinfo=UTC)})
    zones = zones_named(name)
    try:
        return frozenset(at for zone in zones for at in local_instants(naive, zone)) if zones else None
    except BesrourError:
        return None


def _by_definition(naive: datetime, name: str, calendar: Calendar) -> frozenset[datetime] | None:
    """Return the instants the calendar's own definition gives; None without one that reaches the time."""
    zones = [
        part
        for part in calendar.subcomponents
        if isinstance(part, Timezone) and text_of(part, "TZID").strip('"') == name
    ]
    try:
        [zone] = zones
        changes = clock_changes(zone)
    except ValueError:
        return None
    found = set()
    # an instant is right when the offset that leads to it from the clock is the one in force at it
    for offset in {offset for _, offset in changes}:
        moment = naive - offset
        past = [after for at, after in changes if at <= moment]
        if not past or moment.year > _LAST_FOLLOWED_YEAR:
            return None
        if past[-1] == offset:
            found.add(moment.replace(tzinfo=UTC))
    return frozenset(found)
