"""Days of a month in words: what English and French coordinators write, and what is refused."""

from __future__ import annotations

import pytest

from besrour_cli.schedule.recurrence import MonthDay, MonthDays
from besrour_cli.storage.programme.series.month_days import month_days
from besrour_cli.storage.text.scalars import ParseError


def days(first: int, last: int) -> MonthDays:
    """From one day of the month to another."""
    return MonthDays(MonthDay(first), MonthDay(last))


@pytest.mark.parametrize(
    ("texts", "meant"),
    [
        (("8-21", "8 – 21", "8 to 21", "du 8 au 21", "days 8-21", "le 8 au 21"), days(8, 21)),
        (("second and third week", "2nd and 3rd weeks", "2e et 3e semaines"), days(8, 21)),
        (("deuxième et troisième semaines", "DEUXIEME ET TROISIEME SEMAINES"), days(8, 21)),
        (("de la 2e à la 3e semaine", "second week to third week"), days(8, 21)),
        (("first, second and third week", "first to third week"), days(1, 21)),
        (("last week", "dernière semaine", "la dernière semaine du mois"), days(-7, -1)),
        (("fourth and last week",), days(22, -1)),
        (("15", "le 15", "the 15th"), days(15, 15)),
        (("20-8", "20 to 8", "du 20 au 8"), days(20, 8)),
        (("third tuesday", "3e mardi", "troisième mardi du mois"), MonthDays(MonthDay(3, 1), MonthDay(3, 1))),
        (
            ("first monday to second friday", "du premier lundi au deuxième vendredi"),
            MonthDays(MonthDay(1, 0), MonthDay(2, 4)),
        ),
        (("last monday to first friday",), MonthDays(MonthDay(-1, 0), MonthDay(1, 4))),
    ],
)
def test_one_meaning_in_the_words_of_both_languages(texts: tuple[str, ...], meant: MonthDays) -> None:
    """Each way to write it is the same days."""
    assert {text: month_days(text) for text in texts} == dict.fromkeys(texts, meant)


@pytest.mark.parametrize(
    "text",
    [
        "first and third week",  # not one window
        "third week to second week",
        "first monday to first friday",  # either may come first
        "fourth monday to last tuesday",  # in February, too
        "0-3",
        "8-32",
        "fifth week",
        "8-21 of March",
        "tuesday",
        "first weekday to second weekday",
        "monthly",
        "",
    ],
)
def test_what_is_not_one_window_of_a_month_is_refused(text: str) -> None:
    """Nothing is guessed: the words are said back, with words that can be read."""
    error = month_days(text)
    assert isinstance(error, ParseError)
    assert text in str(error.what) and "8-21" in str(error.remedy)
