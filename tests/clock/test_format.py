"""Printed times say the instant they mean, and follow each language's typography."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besrour_cli.clock.formatting import (
    DAYS,
    MONTHS,
    clock_face,
    date_words,
    day_mark,
    instant_words,
    month_words,
    offset_words,
    range_words,
    reading_words,
    short_date,
    time_words,
    week_hour_words,
)
from besrour_cli.clock.instants import local
from besrour_cli.model.place import Place
from besrour_cli.places.gazetteer import city_list

NB = "\u00a0"
ZONES = sorted({city.zone for city in city_list()})


def _year(number: int) -> datetime:
    """The start of a year, naive."""
    return datetime.fromisoformat(f"{number}-01-01")


def _clock(text: str, language: str) -> tuple[int, int]:
    """Hour and minute of a printed time, by rules of this test's own."""
    words = {"noon": (12, 0), "midi": (12, 0), "midnight": (0, 0), "minuit": (0, 0)}
    if text in words:
        return words[text]
    if language == "fr":
        french = re.fullmatch(rf"(\d{{1,2}}){NB}h(?:{NB}(\d\d))?", text)
        assert french, text
        hour, minute = french.groups()
        return int(hour), int(minute or 0)
    english = re.fullmatch(rf"(\d{{1,2}}):(\d\d){NB}([ap])\.m\.", text)
    assert english, text
    hour, minute, half = english.groups()
    return int(hour) % 12 + (12 if half == "p" else 0), int(minute)


def _parsed(text: str, language: str) -> datetime:
    """The instant of a whole printed reading: place, day, hour and offset."""
    french = language == "fr"
    _, rest = text.split(f"{NB}: " if french else ": ", 1)
    if french:
        day_part = rf"le{NB}(?P<weekday>\w+) (?P<day>1er|\d+){NB}(?P<month>\w+){NB}(?P<year>\d+)"
        offset = rf"(?P<hours>\d*)(?:{NB}h)?(?:{NB}(?P<minutes>\d\d))?"
    else:
        day_part = rf"(?P<weekday>\w+), (?P<month>\w+){NB}(?P<day>\d+), (?P<year>\d+)"
        offset = r"(?P<hours>\d*)(?::(?P<minutes>\d\d))?"
    found = re.fullmatch(rf"{day_part}, (?P<clock>.+) \(UTC(?P<sign>[+−]?){offset}(?:, .*)?\)", rest)
    assert found, rest
    weekday, day, month, year, clock, sign, hours, minutes = found.group(
        "weekday", "day", "month", "year", "clock", "sign", "hours", "minutes"
    )
    hour, minute = _clock(clock, language)
    east = timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (-1 if sign == "−" else 1)
    number = 1 if day == "1er" else int(day)
    moment = datetime(
        int(year), MONTHS[language].index(month) + 1, number, hour, minute, tzinfo=timezone(east)
    )
    assert DAYS[language][moment.weekday()] == weekday
    return moment.astimezone(UTC)


@given(
    st.sampled_from(ZONES),
    st.datetimes(_year(2026), _year(2037)),
    st.sampled_from(["en", "fr"]),
)
def test_a_printed_reading_means_its_instant(zone: str, naive: datetime, language: str) -> None:
    """Read back by other rules, the words give the instant they were printed for, in every zone."""
    moment = naive.replace(second=0, microsecond=0, tzinfo=UTC)
    place = Place("x", {"en": "Cairo", "fr": "Le Caire"}, "EG", zone)
    shown = local(moment, zone)
    for anchor in (None, moment.date()):
        text = reading_words(shown, place, language, anchor)
        assert _parsed(text, language) == moment
        assert " h" not in text and " p.m." not in text and " a.m." not in text


@given(st.datetimes(_year(2026), _year(2030)))
def test_french_times_never_break_and_never_use_a_colon(moment: datetime) -> None:
    """Only no-break spaces inside a time; no colon; minutes have two digits, hours no zero before."""
    text = time_words(moment, "fr")
    assert not set(text) & {" ", ":", "."}
    assert text in ("midi", "minuit") or re.fullmatch(rf"(0|[1-9]\d?){NB}h({NB}\d\d)?", text)
    assert not re.search(r"\b12:00|\b0:", time_words(moment, "en"))


@pytest.mark.parametrize(
    ("hour", "minute", "english", "french"),
    [
        (14, 30, f"2:30{NB}p.m.", f"14{NB}h{NB}30"),
        (9, 0, f"9:00{NB}a.m.", f"9{NB}h"),
        (0, 0, "midnight", "minuit"),
        (12, 0, "noon", "midi"),
        (0, 5, f"12:05{NB}a.m.", f"0{NB}h{NB}05"),
        (12, 1, f"12:01{NB}p.m.", f"12{NB}h{NB}01"),
        (23, 59, f"11:59{NB}p.m.", f"23{NB}h{NB}59"),
    ],
)
def test_hours_as_each_language_writes_them(hour: int, minute: int, english: str, french: str) -> None:
    """Noon and midnight by name, never 12:00 p.m."""
    moment = datetime(2026, 12, 9, hour, minute, tzinfo=UTC)
    assert (time_words(moment, "en"), time_words(moment, "fr")) == (english, french)


def test_dates_as_each_language_writes_them() -> None:
    """The first of a month is 1er, other days plain; French days and months are lower case."""
    day = date(2026, 10, 1)
    assert date_words(day, "fr") == f"le{NB}jeudi 1er{NB}octobre{NB}2026"
    assert date_words(day, "fr", weekday=False, year=False) == f"1er{NB}octobre"
    assert date_words(day, "en") == f"Thursday, October{NB}1, 2026"
    assert date_words(date(2026, 8, 11), "fr", year=False) == f"le{NB}mardi 11{NB}août"
    assert (short_date(date(2027, 2, 18), "en"), short_date(date(2027, 2, 18), "fr")) == (
        f"Feb.{NB}18",
        f"18{NB}févr.",
    )
    assert short_date(date(2027, 2, 1), "fr") == f"1er{NB}févr."


def test_saint_john_s_half_hour_is_printed() -> None:
    """The half hour of Newfoundland, with a true minus sign, in winter and in summer."""
    winter = local(datetime(2026, 12, 9, 18, tzinfo=UTC), "America/St_Johns")
    summer = local(datetime(2026, 7, 9, 18, tzinfo=UTC), "America/St_Johns")
    assert (time_words(winter, "en"), offset_words(winter, "en")) == (f"2:30{NB}p.m.", "UTC−3:30")
    assert (time_words(summer, "fr"), offset_words(summer, "fr")) == (
        f"15{NB}h{NB}30",
        f"UTC−2{NB}h{NB}30",
    )
    assert offset_words(local(datetime(2026, 7, 9, tzinfo=UTC), "Africa/Accra"), "fr") == "UTC"


def test_ranges_as_each_language_writes_them() -> None:
    """From when to when, midnight by name."""
    start = datetime(2026, 12, 9, 14, 30, tzinfo=UTC)
    assert range_words(start, start + timedelta(minutes=90), "en") == f"2:30{NB}p.m. to 4:00{NB}p.m."
    assert range_words(start, start + timedelta(minutes=90), "fr") == f"de 14{NB}h{NB}30 à 16{NB}h"
    late = datetime(2026, 12, 9, 23, tzinfo=UTC)
    assert range_words(late, late + timedelta(hours=1), "fr") == f"de 23{NB}h à minuit"


def test_another_day_than_the_anchor_s_is_marked() -> None:
    """The day before, the next day, and from Hawaii to Kiritimati sometimes two days apart."""
    anchor = date(2026, 12, 9)
    said = [
        (
            day_mark(datetime(2026, 12, day, 3, tzinfo=UTC), anchor, "en"),
            day_mark(datetime(2026, 12, day, 3, tzinfo=UTC), anchor, "fr"),
        )
        for day in (7, 8, 9, 10, 11)
    ]
    assert said == [
        ("two days before", "l’avant-veille"),
        ("the day before", "la veille"),
        ("", ""),
        ("next day", "le lendemain"),
        ("two days later", "le surlendemain"),
    ]
    assert day_mark(datetime(2026, 12, 9, tzinfo=UTC), None, "en") == ""
    assert day_mark(datetime(2026, 12, 5, tzinfo=UTC), anchor, "en") == "two days before"
    assert day_mark(datetime(2026, 12, 15, tzinfo=UTC), anchor, "fr") == "le surlendemain"


def test_months_and_hours_of_the_week_as_tables_and_rhythms_have_them() -> None:
    """A month with its year; a weekday with its hour; a clock of 24 hours without minutes that are none."""
    moment = datetime(2027, 1, 5, 14, 30, tzinfo=UTC)
    assert (month_words(moment, "en"), month_words(moment, "fr")) == ("January 2027", "janvier 2027")
    assert week_hour_words(moment, "en") == f"Tuesday, 2:30{NB}p.m."
    assert week_hour_words(moment, "fr") == f"mardi, 14{NB}h{NB}30"
    assert (clock_face(moment, "en"), clock_face(moment, "fr")) == ("14:30", f"14{NB}h{NB}30")
    noon = moment.replace(hour=12, minute=0)
    assert (clock_face(noon, "en"), clock_face(noon, "fr")) == ("12:00", f"12{NB}h")


def test_a_coordinator_reads_an_instant_as_people_say_it() -> None:
    """In both languages, on the clock of the place, whose day may be another than that of UTC."""
    toronto = Place("toronto", {"en": "Toronto", "fr": "Toronto"}, "CA", "America/Toronto", "Canada")
    assert instant_words(datetime(2027, 1, 4, 2, 30, tzinfo=UTC), toronto) == {
        "en": f"Sunday, January{NB}3, 2027, 9:30{NB}p.m. (Toronto, UTC−5)",
        "fr": f"le{NB}dimanche 3{NB}janvier{NB}2027, 21{NB}h{NB}30 (Toronto, UTC−5{NB}h)",
    }
