"""The great feasts of the Orthodox churches of Ethiopia, Eritrea and Egypt, as their calendars place them."""

from __future__ import annotations

from datetime import date

from besrour_cli.model.language import Text
from besrour_cli.observances.holidays import Holiday, between

_IN_ETHIOPIA: dict[str, Text] = {
    "Christmas Day": {"en": "Orthodox Christmas", "fr": "Noël orthodoxe"},
    "Epiphany": {"en": "Orthodox Epiphany (Timkat)", "fr": "Épiphanie orthodoxe (Timqet)"},
    "Good Friday": {"en": "Orthodox Good Friday", "fr": "Vendredi saint orthodoxe"},
    "Easter Sunday": {"en": "Orthodox Easter", "fr": "Pâques orthodoxes"},
    "Finding of the True Cross": {
        "en": "Finding of the True Cross (Meskel)",
        "fr": "Invention de la Sainte Croix (Meskel)",
    },
}
"""Feasts under the names of Ethiopia's public holidays, where all of them are public."""


def feasts(first: date, last: date) -> tuple[Holiday, ...]:
    """The feasts of a span of dates, both included."""
    return tuple(
        h._replace(names=_IN_ETHIOPIA[h.names["en"]])
        for h in between("ET", "", first, last)
        if h.names["en"] in _IN_ETHIOPIA
    )
