"""Towns whose names are like one that is not known: only ever a hint for the writer, never an answer."""

from __future__ import annotations

import difflib
from functools import cache

from besrour_cli.model.language import Text
from besrour_cli.places.gazetteer import city_list, fold

_ALIKE = 0.83
"""How alike two names are (0 to 1) before one is taken for a slip of the other: Nairoby, Otawa, Dakkar."""


@cache
def _towns(country: str) -> dict[str, Text]:
    """Return the folded names of a country's towns, or of all towns, with their names in each language."""
    return {
        fold(shown): city.names
        for city in city_list()
        if country in ("", city.country)
        for shown in city.names.values()
    }


def similar_town(name: str, country: str = "") -> Text | None:
    """The names of the town most like a name, in a country if one is given; None when none is."""
    towns = _towns(country)
    near = difflib.get_close_matches(fold(name), towns, n=1, cutoff=_ALIKE)
    return towns[near[0]] if near else None
