"""Public holidays of a country and its province, in both languages, estimated ones marked.

They are those of the library ``holidays``; its mistakes are corrected here, with the source. It is imported
at the first call, since that takes as long as several bare starts of Python.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import NamedTuple

from besrour_cli.model.language import Text
from besrour_cli.model.place import ALPHA_2
from besrour_cli.observances.holiday_names import HolidayName, holiday_name

_DECREE_2021_223 = 2021
"""The year from which Tunisia keeps its Revolution Day on 17 December instead of 14 January."""

RECKONED_IN = "TG"
"""Togo keeps the first day of Ramadan and both feasts, so that the library gives their dates."""
_FEAST_DAYS = {("KE", "Eid al-Adha"): 1, ("SS", "Eid al-Fitr"): 3, ("SS", "Eid al-Adha"): 3}
"""Days declared each year: by the Kenya Gazette (Public Holidays Act, section 3), by circulars in Juba."""
_DECLARED_SINCE = 2019

GUARD_BEFORE, GUARD_AFTER = 1, 2
"""Days before and after an estimated date to which the sighting of the moon may yet move the holiday."""


class Holiday(NamedTuple):
    """One public holiday on one day.

    ``estimated``: the moon decides its date; ``observed``: this day is free instead of the holiday's own.
    """

    day: date
    names: Text
    estimated: bool
    observed: bool


class PossibleHoliday(NamedTuple):
    """A day that may turn out to be an estimated holiday, which is expected on another day."""

    day: date
    holiday: Holiday


@lru_cache(maxsize=512)
def holidays_of(country: str, province: str, year: int) -> tuple[Holiday, ...]:
    """The public holidays of a year in a country (alpha-2) and its province, by day; none if it is unknown.

    A name the glossary lacks stays English in both languages, so that no holiday is lost.
    """
    provinces = _provinces(country)
    if provinces is None:
        return ()
    found: dict[tuple[date, str], Holiday] = {}
    known = _library().country_holidays(
        country,
        subdiv=province if province in provinces else None,
        years=year,
        language="en_US" if "en_US" in _languages(country) else None,
    )
    for day, words in sorted(known.items()):
        for raw in words.split("; "):
            name = holiday_name(raw, country) or HolidayName({"en": raw, "fr": raw}, False, False)
            if not _mistaken(country, day, name.names["en"]):
                found.setdefault((day, name.names["en"]), Holiday(day, *name))
    for holiday in (*_missing(country, year), *_missing_feasts(country, year, list(found.values()))):
        found.setdefault((holiday.day, holiday.names["en"]), holiday)
    return tuple(found[key] for key in sorted(found))


def between(country: str, province: str, first: date, last: date) -> tuple[Holiday, ...]:
    """The holidays of a span of dates, both included."""
    years = range(first.year, last.year + 1)
    return tuple(h for year in years for h in holidays_of(country, province, year) if first <= h.day <= last)


def possible_holidays(country: str, province: str, first: date, last: date) -> tuple[PossibleHoliday, ...]:
    """Days of a span that may become an estimated holiday: one before, two after, and no holiday yet."""
    reach = timedelta(days=GUARD_BEFORE + GUARD_AFTER)
    around = between(country, province, first - reach, last + reach)
    # a day that is a holiday anyway cannot become one
    taken = {h.day for h in around}
    found: dict[date, PossibleHoliday] = {}
    for holiday in around:
        if not holiday.estimated:
            continue
        for days in range(-GUARD_BEFORE, GUARD_AFTER + 1):
            day = holiday.day + timedelta(days=days)
            if day not in taken and first <= day <= last:
                found.setdefault(day, PossibleHoliday(day, holiday))
    return tuple(found[day] for day in sorted(found))


def _mistaken(country: str, day: date, name: str) -> bool:
    """Return True for an entry of the holidays package that is wrong: Tunisia's old Revolution Day."""
    return (
        country == "TN"
        and day.year > _DECREE_2021_223
        and name == "Revolution and Youth Day"
        and day.month == 1
    )


def _missing(country: str, year: int) -> tuple[Holiday, ...]:
    """Holidays that the package lacks in a year: Tunisia's new Revolution Day."""
    if country == "TN" and year >= _DECREE_2021_223:
        names = {"en": "Revolution Day", "fr": "Fête de la révolution"}
        return (Holiday(date(year, 12, 17), names, False, False),)
    return ()


def _missing_feasts(country: str, year: int, known: Sequence[Holiday]) -> Iterator[Holiday]:
    """Yield the feasts of the moon that the package lacks in a year, or their later days."""
    for (of, name), days in _FEAST_DAYS.items():
        if of == country and year >= _DECLARED_SINCE:
            feasts = [h for h in known if h.names["en"] == name]
            called = holiday_name(name, country)
            for feast in feasts or [h for h in holidays_of(RECKONED_IN, "", year) if h.names["en"] == name]:
                names = called.names if called else feast.names
                yield from (feast._replace(day=feast.day + timedelta(n), names=names) for n in range(days))


@lru_cache(maxsize=256)
def _provinces(country: str) -> tuple[str, ...] | None:
    """The provinces whose holidays the library knows; None: it does not know the country.

    Asked country by country: the library's own list of them all loads every one.
    """
    known = getattr(_library(), country, None) if len(country) == ALPHA_2 else None
    return None if known is None else tuple(known.subdivisions)


@lru_cache(maxsize=128)
def _languages(country: str) -> tuple[str, ...]:
    return tuple(getattr(_library(), country).supported_languages)


@lru_cache(maxsize=1)
def _library() -> ModuleType:
    """The library, its countries loaded one by one: its package of them would load all when asked for one."""
    import holidays  # noqa: PLC0415 - three bare starts of Python, for plan and calendar alone

    spec = find_spec("holidays.countries")
    if spec is not None:
        sys.modules.setdefault("holidays.countries", module_from_spec(spec))
    return holidays
