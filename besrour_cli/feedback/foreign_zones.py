"""Names of time zones in calendars that other programs wrote."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Sequence

from icalendar.timezone import tzp

from besrour_cli.clock.zone_tab import link_target, zone_spelling
from besrour_cli.feedback.foreign_calendar import CalendarTooLarge, read_calendar, text_of
from besrour_cli.places.labels import UNIVERSAL, zone_label

_MOST_NAME_PARTS = 8
_UNIVERSAL_ZONES = UNIVERSAL.union("GMT GMT0 GREENWICH ETC/GMT ETC/GMT0 ETC/GREENWICH".split())
"""Typed by a person, “GMT” may be London's summer; as the name of a zone it has one meaning."""
_MOST_PARTS = 5_000
"""Components of all the zone definitions of a calendar."""


def is_universal(name: str) -> bool:
    """Whether a TZID is a name of UTC itself, or of an IANA zone that is on it all year."""
    return name.upper() in _UNIVERSAL_ZONES or name.lower() == "tzone://microsoft/utc"


def zones_named(name: str) -> tuple[str, ...]:
    """Return the IANA zones a TZID names: its own, or those of a Windows name; none when unknown."""
    tails = [name]
    if name.startswith("/"):
        # a “globally unique” TZID such as /vendor.example/2026/Europe/Paris ends in the zone's own name
        parts = name.strip("/").split("/")[:_MOST_NAME_PARTS]
        tails += ["/".join(parts[-n:]) for n in (3, 2)]
    for tail in tails:
        # a name without a slash is an abbreviation, whatever the zone data links it to
        if spelt := zone_spelling(tail) or (link_target(tail)[1] if "/" in tail else ""):
            return (spelt,)
    label = zone_label(name)
    return label.zones if label and label.kind.startswith("windows") else ()


def read_definitions(texts: Sequence[str]) -> frozenset[str]:
    """Teach icalendar the zone definitions of a calendar; return the TZIDs of those that can be read.

    What it knew of other calendars is forgotten. Raises :class:`CalendarTooLarge` as ``read_calendar``.
    """
    if sum(text.upper().count("BEGIN:") for text in texts) > _MOST_PARTS:
        raise CalendarTooLarge
    good = [text for text in texts if len(texts) == 1 or _defined([text])]
    return _defined(good)


def _defined(texts: Sequence[str]) -> frozenset[str]:
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", *(text.strip() for text in texts), "END:VCALENDAR", "")
    try:
        found = read_calendar("\r\n".join(lines), _MOST_PARTS)
    except CalendarTooLarge:
        raise
    except Exception:  # whatever breaks icalendar defines no zone
        return _defined([]) if texts else frozenset()
    return frozenset(text_of(zone, "TZID") for zone in found.subcomponents)


def tzid_of(name: str, defined: Collection[str]) -> str | None:
    """Return the TZID by which icalendar knows a zone; None for one that is defined nowhere.

    ``defined`` are those that the calendar itself defines.
    """
    if name in defined:
        return name
    if is_universal(name):
        return "UTC"
    zones = zones_named(name)
    if len(zones) == 1:
        return zones[0]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a guess at a globally unique TZID is no news to a coordinator
        return name if tzp.timezone(name) is not None else None
