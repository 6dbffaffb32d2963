"""Dates as people write them: ISO 8601 is read, and other ways are refused with what they may mean."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from besrour_cli.clock.written_dates import possible_dates
from besrour_cli.model.message import msg
from besrour_cli.storage.text.scalars import ParseError, boolean, tidy

_FIRST_YEAR, _LAST_YEAR = 2000, 2099
"""Years of this century: one outside of it is a slip of the keyboard."""

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_UNTIL = re.compile(r"(?:until|till?|jusqu['’]au|jusqu['’]à|au) ", re.IGNORECASE)


class Pause(NamedTuple):
    """Whether a member is paused: for good, or until she is back on a day."""

    always: bool = False
    until: date | None = None


NOT_PAUSED = Pause()


def pause_of(text: str) -> Pause | ParseError:
    """``yes``, ``no``, or the day on which somebody is back: ``until 2027-03-01``."""
    value = _UNTIL.sub("", tidy(text))
    if any(sign.isdigit() for sign in value):
        back = day(value)
        return back if isinstance(back, ParseError) else Pause(until=back)
    word = boolean(value)
    return word if isinstance(word, ParseError) else Pause(always=word)


def day(text: str) -> date | ParseError:
    """A date as ISO 8601 writes it, ``2027-01-11``; others are refused with what they may mean."""
    value = tidy(text)
    if match := _ISO.fullmatch(value):
        return _date(*map(int, match.groups())) or ParseError(
            "value-date",
            msg("{text} is not in the calendar, or not in this century", text=value),
            msg("write a date such as 2027-01-11: year, month, day"),
        )
    meant = [each for each in possible_dates(value) if _FIRST_YEAR <= each.year <= _LAST_YEAR]
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
