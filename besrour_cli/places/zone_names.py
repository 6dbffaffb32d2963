"""Words that name a clock and not a place: offsets, labels, Windows ids, IANA names old and new."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from besrour_cli.clock.instants import offset_minutes
from besrour_cli.clock.tzdata import in_use
from besrour_cli.clock.zone_tab import link_target, zone_country, zone_spelling
from besrour_cli.model.message import Message, msg
from besrour_cli.model.place import ALPHA_2, Place
from besrour_cli.places.answer import PlaceAnswer, accepted, ambiguous, place_of, unknown
from besrour_cli.places.gazetteer import Area, cities_named, city_list, country_of, fold
from besrour_cli.places.labels import (
    UNIVERSAL,
    ZoneLabel,
    etc_offset_minutes,
    is_posix_rule,
    offset_minutes_of,
    zone_label,
)
from besrour_cli.places.names import all_zones, areas_of, meanings, split


def offset_answer(text: str, typed: str) -> PlaceAnswer | None:
    """Offsets from UTC, and UTC itself."""
    minutes = etc_offset_minutes(typed)
    if minutes is not None:
        return unknown(
            text,
            msg(
                "the sign in “{text}” is reversed, it means {offset}: write a city",
                text=typed,
                offset=_utc(minutes),
            ),
        )
    minutes = offset_minutes_of(typed)
    if minutes is not None:
        return ambiguous(
            text,
            _zones_at(minutes),
            msg("“{text}” is an offset, and clocks change: write a city or a country", text=typed),
        )
    if typed.upper() in UNIVERSAL:
        return accepted(
            text,
            Place(text, {"en": "UTC", "fr": "UTC"}, "", "Etc/UTC"),
            msg("nobody lives at “{text}”: fine for an anchor, but for a person write a city", text=typed),
            warn=True,
        )
    return None


def label_answer(text: str, typed: str, within: Sequence[Area]) -> PlaceAnswer | None:
    """Abbreviations, Windows and technical names."""
    found = zone_label(typed)
    if found is None:
        return unknown(text, _technical(typed)) if is_posix_rule(typed) else None
    return _labelled(text, typed, found, within)


def _technical(typed: str) -> Message:
    return msg("“{text}” is a technical name with rules of its own, not a place: write a city", text=typed)


def _labelled(text: str, typed: str, found: ZoneLabel, within: Sequence[Area]) -> PlaceAnswer | None:
    if found.kind == "posix":
        return unknown(text, _technical(typed), found.zones)
    if found.kind == "old":
        return _renamed(text, found.text, found.zones[0], within)
    if found.kind == "windows!":
        return accepted(
            text,
            zone_place(text, found.zones[0]),
            msg(
                "“{text}” is a Windows name, read as {zone}: a city is clearer",
                text=typed,
                zone=found.zones[0],
            ),
        )
    if found.kind == "windows":
        return ambiguous(
            text, found.zones, msg("“{text}” is a Windows name for several places: write a city", text=typed)
        )
    zones = found.zones
    if len(typed) == ALPHA_2:
        code = meanings(typed, within)
        if code and within:
            return None
        zones = (*zones, *all_zones(code))
    return ambiguous(
        text,
        zones,
        msg("“{text}” is a label that hides the place, not a zone: write a city or a country", text=typed),
    )


def _utc(minutes: int) -> str:
    return f"UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def _zones_at(minutes: int) -> tuple[str, ...]:
    """Zones of the table that keep this offset in the January or July after the data's release."""
    year = int(in_use().version[:4]) + 1
    moments = [datetime(year, month, 15, 12, tzinfo=UTC) for month in (1, 7)]
    zones = dict.fromkeys(city.zone for city in city_list())
    return tuple(zone for zone in zones if minutes in [offset_minutes(moment, zone) for moment in moments])


def iana_answer(text: str, typed: str, within: Sequence[Area]) -> PlaceAnswer | None:
    """An IANA name in any case, old names included."""
    if "/" not in typed:
        return None
    match split(typed, ",;()"):
        case [first, second] if not within:
            name, outer = (first, second) if "/" in first else (second, first)
            return iana_answer(text, name, areas_of(outer)) if areas_of(outer) else None
    name = typed.replace(" ", "_")
    zone = zone_spelling(name)
    if zone:
        return _elsewhere(text, zone, within) or accepted(text, zone_place(text, zone))
    return old_name(text, name, within)


def old_name(text: str, name: str, within: Sequence[Area]) -> PlaceAnswer | None:
    """An old IANA name that is now a link to some country's zone (``US/Pacific``, ``ROK``)."""
    old, target = link_target(name)
    return _renamed(text, old, target, within) if zone_country(target) else None


def _renamed(text: str, old: str, zone: str, within: Sequence[Area]) -> PlaceAnswer:
    return _elsewhere(text, zone, within, old) or accepted(
        text,
        zone_place(text, zone, old),
        msg("“{old}” is an old name: its clock is now {zone}", old=old, zone=zone),
    )


def _elsewhere(text: str, zone: str, within: Sequence[Area], old: str = "") -> PlaceAnswer | None:
    """A warning when a zone is not of the country given."""
    here = zone_country(zone)
    if not within or here in {area.country for area in within}:
        return None
    area = country_of(here)
    country = area.names if area else here
    return accepted(
        text,
        zone_place(text, zone, old),
        msg("{zone} ({country}) is not in the country given", zone=zone, country=country),
        warn=True,
    )


def zone_place(text: str, zone: str, old: str = "") -> Place:
    """A place for a zone, named by the town its name ends in, in French where the table knows it."""
    country = zone_country(zone)
    for name in filter(None, (old, zone)):
        for city, _ in cities_named(fold(name.rpartition("/")[2])):
            if city.zone == zone:
                return place_of(text, city.names, city.country, zone)
    town = zone.rpartition("/")[2].replace("_", " ")
    return place_of(text, {"en": town, "fr": town}, country, zone)
