"""Brackets that say on which day the hour before them is: ``(the day before)``, ``(Tuesday)``."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from besrour_cli.clock.formatting import DAYS
from besrour_cli.feedback.announcements.tokens.mentions import TimeMention

_WEEKDAYS = {name.lower(): number for names in DAYS.values() for number, name in enumerate(names)}
_BRACKET = re.compile(
    r"\(\s*(?:(?:on|the|la|le)\s)*"
    r"(?:(?P<before>(?:day|night|evening)\sbefore|previous\s(?:day|evening)|veille)"
    r"|(?P<after>(?:next|following)\s(?:day|morning)|(?:day|morning)\safter|lendemain)"
    rf"|(?P<day>{'|'.join(_WEEKDAYS)}))\s*\)",
    re.IGNORECASE,
)
_REACH = 60
"""Letters between an hour and its bracket, in which its place may be."""


class DayBracket(NamedTuple):
    """A bracket from ``start`` to ``end``: days after the date of the text, or a day of the week."""

    start: int
    end: int
    shift: int
    weekday: int | None


def day_brackets(text: str) -> Iterator[DayBracket]:
    """Yield the brackets of a text in which dates are blanked."""
    for match in _BRACKET.finditer(text):
        shift = -1 if match["before"] else 1 if match["after"] else 0
        yield DayBracket(*match.span(), shift, _WEEKDAYS.get((match["day"] or "").lower()))


def with_brackets(
    text: str, readings: Sequence[TimeMention], brackets: Sequence[DayBracket]
) -> tuple[TimeMention, ...]:
    """The readings, in the text's order, each with the bracket behind it on its line."""
    ends = [reading.hour.end for reading in readings]
    found = list(readings)
    for bracket in brackets:
        at = bisect_right(ends, bracket.start) - 1
        if at >= 0 and bracket.start - ends[at] <= _REACH and "\n" not in text[ends[at] : bracket.start]:
            found[at] = found[at]._replace(shift=bracket.shift, weekday=bracket.weekday)
    return tuple(found)
