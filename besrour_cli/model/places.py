"""From what a person writes as her place to one IANA zone: exactly, or by asking; never by guessing.

Outcomes: ``accept``; ``note`` (accepted, and worth a word); ``warn`` (accepted, but something disagrees);
``ask`` (several meanings, all given as ``choices``); ``reject`` (no meaning). There is no fuzzy match:
Niger is not Nigeria, and an abbreviation or an offset is not a zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from besrour_cli.model.clock.zonetab import country_zones, link_target, zone_country, zone_spelling
from besrour_cli.model.language import Text
from besrour_cli.model.message import Message, msg
from besrour_cli.model.place import Place
from besrour_cli.model.places_labels import Label, etc_offset_minutes, is_posix_rule, label, offset_minutes_of
from besrour_cli.model.places_table import Area, City, areas, cities, city_list, countries, fold

_PARTS = re.compile(r"[,;()/|\[\]\u2013\u2014]+|\s-\s")
_ARTICLE = re.compile(r"(?:the|la|le|les) |l(?=[aeiou])|(?:(?:islamic |federal )?republic|kingdom|republique|royaume)"
                      r" (?:of the |of |de la |du |des |de |d)")


class Answer(NamedTuple):
    """What became of one text: ``place`` for accept, note and warn; ``choices`` are IANA zones, best first."""

    input: str
    outcome: str
    place: Place | None
    choices: tuple[str, ...]
    message: Message | None


class _Meaning(NamedTuple):
    """One thing a text may mean; no zone in an area of several clocks."""

    names: Text
    country: str
    zones: tuple[str, ...]
    full: Text
    message: Message | None = None


@lru_cache(maxsize=4096)
def resolve(text: str, country: str = "") -> Answer:
    """The place a text means, in the country (name in English or French, or ISO 3166-1 alpha-2) if one is given."""
    typed = " ".join(text.split())
    within = _areas(country) if country.strip() else ()
    if country.strip() and not within:
        return Answer(text, "reject", None, (), msg(
            "“{country}” is not a country besrour knows: write its name in English or French", country=country))
    if not typed:
        if within:
            return resolve(country)
        return Answer(text, "reject", None, (), msg("no place is given: write a city or a country"))
    codes = {area.country for area in within}
    return (
        _special(text, typed, codes)
        or _iana(text, typed, codes)
        or _named(text, typed, codes)
        or _unknown(text, typed, within)
    )


@lru_cache(maxsize=1)
def all_places() -> Sequence[Place]:
    """Every town of the table."""
    return tuple(_place(city.names["en"], city.names, city.country, city.zone) for city in city_list())


def _place(typed: str, names: Text, country: str, zone: str) -> Place:
    area = countries().get(country)
    return Place(typed, names, country, zone, area.region if area else "")


# --- words that are not places

def _special(text: str, typed: str, codes: set[str]) -> Answer | None:
    minutes = etc_offset_minutes(typed)
    if minutes is not None:
        return Answer(text, "reject", None, (), msg(
            "“{text}” has its sign reversed and means {offset}: write a city", text=typed, offset=_utc(minutes)))
    minutes = offset_minutes_of(typed)
    if minutes is not None:
        return Answer(text, "ask", None, _zones_at(minutes), msg(
            "“{text}” is an offset, not a place: clocks there may change; write a city or a country", text=typed))
    if typed.upper() in ("UTC", "ETC/UTC", "ETC/UCT", "UCT", "ZULU", "ETC/ZULU", "UNIVERSAL", "ETC/UNIVERSAL", "Z"):
        place = Place(text, {"en": "UTC", "fr": "UTC"}, "", "Etc/UTC")
        return Answer(text, "warn", place, (), msg(
            "“{text}” is no place where people live: write a city, unless it is meant as an anchor", text=typed))
    found = label(typed)
    if found is None:
        return _reject_posix(text, typed) if is_posix_rule(typed) else None
    if found.kind == "posix":
        return _reject_posix(text, typed, found)
    if found.kind == "windows!":
        zone = found.zones[0]
        return Answer(text, "note", _zone_place(text, zone), (), msg(
            "“{text}” is a Windows name, read as {zone}: a city is clearer", text=typed, zone=zone))
    if found.kind == "legacy":
        return _old_name(text, found.text, found.zones[0], codes)
    zones = found.zones
    if len(typed) == 2:
        same = [m for m in _meanings(typed, codes)]
        if same and codes:
            return None
        zones = tuple(dict.fromkeys([*zones, *(zone for m in same for zone in m.zones)]))
    if found.kind == "windows":
        what = msg("“{text}” is a Windows name for several places: write a city", text=typed)
    else:
        what = msg("“{text}” is a label that several places use, not a zone: write a city or a country", text=typed)
    return Answer(text, "ask", None, zones, what)


def _reject_posix(text: str, typed: str, found: Label | None = None) -> Answer:
    return Answer(text, "reject", None, found.zones if found else (), msg(
        "“{text}” is a technical name with rules of its own, not a place: write a city", text=typed))


def _utc(minutes: int) -> str:
    return f"UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def _zones_at(minutes: int) -> tuple[str, ...]:
    """Zones of the table that keep this offset in the January or July after the data's release."""
    from datetime import datetime, timezone

    from besrour_cli.model.clock.instant import offset_minutes
    from besrour_cli.model.clock.zonedata import in_use

    year = int(in_use().version[:4]) + 1
    moments = [datetime(year, month, 15, 12, tzinfo=timezone.utc) for month in (1, 7)]
    zones = dict.fromkeys(place.zone for place in all_places())
    return tuple(zone for zone in zones if minutes in [offset_minutes(moment, zone) for moment in moments])


# --- IANA names

def _iana(text: str, typed: str, codes: set[str]) -> Answer | None:
    name = typed.replace(" ", "_")
    if "/" not in name:
        return None
    zone = zone_spelling(name)
    if zone:
        place, here = _zone_place(text, zone), zone_country(zone)
        if codes and here not in codes:
            return Answer(text, "warn", place, (), msg(
                "{zone} is in {country}, not in the country given", zone=zone, country=countries()[here].names))
        return Answer(text, "accept", place, (), None)
    old, target = link_target(name)
    return _old_name(text, old, target, codes) if old else None


def _old_name(text: str, old: str, zone: str, codes: set[str]) -> Answer:
    here = zone_country(zone)
    place = _zone_place(text, zone, old)
    if codes and here not in codes:
        return Answer(text, "warn", place, (), msg(
            "{zone} is in {country}, not in the country given", zone=zone, country=countries()[here].names))
    return Answer(text, "note", place, (), msg(
        "“{old}” is an old name: its clock is now {zone}", old=old, zone=zone))


def _zone_place(text: str, zone: str, shown: str = "") -> Place:
    """A place for a zone: the town its name ends in, with the table's French name when it has one."""
    country = zone_country(zone)
    for name in dict.fromkeys((shown or zone, zone)):
        town = name.rpartition("/")[2].replace("_", " ")
        for city, _ in cities().get(fold(town), ()):
            if city.zone == zone:
                return _place(text, city.names, city.country, zone)
    town = zone.rpartition("/")[2].replace("_", " ")
    return _place(text, {"en": town, "fr": town}, country, zone)


# --- names of towns, provinces and countries

def _named(text: str, typed: str, codes: set[str]) -> Answer | None:
    found = _meanings(typed, codes) or _in_parts(typed, codes)
    if not found and codes:
        elsewhere = _meanings(typed, set()) or _in_parts(typed, set())
        if elsewhere:
            zones = [*_all_zones(elsewhere), *(zone for code in sorted(codes) for zone in country_zones(code))]
            return Answer(text, "ask", None, tuple(dict.fromkeys(zones)), msg(
                "“{text}” is in {places}, not in the country given: correct one of the two",
                text=typed, places=_either(elsewhere)))
    if not found:
        return None
    zones = _all_zones(found)
    if len(zones) > 1:
        if len(found) == 1:
            return Answer(text, "ask", None, zones, msg(
                "{place} has several clocks: write the city or town", place=found[0].names))
        return Answer(text, "ask", None, zones, msg(
            "“{text}” can be {places}: add the country or province", text=typed, places=_either(found)))
    first = found[0]
    place = _place(text, first.names, first.country, zones[0])
    return Answer(text, "note" if first.message else "accept", place, (), first.message)


def _meanings(part: str, codes: set[str], provinces: Iterable[Area] = ()) -> list[_Meaning]:
    """All a name means by itself, within countries and provinces when these are given."""
    bare = not codes and not provinces
    wanted = {area.province for area in provinces if area.province}
    found, first = [], False
    for city, alone in cities().get(fold(part), ()):
        if (bare and not alone) or (codes and city.country not in codes) or (wanted and city.province not in wanted):
            continue
        first = first or city.alone == "first"
        found.append(_of_city(city))
    for area in _areas(part):
        if (codes and area.country not in codes) or (wanted and area.province not in wanted):
            continue
        if first and area.province:
            found[0] = found[0]._replace(message=msg(
                "“{text}” is read as the city: for the rest of the province write the town", text=part))
            continue
        zones = area.zones or country_zones(area.country)
        message = None
        if area.noted:
            message = msg("all of {place} is read as {zone}: on its borders write the town",
                          place=area.names, zone=zones[0])
        found.append(_Meaning(area.names, area.country, zones, _full(area.names, area.country), message))
    return found


def _of_city(city: City) -> _Meaning:
    return _Meaning(city.names, city.country, (city.zone,), _full(city.names, city.country, city.province))


def _full(names: Text, country: str, province: str = "") -> Text:
    """A name with its province or country, for telling two of a name apart."""
    area = countries()[country]
    for other in areas().get(fold(province), ()) if province else ():
        if other.country == country and other.province == province:
            area = other
    return names if names == area.names else {
        language: f"{name} ({area.names[language]})" for language, name in names.items()}


def _areas(part: str) -> tuple[Area, ...]:
    key = fold(part)
    return areas().get(key) or areas().get(_ARTICLE.sub("", key, count=1), ()) if key else ()


def _in_parts(typed: str, codes: set[str]) -> list[_Meaning]:
    """City, Country; City (Country); Ville, Province; RDC Kinshasa; two towns of one zone."""
    parts = [part.strip() for part in _PARTS.split(typed) if part.strip()]
    if len(parts) > 1:
        return _town_within(parts, codes)
    words = typed.split()
    found: list[_Meaning] = []
    for cut in range(1, len(words)):
        for town, area in ((words[:cut], words[cut:]), (words[cut:], words[:cut])):
            found += _town_within([" ".join(town), " ".join(area)], codes, ordered=True)
    return list({(m.country, m.zones): m for m in found}.values())


def _town_within(parts: list[str], codes: set[str], ordered: bool = False) -> list[_Meaning]:
    for index in range(1 if ordered else len(parts)):
        rest = [_areas(part) for place, part in enumerate(parts) if place != index]
        if not all(rest):
            continue
        allowed = set.intersection(*({area.country for area in group} for group in rest))
        if codes:
            allowed &= codes
        provinces = [area for group in rest for area in group if area.province and area.country in allowed]
        whole = any(not area.province for group in rest for area in group)
        if allowed:
            found = _meanings(parts[index], allowed, () if whole and len(rest) == 1 else provinces)
            if found:
                return found
    return []


def _all_zones(found: Iterable[_Meaning]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(zone for meaning in found for zone in meaning.zones))


def _either(found: Sequence[_Meaning]) -> Mapping[str, str]:
    """``A or B`` in both languages."""
    joined = {}
    for language, word in (("en", " or "), ("fr", " ou ")):
        joined[language] = word.join(dict.fromkeys(meaning.full[language] for meaning in found))
    return joined


# --- towns besrour does not know

def _unknown(text: str, typed: str, within: tuple[Area, ...]) -> Answer:
    """A town the tables lack: fine where the country or province has one clock, else a question."""
    town, around = typed, within
    parts = [part.strip() for part in _PARTS.split(typed) if part.strip()]
    if not within and "/" not in typed:
        for index in range(len(parts) - 1, -1, -1):
            if len(parts) > 1 and _areas(parts[index]):
                town, around = parts[1 if index == 0 else 0], _areas(parts[index])
                break
    if not around or "/" in typed:
        return Answer(text, "reject", None, (), msg(
            "besrour does not know the place “{text}”: write its country too, or the nearest larger city", text=typed))
    zones = tuple(dict.fromkeys(zone for area in around for zone in (area.zones or country_zones(area.country))))
    if len(zones) == 1:
        return Answer(text, "note", _place(text, {"en": town, "fr": town}, around[0].country, zones[0]), (), msg(
            "besrour does not know “{text}”, but {place} has one clock", text=town, place=around[0].names))
    return Answer(text, "ask", None, zones, msg(
        "besrour does not know “{text}”, and {place} has several clocks: write the nearest larger city",
        text=town, place=around[0].names))
