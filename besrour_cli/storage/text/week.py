"""Days of the week, and spans of the local week, as people write them in English and French."""

from __future__ import annotations

import re

from besrour_cli.clock.written_weekdays import days_of
from besrour_cli.model.language import fold_case
from besrour_cli.model.message import msg
from besrour_cli.model.programme import DAY, WeekSpan
from besrour_cli.storage.text.scalars import ParseError, similar, tidy
from besrour_cli.storage.text.times import span

_WEEK = 7
_TO = r"\s*(?:-|–|\bto\b|\bau?\b|à)\s*"
_FULL_DAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
)
_DAY_WORDS = re.compile(
    r"([^\d]*?)\s*[:,]?\s*((?:\b(?:from|de|between|entre)\s+)?(?:\d|\b(?:noon|mid(?:i|night)|minuit)\b).*)?",
    re.IGNORECASE,
)


def weekdays(text: str) -> tuple[int, ...] | ParseError:
    """Days of the week, Monday 0: ``wed``, ``mar-jeu``, ``Tuesday, Thursday``; in the order of the week."""
    days: set[int] = set()
    for part in re.split(r"\s*(?:[,;/+&]|\bet\b|\band\b)\s*", tidy(text)):
        ends = re.split(_TO, re.sub(r"^(?:from|du|de) ", "", part, flags=re.IGNORECASE))
        named = days_of(part) or _range_of_days(ends) or _several_days(part)
        if not named:
            _, *last = ends
            odd = [end for end in ends if not days_of(end)] if len(last) == 1 else []
            return _no_day(odd[0] if odd else part)
        days.update(named)
    return tuple(sorted(days))


def _range_of_days(ends: list[str]) -> tuple[int, ...]:
    """All days from one to another, past Sunday if need be; none unless these are two single days."""
    days = [days_of(end) for end in ends]
    if [len(day) for day in days] != [1, 1]:
        return ()
    (first,), (last,) = days
    return tuple((first + n) % _WEEK for n in range((last - first) % _WEEK + 1))


def _several_days(text: str) -> tuple[int, ...]:
    """Days with nothing but spaces between them; none when one of the words is no day."""
    days = [days_of(word) for word in text.split()]
    return tuple(n for day in days for n in day) if all(days) else ()


def _no_day(text: str) -> ParseError:
    near = similar(text, _FULL_DAYS)
    return ParseError(
        "value-day",
        msg("“{text}” is not a day of the week", text=text),
        msg("a similar one exists: {word}", word=near)
        if near
        else msg("write days such as tue, thu or mar, jeu"),
    )


def week_spans(text: str) -> tuple[WeekSpan, ...] | ParseError:
    """Spans of the local week: ``09:00-17:00``, ``Wed 00:00-16:00``, ``Fri``, ``lun-jeu 8 h-12 h``.

    A span without a day holds on every day; one that ends before it begins passes midnight.
    """
    spans: set[tuple[int, int]] = set()
    for part in re.split(r"[;\n\r|]+", text):
        piece = tidy(part)
        if not piece:
            continue
        match = _DAY_WORDS.fullmatch(piece)
        named, hours = (match[1].strip(" :,"), match[2]) if match else (piece, None)
        days: tuple[int, ...] | ParseError = (
            weekdays(named) if named and fold_case(named) not in ("de", "from") else tuple(range(_WEEK))
        )
        if isinstance(days, ParseError):
            return days
        times = span(hours) if hours else (0, DAY)
        if isinstance(times, ParseError):
            return times
        first, last = times
        length = last - first if last > first else last + DAY - first
        spans.update((d * DAY + first, d * DAY + first + length) for d in days)
    return tuple(WeekSpan(a, b) for a, b in sorted(spans))
