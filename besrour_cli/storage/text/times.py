"""Lengths of time, hours of the day and spans of hours as people write them in English and French."""

from __future__ import annotations

import re

from besrour_cli.clock.written_hours import hour_of_day, span_of_hours
from besrour_cli.model.message import msg
from besrour_cli.storage.text.scalars import ParseError, tidy

HOUR = 60
SHORTEST, LONGEST = 5, 8 * HOUR
"""Minutes of a duration; one beyond eight hours is surely an hour of the day."""
_HOURS_OF_DAY = 24
_SHORT = 2
"""Digits of a number that can be an hour, and anything else."""
# Patterns of what is rarely written are plain texts, compiled when they are first needed.
_MINUTES = re.compile(r"(\d{1,4}) ?(?:min|mins|mn|minute|minutes)?\.?", re.IGNORECASE)
_HOURS = (
    r"(?i)(\d{1,2}(?:[.,]\d{1,2})?) ?(?:h|hr|hrs|hour|hours|heure|heures)"
    r"(?: ?(?:and |et )?(\d{1,2}) ?(?:min|mins|mn|minutes?)?)?\.?"
)
_CLOCK_LENGTH = r"(\d{1,2}):(\d{2})"
_ENDS = r"(?i)(?:from |de )?(.+?)\s*(?:-|–|—|\bto\b|à|\buntil\b)\s*(.+)"


def duration(text: str) -> int | ParseError:
    """A length in minutes: ``90``, ``90 min``, ``1 h 30``, ``1:30``, ``1.5 h``; from 5 minutes to 8 hours."""
    value = tidy(text)
    clock = re.fullmatch(_CLOCK_LENGTH, value)
    if clock and int(clock[2]) < HOUR:
        minutes = int(clock[1]) * HOUR + int(clock[2])
        if minutes > LONGEST:
            return ParseError(
                "value-duration",
                msg(
                    "“{text}” can be an hour of the day, or a length of {h} h {m} min, too long",
                    text=value,
                    h=int(clock[1]),
                    m=int(clock[2]),
                ),
                msg("write a length such as 90 min or 1 h 30; an hour of the day belongs in start:"),
            )
    elif match := _MINUTES.fullmatch(value):
        if len(match[1]) > 1 and match[1][0] == "0":
            return ParseError(
                "value-leading-zero",
                msg(
                    "“{text}” begins with a zero: it means {n} to people and another number to some programs",
                    text=value,
                    n=match[1].lstrip("0") or "0",
                ),
                msg("write {n} min", n=match[1].lstrip("0") or "60"),
            )
        minutes = int(match[1])
    elif match := re.fullmatch(_HOURS, value):
        minutes = round(float(match[1].replace(",", ".")) * HOUR) + int(match[2] or 0)
    else:
        return ParseError(
            "value-duration",
            msg("“{text}” is not a length of time besrour can read", text=value),
            msg("write 90 min or 1 h 30"),
        )
    if SHORTEST <= minutes <= LONGEST:
        return minutes
    return ParseError(
        "value-duration",
        msg("a length of {n} min is not between 5 min and 8 h", n=minutes),
        msg("write a length such as 90 min or 1 h 30"),
    )


def clock(text: str) -> int | ParseError:
    """An hour of the day in minutes after midnight: ``09:00``, ``9h``, ``midi``; 24:00 is 1440."""
    value = tidy(text)
    minutes = hour_of_day(value)
    if minutes is not None:
        return minutes
    remedy = msg("write it as 09:00 or 9 h 30")
    if value.isdecimal() and len(value) <= _SHORT and int(value) < _HOURS_OF_DAY:  # may be anything
        remedy = msg("write {hour}:00", hour=f"{int(value):02d}")
    return ParseError(
        "value-hour", msg("“{text}” is not an hour of the day besrour can read", text=value), remedy
    )


def span(text: str) -> tuple[int, int] | ParseError:
    """From when to when, in minutes after midnight: ``06:00-22:00``, ``9h-12h``, ``2 to 3pm``."""
    value = tidy(text)
    found = span_of_hours(value)
    if found is None:
        return _no_span(value)
    if found.first == found.last:
        return ParseError(
            "value-hours",
            msg("“{text}” begins and ends at the same hour", text=value),
            msg("write 00:00-24:00 for the whole day"),
        )
    return found


def _no_span(value: str) -> ParseError:
    """Why a text is no span: the end of it that is no hour, or the whole."""
    match = re.fullmatch(_ENDS, value)
    for end in match.groups() if match else ():
        hour = clock(end)
        if isinstance(hour, ParseError):
            return hour
    return ParseError(
        "value-hours",
        msg("“{text}” is not a span of hours", text=value),
        msg("write from when to when, such as 08:00-12:00"),
    )
