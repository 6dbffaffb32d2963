"""What people write as their place: the cases handed to the project, and others like them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from besrour_cli.clock.tzdata import zone
from besrour_cli.places.resolve import REGIONS, all_places, region_of, resolve

CASES = Path(__file__).parent / "cases"


def _rows() -> list[dict[str, str]]:
    with (CASES / "zone_inputs.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _zones(cell: str) -> list[str]:
    words = cell.replace("?", " ").replace("|", " ").split()
    return [word for word in words if "/" in word]


@pytest.mark.parametrize("row", _rows(), ids=lambda row: f"{row['input']}-{row['context']}")
def test_every_handed_case_ends_as_it_should(row: dict[str, str]) -> None:
    """Each input of the proposed behaviour gives its outcome, its zone, or at least its choices."""
    context = row["context"]
    answer = resolve(row["input"], context.removeprefix("country=") if context.startswith("country=") else "")
    assert answer.outcome == row["expected_action"].replace("accept+note", "note")
    wanted = _zones(row["expected_zone_or_choices"])
    if answer.place:
        assert [answer.place.zone] == wanted
        assert not answer.choices
    else:
        assert set(wanted) <= set(answer.choices)
        assert answer.message
    for zones, count in (("(16 zones)", 16), ("(29 zones)", 29)):
        if row["expected_zone_or_choices"] == zones:
            assert len(answer.choices) == count


@pytest.mark.parametrize(
    ("text", "country", "outcome", "zones"),
    [
        ("London, Ontario", "", "accept", "America/Toronto"),
        ("London (Royaume-Uni)", "", "accept", "Europe/London"),
        ("London UK", "", "accept", "Europe/London"),
        ("Londres", "", "accept", "Europe/London"),
        ("London", "Canada", "accept", "America/Toronto"),
        ("Hamilton, ON, Canada", "", "accept", "America/Toronto"),
        ("Hamilton", "Bermudes", "accept", "Atlantic/Bermuda"),
        ("Victoria BC", "", "accept", "America/Vancouver"),
        ("Victoria, Seychelles", "", "accept", "Indian/Mahe"),
        ("Saint-Louis (Sénégal)", "", "accept", "Africa/Dakar"),
        ("St. John's, Antigua", "", "accept", "America/Antigua"),
        ("St. John’s, NL", "", "accept", "America/St_Johns"),
        ("Saint John, N.B.", "", "accept", "America/Moncton"),
        ("RDC Kinshasa", "", "accept", "Africa/Kinshasa"),
        ("Kinshasa, Congo", "", "accept", "Africa/Kinshasa"),
        ("Lubumbashi", "DRC", "accept", "Africa/Lubumbashi"),
        ("yaoundé, cameroun", "", "accept", "Africa/Douala"),
        ("YAOUNDE", "Cameroon", "accept", "Africa/Douala"),
        ("L’Ouganda", "", "accept", "Africa/Kampala"),
        ("Republic of Kenya", "", "accept", "Africa/Nairobi"),
        ("République du Mali", "", "accept", "Africa/Bamako"),
        ("Republic of China", "", "accept", "Asia/Taipei"),
        ("Swaziland", "", "accept", "Africa/Mbabane"),
        ("Ivory Coast", "", "accept", "Africa/Abidjan"),
        ("", "Ghana", "accept", "Africa/Accra"),
        ("Alberta", "CA", "accept", "America/Edmonton"),
        ("Île-du-Prince-Édouard", "CA", "accept", "America/Halifax"),
        ("Ohio", "", "accept", "America/New_York"),
        ("africa/addis ababa", "", "accept", "Africa/Addis_Ababa"),
        ("Europe/London, UK", "", "accept", "Europe/London"),
        ("Yakutsk", "", "accept", "Asia/Yakutsk"),
        ("NG", "", "accept", "Africa/Lagos"),
        ("Grenade", "", "accept", "America/Grenada"),
        ("Québec", "Canada", "note", "America/Toronto"),
        ("Sudbury/Thunder Bay", "", "note", "America/Toronto"),
        ("Asia/Calcutta", "", "note", "Asia/Kolkata"),
        ("Europe/Kiev", "", "note", "Europe/Kyiv"),
        ("US/Eastern", "", "note", "America/New_York"),
        ("W-SU", "", "note", "Europe/Moscow"),
        ("Hongkong", "", "note", "Asia/Hong_Kong"),
        ("Africa/Timbuktu", "", "note", "Africa/Bamako"),
        ("Egypt Standard Time", "", "note", "Africa/Cairo"),
        ("Gbawe", "Ghana", "note", "Africa/Accra"),
        ("Nsukka, Nigeria", "", "note", "Africa/Lagos"),
        ("Toronto (EST)", "", "note", "America/Toronto"),
        ("Accra GMT", "", "note", "Africa/Accra"),
        ("America/Los_Angeles", "CA", "warn", "America/Los_Angeles"),
        ("Africa/Lagos (Ghana)", "", "warn", "Africa/Lagos"),
        ("UTC", "", "warn", "Etc/UTC"),
        ("Birmingham", "", "ask", "Europe/London America/Chicago"),
        ("Kingston", "", "ask", "America/Jamaica America/Toronto"),
        ("San José", "", "ask", "America/Costa_Rica America/Los_Angeles"),
        ("Georgetown", "", "ask", "America/Guyana America/Cayman"),
        ("St. George's", "", "ask", "America/Grenada Atlantic/Bermuda"),
        ("Santiago", "", "ask", "America/Santiago America/Santo_Domingo Europe/Madrid"),
        ("Cordoba", "", "ask", "America/Argentina/Cordoba Europe/Madrid"),
        ("Sydney", "", "ask", "Australia/Sydney America/Glace_Bay"),
        ("Saint-Louis", "", "ask", "Africa/Dakar America/Chicago"),
        ("Georgia", "", "ask", "Asia/Tbilisi America/New_York"),
        ("Congo", "", "ask", "Africa/Kinshasa Africa/Lubumbashi Africa/Brazzaville"),
        ("Corée", "", "ask", "Asia/Seoul Asia/Pyongyang"),
        ("RDC", "", "ask", "Africa/Kinshasa Africa/Lubumbashi"),
        ("Ontario", "CA", "ask", "America/Toronto America/Winnipeg America/Atikokan"),
        ("Terre-Neuve-et-Labrador", "CA", "ask", "America/St_Johns America/Goose_Bay"),
        ("Texas", "", "ask", "America/Chicago America/Denver"),
        ("Xville, Brazil", "", "ask", "America/Sao_Paulo America/Manaus"),
        ("Paris", "Cameroun", "ask", "Europe/Paris Africa/Douala"),
        ("Paris, Cameroun", "", "ask", "Europe/Paris Africa/Douala"),
        ("London, Manitoba", "", "ask", "Europe/London America/Toronto America/Winnipeg"),
        ("Toronto/Winnipeg", "", "ask", "America/Toronto America/Winnipeg"),
        ("EAT", "", "ask", "Africa/Nairobi Africa/Kampala"),
        ("Etc/GMT", "", "ask", "Africa/Accra Europe/London"),
        ("Lagos", "", "ask", "Africa/Lagos Europe/Lisbon"),
        ("Germany", "", "ask", "Europe/Berlin"),
        ("HAE", "", "ask", "America/Toronto"),
        ("+05:30", "", "ask", "Asia/Kolkata"),
        ("UTC-3:30", "", "ask", "America/St_Johns"),
        ("(UTC+01:00) West Central Africa", "", "ask", "Africa/Lagos Africa/Tunis"),
        ("E. Africa Standard Time", "", "ask", "Africa/Nairobi Africa/Addis_Ababa"),
        ("Etc/GMT-3", "", "reject", ""),
        ("WAT-1", "", "reject", ""),
        ("EST5EDT,M3.2.0,M11.1.0", "", "reject", ""),
        ("Nairobbi", "", "reject", ""),
        ("Africa/Atlantis", "", "reject", ""),
        ("Accra", "Wakanda", "reject", ""),
        ("東京", "", "reject", ""),
    ],
)
def test_what_people_write(text: str, country: str, outcome: str, zones: str) -> None:
    """Forms with a country, a province, a label or an old name; contradictions are asked about."""
    answer = resolve(text, country)
    assert answer.outcome == outcome, answer
    if answer.place:
        assert answer.place.zone == zones
    assert answer.place or set(zones.split()) <= set(answer.choices)
    assert (answer.message is None) == (outcome == "accept")


def test_a_link_keeps_the_town_it_names() -> None:
    """A member in Montréal is not told Toronto, though the zone is America/Toronto today."""
    montreal = resolve("America/Montreal").place
    assert montreal and montreal.names == {"en": "Montreal", "fr": "Montréal"}
    yellowknife = resolve("America/Yellowknife").place
    assert yellowknife and yellowknife.name("fr") == "Yellowknife"
    calcutta = resolve("Asia/Calcutta").place
    assert calcutta and calcutta.country == "IN"


def test_the_question_names_both_places_in_both_languages() -> None:
    """London is asked about with words that tell the two apart in English and in French."""
    message = resolve("London").message
    assert message
    assert str(message) == (
        "“London” can be London (Ontario) or London (United Kingdom): add the country or province"
    )
    french = message.render(lambda s: s, lambda one, many, n: many, "fr")
    assert "London (Ontario) ou Londres (Royaume-Uni)" in french


def test_places_carry_their_region_in_either_language() -> None:
    """A roster that says Afrique and one that leaves the region out mean the same one."""
    dakar = resolve("Dakar").place
    assert dakar and dakar.region == "Africa" == region_of("Afrique") == region_of("africa")
    assert region_of("Atlantic Canada") == "Atlantic Canada"
    assert {place.region for place in all_places()} == set(REGIONS)


def test_the_seventeen_departments_have_a_place() -> None:
    """Every city of a Canadian department of family medicine resolves to its zone with its country."""
    cities = {
        "St John's": "St_Johns",
        "Halifax": "Halifax",
        "Québec": "Toronto",
        "Sherbrooke": "Toronto",
        "Montréal": "Toronto",
        "Ottawa": "Toronto",
        "Kingston": "Toronto",
        "Toronto": "Toronto",
        "Hamilton": "Toronto",
        "London": "Toronto",
        "Sudbury/Thunder Bay": "Toronto",
        "Winnipeg": "Winnipeg",
        "Saskatoon": "Regina",
        "Edmonton": "Edmonton",
        "Calgary": "Edmonton",
        "Vancouver": "Vancouver",
    }
    for city, zone_city in cities.items():
        place = resolve(city, "Canada").place
        assert place and place.zone == f"America/{zone_city}", city


@given(st.text(max_size=40), st.sampled_from(["", "CA", "Nigeria", "x"]))
@settings(max_examples=300, deadline=None)
def test_any_text_ends_in_an_answer(text: str, country: str) -> None:
    """No input raises; what is taken has a zone of the data, what is not taken says why."""
    answer = resolve(text, country)
    assert answer.outcome in ("accept", "note", "warn", "ask", "reject")
    assert (answer.place is not None) == (answer.outcome in ("accept", "note", "warn"))
    assert bool(answer.choices) or answer.outcome != "ask"
    if answer.place:
        assert zone(answer.place.zone)
    assert answer.message is None or str(answer.message)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_case_and_accents_do_not_matter(data: st.DataObject) -> None:
    """A name of the table in any case, with either apostrophe or hyphen, means what it meant."""
    place = data.draw(st.sampled_from(list(all_places())))
    name = data.draw(st.sampled_from(sorted(place.names.values())))
    changed = "".join(
        c.upper() if up else c.lower()
        for c, up in zip(
            name, data.draw(st.lists(st.booleans(), min_size=len(name), max_size=len(name))), strict=True
        )
    )
    changed = changed.replace("’", data.draw(st.sampled_from(["'", "’", ""])))
    changed = changed.replace("-", data.draw(st.sampled_from(["-", " ", "\u2011"])))
    told = resolve(changed, place.country)
    assert told.outcome == resolve(name, place.country).outcome
    assert place.zone in ((told.place.zone,) if told.place else told.choices)
