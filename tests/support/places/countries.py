"""Every country of the gazetteer."""

from __future__ import annotations

from pathlib import Path

from besrour_cli.places import gazetteer
from besrour_cli.places.gazetteer import Area, country_of


def country_list() -> tuple[Area, ...]:
    """Every country that countries.csv names, by code."""
    _, *table = Path(gazetteer.__file__).with_name("countries.csv").read_text("utf-8").splitlines()
    return tuple(area for row in table if (area := country_of(row[:2])))
