"""Dates, lengths, hours, days and small words in both languages, and what is proposed for the others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from besrour_cli.model.message import msg
from besrour_cli.model.programme import DAY, WeekSpan
from besrour_cli.storage.text import dates, scalars, times, week
from besrour_cli.storage.text.scalars import ParseError


def refused(value: object) -> tuple[str, str]:
    """Code and remedy of a refusal."""
    assert isinstance(value, ParseError)
    return value.code, str(value.remedy)


def test_a_date_is_iso() -> None:
    """Year, month, day, and nothing else is taken."""
    assert dates.day("2027-01-11") == date(2027, 1, 11)


@pytest.mark.parametrize(
    ("text", "code", "remedy"),
    [
        ("11/01/2027", "value-date-ambiguous", "write 2027-01-11 or 2027-11-01: year, month, day"),
        ("25/12/2027", "value-date", "write 2027-12-25"),
        ("12-25-2027", "value-date", "write 2027-12-25"),
        ("11/11/2027", "value-date", "write 2027-11-11"),
        ("2027-1-5", "value-date", "write 2027-01-05"),
        ("2027/01/05", "value-date", "write 2027-01-05"),
        ("20270105", "value-date", "write 2027-01-05"),
        ("11 janvier 2027", "value-date", "write 2027-01-11"),
        ("lundi 1er février 2027", "value-date", "write 2027-02-01"),
        ("January 11, 2027", "value-date", "write 2027-01-11"),
        ("Monday, January 11th, 2027", "value-date", "write 2027-01-11"),
        ("3 déc. 2027", "value-date", "write 2027-12-03"),
        ("2027-02-30", "value-date", "write a date such as 2027-01-11: year, month, day"),
        ("2207-01-11", "value-date", "write a date such as 2027-01-11: year, month, day"),
        ("soon", "value-date", "write a date such as 2027-01-11: year, month, day"),
    ],
)
def test_other_dates_are_understood_and_proposed_not_taken(text: str, code: str, remedy: str) -> None:
    """Both readings of an ambiguous date are named."""
    assert refused(dates.day(text)) == (code, remedy)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("90", 90),
        ("90 min", 90),
        ("90min.", 90),
        ("1 h 30", 90),
        ("1h30", 90),
        ("1:30", 90),
        ("1 h 30 min", 90),
        ("1.5 h", 90),
        ("1,5 h", 90),
        ("2 hours", 120),
        ("1 heure et 30 minutes", 90),
        ("1\u00a0h\u00a030", 90),
    ],
)
def test_lengths_of_time(text: str, minutes: int) -> None:
    """As both languages write them."""
    assert times.duration(text) == minutes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12:30", "value-duration"),
        ("090", "value-leading-zero"),
        ("4", "value-duration"),
        ("481", "value-duration"),
        ("long", "value-duration"),
        ("-90", "value-duration"),
        ("1:75", "value-duration"),
    ],
)
def test_lengths_that_cannot_be(text: str, code: str) -> None:
    """Too long, too short, or no length at all."""
    assert refused(times.duration(text))[0] == code


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("06:00-22:00", (360, 1320)),
        ("8 h-12 h", (480, 720)),
        ("8h30 à 12h", (510, 720)),
        ("9 a.m. to 5 p.m.", (540, 1020)),
        ("de 8 h à midi", (480, 720)),
        ("22:00–06:00", (1320, 360)),
        ("00:00-24:00", (0, DAY)),
        ("20:00-00:00", (1200, DAY)),
        ("12 a.m. - 12 p.m.", (0, 720)),
    ],
)
def test_spans_of_hours(text: str, span: tuple[int, int]) -> None:
    """Minutes after midnight."""
    assert times.span(text) == span


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("8-12", "write 08:00"),
        ("9:00", "write from when to when, such as 08:00-12:00"),
        ("9:00-9:00", "write 00:00-24:00 for the whole day"),
        ("25:00-26:00", "write it as 09:00 or 9 h 30"),
        ("13 p.m.-14 p.m.", "write it as 09:00 or 9 h 30"),
    ],
)
def test_spans_that_cannot_be(text: str, remedy: str) -> None:
    """Each with what to write."""
    assert refused(times.span(text))[1] == remedy


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("wed", (2,)),
        ("Wednesday", (2,)),
        ("mercredi", (2,)),
        ("mar", (1,)),
        ("tue, thu", (1, 3)),
        ("lun-jeu", (0, 1, 2, 3)),
        ("du lundi au mercredi", (0, 1, 2)),
        ("fri-mon", (0, 4, 5, 6)),
        ("sam. et dim.", (5, 6)),
        ("fin de semaine", (5, 6)),
        ("mon wed fri", (0, 2, 4)),
        ("weekdays", (0, 1, 2, 3, 4)),
    ],
)
def test_days_of_the_week(text: str, days: tuple[int, ...]) -> None:
    """Names in both languages, lists and ranges."""
    assert week.weekdays(text) == days


def test_a_day_misspelt_has_a_similar_one() -> None:
    """The proposal is one word."""
    assert refused(week.weekdays("wensday")) == ("value-day", "a similar one exists: wednesday")


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Wed 00:00-16:00", [(2 * DAY, 2 * DAY + 960)]),
        ("Fri", [(4 * DAY, 5 * DAY)]),
        ("mon-tue 08:00-12:00", [(480, 720), (DAY + 480, DAY + 720)]),
        ("dim 22:00-06:00", [(6 * DAY + 1320, 7 * DAY + 360)]),
        ("ven; lun de 8 h à 9 h", [(480, 540), (4 * DAY, 5 * DAY)]),
        ("Fri\nSat", [(4 * DAY, 5 * DAY), (5 * DAY, 6 * DAY)]),
        ("mer : 8 h-9 h", [(2 * DAY + 480, 2 * DAY + 540)]),
    ],
)
def test_spans_of_the_week(text: str, spans: tuple[tuple[int, int], ...]) -> None:
    """Day names in both languages; a span may pass midnight, Sunday's into Monday."""
    assert week.week_spans(text) == tuple(WeekSpan(a, b) for a, b in spans)


def test_hours_without_a_day_hold_every_day() -> None:
    """Seven spans."""
    found = week.week_spans("09:00-17:00")
    assert not isinstance(found, ParseError)
    assert [s.start // DAY for s in found] == [0, 1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("parse", "text", "value"),
    [
        (scalars.boolean, "OUI", True),
        (scalars.boolean, "off", False),
        (scalars.boolean, "Vrai", True),
        (scalars.email, " a.b+c@example.org ", "a.b+c@example.org"),
        (scalars.url, "https://example.org/é?x=1#y", "https://example.org/é?x=1#y"),
        (scalars.url_or_mail, "mailto:a@example.org?subject=x", "mailto:a@example.org?subject=x"),
        (scalars.colour, "#1F6F8B", "#1f6f8b"),
        (scalars.colour, "#18b", "#1188bb"),
        (scalars.number, "2,5", 2.5),
        (scalars.number, "0", 0.0),
        (scalars.integer, "21", 21),
        (scalars.languages, "fr en", ("fr", "en")),
        (scalars.languages, "Français / anglais", ("fr", "en")),
        (scalars.languages, "bilingual", ("en", "fr")),
        (scalars.languages, "fr;sw", ("fr", "sw")),
        (scalars.languages, "fr-CA", ("fr",)),
    ],
)
def test_small_words(parse: Callable[[str], object], text: str, value: object) -> None:
    """What is taken."""
    assert parse(text) == value


@pytest.mark.parametrize(
    ("parse", "text", "remedy"),
    [
        (scalars.boolean, "maybe", "write yes or no"),
        (scalars.email, "Ama <ama@example.org>", "write ama@example.org"),
        (
            scalars.email,
            "ama@example",
            "write an address such as name@example.org, without accents or spaces",
        ),
        (scalars.email, "a@example.org\nBcc: b@example.org", "write a@example.org"),
        (scalars.url, "www.example.org/a", "write https://www.example.org/a"),
        (scalars.url, "javascript:alert(1)", "write it with https:// at the start and without spaces"),
        (scalars.url_or_mail, "a@example.org", "write mailto:a@example.org"),
        (scalars.colour, "1f6f8b", 'write "#1f6f8b", with the quotes'),
        (scalars.number, "010", "write 10"),
        (scalars.number, "000", "write 0"),
        (scalars.integer, "2.5", "write digits only"),
        (scalars.identifier, "Café d’hiver", "write cafe-d-hiver"),
        (scalars.languages, "frensh", "a similar one exists: french"),
    ],
)
def test_small_words_that_are_off(parse: Callable[[str], object], text: str, remedy: str) -> None:
    """What is proposed."""
    assert refused(parse(text))[1] == remedy


@pytest.mark.parametrize(
    ("text", "value"), [("3", 3.0), ("2.5", 2.5), ("0,33", 0.33), ("2.500", 2.5), ("0.330", 0.33)]
)
def test_weights_have_two_decimals(text: str, value: float) -> None:
    """Hundredths are what the rule counts in; zeros at the end change nothing."""
    assert scalars.hundredths(text) == value


@pytest.mark.parametrize(
    ("text", "remedy"), [("0.333", "write 0.33"), ("2.0051", "write 2.01"), ("1,999", "write 2")]
)
def test_further_decimals_are_refused_and_never_rounded_silently(text: str, remedy: str) -> None:
    """The nearest number that can be counted is proposed."""
    assert refused(scalars.hundredths(text)) == ("value-decimals", remedy)


def test_a_weight_that_is_no_number() -> None:
    """What is wrong with a number is said first."""
    assert refused(scalars.hundredths("three"))[0] == "value-number"


def test_a_number_of_sixty_digits_is_no_number() -> None:
    """Nobody meant it, and it has no remedy but another one."""
    assert scalars.number("9" * 6) == 999_999.0
    assert refused(scalars.number("9" * 60))[0] == "value-number"


def test_languages_may_have_any_signs_between_them() -> None:
    """Two commas, a blank and a stroke: the empty parts mean nothing."""
    assert scalars.languages("français,, / anglais") == ("fr", "en")
    assert scalars.languages("") == ()


def test_where_nothing_is_known_no_word_is_proposed() -> None:
    """A mistake without a remedy rather than “known are: ” and an empty list."""
    assert scalars.unknown_choice("cafe", (), "x", msg("no such word")).remedy is None
    near = scalars.unknown_choice("caffe", ("cafe", "lunch"), "x", msg("no such word"))
    assert str(near.remedy) == "a similar one exists: cafe"
