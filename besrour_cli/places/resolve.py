"""From what a person writes as a place to one IANA zone: exactly or by asking, never by guessing.

Outcomes: ``accept``; ``note`` (accepted, and worth a word); ``warn`` (accepted, but something disagrees);
``ask`` (several meanings, all given as ``choices``); ``reject`` (no meaning). There is no fuzzy match:
Niger is not Nigeria, and an abbreviation or an offset is not a zone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from besrour_cli.clock.zone_tab import zones_called
from besrour_cli.model.language import Text
from besrour_cli.model.message import msg
from besrour_cli.model.place import ALPHA_2, Place
from besrour_cli.places.answer import (
    ACCEPT,
    NOTE,
    REJECT,
    PlaceAnswer,
    accepted,
    ambiguous,
    place_of,
    unknown,
)
from besrour_cli.places.codes_and_titles import spelt_out, without_title
from besrour_cli.places.gazetteer import Area, cities_named, city_list, fold
from besrour_cli.places.labels import offset_minutes_of, zone_label
from besrour_cli.places.names import (
    all_zones,
    areas_of,
    countries_of,
    join_names,
    meanings,
    split,
    within_parts,
)
from besrour_cli.places.unknown_town import contradiction, unknown_town
from besrour_cli.places.zone_names import iana_answer, label_answer, offset_answer, old_name, zone_place

_CLOCK = re.compile(
    r"^heure (?:locale )?(?:de |du |d['’]|à |au )|^time in |\s+(?:local )?time$", re.IGNORECASE
)

__all__ = ["REGIONS", "PlaceAnswer", "all_places", "region_of", "resolve"]

REGIONS: Mapping[str, Text] = {
    "Africa": {"en": "Africa", "fr": "Afrique"},
    "North America": {"en": "North America", "fr": "Amérique du Nord"},
    "Latin America and Caribbean": {"en": "Latin America and Caribbean", "fr": "Amérique latine et Caraïbes"},
    "Europe": {"en": "Europe", "fr": "Europe"},
    "Middle East": {"en": "Middle East", "fr": "Moyen-Orient"},
    "Asia": {"en": "Asia", "fr": "Asie"},
    "Oceania": {"en": "Oceania", "fr": "Océanie"},
}
"""A place's region to its name in both languages."""


@lru_cache(maxsize=4096)
def resolve(text: str, country: str = "") -> PlaceAnswer:
    """The place a text means, in the country (a name in English or French, or alpha-2) if one is given."""
    typed = " ".join(text.split())
    if not typed and country.strip():
        return resolve(country)._replace(input=text)
    within = countries_of(country)
    if country.strip() and not within:
        return unknown(
            text,
            msg(
                "“{country}” is not a country besrour knows: write its name in English or French",
                country=country,
            ),
        )
    if not typed:
        return unknown(text, msg("no place is given: write a city or a country"))
    # The order keeps what is exact before what needs a question. A text of two letters or with a slash may
    # be a label (ET, US/Eastern) as well as a country or zone: it is never taken for a place unasked.
    return (
        offset_answer(text, typed)
        or (label_answer(text, typed, within) if len(typed) == ALPHA_2 or "/" in typed else None)
        or iana_answer(text, typed, within)
        or _named(text, typed, within)
        or label_answer(text, typed, within)
        or _related(text, typed, within)
        or _with_label(text, typed, country)
        or _clock_of(text, typed, country)
        or _coded(text, typed, country)
        or _titled_town(text, typed, within)
        or unknown_town(text, typed, within)
    )


@lru_cache(maxsize=1)
def all_places() -> Sequence[Place]:
    """Every town of the table."""
    return tuple(place_of(city.names["en"], city.names, city.country, city.zone) for city in city_list())


def region_of(text: str) -> str:
    """The region a text names in English or French, spelt as in :data:`REGIONS`; other texts as they are."""
    return next(
        (region for region, names in REGIONS.items() if fold(text) in map(fold, names.values())), text
    )


def _named(text: str, typed: str, within: Sequence[Area]) -> PlaceAnswer | None:
    """Towns, provinces and countries by name."""
    found = meanings(typed, within) or within_parts(typed, within)
    if not found:
        return None
    zones = all_zones(found)
    # several places of one name are no question as long as their clocks are one
    if len(zones) == 1:
        first = found[0]
        return accepted(text, place_of(text, first.names, first.country, zones[0]), first.message)
    if len(found) == 1:
        return ambiguous(
            text, zones, msg("{place} has several time zones: write the city or town", place=found[0].names)
        )
    return ambiguous(
        text,
        zones,
        msg("“{text}” can be {places}: add the country or province", text=typed, places=join_names(found)),
    )


def _related(text: str, typed: str, within: Sequence[Area]) -> PlaceAnswer | None:
    """Names known elsewhere, several towns at once, or towns that only a zone is named after."""
    towns = _several_towns(text, typed, within)
    if towns or not within:
        return towns or _zone_town(text, typed)
    return contradiction(text, typed, within)


def _several_towns(text: str, typed: str, within: Sequence[Area]) -> PlaceAnswer | None:
    """``Sudbury/Thunder Bay``: several towns, fine when they keep one clock."""
    parts = split(typed)
    if any(areas_of(part) and not cities_named(fold(part)) for part in parts):
        return None
    # the first meaning gives the name to print; all of them together must agree on the zone
    found = [meaning for part in parts for meaning in meanings(part, within)[:1]]
    if not parts[1:] or len(found) < len(parts):
        return None
    zones = all_zones(meaning for part in parts for meaning in meanings(part, within))
    if len(zones) > 1:
        return ambiguous(
            text, zones, msg("“{text}” names places of several time zones: write one of them", text=typed)
        )
    names = {language: " / ".join(meaning.names[language] for meaning in found) for language in ("en", "fr")}
    return accepted(
        text,
        place_of(text, names, found[0].country, zones[0]),
        msg("“{text}” names several places, all of {zone}", text=typed, zone=zones[0]),
    )


def _zone_town(text: str, typed: str) -> PlaceAnswer | None:
    """A town that gives a zone its name (Yakutsk) though the table lacks it, or an old short name."""
    zones = zones_called(typed)
    if len(zones) == 1:
        return accepted(text, zone_place(text, zones[0]))
    return old_name(text, typed, ())


def _with_label(text: str, typed: str, country: str) -> PlaceAnswer | None:
    """``Toronto (EST)``: the place counts, not the label; without a known place, the label's question."""
    parts = split(typed)
    if not parts[1:]:
        first, _, rest = typed.partition(" ")
        start, _, last = typed.rpartition(" ")
        parts = [first, rest] if _is_letters(first) else [start, last] if _is_letters(last) else []
    labels = [part for part in parts if _is_label(part)]
    others = [part for part in parts if part not in labels]
    if not labels or "/" in typed:
        return None
    if others:
        answer = resolve(", ".join(others), country)
        if answer.outcome in (ACCEPT, NOTE) and answer.place:
            place = place_of(text, answer.place.names, answer.place.country, answer.place.zone)
            return accepted(
                text,
                place,
                answer.message
                or msg(
                    "“{label}” is left out: {zone} says what the clock shows",
                    label=labels[0],
                    zone=place.zone,
                ),
            )
        if answer.choices:
            return answer._replace(input=text)
    return resolve(labels[0], country)._replace(input=text)


def _clock_of(text: str, typed: str, country: str) -> PlaceAnswer | None:
    """``heure de Tunis``, ``Accra time``: the clock of a place is the place."""
    bare = _CLOCK.sub("", typed)
    if bare == typed:
        return None
    answer = resolve(bare, country)
    with_article = (
        resolve(f"Le {bare}", country) if typed.lower().startswith(("heure du ", "heure au ")) else answer
    )
    return (answer if answer.outcome != REJECT else with_article)._replace(input=text)


def _coded(text: str, typed: str, country: str) -> PlaceAnswer | None:
    """``SEN``, ``CA-ON``: a country or a province by its code of ISO 3166."""
    name = None if country else spelt_out(typed)
    if name is None or not any(not name[1] or a.province for a in areas_of(name[0])):
        return None
    return resolve(*name)._replace(input=text)


def _titled_town(text: str, typed: str, within: Sequence[Area]) -> PlaceAnswer | None:
    """``Kisumu County``, ``Région de Thiès``: around a town of the table, on its clock."""
    parts = split(typed)
    bare = fold(without_title(parts[0])) if parts else ""
    around = tuple(within) or (areas_of(parts[1]) if len(parts) > 1 else ())
    towns = [m for m in meanings(bare, around) if cities_named(bare)] if bare and not parts[2:] else []
    towns = [m for m in towns if fold(m.names["en"]) == bare or fold(m.names["fr"]) == bare]
    zones = all_zones(towns)
    if len(zones) != 1 or any(area.country != towns[0].country for area in areas_of(bare)):
        return None
    return accepted(text, place_of(text, {"en": parts[0], "fr": parts[0]}, towns[0].country, zones[0]))


def _is_label(part: str) -> bool:
    return len(part) > ALPHA_2 and (
        offset_minutes_of(part) is not None or zone_label(part) is not None or part.upper() == "UTC"
    )


def _is_letters(word: str) -> bool:
    """Whether a word beside a name is an abbreviation or offset, and not a word of the name (``West``)."""
    return word.upper() == word and _is_label(word)
