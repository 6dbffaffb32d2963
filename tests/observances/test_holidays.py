"""Public holidays: named in both languages, estimated ones guarded, the library corrected."""

from __future__ import annotations

import csv
from datetime import date
from itertools import product
from pathlib import Path
from string import ascii_uppercase

import holidays
import pytest

from besrour_cli.model.language import LANGUAGES
from besrour_cli.observances.holiday_names import holiday_name
from besrour_cli.observances.holidays import between, holidays_of, possible_holidays
from support.checkout import TESTS

CASES = Path(__file__).parent / "cases"
with (TESTS / "places" / "cases" / "weekends.csv").open(encoding="utf-8") as _rows:
    COUNTRIES = [row["iso2"] for row in csv.DictReader(_rows)]
PROVINCES = ("AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT")
YEARS = range(2026, 2030)


def raw_names(country: str, province: str | None, year: int) -> set[str]:
    """The names as the library has them, before besrour reads them."""
    languages = holidays.country_holidays(country).supported_languages
    known = holidays.country_holidays(
        country, subdiv=province, years=year, language="en_US" if "en_US" in languages else None
    )
    return {name for words in known.values() for name in words.split("; ")}


def test_the_countries_are_all_of_africa_canada_and_the_besrour_conferences() -> None:
    """54 countries of Africa, Western Sahara, and fifteen more."""
    assert len(COUNTRIES) == len(set(COUNTRIES)) == 70


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_holiday_is_named_in_both_languages(country: str) -> None:
    """The glossary knows each name of 2026 to 2029: all of them, no word of English left in French."""
    provinces: tuple[str | None, ...] = (None, *PROVINCES) if country == "CA" else (None,)
    for province in provinces:
        for year in YEARS:
            names = raw_names(country, province, year)
            assert names, (country, year)
            missing = [name for name in names if holiday_name(name) is None]
            assert missing == []
            for name in names:
                found = holiday_name(name)
                assert found is not None
                assert set(found.names) == set(LANGUAGES)
                assert all(found.names.values())
                assert "'" not in found.names["fr"]


def test_estimated_feasts_are_marked() -> None:
    """Eid al-Fitr of 2027 is an estimate; Christmas is not."""
    morocco = between("MA", "", date(2027, 3, 1), date(2027, 3, 31))
    assert [(h.day, h.names["fr"], h.estimated) for h in morocco] == [
        (date(2027, 3, 9), "Aïd el-Fitr", True),
        (date(2027, 3, 10), "Aïd el-Fitr", True),
    ]
    christmas = between("GH", "", date(2027, 12, 25), date(2027, 12, 25))
    assert [(h.names["fr"], h.estimated) for h in christmas] == [("Noël", False)]


def test_an_estimated_feast_is_guarded_by_a_day_before_and_two_after() -> None:
    """Morocco's Eid of 9 and 10 March 2027 may fall from the 8th to the 12th."""
    days = possible_holidays("MA", "", date(2027, 3, 1), date(2027, 3, 31))
    assert [g.day.day for g in days] == [8, 11, 12]
    assert {g.holiday.names["en"] for g in days} == {"Eid al-Fitr"}
    assert possible_holidays("GH", "", date(2027, 12, 20), date(2027, 12, 31)) == ()


def test_a_guard_reaches_over_the_edge_of_the_span_asked_for() -> None:
    """Asked for one day alone, it is known that the feast may fall on it."""
    assert [g.day for g in possible_holidays("MA", "", date(2027, 3, 12), date(2027, 3, 12))] == [
        date(2027, 3, 12)
    ]


@pytest.mark.parametrize("year", range(2021, 2030))
def test_tunisia_keeps_its_revolution_on_the_seventeenth_of_december(year: int) -> None:
    """Not on 14 January any more, since 2022."""
    days = {h.day for h in holidays_of("TN", "", year) if "Revolution" in h.names["en"]}
    assert date(year, 12, 17) in days
    assert (date(year, 1, 14) in days) == (year < 2022)


@pytest.mark.parametrize(
    ("country", "day", "french"),
    [
        ("ET", date(2028, 1, 20), "Épiphanie"),
        ("ET", date(2027, 5, 2), "Pâques"),
        ("ET", date(2027, 9, 12), "Nouvel An éthiopien"),
        ("ET", date(2027, 9, 28), "Invention de la Sainte Croix (Meskel)"),
        ("ER", date(2027, 1, 7), "Noël orthodoxe"),
        ("ER", date(2027, 5, 2), "Pâques orthodoxes"),
        ("EG", date(2027, 1, 7), "Noël copte"),
        ("EG", date(2027, 5, 3), "Fête du printemps (Cham el-Nessim)"),
    ],
)
def test_orthodox_feasts_are_public_where_they_are(country: str, day: date, french: str) -> None:
    """Ethiopia, Eritrea and Egypt; 2028 has Timkat on the 20th, after Ethiopia's leap year."""
    assert french in [h.names["fr"] for h in between(country, "", day, day)]


def test_a_province_has_its_own_days() -> None:
    """The Fête nationale is Québec's, Family Day Ontario's."""
    june, february = date(2027, 6, 24), date(2027, 2, 15)
    assert [h.names["fr"] for h in between("CA", "QC", june, june)] == ["Fête nationale du Québec"]
    assert between("CA", "ON", june, june) == ()
    assert [h.names["fr"] for h in between("CA", "ON", february, february)] == ["Jour de la famille"]


def test_a_day_given_instead_keeps_its_name() -> None:
    """“(observed)” becomes a flag, and both languages stay clean."""
    found = holiday_name("Eid al-Adha (observed, estimated)")
    assert found == ({"en": "Eid al-Adha", "fr": "Aïd el-Adha"}, True, True)
    assert holiday_name("Some New Feast") is None


def test_an_unknown_country_has_none() -> None:
    """A place besrour knows no country of, such as a bare zone."""
    assert holidays_of("", "", 2027) == ()


def test_the_countries_known_are_those_the_library_lists() -> None:
    """We ask the library country by country, because its own list loads them all; the answers agree."""
    listed = holidays.list_supported_countries(include_aliases=False)
    codes = ["".join(pair) for pair in product(ascii_uppercase, repeat=2)]
    known = {code for code in codes if holidays_of(code, "", 2027) and code != "UK"}
    assert known == {code for code in listed if holidays.country_holidays(code, years=2027)} | {"TN"}


def test_feasts_that_are_declared_each_year_are_known() -> None:
    """The Kenya Gazette declares Eid al-Adha (17 June 2024, 6 June 2025); Juba three days for each Eid."""
    kenya = {h.day: h for h in holidays_of("KE", "", 2027)}
    assert kenya[date(2027, 5, 16)].names == {"en": "Eid al-Adha", "fr": "Aïd el-Adha"}
    assert kenya[date(2027, 5, 16)].estimated
    assert [h.names["en"] for h in holidays_of("KE", "", 2027)].count("Eid al-Fitr") == 1
    for year in range(2024, 2030):
        for name in ("Eid al-Fitr", "Eid al-Adha"):
            days = [h.day for h in holidays_of("SS", "", year) if h.names["en"] == name]
            first = [h.day for h in holidays_of("SD", "", year) if h.names["en"] == name][:1]
            assert len(days) % 3 == 0
            assert (days[2] - days[0]).days == 2
            assert not first or abs((days[0] - first[0]).days) <= 2


@pytest.mark.parametrize(
    ("country", "province", "day", "names"),
    [
        ("CA", "QC", date(2027, 6, 24), {"en": "Quebec National Holiday", "fr": "Fête nationale du Québec"}),
        ("MA", "", date(2026, 10, 31), {"en": "Unity Day", "fr": "Fête de l’Unité"}),
        ("MA", "", date(2027, 10, 31), {"en": "Unity Day", "fr": "Fête de l’Unité"}),
        ("BI", "", date(2027, 2, 5), {"en": "Unity Day", "fr": "Journée de l’unité"}),
    ],
)
def test_a_holiday_has_the_name_its_own_country_gives_it(
    country: str, province: str, day: date, names: dict[str, str]
) -> None:
    """The law's, where the library's is another; the same English name may be another feast elsewhere."""
    assert [h.names for h in holidays_of(country, province, day.year) if h.day == day] == [names]


def test_a_feast_has_the_name_of_the_country() -> None:
    """« Tabaski », « Korité » and « Gamou » in Senegal, beside the names that are known everywhere."""
    french = {h.names["en"]: h.names["fr"] for h in holidays_of("SN", "", 2027)}
    assert french["Eid al-Adha"] == "Aïd el-Adha (Tabaski)"
    assert french["Eid al-Fitr"] == "Aïd el-Fitr (Korité)"
    assert french["Prophet’s Birthday"] == "Anniversaire du Prophète (Gamou)"
    assert {h.names["fr"] for h in holidays_of("MA", "", 2027) if h.names["en"] == "Eid al-Adha"} == {
        "Aïd el-Adha"
    }
