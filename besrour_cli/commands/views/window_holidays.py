"""Holidays and fasting months in a session's window, where its people live: what weighed on the choice."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from besrour_cli.clock import formatting
from besrour_cli.commands.shared.workspace import Workspace
from besrour_cli.model.language import LANGUAGES, Text, join_and
from besrour_cli.model.message import Message, msg
from besrour_cli.model.programme import Session


class WindowHoliday(NamedTuple):
    """One holiday: its day, its names, whether its date is an estimate, the countries that keep it."""

    day: date
    names: Text
    estimated: bool
    countries: tuple[str, ...]


def holidays(workspace: Workspace, session: Session) -> list[WindowHoliday]:
    """Public holidays on the window's weekdays, where those invited live and keep them, by date."""
    from besrour_cli.observances.holidays import between
    from besrour_cli.observances.observance_rules import HOLIDAYS_ALLOWED, observances_of, province_of

    where: set[tuple[str, str]] = set()
    for member in workspace.programme.invited(session):
        if HOLIDAYS_ALLOWED not in observances_of(member, workspace.programme.observances):
            where.add((member.place.country, province_of(member.place)))
    found: dict[tuple[date, str], tuple[Text, bool, set[str]]] = {}
    for country, province in sorted(where):
        for holiday in between(country, province, *session.window):
            if holiday.day.weekday() not in session.weekdays:
                continue
            key = (holiday.day, holiday.names["en"])
            found.setdefault(key, (holiday.names, holiday.estimated, set()))[2].add(country)
    return [
        WindowHoliday(day, names, estimated, tuple(sorted(countries)))
        for (day, _), (names, estimated, countries) in sorted(found.items(), key=lambda item: item[0])
    ]


def lines(workspace: Workspace, session: Session) -> list[Message]:
    """One sentence a holiday, and one for Ramadan where it touches the window and someone keeps it."""
    return [*map(_holiday, holidays(workspace, session)), *_ramadan(workspace, session)]


def _holiday(weighed: WindowHoliday) -> Message:
    day = {code: formatting.date_words(weighed.day, code, year=False) for code in LANGUAGES}
    where = _countries(weighed.countries)
    if weighed.estimated:
        return msg(
            "Weighed: {day} is {name} (estimated) in {where}.", day=day, name=weighed.names, where=where
        )
    return msg("Weighed: {day} is {name} in {where}.", day=day, name=weighed.names, where=where)


def _ramadan(workspace: Workspace, session: Session) -> list[Message]:
    from besrour_cli.observances.observance_rules import RAMADAN, observances_of
    from besrour_cli.observances.ramadan import months

    rules = workspace.programme.observances
    if not any(RAMADAN in observances_of(m, rules) for m in workspace.programme.invited(session)):
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
    return {code: join_and(sorted(names[code] for names in found), code) for code in LANGUAGES}
