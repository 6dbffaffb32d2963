"""Sunset, Ramadan, and the clocks of Ethiopia and of Swahili, against tables made by others."""

from __future__ import annotations

import csv
import itertools
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besrour_cli.clock import ethiopian_and_swahili
from besrour_cli.clock.zone_tab import zone_coordinates
from besrour_cli.observances.orthodox import feasts
from besrour_cli.observances.ramadan import in_ramadan, months
from besrour_cli.observances.sunset import sunset

CASES = Path(__file__).parent / "cases"


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", rows("ramadan_sunset.csv"), ids=lambda r: f"{r['place']} {r['date']}")
def test_the_sun_sets_when_the_table_says(row: dict[str, str]) -> None:
    """Within two minutes, by the coordinates of the zone's own city."""
    where = zone_coordinates(row["zone"])
    assert where is not None
    found = sunset(date.fromisoformat(row["date"]), *where)
    told = datetime.fromisoformat(f"{row['date']}T{row['sunset_utc']}+00:00")
    assert found is not None
    assert abs(found - told) <= timedelta(minutes=2)


def test_near_the_pole_the_sun_may_not_set() -> None:
    """Tromsø in June and in December has no sunset; nothing is invented."""
    assert sunset(date(2027, 6, 21), 69.65, 18.96) is None
    assert sunset(date(2027, 12, 21), 69.65, 18.96) is None


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.floats(-60, 60), st.floats(-180, 180))
def test_the_sun_sets_in_the_afternoon(day: date, latitude: float, longitude: float) -> None:
    """Between 14:30 and 22:30 by the sun's own clock, wherever people live."""
    found = sunset(day, latitude, longitude)
    assert found is not None
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) - timedelta(minutes=4 * longitude)
    assert timedelta(hours=2.3) < found - noon < timedelta(hours=10)


def test_coordinates_are_those_of_zone_tab() -> None:
    """South and west are negative; a zone without a country has none."""
    south = zone_coordinates("America/Sao_Paulo")
    assert south is not None
    assert south == pytest.approx((-23.533, -46.617), abs=0.01)
    assert zone_coordinates("Etc/UTC") is None


def test_ramadan_runs_to_the_eve_of_the_feast() -> None:
    """2027: from 8 February to 8 March, as reckoned; 2030 has two."""
    (month,) = months(2027, 2027)
    assert (month.first, month.last) == (date(2027, 2, 8), date(2027, 3, 8))
    assert month.guarded() == (date(2027, 2, 7), date(2027, 3, 10))
    assert in_ramadan(date(2027, 3, 8)) == month
    assert in_ramadan(date(2027, 3, 9)) is None
    assert [m.first.month for m in months(2030, 2030)] == [1, 12]


def test_every_ramadan_has_twenty_nine_or_thirty_days() -> None:
    """A lunar month, every year to 2040, each about eleven days earlier than the one before."""
    found = months(2026, 2040)
    assert {(m.last - m.first).days + 1 for m in found} <= {29, 30}
    assert {(b.first - a.first).days for a, b in itertools.pairwise(found)} <= {354, 355}


def test_orthodox_feasts_of_a_year() -> None:
    """The great feasts of 2027, on both sides named."""
    found = [(f.day, f.names["fr"]) for f in feasts(date(2027, 1, 1), date(2027, 12, 31))]
    assert found == [
        (date(2027, 1, 7), "Noël orthodoxe"),
        (date(2027, 1, 19), "Épiphanie orthodoxe (Timqet)"),
        (date(2027, 4, 30), "Vendredi saint orthodoxe"),
        (date(2027, 5, 2), "Pâques orthodoxes"),
        (date(2027, 9, 28), "Invention de la Sainte Croix (Meskel)"),
    ]


@pytest.mark.parametrize("row", rows("ethiopian_clock.csv"), ids=lambda r: r["note"])
def test_ethiopia_counts_as_the_table_says(row: dict[str, str]) -> None:
    """Hour, half of the day, and date with the thirteenth month."""
    local = datetime.fromisoformat(row["eat_local_24h"])
    half = row["half"] == "day"
    clock = (int(row["ethiopian_clock_hour"]), int(row["ethiopian_clock_minute"]), half)
    day = ethiopian_and_swahili.ethiopian_date(local.date())
    assert ethiopian_and_swahili.ethiopian_hour(local) == clock
    assert day == tuple(int(row[f"ethiopian_date_{part}"]) for part in "ymd")
    assert ethiopian_and_swahili.MONTHS[day.month - 1] == row["month_name"]
    for language in ("en", "fr"):
        match = ethiopian_and_swahili.SPOKEN.search(ethiopian_and_swahili.ethiopian_words(local, language))
        assert match is not None
        assert ethiopian_and_swahili.ethiopian_spoken(match) == clock


def test_ethiopia_s_hour_and_date_in_words() -> None:
    """No-break spaces within; the first of a month is 1er in French; minutes where there are some."""
    words = ethiopian_and_swahili.ethiopian_words
    evening, morning = datetime(2026, 12, 9, 18, 5, tzinfo=UTC), datetime(2026, 9, 11, 9, tzinfo=UTC)
    assert words(evening, "en") == "12:05\u00a0at night, 30\u00a0Hidar\u00a02019"
    assert words(evening, "fr") == "12\u00a0h\u00a005\u00a0de\u00a0nuit, 30\u00a0Hidar\u00a02019"
    assert words(morning, "en") == "3:00\u00a0in the day, 1\u00a0Meskerem\u00a02019"
    assert words(morning, "fr") == "3\u00a0h\u00a0de\u00a0jour, 1er\u00a0Meskerem\u00a02019"


@given(st.dates(date(1900, 1, 1), date(2199, 12, 30)))
def test_ethiopian_days_follow_each_other(day: date) -> None:
    """The next day is the next day there too, or the first of the next month or year."""
    one, other = (
        ethiopian_and_swahili.ethiopian_date(day),
        ethiopian_and_swahili.ethiopian_date(day + timedelta(days=1)),
    )
    if other.day > 1:
        assert other == one._replace(day=one.day + 1)
    elif other.month > 1:
        assert (other.year, other.month, one.day) == (one.year, one.month + 1, 30)
    else:
        assert (other.year, one.month, one.day) == (one.year + 1, 13, 6 if one.year % 4 == 3 else 5)


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [
        (7, 0, "saa moja asubuhi"),
        (12, 0, "saa sita mchana"),
        (14, 30, "saa nane na nusu mchana"),
        (17, 0, "saa kumi na moja jioni"),
        (17, 45, "saa kumi na mbili kasorobo jioni"),
        (20, 15, "saa mbili na robo usiku"),
        (5, 10, "saa kumi na moja na dakika kumi alfajiri"),
        (0, 25, "saa sita na dakika ishirini na tano usiku"),
        (9, 12, "saa tatu na dakika kumi na mbili asubuhi"),
        (9, 20, "saa tatu na dakika ishirini asubuhi"),
    ],
)
def test_swahili_hours_count_from_dawn(hour: int, minute: int, said: str) -> None:
    """Seven in the morning is saa moja."""
    assert ethiopian_and_swahili.swahili_words(datetime(2027, 1, 1, hour, minute)) == said  # noqa: DTZ001 -- a local reading
