"""The holidays and fasts that a session's window holds, where those invited keep them: for ``why``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.clock import formatting
from besrour_cli.model.language import LANGUAGES, Text, join_and
from besrour_cli.model.message import Message, msg
from besrour_cli.observances.holidays import between
from besrour_cli.observances.observance_rules import HOLIDAYS_ALLOWED, RAMADAN, observances_of, province_of
from besrour_cli.observances.ramadan import months
from besrour_cli.places.gazetteer import country_of

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.model.programme import Session


class WindowHoliday(NamedTuple):
    """One holiday: its day, its names, whether its date is an estimate, the countries that keep it."""

    day: date
    names: Text
    estimated: bool
    countries: tuple[str, ...]


def window_holidays(workspace: Workspace, session: Session) -> list[WindowHoliday]:
    """Public holidays on the window's weekdays, where those invited live and keep them, by date."""
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


def weighed(workspace: Workspace, session: Session) -> list[Message]:
    """One sentence a holiday, and one for Ramadan where it touches the window and someone keeps it."""
    return [*map(_holiday, window_holidays(workspace, session)), *_ramadan(workspace, session)]


def _holiday(each: WindowHoliday) -> Message:
    day = {code: formatting.date_words(each.day, code, year=False) for code in LANGUAGES}
    areas = [area.names for code in each.countries if (area := country_of(code)) is not None]
    where = {code: join_and(sorted(names[code] for names in areas), code) for code in LANGUAGES}
    if each.estimated:
        return msg("Weighed: {day} is {name} (estimated) in {where}.", day=day, name=each.names, where=where)
    return msg("Weighed: {day} is {name} in {where}.", day=day, name=each.names, where=where)


def _ramadan(workspace: Workspace, session: Session) -> list[Message]:
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
