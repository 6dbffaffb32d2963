"""Where a place is, for the sun: by its own town, else by the city that its zone is named after.

The file beside this module has every town of the table of places, to a hundredth of a degree (GeoNames, CC BY
4.0); it is read when the first sunset is asked for.
"""

from __future__ import annotations

import os
from functools import lru_cache

from besrour_cli.clock.zone_tab import zone_coordinates
from besrour_cli.places.gazetteer import cities_named, fold


@lru_cache(maxsize=4096)
def coordinates(name: str, country: str, zone: str) -> tuple[float, float] | None:
    """Latitude and longitude (degrees, north and east positive) of a place, by its English name.

    A name that means several towns of one zone is at neither of them.
    """
    towns = [city for city, _ in cities_named(fold(name)) if (city.country, city.zone) == (country, zone)]
    if len(towns) == 1:
        town = towns[0]
        return _table()[town.names["en"], town.country, town.province]
    return zone_coordinates(zone)


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, str, str], tuple[float, float]]:
    with open(os.path.join(os.path.dirname(__file__), "coordinates.csv"), encoding="utf-8") as lines:
        rows = [line.split(";") for line in lines.read().splitlines()[1:]]
    return {
        (name, country, province): (float(lat), float(long)) for name, country, province, lat, long in rows
    }
