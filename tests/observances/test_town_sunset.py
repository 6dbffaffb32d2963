"""Sunset in a member's own town, against tables made by others."""

from __future__ import annotations

import csv
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from besrour_cli.clock.instants import local
from besrour_cli.clock.zone_tab import zone_coordinates
from besrour_cli.observances import observance_rules
from besrour_cli.observances.blocked_time import blocked_times
from besrour_cli.observances.ramadan import AFTER_SUNSET
from besrour_cli.observances.sunset import sunset
from besrour_cli.places.coordinates import coordinates
from besrour_cli.places.gazetteer import city_list
from besrour_cli.places.resolve import resolve

with (Path(__file__).parent / "cases" / "town_sunset.csv").open(encoding="utf-8") as _rows:
    ROWS = list(csv.DictReader(_rows))
FURTHEST = 36
"""Degrees of longitude from the furthest town of a zone to the zone's city: China is one zone."""


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r['place']} {r['date']}")
def test_the_sun_sets_in_the_town_when_its_table_says(row: dict[str, str]) -> None:
    """Within two minutes; by the zone's city it would be 19 or 44 minutes off."""
    place = resolve(row["place"]).place
    assert place is not None
    assert place.zone == row["zone"]
    where = coordinates(place.name("en"), place.country, place.zone)
    assert where is not None
    found = sunset(date.fromisoformat(row["date"]), *where)
    assert found is not None
    told = datetime.fromisoformat(f"{row['date']}T{row['sunset_local']}")
    assert abs(local(found, place.zone).replace(tzinfo=None) - told) <= timedelta(minutes=2)


def test_the_iftar_of_a_member_is_that_of_her_town() -> None:
    """In Abuja it ends an hour after the sun has set there."""
    day = date(2027, 2, 20)
    where = coordinates("Abuja", "NG", "Africa/Lagos")
    assert where is not None
    kept = frozenset({observance_rules.RAMADAN})
    times = blocked_times("Africa/Lagos", "NG", "", kept, day, day, where=where)
    moment = sunset(day, *where)
    assert moment is not None
    assert int(moment.timestamp()) // 60 + AFTER_SUNSET in {t.end for t in times if t.label == "iftar"}


def test_every_town_of_the_table_has_coordinates_of_its_own() -> None:
    """None is farther from its zone's city than a zone is wide; a country is at its zone's city."""
    for town in city_list():
        where, city = coordinates(town.names["en"], town.country, town.zone), zone_coordinates(town.zone)
        assert where is not None
        assert city is not None
        assert abs(where[0]) <= 83
        assert abs(where[1] - city[1]) <= FURTHEST, town
    assert coordinates("Nigeria", "NG", "Africa/Lagos") == zone_coordinates("Africa/Lagos")
    assert coordinates("Nowhere", "", "Etc/UTC") is None
