"""The reviewed tables, each row held against zone.tab, CLDR and what the pilot needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import pytest
from babel import Locale
from babel.core import get_global

import besrour_cli.places.gazetteer as table
from besrour_cli.clock.tzdata import in_use
from besrour_cli.clock.zone_tab import country_zones, zone_country
from besrour_cli.places import gazetteer
from besrour_cli.places.gazetteer import (
    areas_named,
    cities_named,
    city_list,
    country_of,
    fold,
)
from besrour_cli.places.names import countries_of
from besrour_cli.places.resolve import resolve
from support.places.countries import country_list

PLACES = Path(gazetteer.__file__).parent
FILES = ("places.csv", "countries.csv", "provinces.csv", "zone_labels.csv")
CAPITALS = {
    "DZ": "Algiers",
    "AO": "Luanda",
    "BJ": "Porto-Novo",
    "BW": "Gaborone",
    "BF": "Ouagadougou",
    "BI": "Gitega",
    "CV": "Praia",
    "CM": "Yaoundé",
    "CF": "Bangui",
    "TD": "N’Djamena",
    "KM": "Moroni",
    "CG": "Brazzaville",
    "CD": "Kinshasa",
    "CI": "Yamoussoukro",
    "DJ": "Djibouti",
    "EG": "Cairo",
    "GQ": "Malabo",
    "ER": "Asmara",
    "SZ": "Mbabane",
    "ET": "Addis Ababa",
    "GA": "Libreville",
    "GM": "Banjul",
    "GH": "Accra",
    "GN": "Conakry",
    "GW": "Bissau",
    "KE": "Nairobi",
    "LS": "Maseru",
    "LR": "Monrovia",
    "LY": "Tripoli",
    "MG": "Antananarivo",
    "MW": "Lilongwe",
    "ML": "Bamako",
    "MR": "Nouakchott",
    "MU": "Port Louis",
    "MA": "Rabat",
    "MZ": "Maputo",
    "NA": "Windhoek",
    "NE": "Niamey",
    "NG": "Abuja",
    "RW": "Kigali",
    "ST": "São Tomé",
    "SN": "Dakar",
    "SC": "Victoria",
    "SL": "Freetown",
    "SO": "Mogadishu",
    "ZA": "Pretoria",
    "SS": "Juba",
    "SD": "Khartoum",
    "TZ": "Dodoma",
    "TG": "Lomé",
    "TN": "Tunis",
    "UG": "Kampala",
    "ZM": "Lusaka",
    "ZW": "Harare",
}
NOT_UN = set(
    "AI AQ AS AW AX BL BM BQ CC CK CW CX EH FK FO GF GG GI GL GP GS GU HK IM IO JE KY MF MO MP MQ MS NC NF NU"
    " PF PM PN PR RE SH SJ SX TC TF TK UM VA VG VI WF YT".split()
)


def _lines(file: str) -> list[list[str]]:
    return [line.split(";") for line in (PLACES / file).read_text(encoding="utf-8").splitlines()]


def _cldr(zone: str) -> str:
    """The territory CLDR puts a zone in; CLDR keeps some old spellings as its own."""
    territories = get_global("zone_territories")
    return str(territories.get(zone) or territories.get(get_global("zone_aliases").get(zone, ""), ""))


def test_the_files_are_small_and_whole() -> None:
    """Every line has the header's columns, no line is written twice, and all stay below 200 kB."""
    assert sum((PLACES / file).stat().st_size for file in FILES) < 200_000
    for file in FILES:
        header, *rows = _lines(file)
        assert rows and all(len(row) == len(header) for row in rows), file
        assert max(Counter(map(tuple, rows)).values()) == 1
        assert not any(cell != cell.strip() or "'" in cell for row in rows for cell in row), file


@pytest.mark.parametrize("city", city_list(), ids=lambda c: f"{c.names['en']}-{c.country}")
def test_every_town_is_in_a_zone_of_its_country(city: table.City) -> None:
    """zone.tab lists the zone for the town's country, and CLDR puts it in the same one."""
    assert city.zone in country_zones(city.country)
    assert _cldr(city.zone) in (city.country, "")
    assert country_of(city.country)


def test_towns_stay_inside_their_province() -> None:
    """A Canadian, American or Australian town has a province, and its zone is one of the province's."""
    for city in city_list():
        if city.country in ("CA", "US", "AU"):
            areas = [
                a
                for a in areas_named(city.province.lower())
                if (a.country, a.province) == (city.country, city.province)
            ]
            assert areas, city
            zones = {zone for area in areas for zone in area.zones}
            same_clock = {
                "America/Glace_Bay",
                "America/Swift_Current",
                "America/Dawson",
                "America/Inuvik",
                "America/Edmonton",
            }
            assert city.zone in zones | same_clock, city


def test_provinces_have_zones_of_their_country() -> None:
    """All thirteen provinces and territories, fifty states and the District; zones are the country's."""
    header, *rows = _lines("provinces.csv")
    assert header[0] == "country"
    for country, _, _, _, zones, _, _ in rows:
        assert zones and all(zone_country(zone) == country for zone in zones.split())
    codes = {country: {row[1] for row in rows if row[0] == country} for country in ("CA", "US", "AU")}
    assert codes["CA"] == set("NL PE NS NB QC ON MB SK AB BC YT NT NU".split())
    assert len(codes["US"]) == 51 and len(codes["AU"]) == 8


def test_every_country_of_the_zone_data_is_known_by_its_names() -> None:
    """The names of ISO 3166, of CLDR in four locales and the codes all lead to the right country."""
    names = [
        line.split("\t") for line in Path(in_use().folder, "iso3166.tab").read_text("utf-8").splitlines()
    ]
    iso = {row[0]: row[1] for row in names if not row[0].startswith("#")}
    shared = {"MF": {"MF", "SX"}}
    for code, name in iso.items():
        if not country_zones(code):
            continue
        said = [Locale.parse(tag).territories[code] for tag in ("en", "en_CA", "fr", "fr_CA")]
        for known in (name, code, *said):
            found = {area.country for area in countries_of(known)}
            assert found in ({code}, shared.get(code)), known


def test_no_country_is_taken_for_another() -> None:
    """Countries whose names resemble each other stay apart; a name two share belongs to both."""
    for one, other in (
        ("Niger", "NE"),
        ("Nigeria", "NG"),
        ("Guinea", "GN"),
        ("Guinée", "GN"),
        ("Sudan", "SD"),
        ("Dominica", "DM"),
        ("Dominique", "DM"),
        ("Samoa", "WS"),
        ("Ireland", "IE"),
        ("Mali", "ML"),
        ("Malawi", "MW"),
        ("Gambia", "GM"),
        ("Gabon", "GA"),
    ):
        assert [area.country for area in countries_of(one)] == [other]
    both = Counter(name for area in country_list() for name in set(map(fold, area.names.values())))
    assert {name for name, count in both.items() if count > 1} == set()


def test_africa_is_whole() -> None:
    """All 54 African members of the United Nations and Western Sahara, their capitals, and Congo's east."""
    africa = {area.country for area in country_list() if area.region == "Africa"}
    assert africa - {"RE", "YT", "SH"} == {*CAPITALS, "EH"}
    for code, capital in CAPITALS.items():
        assert any(city.country == code for city, _ in cities_named(fold(capital))), capital
    for town in ("Lubumbashi", "Goma", "Bukavu", "Kisangani", "Mbuji-Mayi", "Kananga"):
        assert [city.zone for city, _ in cities_named(fold(town))] == ["Africa/Lubumbashi"]


def test_every_member_of_the_united_nations_has_a_town() -> None:
    """All 193 members, Palestine and Taiwan have at least one town in the table."""
    served = {city.country for city in city_list()}
    members = {area.country for area in country_list()} - NOT_UN
    assert len(members) == 193 + 2
    assert members <= served


def test_labels_stand_for_real_zones_and_hide_no_place() -> None:
    """Every zone a label offers is in the data; no label of three letters or more is also a place's name."""
    for text, kind, zones in _lines("zone_labels.csv")[1:]:
        assert kind in ("abbreviation", "label", "posix", "windows", "windows!", "old")
        assert all(zone_country(zone) for zone in zones.split("|") if zone), text
        assert (kind in ("windows!", "old")) <= (len(zones.split("|")) == 1 and bool(zones))
        if len(text) > 2 and "/" not in text and kind != "old":
            assert not cities_named(fold(text)) and not areas_named(fold(text)), text


def test_french_names_are_set_as_french_is() -> None:
    """Names in French use the typographic apostrophe, and accents on capitals where the word has one."""
    for area in country_list():
        assert "'" not in area.names["fr"]
    names = {area.country: area.names["fr"] for area in country_list()}
    assert names["CD"] == "République démocratique du Congo"
    assert (names["EG"], names["US"], names["NG"]) == ("Égypte", "États-Unis", "Nigéria")


def test_reading_the_tables_needs_no_heavy_import() -> None:
    """A roster's towns are read without pendulum, which is there when a clock is asked."""
    import subprocess
    import sys

    assert find_spec("pendulum")
    code = (
        "import sys\nfrom besrour_cli.places.resolve import resolve\n"
        "assert resolve('Yaoundé', 'Cameroun').place\n"
        "print([name for name in ('pendulum', 'csv', 'json') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Saint-Jean (T.-N.-L.)", "America/St_Johns"),
        ("heure de Tunis", "Africa/Tunis"),
        ("heure d’Accra", "Africa/Accra"),
        ("Accra time", "Africa/Accra"),
        ("Équateur, RDC", "Africa/Kinshasa"),
        ("Mbandaka, Équateur", "Africa/Kinshasa"),
        ("Goma, Nord-Kivu", "Africa/Lubumbashi"),
        ("Haut-Katanga, RDC", "Africa/Lubumbashi"),
        ("Quito, Équateur", "America/Guayaquil"),
        ("Medan", "Asia/Jakarta"),
        ("Banda Aceh", "Asia/Jakarta"),
        ("Riyadh, SA", "Asia/Riyadh"),
    ],
)
def test_places_as_people_write_them(text: str, zone: str) -> None:
    """Provinces of the DR Congo, a place's time, a province's abbreviation."""
    place = resolve(text).place
    assert place is not None
    assert place.zone == zone


def test_sa_can_be_three() -> None:
    """Saudi Arabia by its code, South Africa by habit, South Australia by its own."""
    assert set(resolve("SA").choices) == {"Asia/Riyadh", "Africa/Johannesburg", "Australia/Adelaide"}


@pytest.mark.parametrize(
    ("text", "town"), [("Nairoby", "Nairobi"), ("Otawa", "Ottawa"), ("Dakkar, Sénégal", "Dakar")]
)
def test_a_slip_of_the_keyboard_has_a_hint(text: str, town: str) -> None:
    """The town is asked about, never taken: a country of one clock still gives the hour."""
    answer = resolve(text)
    assert answer.outcome == ("warn" if answer.place else "reject")
    assert answer.message is not None
    facts = answer.message.facts["town"]
    assert isinstance(facts, Mapping)
    assert facts["en"] == town


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Gauteng", "Africa/Johannesburg"),
        ("Cape Town, Western Cape", "Africa/Johannesburg"),
        ("Le Cap (Cap-Occidental)", "Africa/Johannesburg"),
        ("Mumbai, Maharashtra", "Asia/Kolkata"),
        ("Bengale-Occidental", "Asia/Kolkata"),
        ("Tamil Nadu, Inde", "Asia/Kolkata"),
        ("Manaus, Amazonas", "America/Manaus"),
        ("Pernambuco, Brésil", "America/Recife"),
        ("Rio Grande do Sul", "America/Sao_Paulo"),
        ("Kano State", "Africa/Lagos"),
        ("Niger State", "Africa/Lagos"),
        ("Niger", "Africa/Niamey"),
        ("État de Lagos", "Africa/Lagos"),
        ("Katanga", "Africa/Lubumbashi"),
        ("Kivu", "Africa/Lubumbashi"),
        ("Bas-Congo", "Africa/Kinshasa"),
        ("Province de l’Équateur", "Africa/Kinshasa"),
        ("Equateur Province", "Africa/Kinshasa"),
        ("Province du Nord-Kivu", "Africa/Lubumbashi"),
        ("Région de Thiès", "Africa/Dakar"),
        ("Casamance", "Africa/Dakar"),
        ("Kisumu County, Kenya", "Africa/Nairobi"),
        ("Nakuru County", "Africa/Nairobi"),
        ("Ashanti Region", "Africa/Accra"),
        ("Tigré", "Africa/Addis_Ababa"),
        ("Iqaluit (Nun.)", "America/Iqaluit"),
        ("Whitehorse (Yn)", "America/Whitehorse"),
        ("Saint-Jean, N.-B.", "America/Moncton"),
        ("Saint-Jean (Qc)", "America/Toronto"),
        ("SEN", "Africa/Dakar"),
        ("TUN", "Africa/Tunis"),
        ("IND", "Asia/Kolkata"),
        ("ETH", "Africa/Addis_Ababa"),
        ("ZA-GP", "Africa/Johannesburg"),
        ("CD-NK", "Africa/Lubumbashi"),
        ("CA-NB", "America/Moncton"),
        ("time in Accra", "Africa/Accra"),
        ("heure à Dakar", "Africa/Dakar"),
        ("heure du Cap", "Africa/Johannesburg"),
    ],
)
def test_provinces_codes_and_clocks_as_people_write_them(text: str, zone: str) -> None:
    """Of Africa, Brazil, India and Canada, in both languages, by title and by ISO 3166."""
    place = resolve(text).place
    assert place is not None, resolve(text)
    assert place.zone == zone


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Senegall", "Senegal"),
        ("Camerun", "Cameroon"),
        ("Nigera", "Nigeria"),
        ("Marocco", "Morocco"),
        ("Kenia", "Kenya"),
        ("Ontaryo", "Ontario"),
        ("Kerela", "Kerala"),
        ("Otawa, Canada", "Ottawa"),
        ("Otawa, Ontario", "Ottawa"),
    ],
)
def test_a_slip_in_the_name_of_a_country_or_province_has_a_hint(text: str, near: str) -> None:
    """Never taken for it; where the country has several clocks these are asked about, with the hint."""
    answer = resolve(text)
    assert answer.place is None
    assert answer.message is not None
    facts = answer.message.facts["town"]
    assert isinstance(facts, Mapping)
    assert facts["en"] == near


@pytest.mark.parametrize(
    ("text", "zones"),
    [
        ("Saint-Jean", {"America/St_Johns", "America/Moncton", "America/Toronto"}),
        ("CA-ON", {"America/Toronto", "America/Winnipeg", "America/Atikokan"}),
        ("Punjab", {"Asia/Kolkata", "Asia/Karachi"}),
        ("Manaus, Bahia", {"America/Manaus", "America/Bahia"}),
    ],
)
def test_what_can_be_several_is_asked(text: str, zones: set[str]) -> None:
    """A name of three towns, a province of three clocks, a town in a province it does not lie in."""
    answer = resolve(text)
    assert answer.place is None
    assert set(answer.choices) == zones
