"""What a day means where, in sentences: holidays, days that may become one, Ramadan, Friday prayer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from besrour_cli.clock.formatting import date_words
from besrour_cli.clock.instants import local
from besrour_cli.model.language import LANGUAGES, Text, join_and
from besrour_cli.model.message import Message, msg
from besrour_cli.model.place import Place
from besrour_cli.model.programme import Member, ObservanceRule
from besrour_cli.observances import observance_rules
from besrour_cli.observances.holidays import between, possible_holidays
from besrour_cli.observances.ramadan import in_ramadan
from besrour_cli.places.gazetteer import areas_named, country_of
from besrour_cli.places.rest_days import PRAYER

HOLIDAY, PERHAPS, RAMADAN, FRIDAY = "holiday", "perhaps", "ramadan", "friday-prayer"
_FRIDAY = 4
_MIDDAY = (12 * 60, 14 * 60 + 30)


class DayNote(NamedTuple):
    """What a day is somewhere: its kind, its names, the day it is expected on, whether the moon decides."""

    kind: str
    names: Text
    expected: date
    estimated: bool


def notes_on(day: date, country: str, province: str = "") -> tuple[DayNote, ...]:
    """The public holidays of a country (and its province) on a day, and those that may fall on it."""
    found = [DayNote(HOLIDAY, h.names, h.day, h.estimated) for h in between(country, province, day, day)]
    found += [
        DayNote(PERHAPS, g.holiday.names, g.holiday.day, True)
        for g in possible_holidays(country, province, day, day)
    ]
    return tuple(found)


def notes_for_session(
    members: Iterable[Member], rules: Sequence[ObservanceRule], start: datetime, end: datetime
) -> tuple[Message, ...]:
    """What weighs on a session for the invited, on local dates; countries of one day share a sentence."""
    found: dict[tuple[date, str], list[Text]] = {}
    order: dict[tuple[date, str], DayNote] = {}

    def note(day: date, what: DayNote, where: Text) -> None:
        key = (day, f"{what.kind}|{what.names['en']}|{what.expected}|{what.estimated}")
        order.setdefault(key, what)
        if where not in found.setdefault(key, []):
            found[key].append(where)

    for member in members:
        place, province = member.place, observance_rules.province_of(member.place)
        first, last = local(start, place.zone), local(end, place.zone)
        for day in dict.fromkeys((first.date(), last.date())):
            for what in notes_on(day, place.country, province):
                note(day, what, _holiday_place(what, day, place, province))
            observances = observance_rules.observances_of(member, rules)
            month = in_ramadan(day)
            if month and observance_rules.RAMADAN in observances:
                note(day, DayNote(RAMADAN, _RAMADAN, month.first, True), place.names)
        if first.weekday() == _FRIDAY and place.country in PRAYER and _meets(first, last, _MIDDAY):
            note(first.date(), DayNote(FRIDAY, _PRAYER, first.date(), False), place_names(place.country))
    return tuple(_sentence(key[0], order[key], _together(found[key])) for key in sorted(found))


def place_names(country: str, province: str = "") -> Text:
    """A country's names, or those of its province."""
    area = country_of(country)
    if province:
        inner = [a for a in areas_named(province.lower()) if (a.country, a.province) == (country, province)]
        area = inner[0] if inner else area
    return area.names if area else dict.fromkeys(LANGUAGES, country)


_RAMADAN: Text = {"en": "Ramadan", "fr": "ramadan"}
_PRAYER: Text = {"en": "Friday prayer", "fr": "prière du vendredi"}


def _holiday_place(what: DayNote, day: date, place: Place, province: str) -> Text:
    """The country, when all of it has the holiday; else the province."""
    if not province or what in notes_on(day, place.country):
        return place_names(place.country)
    return place_names(place.country, province)


def _meets(first: datetime, last: datetime, span: tuple[int, int]) -> bool:
    begin = first.hour * 60 + first.minute
    length = (last - first).total_seconds() / 60
    return begin < span[1] and begin + length > span[0]


def _together(names: Sequence[Text]) -> Text:
    return {code: join_and([name.get(code) or name["en"] for name in names], code) for code in LANGUAGES}


def _day(day: date) -> Text:
    return {code: date_words(day, code, weekday=False, year=False) for code in LANGUAGES}


def _sentence(day: date, what: DayNote, where: Text) -> Message:
    if what.kind == PERHAPS:
        return msg(
            "{day} may be {holiday} in {places}: it is expected on {expected}, and the moon decides",
            day=_day(day),
            holiday=what.names,
            places=where,
            expected=_day(what.expected),
        )
    if what.kind == RAMADAN:
        return msg("{day} is in Ramadan (estimated), kept in {places}", day=_day(day), places=where)
    if what.kind == FRIDAY:
        return msg("many keep the Friday midday free on {day} in {places}", day=_day(day), places=where)
    if what.estimated:
        return msg(
            "{day} is {holiday} (estimated) in {places}", day=_day(day), holiday=what.names, places=where
        )
    return msg("{day} is {holiday} in {places}", day=_day(day), holiday=what.names, places=where)
