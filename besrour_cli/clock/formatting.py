"""How a clock time is printed, in each language: the only place that formats one.

English (Canada): ``2:30 p.m.``, ``noon``, ``midnight``. French (OQLF): ``14 h 30``, ``9 h``,
``1er``, ``midi``, ``minuit``; no-break spaces inside every time, date and offset.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from besrour_cli.clock.instants import local
from besrour_cli.model.language import LANGUAGES, Text, data_of
from besrour_cli.model.language import NO_BREAK as NB

if TYPE_CHECKING:
    from besrour_cli.model.place import Place

MINUS = "\u2212"
_NOON = 12
DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
}
MONTHS = {
    "en": tuple(
        "January February March April May June July August September October November December".split()
    ),
    "fr": tuple(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
    ),
}
SHORT_MONTHS = {
    "en": tuple("Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split()),
    "fr": tuple("janv. févr. mars avril mai juin juill. août sept. oct. nov. déc.".split()),
}
_DAY_MARKS = {
    "en": {-2: "two days before", -1: "the day before", 1: "next day", 2: "two days later"},
    "fr": {-2: "l’avant-veille", -1: "la veille", 1: "le lendemain", 2: "le surlendemain"},
}


def time_words(moment: datetime, language: str) -> str:
    """A time of day: ``2:30 p.m.`` / ``14 h 30``; noon and midnight by name."""
    if data := data_of(language):
        return data.time(moment)
    hour, minute = moment.hour, moment.minute
    if language == "fr":
        if not minute and hour in (0, 12):
            return "midi" if hour else "minuit"
        return f"{hour}{NB}h{NB}{minute:02d}" if minute else f"{hour}{NB}h"
    if not minute and hour in (0, 12):
        return "noon" if hour else "midnight"
    half = "a.m." if hour < _NOON else "p.m."
    return f"{hour % 12 or 12}:{minute:02d}{NB}{half}"


def clock_face(moment: datetime, language: str) -> str:
    """A time of day on a clock of 24 hours, for tables and rhythms: ``8:30`` / ``8 h 30``."""
    if language == "fr":
        return f"{moment.hour}{NB}h" + (f"{NB}{moment.minute:02d}" if moment.minute else "")
    return f"{moment.hour}:{moment.minute:02d}"


def date_words(day: date, language: str, *, weekday: bool = True, year: bool = True) -> str:
    """A date in words: ``Wednesday, December 9, 2026`` / ``le mercredi 9 décembre 2026``."""
    if data := data_of(language):
        return data.date_words(day, weekday=weekday, year=year)
    name, month = DAYS[language][day.weekday()], MONTHS[language][day.month - 1]
    if language == "fr":
        number = "1er" if day.day == 1 else str(day.day)
        words = f"{number}{NB}{month}" + (f"{NB}{day.year}" if year else "")
        return f"le{NB}{name} {words}" if weekday else words
    words = f"{month}{NB}{day.day}" + (f", {day.year}" if year else "")
    return f"{name}, {words}" if weekday else words


def week_hour_words(moment: datetime, language: str) -> str:
    """A day of the week and an hour: ``Tuesday, 2:30 p.m.`` / ``mardi, 14 h 30``."""
    data = data_of(language)
    days = data.lists["days"] if data else DAYS["fr" if language == "fr" else "en"]
    return f"{days[moment.weekday()]}, {time_words(moment, language)}"


def short_date(day: date, language: str) -> str:
    """A date for subjects and narrow columns: ``Feb. 18`` / ``18 févr.``."""
    if data := data_of(language):
        return data.short_date(day)
    month = SHORT_MONTHS[language][day.month - 1]
    if language == "fr":
        return f"{'1er' if day.day == 1 else day.day}{NB}{month}"
    return f"{month}{NB}{day.day}"


def month_words(day: date, language: str) -> str:
    """A month and its year: ``January 2027`` / ``janvier 2027``."""
    data = data_of(language)
    return data.month(day) if data else f"{MONTHS[language][day.month - 1]} {day.year}"


def offset_words(moment: datetime, language: str) -> str:
    """The UTC offset of a local reading: ``UTC−3:30`` / ``UTC−3 h 30``."""
    if data := data_of(language):
        return data.offset(moment)
    minutes = round((moment.utcoffset() or timedelta()).total_seconds() / 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else MINUS
    if language == "fr":
        return f"UTC{sign}{hours}{NB}h" + (f"{NB}{rest:02d}" if rest else "")
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")


def day_mark(moment: datetime, anchor: date | None, language: str) -> str:
    """A mark when the local day is not the anchor's: ``next day`` / ``le lendemain``; else "".

    Between the earliest and the latest clock of the world the days may be two apart.
    """
    apart = (moment.date() - anchor).days if anchor else 0
    apart = max(-2, min(2, apart))
    if data := data_of(language):
        return data.day_mark(apart)
    return _DAY_MARKS["fr" if language == "fr" else "en"].get(apart, "")


def range_words(start: datetime, end: datetime, language: str) -> str:
    """From when to when: ``2:30 p.m. to 4:00 p.m.`` / ``de 14 h 30 à 16 h``."""
    if data := data_of(language):
        return data.range(start, end)
    first, last = time_words(start, language), time_words(end, language)
    return f"de {first} à {last}" if language == "fr" else f"{first} to {last}"


def colon_of(language: str) -> str:
    """A colon as the language writes it, the space before it included."""
    data = data_of(language)
    return data.colon if data else f"{NB}:" if language == "fr" else ":"


def reading_words(moment: datetime, place: Place, language: str, anchor: date | None = None) -> str:
    """Place, day, hour, offset, and a mark when the day differs from the anchor's."""
    mark = day_mark(moment, anchor, language)
    mark = f", {mark}" if mark else ""
    day, hour = date_words(moment.date(), language), time_words(moment, language)
    return (
        f"{place.name(language)}{colon_of(language)} {day}, {hour} ({offset_words(moment, language)}{mark})"
    )


def instant_words(instant: datetime, place: Place, languages: Iterable[str] = LANGUAGES) -> Text:
    """An instant on a place's clock, as a sentence has it in each language (by default the coordinators’).

    ``Wednesday, December 9, 2026, 2:30 p.m. (Accra, UTC)``.
    """
    there = local(instant, place.zone)
    return {
        language: f"{date_words(there.date(), language)}, {time_words(there, language)} "
        f"({place.name(language)}, {offset_words(there, language)})"
        for language in languages
    }
