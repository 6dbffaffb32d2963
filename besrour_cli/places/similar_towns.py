"""Places whose names are like one that is not known: only ever a hint for the writer, never an answer."""

from __future__ import annotations

import difflib
from functools import lru_cache

from besrour_cli.model.language import Text
from besrour_cli.places.gazetteer import area_list, city_list, fold

_ALIKE = 0.83
"""How alike two names are (0 to 1) before one is taken for a slip of the other: Nairoby, Otawa, Dakkar."""
_SHORT, _ALIKE_SHORT = 5, 0.79
"""Letters of a name in which one wrong letter weighs more: Kenia."""


def similar_name(name: str, country: str = "") -> Text | None:
    """The names of the place most like a name, in a country if one is given; None when none is."""
    places = _places(country)
    written = fold(name)
    cutoff = _ALIKE_SHORT if len(written) == _SHORT else _ALIKE
    near = difflib.get_close_matches(written, places, n=1, cutoff=cutoff)
    return places[near[0]] if near else None


@lru_cache(maxsize=64)
def _places(country: str) -> dict[str, Text]:
    places: dict[str, Text] = {}
    every = [(town.country, town.names) for town in city_list()]
    every += [(area.country, area.names) for area in area_list()]
    for of, names in every:
        if country in ("", of):
            places.update({fold(shown): names for shown in names.values()})
    return places
