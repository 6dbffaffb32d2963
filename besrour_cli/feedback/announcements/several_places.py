"""Names of places that stand for several, on clocks that differ: which one an hour was read by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from besrour_cli.feedback.announcements.finding import Finding
from besrour_cli.feedback.announcements.instants import Years, instants, meant, same_hour
from besrour_cli.feedback.announcements.tokens.mentions import (
    ParsedAnnouncement,
    TimeMention,
    ZoneKind,
    ZoneMention,
)
from besrour_cli.model.message import msg

_AFRICA = "Africa/"


def several_places(
    announcement: ParsedAnnouncement, years: Years, doubted: frozenset[int]
) -> Iterator[Finding]:
    """Yield the names by which an hour was read though another place of that name has another hour.

    Where the hours beside it decide, that is told only of a name in Africa that they take for one elsewhere.
    """
    for group in announcement.groups:
        days = next((d for r in group if (d := years.days(r.day))), ())
        at = meant(group, days, doubted)
        if at is None:
            continue
        for reading in group:
            for mark in filter(_zones, reading.marks):
                by_zone = {zone: instants(_on(reading, mark, zone), days[0]) for zone in _zones(mark)}
                right = [zone for zone, found in by_zone.items() if same_hour({at}, found)]
                wrong = [zone for zone in by_zone if zone not in right]
                decided = _is_decided(group, reading, days[0])
                elsewhere = not any(zone.startswith(_AFRICA) for zone in right)
                africa = elsewhere and any(zone.startswith(_AFRICA) for zone in wrong)
                if right and wrong and (africa or not decided):
                    yield _told(mark, right[0], wrong)


def _zones(mark: ZoneMention) -> tuple[str, ...]:
    return mark.zones if mark.kind is ZoneKind.PLACE and len(mark.zones) > 1 else ()


def _on(reading: TimeMention, mark: ZoneMention, zone: str) -> TimeMention:
    """A reading with one clock alone."""
    return reading._replace(marks=(mark._replace(zones=(zone,)),))


def _is_decided(group: Sequence[TimeMention], reading: TimeMention, day: date) -> bool:
    """Whether another clock, beside this hour or at another of the same moment, has one meaning."""
    return any(
        len(instants(other._replace(marks=(mark,)), day)) == 1
        for other in group
        for mark in other.marks
        if not (other == reading and _zones(mark))
    )


def _told(mark: ZoneMention, right: str, wrong: Sequence[str]) -> Finding:
    return Finding(
        start=mark.start,
        end=mark.end,
        code="several-places",
        what=msg(
            "“{name}” is the name of several places: read on the clock of {zone}, not of {others}",
            name=mark.text,
            zone=right,
            others=", ".join(wrong),
        ),
        remedy=msg("write the country beside it, and look whether the hour is right there"),
        warning=True,
    )
