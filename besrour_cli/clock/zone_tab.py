"""Which zones each country has, and which names are links: read from the zone data in use.

``zone.tab`` lists every country's zones (iso3166 code, coordinates, zone, comment; tzdata's
theory.html, "Names of timezones"); ``tzdata.zi`` holds the links. Both are read when first asked for.
"""

from __future__ import annotations

import os
from functools import lru_cache

from besrour_cli.clock.tzdata import in_use, package_data


def country_zones(code: str) -> tuple[str, ...]:
    """The zones of a country (ISO 3166-1 alpha-2), in the data's order; empty when it lists none."""
    return _tables(_folder("zone.tab"))[0].get(code, ())


def zone_country(name: str) -> str:
    """The country whose zone this is (alpha-2), or "" when no country lists the name."""
    return _tables(_folder("zone.tab"))[1].get(name, "")


def zone_spelling(name: str) -> str:
    """The data's own spelling of a zone that some country lists, whatever case it was typed in; else ""."""
    return _tables(_folder("zone.tab"))[2].get(name.lower(), "")


def zones_called(town: str) -> tuple[str, ...]:
    """Zones named after a town, in any case (``yakutsk``); research stations and counties are passed over."""
    name = town.strip().lower().replace(" ", "_")
    by_zone = _tables(_folder("zone.tab"))[1]
    return tuple(
        zone
        for zone, code in by_zone.items()
        # a name with two slashes (America/Kentucky/Monticello) has namesakes in other counties
        if code != "AQ" and zone.count("/") == 1 and zone.rpartition("/")[2].lower() == name
    )


def zone_coordinates(name: str) -> tuple[float, float] | None:
    """Latitude and longitude (degrees, north and east positive) of the city a zone is named after."""
    return _coordinates(_folder("zone.tab")).get(name)


def link_target(name: str) -> tuple[str, str]:
    """For an old name in any case: its spelling and its zone of today; two empty texts if no link."""
    return _links(_folder("tzdata.zi")).get(name.lower(), ("", ""))


def _folder(file: str) -> str:
    """The folder in use if it holds the file, else the package's: some systems leave the tables out."""
    folder = in_use().folder
    package = package_data()
    if package and not os.path.exists(os.path.join(folder, file)):
        return package.folder
    return folder


@lru_cache(maxsize=4)
def _tables(folder: str) -> tuple[dict[str, tuple[str, ...]], dict[str, str], dict[str, str]]:
    by_country: dict[str, tuple[str, ...]] = {}
    by_zone: dict[str, str] = {}
    for line in _lines(folder, "zone.tab"):
        if line.startswith("#"):
            continue
        code, _, name = line.split("\t")[:3]
        by_country[code] = (*by_country.get(code, ()), name)
        by_zone[name] = code
    return by_country, by_zone, {name.lower(): name for name in by_zone}


@lru_cache(maxsize=4)
def _coordinates(folder: str) -> dict[str, tuple[float, float]]:
    found = {}
    for line in _lines(folder, "zone.tab"):
        if line.startswith("#"):
            continue
        _, where, name = line.split("\t")[:3]
        split = max(where.rfind("+"), where.rfind("-"))
        found[name] = (_degrees(where[:split], 2), _degrees(where[split:], 3))
    return found


def _degrees(text: str, digits: int) -> float:
    """ISO 6709 as zone.tab writes it: sign, degrees of two or three digits, minutes, perhaps seconds."""
    whole, minutes, seconds = text[1 : 1 + digits], text[1 + digits : 3 + digits], text[3 + digits :]
    size = int(whole) + int(minutes or 0) / 60 + int(seconds or 0) / 3600
    return -size if text[0] == "-" else size


@lru_cache(maxsize=4)
def _links(folder: str) -> dict[str, tuple[str, str]]:
    links: dict[str, str] = {}
    for line in _lines(folder, "tzdata.zi"):
        if line.startswith("L "):
            _, target, name = line.split()[:3]
            links[name] = target
    found = {}
    for name, target in links.items():
        end = target  # a link may lead to another link
        while end in links:
            end = links[end]
        found[name.lower()] = (name, end)
    return found


def _lines(folder: str, file: str) -> list[str]:
    try:
        with open(os.path.join(folder, file), encoding="utf-8") as lines:
            return lines.read().splitlines()
    except OSError:
        return []
