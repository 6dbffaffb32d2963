"""What a name can mean by the tables: towns, provinces, countries, alone or one within another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from besrour_cli.clock.zone_tab import country_zones
from besrour_cli.model.language import Text
from besrour_cli.model.message import Message, msg
from besrour_cli.places.codes_and_titles import without_title
from besrour_cli.places.gazetteer import Area, City, areas_named, cities_named, country_of, fold

_SEPARATORS = ",;()/|[]\u2013\u2014"
_ARTICLES = ("the ", "la ", "le ", "les ", "l")
_STATES = ("", "islamic ", "arab ", "federal ", "federal democratic ", "peoples democratic ")
_TITLES = (
    *(f"{state}republic of " for state in _STATES),
    "kingdom of ",
    *(
        f"{state}{link}"
        for state in (
            "republique ",
            "republique federale ",
            "republique islamique ",
            "republique arabe ",
            "royaume ",
        )
        for link in ("de ", "du ", "des ", "d")
    ),
)
_VOWELS = "aeiouh"


class PlaceMeaning(NamedTuple):
    """One thing a name may mean; ``full`` adds the province or country; several zones: several clocks."""

    names: Text
    country: str
    zones: tuple[str, ...]
    full: Text
    message: Message | None = None


def split(text: str, separators: str = _SEPARATORS) -> list[str]:
    """The parts of ``City, Country``, ``City (Country)``, ``City / City``."""
    lines = text.translate(dict.fromkeys(map(ord, separators), "\n")).replace(" - ", "\n").split("\n")
    return [part for part in (line.strip() for line in lines) if part]


def areas_of(name: str) -> tuple[Area, ...]:
    """Countries and provinces of a name or code, an article or ``Republic of`` before it left out."""
    key = fold(name)
    found = areas_named(key)
    if found or not key:
        return found
    bare = _without(_without(key, _TITLES), _ARTICLES)
    found = areas_named(bare) if bare != key else ()
    # the province of Équateur is not the country
    return found or tuple(area for area in areas_named(fold(without_title(name))) if area.province)


def _without(key: str, starts: Iterable[str]) -> str:
    """A name without the longest of some beginnings; ``d`` and ``l`` fall only before a vowel or h."""
    for start in sorted(starts, key=len, reverse=True):
        rest = key.removeprefix(start)
        if rest and rest != key and (start[-1] == " " or rest[0] in _VOWELS):
            return rest
    return key


def countries_of(name: str) -> tuple[Area, ...]:
    """What a country column says: countries if any has the name, else provinces."""
    found = areas_of(name)
    return tuple(area for area in found if not area.province) or found


def zones_of(area: Area) -> tuple[str, ...]:
    """An area's zones, from the table or the zone data in use."""
    return area.zones or country_zones(area.country)


def meanings(name: str, within: Sequence[Area] = ()) -> list[PlaceMeaning]:
    """All a name means by itself, within one of some countries or provinces if these are given."""
    found: list[PlaceMeaning] = []
    towns, first = [], False
    for city, alone in cities_named(fold(name)):
        if (alone or within) and _holds(city, within):
            towns.append(_town(city))
            first = first or city.first
    for area in areas_of(name):
        if not _inside(area.country, area.province, within):
            continue
        zones = zones_of(area)
        if first and area.province:
            # the bare name means the town, so a province with other clocks is worth a word
            if len(zones) > 1:
                towns[0] = towns[0]._replace(
                    message=msg(
                        "“{text}” is read as the city: elsewhere in the province, write the town", text=name
                    )
                )
            continue
        message = None
        if area.noted:
            message = msg(
                "all of {place} is read as {zone}: on its borders, write the town",
                place=area.names,
                zone=zones[0],
            )
        found.append(PlaceMeaning(area.names, area.country, zones, _full(area.names, area.country), message))
    return found + towns if not first else towns + found


def within_parts(text: str, within: Sequence[Area] = ()) -> list[PlaceMeaning]:
    """What ``City, Country``, ``Ville (Province)``, ``Kinshasa RDC`` or ``RDC Kinshasa`` mean."""
    parts = split(text)
    if len(parts) > 1:
        for index, part in enumerate(parts):
            found = _in_all(part, [p for i, p in enumerate(parts) if i != index], within)
            if found:
                return found
        return []
    # without a separator every cut is tried: “Kinshasa RDC” and “RDC Kinshasa” both say which is within which
    words = text.split()
    found = []
    for cut in range(1, len(words)):
        left, right = " ".join(words[:cut]), " ".join(words[cut:])
        found += _in_all(left, [right], within) + _in_all(right, [left], within)
    return list({(meaning.country, meaning.zones): meaning for meaning in found}.values())


def all_zones(places: Iterable[PlaceMeaning]) -> tuple[str, ...]:
    """The zones of several meanings, each once."""
    return tuple(dict.fromkeys(zone for meaning in places for zone in meaning.zones))


def join_names(places: Sequence[PlaceMeaning]) -> Mapping[str, str]:
    """``A or B`` in both languages, each told apart by its province or country."""
    return {
        language: word.join(dict.fromkeys(meaning.full[language] for meaning in places))
        for language, word in (("en", " or "), ("fr", " ou "))
    }


def _in_all(name: str, outer: Sequence[str], within: Sequence[Area]) -> list[PlaceMeaning]:
    """Meanings of ``name`` that lie in an area of every name in ``outer``; none when one is no area."""
    groups = [areas_of(other) for other in outer]
    if not all(groups):
        return []
    found = meanings(name, groups[0])
    for group in [*groups[1:], *([within] if within else [])]:
        inside = {meaning.full["en"] + meaning.country for meaning in meanings(name, group)}
        found = [meaning for meaning in found if meaning.full["en"] + meaning.country in inside]
    return found


def _inside(country: str, province: str, within: Sequence[Area]) -> bool:
    return not within or any(area.country == country and area.province in ("", province) for area in within)


def _holds(city: City, within: Sequence[Area]) -> bool:
    """Whether a town lies within an area; one of a country of one clock whose province is not known may."""
    return _inside(city.country, city.province, within) or (
        not city.province
        and any((area.country, area.zones) == (city.country, (city.zone,)) for area in within)
    )


def _town(city: City) -> PlaceMeaning:
    return PlaceMeaning(
        city.names, city.country, (city.zone,), _full(city.names, city.country, city.province)
    )


def _full(names: Text, country: str, province: str = "") -> Text:
    """A name with its province or country, so that two of one name are told apart."""
    outer = country_of(country)
    for area in areas_named(province.lower()) if province else ():
        if area.country == country and area.province == province:
            outer = area
    if outer is None or names == outer.names:
        return names
    return {language: f"{name} ({outer.names[language]})" for language, name in names.items()}
