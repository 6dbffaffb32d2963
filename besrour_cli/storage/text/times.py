"""Lengths of time, hours of the day and spans of hours as people write them in English and French."""

from __future__ import annotations

import re

from besrour_cli.model.language import fold_case
from besrour_cli.model.message import msg
from besrour_cli.model.programme import DAY
from besrour_cli.storage.text.scalars import ParseError, tidy

HOUR = 60
SHORTEST, LONGEST = 5, 8 * HOUR
"""Minutes of a duration; one beyond eight hours is surely an hour of the day."""
_HOURS_OF_DAY = 24
_HALF_DAY = 12
_SHORTEST_HOUR = 2
"""Characters; no hour of the day is as short, and a number of so many is asked about."""
_HOUR_WORDS = {"noon": DAY // 2, "midi": DAY // 2, "midnight": 0, "minuit": 0}
# Patterns of what is rarely written are plain texts, compiled when they are first needed.
_MINUTES = re.compile(r"(\d{1,4}) ?(?:min|mins|mn|minute|minutes)?\.?", re.IGNORECASE)
_HOURS = (
    r"(?i)(\d{1,2}(?:[.,]\d{1,2})?) ?(?:h|hr|hrs|hour|hours|heure|heures)"
    r"(?: ?(?:and |et )?(\d{1,2}) ?(?:min|mins|mn|minutes?)?)?\.?"
)
_CLOCK_LENGTH = r"(\d{1,2}):(\d{2})"
_CLOCK = re.compile(r"(\d{1,2})(?:(?::| ?h ?)(\d{2})?)? ?(a\.?m\.?|p\.?m\.?)?", re.IGNORECASE)
_SPAN = re.compile(r"(.+?)\s*(?:-|–|—|\bto\b|à|\buntil\b)\s*(.+)", re.IGNORECASE)


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
    """An hour of the day in minutes after midnight: ``09:00``, ``9 h 30``, ``9 a.m.``; 24:00 is 1440."""
    value = tidy(text)
    if fold_case(value) in _HOUR_WORDS:
        return _HOUR_WORDS[fold_case(value)]
    what = msg("“{text}” is not an hour of the day besrour can read", text=value)
    usual = msg("write it as 09:00 or 9 h 30")
    match = _CLOCK.fullmatch(value)
    if match is None:
        return ParseError("value-hour", what, usual)
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()[:1]
    if half and not 1 <= hour <= _HALF_DAY:
        return ParseError("value-hour", what, usual)
    if half:
        hour = hour % _HALF_DAY + (_HALF_DAY if half == "p" else 0)
    elif len(value) <= _SHORTEST_HOUR:  # a number alone may be anything
        remedy = msg("write {hour}:00", hour=f"{hour:02d}") if hour < _HOURS_OF_DAY else usual
        return ParseError("value-hour", what, remedy)
    minutes = hour * HOUR + minute
    return minutes if minute < HOUR and minutes <= DAY else ParseError("value-hour", what, usual)


def span(text: str) -> tuple[int, int] | ParseError:
    """From when to when, in minutes after midnight: ``06:00-22:00``, ``8 h-12 h``, ``de 8 h à 12 h``."""
    value = re.sub(r"^(?:from|de) ", "", tidy(text), flags=re.IGNORECASE)
    match = _SPAN.fullmatch(value)
    if not match:
        return ParseError(
            "value-hours",
            msg("“{text}” is not a span of hours", text=value),
            msg("write from when to when, such as 08:00-12:00"),
        )
    first, last = clock(match[1]), clock(match[2])
    if isinstance(first, ParseError):
        return first
    if isinstance(last, ParseError):
        return last
    if last == 0 < first:
        last = DAY
    if first == last:
        return ParseError(
            "value-hours",
            msg("“{text}” begins and ends at the same hour", text=value),
            msg("write 00:00-24:00 for the whole day"),
        )
    return first, last
