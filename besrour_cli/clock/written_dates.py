"""Dates as people write them in English and French: what a text can mean, and the one in a longer text."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from besrour_cli.clock import formatting
from besrour_cli.clock.written_hours import folded
from besrour_cli.model.errors import UsageError
from besrour_cli.model.language import LANGUAGES
from besrour_cli.model.message import msg

__all__ = ["DateInText", "find_date", "month_number", "possible_dates", "possible_month"]

_CENTURY, _LONGEST_MONTH = 100, 31
_MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv",
            "february feb fevrier fevr fev",
            "march mar mars",
            "april apr avril avr",
            "may mai",
            "june jun juin",
            "july jul juillet juil juill",
            "august aug aout",
            "september sept sep septembre",
            "october oct octobre",
            "november nov novembre",
            "december dec decembre",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    folded(name)[:length]: number
    for language in LANGUAGES
    for number, name in enumerate(formatting.DAYS[language])
    for length in (3, 4, 5, len(name))
}


class DateInText(NamedTuple):
    """A date within a text, and from where to where it stands."""

    day: date
    start: int
    end: int


def possible_dates(text: str) -> list[date]:
    """The days that a whole text can mean, folded or not: two for ``12/3/2027``, none for what is no date."""
    value = folded(" ".join(text.split()))
    if match := _pattern(r"(\d{1,4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{1,4})").fullmatch(value):
        return _of_numbers(*map(int, match.groups()))
    if match := _pattern(r"(\d{4})(\d{2})(\d{2})").fullmatch(value):
        return _dates([tuple(map(int, match.groups()))])
    match = _pattern(_dates_in_words()).fullmatch(value)
    return _in_words(match) if match else []


def possible_month(text: str) -> date | None:
    """The first day of the month that a text names (``2027-05``, ``May 2027``, ``mai 2027``), or None."""
    value = folded(" ".join(text.split()))
    if match := _pattern(r"(\d{4})\s*[-/.]\s*(\d{1,2})").fullmatch(value):
        numbers = int(match[1]), int(match[2]), 1
    elif match := _pattern(r"(\d{1,2})\s*[-/.]\s*(\d{4})").fullmatch(value):
        numbers = int(match[2]), int(match[1]), 1
    elif match := _pattern(r"([a-z]+)\.?,?\s*(\d{4})").fullmatch(value):
        numbers = int(match[2]), month_number(match[1]), 1
    else:
        return None
    return next(iter(_dates([numbers])), None)


def month_number(word: str) -> int:
    """The number of a month that is named in English or French (``May``, ``févr.``); 0 for another word."""
    return _MONTHS.get(folded(word.strip()).rstrip("."), 0)


def _of_numbers(first: int, second: int, third: int) -> list[date]:
    if first > _LONGEST_MONTH:
        return _dates([(first, second, third)])
    year = third + 2000 if third < _CENTURY else third
    return _dates([(year, second, first), (year, first, second)])


def _in_words(match: re.Match[str]) -> list[date]:
    month = _MONTHS.get(match["month"] or match["month_first"], 0)
    return _dates(
        [(int(match["year"] or match["year_last"]), month, int(match["day"] or match["day_after"]))]
    )


def _dates(numbers: list[tuple[int, ...]]) -> list[date]:
    found = set()
    for year, month, day in numbers:
        try:
            found.add(date(year, month, day))
        except ValueError:
            continue
    return sorted(found)


def find_date(text: str) -> DateInText | None:
    """The one date of a text with its weekday; None when there is none.

    Raises UsageError when it can be two days, or is not the day of the week beside it.
    """
    key = folded(text)
    numbers = r"(?P<numbers>\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4})(?:t(?=\d)|(?![\w/]))"
    for pattern in (rf"{_weekday()}{numbers}", rf"{_dates_in_words()}(?![\w/])"):
        match = _pattern(rf"(?<![\w/.-]){pattern}").search(key)
        if match is None:
            continue
        written = match.groupdict().get("numbers")
        meant = possible_dates(written) if written else _in_words(match)
        if written and not re.search(r"\d{4}", written):
            return None
        day = _the_day(meant, _WEEKDAYS.get(match["weekday"] or ""), written or match[0])
        return None if day is None else DateInText(day, *match.span())
    return None


def _the_day(meant: list[date], weekday: int | None, written: str) -> date | None:
    fitting = [day for day in meant if weekday in (None, day.weekday())]
    if meant and not fitting and weekday is not None:
        raise _wrong_weekday(meant[0], weekday)
    if len(fitting) > 1:
        first, second = (day.isoformat() for day in fitting)
        raise UsageError(
            msg("“{text}” can be two dates: {first} or {second}", text=written, first=first, second=second),
            msg("write {first} or {second}: year, month, day", first=first, second=second),
        )
    return fitting[0] if fitting else None


def _wrong_weekday(day: date, weekday: int) -> UsageError:
    names = {code: formatting.date_words(day, code, weekday=False) for code in LANGUAGES}
    right = {code: formatting.DAYS[code][day.weekday()] for code in LANGUAGES}
    wrong = {code: formatting.DAYS[code][weekday] for code in LANGUAGES}
    return UsageError(
        msg("{date} is a {right}, not a {wrong}", date=names, right=right, wrong=wrong),
        msg("correct the day of the week, or the date"),
    )


def _weekday() -> str:
    names = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
    return rf"(?:(?:le|on) )?(?:(?P<weekday>{names})\.?,? )?(?:le |the )?"


def _dates_in_words() -> str:
    """Day and month in either order, with their year, and a weekday before them."""
    months = "|".join(sorted(_MONTHS, key=len, reverse=True))
    return (
        rf"{_weekday()}(?:(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)?[ -](?:of )?"
        rf"(?P<month>{months})\.?,?[ -](?P<year>\d{{4}})"
        rf"|(?P<month_first>{months})\.? (?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year_last>\d{{4}}))"
    )


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)
