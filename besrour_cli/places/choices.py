"""What an unclear place may have meant: texts each of which is one place, to choose from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from besrour_cli.model.language import Text
from besrour_cli.places.answer import ACCEPT, NOTE
from besrour_cli.places.gazetteer import Area, city_list, country_of
from besrour_cli.places.names import areas_of, countries_of, meanings, split, within_parts, zones_of
from besrour_cli.places.resolve import resolve
from besrour_cli.places.similar_towns import similar_name

_MOST = 9
_BETWEEN = re.compile(r"\s*(?:/|\bou\b|\bor\b|\bet\b|\band\b|;|\+)\s*", re.IGNORECASE)


@lru_cache(maxsize=1024)
def place_choices(text: str, country: str = "") -> tuple[Text, ...]:
    """Places that a text may mean, each as words that :func:`resolve` takes without a question."""
    typed = " ".join(text.split())
    within = countries_of(country)
    found: list[Text] = []
    if several := [part for part in _BETWEEN.split(typed) if part][1:]:
        found += _each(_BETWEEN.split(typed)[: len(several) + 1], country)
    for meaning in meanings(typed, within) or meanings(typed) or within_parts(typed, within):
        found += _towns(meaning.names, meaning.full, meaning.country, meaning.zones)
    found += _similar(typed, within)
    if not found and not typed and within:
        found += _towns(within[0].names, within[0].names, within[0].country, zones_of(within[0]))
    clear = [names for names in found if is_clear(names["en"])]
    return tuple({names["en"]: names for names in clear}.values())[:_MOST]


def is_clear(text: str) -> bool:
    """Whether a text is one place, without a question or a warning."""
    answer = resolve(text)
    return answer.place is not None and answer.outcome in (ACCEPT, NOTE)


def _each(parts: Iterable[str], country: str) -> Iterator[Text]:
    """The towns of ``Dakar ou Bamako``, each with its country."""
    for part in parts:
        place = resolve(part, country).place
        if place is not None:
            yield _with_country(place.names, place.country)


def _towns(names: Text, full: Text, country: str, zones: tuple[str, ...]) -> Iterator[Text]:
    """A town told from its namesakes; of a country of several clocks, the city of each."""
    area = country_of(country)
    is_country = area is not None and area.names == names
    if len(zones) == 1 and not is_country:
        yield full if is_clear(full["en"]) else _with_country(names, country)
        return
    for zone in _main_zones(zones):
        place = resolve(zone.rpartition("/")[2].replace("_", " "), country).place
        if place is not None and place.zone == zone:
            yield _with_country(place.names, country)


def _main_zones(zones: tuple[str, ...]) -> list[str]:
    """Zones in their order; where they are many, those of the most towns."""
    towns = Counter(city.zone for city in city_list())
    main = set(sorted(zones, key=lambda zone: -towns[zone])[:_MOST])
    return [zone for zone in zones if zone in main]


def _similar(typed: str, within: tuple[Area, ...]) -> Iterator[Text]:
    """The town whose name is most like the one written, in the country that is written too."""
    parts = split(typed)
    areas = next((areas_of(part) for part in reversed(parts) if parts[1:] and areas_of(part)), within)
    towns = [part for part in parts if not (parts[1:] and areas_of(part))]
    code = areas[0].country if areas else ""
    near = similar_name(towns[0], code) if towns else None
    if near is None:
        return
    yield near if is_clear(near["en"]) and not code else _with_country(near, code)


def _with_country(names: Text, code: str) -> Text:
    """``Dakar, Senegal`` in both languages; a country by itself stays as it is."""
    area = country_of(code)
    if area is None or area.names == names:
        return names
    return {language: f"{name}, {area.names[language]}" for language, name in names.items()}
