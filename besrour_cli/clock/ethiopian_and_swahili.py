"""Ethiopia's clock and calendar, and the hours as Swahili counts them.

In both the day begins at dawn: seven in the morning is one o'clock. Ethiopia's year has twelve months of
thirty days and one of five or six; the reckoning is that of Calendrical Calculations (Reingold, Dershowitz).
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import NamedTuple

from besrour_cli.model.language import NO_BREAK as NB
from besrour_cli.model.language import data_of

ETHIOPIA = "ET"
_DAWN, _DUSK = 6, 18
"""Hours from and to which a local clock counts as day: both ways of counting begin there."""

_QUARTER_TO = 45
MONTHS = (
    "Meskerem",
    "Tikimt",
    "Hidar",
    "Tahsas",
    "Tir",
    "Yekatit",
    "Megabit",
    "Miyazya",
    "Ginbot",
    "Sene",
    "Hamle",
    "Nehase",
    "Pagume",
)
_CYCLE, _EPOCH = 1461, 2431
"""Days of four years, the last of them the leap year; the proleptic ordinal of the first day of year 0."""

_S = r"[ \u00a0\u202f]"
SPOKEN = re.compile(
    rf"\b(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}}){_S}(?:in{_S}the{_S}(?P<day>day)|at{_S}(?P<night>night))\b"
    rf"|\b(?P<hour0>\d{{1,2}}){_S}h(?:{_S}(?P<minute0>\d{{2}}))?{_S}de{_S}(?:(?P<day0>jour)|(?P<night0>nuit))\b"
)
"""An hour of Ethiopia's clock as :func:`ethiopian_words` prints it in English and French, to be read back."""

_HOURS = (
    "kumi na mbili",
    "moja",
    "mbili",
    "tatu",
    "nne",
    "tano",
    "sita",
    "saba",
    "nane",
    "tisa",
    "kumi",
    "kumi na moja",
)
_TENS = {2: "ishirini", 3: "thelathini", 4: "arobaini", 5: "hamsini"}
_PARTS = ((4, "usiku"), (6, "alfajiri"), (12, "asubuhi"), (16, "mchana"), (19, "jioni"), (24, "usiku"))


class EthiopianDate(NamedTuple):
    """Year (Amete Mihret), month 1 to 13, day."""

    year: int
    month: int
    day: int


def ethiopian_date(day: date) -> EthiopianDate:
    """A date on Ethiopia's calendar."""
    cycles, into = divmod(day.toordinal() - _EPOCH, _CYCLE)
    # day 1460 of a cycle is the sixth of Pagume of its leap year, not the first day of a fifth year
    years = min(into // 365, 3)
    rest = into - 365 * years
    return EthiopianDate(4 * cycles + years, rest // 30 + 1, rest % 30 + 1)


def ethiopian_hour(moment: datetime) -> tuple[int, int, bool]:
    """Hour (1 to 12), minute, and whether it is of the day (06:00 to 17:59), for a local reading."""
    hour = (moment.hour - _DAWN) % 12
    return hour or 12, moment.minute, _DAWN <= moment.hour < _DUSK


def ethiopian_words(moment: datetime, language: str) -> str:
    """Hour and date: ``11:00 in the day, 30 Hidar 2019`` / ``11 h de jour, 30 Hidar 2019``."""
    hour, minute, by_day = ethiopian_hour(moment)
    year, month, number = ethiopian_date(moment.date())
    day = f"{number}{NB}{MONTHS[month - 1]}{NB}{year}"
    if data := data_of(language):
        return f"{data.spoken_hour(hour, minute, by_day=by_day)}, {day}"
    if language == "fr":
        clock = f"{hour}{NB}h{NB}{minute:02d}" if minute else f"{hour}{NB}h"
        return f"{clock}{NB}de{NB}{'jour' if by_day else 'nuit'}, {'1er' + day[1:] if number == 1 else day}"
    return f"{hour}:{minute:02d}{NB}{'in the day' if by_day else 'at night'}, {day}"


def ethiopian_spoken(match: re.Match[str]) -> tuple[int, int, bool]:
    """Hour, minute and whether it is of the day, read back from a match of a language's pattern."""
    parts = {name.rstrip("0"): words for name, words in match.groupdict().items() if words}
    return int(parts["hour"]), int(parts.get("minute", 0)), "day" in parts


def swahili_words(moment: datetime) -> str:
    """The hour as Swahili says it: ``saa kumi na moja jioni`` at 17:00."""
    # as in Ethiopia one o'clock is an hour after dawn; the part of the day follows the sun, not this count
    hour = (moment.hour - _DAWN) % 12
    part = next(name for end, name in _PARTS if moment.hour < end)
    minute = moment.minute
    if minute == _QUARTER_TO:
        return f"saa {_HOURS[(hour + 1) % 12]} kasorobo {part}"
    named = {0: "", 15: " na robo", 30: " na nusu"}
    more = named[minute] if minute in named else f" na dakika {_number(minute)}"
    return f"saa {_HOURS[hour]}{more} {part}"


def _number(n: int) -> str:
    tens, ones = divmod(n, 10)
    if n < len(_HOURS):
        return _HOURS[n]
    first = _TENS[tens] if tens > 1 else "kumi"
    return f"{first} na {_HOURS[ones]}" if ones else first
