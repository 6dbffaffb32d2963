"""Dates, durations, hours and days of the week as people write them in English and French."""

from __future__ import annotations

import re
from datetime import date

from besrour_cli.model.language import fold_case
from besrour_cli.model.message import msg
from besrour_cli.model.programme import DAY, WeekSpan
from besrour_cli.storage.text.scalars import ParseError, similar, tidy

LONGEST = 8 * 60
"""Minutes; a duration past it is surely an hour of the day."""

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
_DAYS: dict[str, tuple[int, ...]] = {}
for _number, _names in enumerate(
    (
        "mon monday mondays lun lundi lundis",
        "tue tues tuesday tuesdays mar mardi mardis",
        "wed wednesday wednesdays mer mercredi mercredis",
        "thu thur thurs thursday thursdays jeu jeudi jeudis",
        "fri friday fridays ven vendredi vendredis",
        "sat saturday saturdays sam samedi samedis",
        "sun sunday sundays dim dimanche dimanches",
    )
):
    for _name in _names.split():
        _DAYS[_name] = (_number,)
for _name in ("weekend", "weekends", "fin de semaine", "fins de semaine"):
    _DAYS[_name] = (5, 6)
for _name in ("weekdays", "weekday", "jours ouvrables", "en semaine"):
    _DAYS[_name] = (0, 1, 2, 3, 4)
for _name in ("daily", "every day", "tous les jours"):
    _DAYS[_name] = (0, 1, 2, 3, 4, 5, 6)

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

# Plain texts are patterns for what is rarely written: compiled when first needed.
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_THREE = r"(\d{1,4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{1,4})"
_DAY_MONTH = r"(?:[a-z]+\.? )?(\d{1,2})(?:er|st|nd|rd|th)? ([a-z]+)\.?,? (\d{4})"
_MONTH_DAY = r"(?:[a-z]+\.?,? )?([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})"
_MINUTES = re.compile(r"(\d{1,4}) ?(?:min|mins|mn|minute|minutes)?\.?", re.IGNORECASE)
_HOURS = (
    r"(?i)(\d{1,2}(?:[.,]\d{1,2})?) ?(?:h|hr|hrs|hour|hours|heure|heures)"
    r"(?: ?(?:and |et )?(\d{1,2}) ?(?:min|mins|mn|minutes?)?)?\.?"
)
_CLOCK_LENGTH = r"(\d{1,2}):(\d{2})"
_CLOCK = re.compile(r"(\d{1,2})(?:(?::| ?h ?)(\d{2})?)? ?(a\.?m\.?|p\.?m\.?)?", re.IGNORECASE)
_SPAN = re.compile(r"(.+?)\s*(?:-|–|—|\bto\b|à|\buntil\b)\s*(.+)", re.IGNORECASE)
_DAY_WORDS = re.compile(r"([^\d]*?)\s*[:,]?\s*(?:\b(?:from|de)\s+)?(\d.*)?", re.IGNORECASE)


def day(text: str) -> date | ParseError:
    """A date as ISO 8601 writes it, ``2027-01-11``; others are refused with what they may mean."""
    value = tidy(text)
    match = _ISO.fullmatch(value)
    if match:
        found = _date(*map(int, match.groups()))
        if found:
            return found
        return ParseError(
            "value-date",
            msg("{text} is not in the calendar, or not in this century", text=value),
            msg("write a date such as 2027-01-11: year, month, day"),
        )
    meant = _meant(fold_case(value) if "-" not in value else value.casefold())
    what = msg("“{text}” is not a date besrour can read", text=value)
    if len(meant) == 2:
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
    if not 2000 <= year <= 2099:
        return None
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _meant(value: str) -> list[date]:
    """The dates that another way of writing can mean, day first before month first."""
    found: list[date | None] = []
    if match := re.fullmatch(_THREE, value):
        first, second, third = map(int, match.groups())
        if first > 31:
            found = [_date(first, second, third)]
        else:
            year = third + 2000 if third < 100 else third
            found = [_date(year, second, first), _date(year, first, second)]
    elif match := re.fullmatch(r"(\d{4})(\d{2})(\d{2})", value):
        found = [_date(*map(int, match.groups()))]
    else:
        words = fold_case(value)
        if match := re.fullmatch(_DAY_MONTH, words):
            found = [_date(int(match[3]), _MONTHS.get(match[2], 0), int(match[1]))]
        elif match := re.fullmatch(_MONTH_DAY, words):
            found = [_date(int(match[3]), _MONTHS.get(match[1], 0), int(match[2]))]
    return sorted({d for d in found if d})


def duration(text: str) -> int | ParseError:
    """Minutes: ``90``, ``90 min``, ``1 h 30``, ``1:30``, ``1.5 h``; from 5 minutes to 8 hours."""
    value = tidy(text)
    clock = re.fullmatch(_CLOCK_LENGTH, value)
    if clock and int(clock[2]) < 60:
        minutes = int(clock[1]) * 60 + int(clock[2])
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
        minutes = round(float(match[1].replace(",", ".")) * 60) + int(match[2] or 0)
    else:
        return ParseError(
            "value-duration",
            msg("“{text}” is not a length of time besrour can read", text=value),
            msg("write 90 min or 1 h 30"),
        )
    if 5 <= minutes <= LONGEST:
        return minutes
    return ParseError(
        "value-duration",
        msg("a length of {n} min is not between 5 min and 8 h", n=minutes),
        msg("write a length such as 90 min or 1 h 30"),
    )


def clock(text: str) -> int | ParseError:
    """An hour of the day in minutes after midnight: ``09:00``, ``9 h 30``, ``9 a.m.``; 24:00 is 1440."""
    value = tidy(text)
    match = _CLOCK.fullmatch(value)
    words = {"noon": 720, "midi": 720, "midnight": 0, "minuit": 0}
    if fold_case(value) in words:
        return words[fold_case(value)]
    if match:
        hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()[:1]
        bare = not half and len(value) <= 2
        if half:
            hour = hour % 12 + (12 if half == "p" else 0) if 1 <= hour <= 12 else 99
        if not bare and minute < 60 and (hour < 24 or (hour == 24 and not minute)):
            return hour * 60 + minute
        if bare and hour < 24:
            return ParseError(
                "value-hour",
                msg("“{text}” is not an hour of the day besrour can read", text=value),
                msg("write {hour}:00", hour=f"{hour:02d}"),
            )
    return ParseError(
        "value-hour",
        msg("“{text}” is not an hour of the day besrour can read", text=value),
        msg("write it as 09:00 or 9 h 30"),
    )


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


def weekdays(text: str) -> tuple[int, ...] | ParseError:
    """Days of the week, Monday 0: ``wed``, ``mar-jeu``, ``Tuesday, Thursday``; in the order of the week."""
    found: set[int] = set()
    for part in re.split(r"\s*(?:[,;/+&]|\bet\b|\band\b)\s*", tidy(text)):
        word = _day_key(part)
        if word in _DAYS:
            found.update(_DAYS[word])
            continue
        ends = re.split(
            r"\s*(?:-|–|\bto\b|\bau?\b|à)\s*", re.sub(r"^(?:from|du|de) ", "", part, flags=re.IGNORECASE)
        )
        days = [_DAYS.get(_day_key(end), ()) for end in ends]
        if len(ends) == 2 and all(len(d) == 1 for d in days):
            first, last = days[0][0], days[1][0]
            found.update(n % 7 for n in range(first, (last if last >= first else last + 7) + 1))
            continue
        several = [_DAYS.get(_day_key(piece), ()) for piece in part.split()]
        if len(several) > 1 and all(several):
            found.update(n for d in several for n in d)
            continue
        odd = (
            next((end for end, d in zip(ends, days, strict=True) if not d), part) if len(ends) == 2 else part
        )
        what = msg("“{text}” is not a day of the week", text=odd)
        near = similar(odd, _FULL_DAYS)
        if near:
            return ParseError("value-day", what, msg("a similar one exists: {word}", word=near))
        return ParseError("value-day", what, msg("write days such as tue, thu or mar, jeu"))
    return tuple(sorted(found))


def _day_key(text: str) -> str:
    return fold_case(text).strip(". ")


def week_spans(text: str) -> tuple[WeekSpan, ...] | ParseError:
    """Spans of the local week: ``09:00-17:00``, ``Wed 00:00-16:00``, ``Fri``, ``lun-jeu 8 h-12 h``.

    A span without a day holds on every day; one that ends before it begins passes midnight.
    """
    found: set[tuple[int, int]] = set()
    for part in re.split(r"[;\n\r|]+", text):
        piece = tidy(part)
        if not piece:
            continue
        match = _DAY_WORDS.fullmatch(piece)
        named, hours = (match[1].strip(" :,"), match[2]) if match else (piece, None)
        days: tuple[int, ...] | ParseError = (
            weekdays(named) if named and fold_case(named) not in ("de", "from") else tuple(range(7))
        )
        if isinstance(days, ParseError):
            return days
        times = span(hours) if hours else (0, DAY)
        if isinstance(times, ParseError):
            return times
        first, last = times
        length = last - first if last > first else last + DAY - first
        found.update((d * DAY + first, d * DAY + first + length) for d in days)
    return tuple(WeekSpan(a, b) for a, b in sorted(found))
