"""Dates and months as people write them: the day that is meant, two where two can be, none where none is."""

from __future__ import annotations

from datetime import date

import pytest

from besrour_cli.clock.written_dates import (
    DateInText,
    find_date,
    month_number,
    possible_dates,
    possible_month,
)
from besrour_cli.model.errors import UsageError


@pytest.mark.parametrize(
    "text",
    [
        "2027-03-13",
        "2027/3/13",
        "13.03.2027",
        "13/3/27",
        "3/13/2027",
        "20270313",
        "13 mars 2027",
        "le samedi 13 mars 2027",
        "Saturday, March 13, 2027",
        "Sat. March 13th 2027",
        "the 13th of March, 2027",
        "13-mar-2027",
        "  13   MARS  2027 ",
    ],
)
def test_a_date_is_one_day_however_it_is_written(text: str) -> None:
    """Numbers with the year at either end, words of both languages, with a weekday or an ordinal."""
    assert possible_dates(text) == [date(2027, 3, 13)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("12/3/2027", ["2027-03-12", "2027-12-03"]),
        ("1/2/03", ["2003-01-02", "2003-02-01"]),
        ("3/3/2027", ["2027-03-03"]),
        ("1er février 2028", ["2028-02-01"]),
        ("29 février 2028", ["2028-02-29"]),
        ("31-12-99", ["2099-12-31"]),
        ("31-12-100", ["0100-12-31"]),
        ("29 février 2027", []),
        ("31 avril 2027", []),
        ("32/1/2027", []),
        ("13/13/2027", []),
        ("13 brumaire 2027", []),
        ("March 2027", []),
        ("tomorrow", []),
        ("", []),
    ],
)
def test_all_the_days_that_a_date_can_be(text: str, days: list[str]) -> None:
    """Day and month change places where both can be; what no calendar has is no day."""
    assert [day.isoformat() for day in possible_dates(text)] == days


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2027-05", (2027, 5)),
        ("2027/5", (2027, 5)),
        ("05.2027", (2027, 5)),
        ("May 2027", (2027, 5)),
        ("mai 2027", (2027, 5)),
        ("  MAI,  2027 ", (2027, 5)),
        ("févr. 2027", (2027, 2)),
        ("août 2027", (2027, 8)),
        ("Dec 2027", (2027, 12)),
        ("2027-13", None),
        ("0/2027", None),
        ("brumaire 2027", None),
        ("2027-05-01", None),
        ("mai", None),
        ("2027", None),
    ],
)
def test_a_month_is_read_with_its_year(text: str, month: tuple[int, int] | None) -> None:
    """In numbers either way round, or by name; a month without a year is not enough."""
    assert possible_month(text) == (date(*month, 1) if month else None)


def test_a_month_is_known_by_its_name_or_its_usual_abbreviation() -> None:
    """In both languages, with or without capitals, accents and point."""
    named = ("January", "févr.", "MARS", "avr", "mai", "juin", "Jul", "aout", "Sept.", " oct ", "nov", "déc.")
    assert [month_number(name) for name in named] == list(range(1, 13))
    assert month_number("brumaire") == month_number("") == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("at 15:00 on 2027-03-13 in Accra", "on 2027-03-13"),
        ("2027-03-13T15:00", "2027-03-13T"),
        ("on Saturday, March 13, 2027 at noon", "on Saturday, March 13, 2027"),
        ("Atelier le samedi 13 mars 2027, Dakar", "le samedi 13 mars 2027"),
        ("sam. 13/3/2027 : Dakar", "sam. 13/3/2027"),
    ],
)
def test_a_date_is_found_in_a_sentence_with_the_words_that_belong_to_it(text: str, found: str) -> None:
    """What is cut out of the text is the date with its weekday and little words, and nothing else."""
    said = find_date(text)
    assert said == DateInText(date(2027, 3, 13), text.index(found), text.index(found) + len(found))


@pytest.mark.parametrize(
    "text",
    [
        "13/3/27",
        "call 1-555-2027",
        "13/3/2027/4",
        "v2027-03-13-2",
        "32 mars 2027",
        "no date",
        "13 mars 20277",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    """Two-digit years, parts of longer numbers, and days that no month has."""
    assert find_date(text) is None


def test_the_weekday_beside_a_date_decides_between_two_days() -> None:
    """The 12th of March 2027 is a Friday, the 3rd of December too; the 3rd of April a Saturday."""
    said = find_date("Saturday 3/4/2027")
    assert said and said.day == date(2027, 4, 3)
    said = find_date("jeudi 3/4/2027")
    assert said and said.day == date(2027, 3, 4)
    with pytest.raises(UsageError, match="can be two dates: 2027-03-12 or 2027-12-03"):
        find_date("Friday 12/3/2027")


def test_a_weekday_that_is_not_the_date_s_is_refused_in_both_languages() -> None:
    """The sentence names the date, its day, and the day that was written."""
    with pytest.raises(UsageError) as refused:
        find_date("lundi 13 mars 2027")
    said = refused.value.what
    assert str(said) == "March\u00a013, 2027 is a Saturday, not a Monday"
    facts = dict(said.facts)
    assert facts["date"] == {"en": "March\u00a013, 2027", "fr": "13\u00a0mars\u00a02027"}
    assert facts["right"] == {"en": "Saturday", "fr": "samedi"}
    assert facts["wrong"] == {"en": "Monday", "fr": "lundi"}
