"""What an unclear place may have meant, and labels that stand beside a place or in its stead."""

from __future__ import annotations

import pytest

from besrour_cli.places.choices import place_choices
from besrour_cli.places.gazetteer import country_of
from besrour_cli.places.resolve import resolve


def test_nothing_but_a_country_offers_a_town_of_each_of_its_clocks() -> None:
    """The town was left empty: Ghana has one clock, Canada many, and each choice is a place by itself."""
    assert [names["en"] for names in place_choices("", "Ghana")] == ["Accra, Ghana"]
    canada = [names["fr"] for names in place_choices("", "Canada")]
    assert {"Halifax, Canada", "Toronto, Canada", "Vancouver, Canada"} <= set(canada)
    clocks = [place.zone for text in canada if (place := resolve(text).place) is not None]
    assert len(set(clocks)) == len(clocks) == len(canada)
    assert place_choices("", "") == ()


def test_of_two_towns_the_one_that_is_known_is_offered() -> None:
    """“Dakar or Zzzzt”: what nobody knows is passed over."""
    assert [names["fr"] for names in place_choices("Dakar ou Zzzzt")] == ["Dakar, Sénégal"]
    both = [names["en"] for names in place_choices("Dakar or Bamako")]
    assert both == ["Dakar, Senegal", "Bamako, Mali"]


def test_a_country_of_many_clocks_offers_those_towns_that_are_known() -> None:
    """Russia's zones are named after towns, most of which the table lacks: they are no choices."""
    offered = [names["en"] for names in place_choices("Russia")]
    assert "Moscow, Russia" in offered
    assert all(resolve(text).place is not None for text in offered)


@pytest.mark.parametrize(
    ("text", "country", "zones"),
    [
        ("AT", "", ["America/Halifax", "Europe/Vienna"]),
        ("ET", "", ["America/Toronto", "Africa/Addis_Ababa"]),
        ("MT", "Canada", ["America/Edmonton", "America/Denver"]),
    ],
)
def test_two_letters_may_be_a_label_or_a_country(text: str, country: str, zones: list[str]) -> None:
    """Atlantic Time or Austria, Eastern Time or Ethiopia: it is asked, with the clocks of both."""
    answer = resolve(text, country)
    assert (answer.place, list(answer.choices)) == (None, zones)
    assert answer.message is not None and "a label that hides the place" in str(answer.message)


def test_two_letters_within_their_country_are_the_country() -> None:
    """Who wrote Ethiopia beside it does not mean Eastern Time."""
    answer = resolve("ET", "Ethiopia")
    assert answer.place is not None and answer.place.zone == "Africa/Addis_Ababa"


def test_an_unclear_town_with_a_label_is_asked_and_the_label_does_not_decide() -> None:
    """Springfield with EST is asked as Springfield is; two labels alone are asked as the first one is."""
    town = resolve("Springfield (EST)")
    assert town.input == "Springfield (EST)"
    assert town == resolve("Springfield")._replace(input="Springfield (EST)")
    assert len(town.choices) == 2
    assert resolve("EST (GMT)") == resolve("EST")._replace(input="EST (GMT)")


def test_the_code_of_a_country_is_no_nickname() -> None:
    """GB is the code of the United Kingdom, and UK a name of it."""
    kingdom = country_of("GB")
    assert kingdom is not None and kingdom == country_of("gb")
    assert country_of("UK") is None
    london = resolve("London, UK").place
    assert london is not None and london.country == "GB"
