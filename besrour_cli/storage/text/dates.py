"""Dates as people write them: ISO 8601 is read, and other ways are refused with what they may mean."""

from __future__ import annotations

import re
from datetime import date

from besrour_cli.model.language import fold_case
from besrour_cli.model.message import msg
from besrour_cli.storage.text.scalars import ParseError, tidy

_FIRST_YEAR, _LAST_YEAR = 2000, 2099
"""Years of this century: one outside of it is a slip of the keyboard."""
_LONGEST_MONTH = 31
_CENTURY = 100

_MONTHS: dict[str, int] = {}
for _number, _names in enumerate(
    (
        "january jan janvier janv",
        "february feb fevrier fevr fev",
        "march mar mars",
        "april apr avril avr",
        "may mai",
        "june jun juin",
        "july jul juillet juil",
        "august aug aout",
        "september sept sep septembre",
        "october oct octobre",
        "november nov novembre",
        "december dec decembre",
    ),
    start=1,
):
    for _name in _names.split():
        _MONTHS[_name] = _number

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
# Patterns of what is rarely written are plain texts, compiled when they are first needed.
_THREE_NUMBERS = r"(\d{1,4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{1,4})"
_EIGHT_DIGITS = r"(\d{4})(\d{2})(\d{2})"
_DAY_MONTH = r"(?:[a-z]+\.? )?(\d{1,2})(?:er|st|nd|rd|th)? ([a-z]+)\.?,? (\d{4})"
_MONTH_DAY = r"(?:[a-z]+\.?,? )?([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})"


def day(text: str) -> date | ParseError:
    """A date as ISO 8601 writes it, ``2027-01-11``; others are refused with what they may mean."""
    value = tidy(text)
    if match := _ISO.fullmatch(value):
        return _date(*map(int, match.groups())) or ParseError(
            "value-date",
            msg("{text} is not in the calendar, or not in this century", text=value),
            msg("write a date such as 2027-01-11: year, month, day"),
        )
    meant = _possible_dates(fold_case(value) if "-" not in value else value.casefold())
    what = msg("“{text}” is not a date besrour can read", text=value)
    if len(meant) > 1:  # the day first or the month first
        return ParseError(
            "value-date-ambiguous",
            msg(
                "“{text}” can be two dates: {first} or {second}",
                text=value,
                first=meant[0].isoformat(),
                second=meant[1].isoformat(),
            ),
            msg(
                "write {first} or {second}: year, month, day",
                first=meant[0].isoformat(),
                second=meant[1].isoformat(),
            ),
        )
    if meant:
        return ParseError("value-date", what, msg("write {date}", date=meant[0].isoformat()))
    return ParseError("value-date", what, msg("write a date such as 2027-01-11: year, month, day"))


def _date(year: int, month: int, number: int) -> date | None:
    """A date of this century; None when there is no such day."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _possible_dates(value: str) -> list[date]:
    """The dates that another way of writing can mean, day first before month first."""
    dates: list[date | None] = []
    if match := re.fullmatch(_THREE_NUMBERS, value):
        first, second, third = map(int, match.groups())
        if first > _LONGEST_MONTH:
            dates = [_date(first, second, third)]
        else:
            year = third + _FIRST_YEAR if third < _CENTURY else third
            dates = [_date(year, second, first), _date(year, first, second)]
    elif match := re.fullmatch(_EIGHT_DIGITS, value):
        dates = [_date(*map(int, match.groups()))]
    else:
        words = fold_case(value)
        if match := re.fullmatch(_DAY_MONTH, words):
            dates = [_date(int(match[3]), _MONTHS.get(match[2], 0), int(match[1]))]
        elif match := re.fullmatch(_MONTH_DAY, words):
            dates = [_date(int(match[3]), _MONTHS.get(match[1], 0), int(match[2]))]
    return sorted({d for d in dates if d})
