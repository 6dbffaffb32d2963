"""Holidays and fasting months in a session's window, where its people live: what weighed on the choice."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from besrour_cli.clock import formatting
from besrour_cli.commands.shared.workspace import Desk
from besrour_cli.model.language import LANGUAGES, Text, listing
from besrour_cli.model.message import Message, msg
from besrour_cli.model.programme import Session


class Weighed(NamedTuple):
    """One holiday: its day, its names, whether its date is an estimate, the countries that keep it."""

    day: date
    names: Text
    estimated: bool
    countries: tuple[str, ...]


def holidays(desk: Desk, session: Session) -> list[Weighed]:
    """Public holidays on the window's weekdays, where those invited live and keep them, by date."""
    from besrour_cli.observances.holidays import between
    from besrour_cli.observances.observance_rules import HOLIDAYS_ALLOWED, keeps_of, province_of

    where: set[tuple[str, str]] = set()
    for member in desk.programme.invited(session):
        if HOLIDAYS_ALLOWED not in keeps_of(member, desk.programme.observances):
            where.add((member.place.country, province_of(member.place)))
    found: dict[tuple[date, str], tuple[Text, bool, set[str]]] = {}
    for country, province in sorted(where):
        for holiday in between(country, province, *session.window):
            if holiday.day.weekday() not in session.weekdays:
                continue
            key = (holiday.day, holiday.names["en"])
            found.setdefault(key, (holiday.names, holiday.estimated, set()))[2].add(country)
    return [
        Weighed(day, names, estimated, tuple(sorted(countries)))
        for (day, _), (names, estimated, countries) in sorted(found.items(), key=lambda item: item[0])
    ]


def lines(desk: Desk, session: Session) -> list[Message]:
    """One sentence a holiday, and one for Ramadan where it touches the window and someone keeps it."""
    said = [_holiday(weighed) for weighed in holidays(desk, session)]
    return said + _ramadan(desk, session)


def _holiday(weighed: Weighed) -> Message:
    day = {code: formatting.date_words(weighed.day, code, year=False) for code in LANGUAGES}
    where = _countries(weighed.countries)
    if weighed.estimated:
        return msg(
            "Weighed: {day} is {name} (estimated) in {where}.", day=day, name=weighed.names, where=where
        )
    return msg("Weighed: {day} is {name} in {where}.", day=day, name=weighed.names, where=where)


def _ramadan(desk: Desk, session: Session) -> list[Message]:
    from besrour_cli.observances.observance_rules import RAMADAN, keeps_of
    from besrour_cli.observances.ramadan import months

    rules = desk.programme.observances
    if not any(RAMADAN in keeps_of(m, rules) for m in desk.programme.invited(session)):
        return []
    window = session.window
    return [
        msg(
            "Weighed: Ramadan, {first} to {last} (estimated), for those who keep it.",
            first={
                code: formatting.date_words(month.first, code, weekday=False, year=False)
                for code in LANGUAGES
            },
            last={
                code: formatting.date_words(month.last, code, weekday=False, year=False) for code in LANGUAGES
            },
        )
        for month in months(window.first.year, window.last.year)
        if month.first <= window.last and month.last >= window.first
    ]


def _countries(codes: tuple[str, ...]) -> Text:
    from besrour_cli.places.gazetteer import country_of

    found = [area.names for code in codes if (area := country_of(code)) is not None]
    return {code: listing(sorted(names[code] for names in found), code) for code in LANGUAGES}
