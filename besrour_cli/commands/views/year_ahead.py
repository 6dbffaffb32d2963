"""The year ahead: sessions, clock changes, Ramadan and public holidays, for people and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.clock.formatting import date_words, short_date, time_words
from besrour_cli.clock.instants import instant_text, local, zone_data_version
from besrour_cli.commands.terminal.console import IN_PARAGRAPH, out, styled, truncate, width
from besrour_cli.commands.terminal.translation import _, language, translate
from besrour_cli.commands.views.local_times import clock_words
from besrour_cli.model.language import join_and
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.model.plan import ScheduledSession, SessionState

if TYPE_CHECKING:
    from besrour_cli.model.place import Place
    from besrour_cli.model.programme import Programme
    from besrour_cli.observances.ramadan import RamadanMonth
    from besrour_cli.observances.year_ahead import ClockChange, HolidayArea, HolidayPeriod, RamadanPeriod

STATES = {
    SessionState.PROPOSED: msg("proposed"),
    SessionState.ANNOUNCED: msg("announced"),
    SessionState.HELD: msg("held"),
    SessionState.MOVED: msg("moved"),
    SessionState.CANCELLED: msg("cancelled"),
}


class CalendarYear(NamedTuple):
    """What the year ahead holds, from ``first`` to ``last``.

    ``weighing`` maps session ids to the holidays and observances that each session meets;
    ``office_hours`` says where public offices close at which minute of the day in Ramadan, on most days
    and on Fridays.
    """

    first: date
    last: date
    slots: tuple[ScheduledSession, ...]
    weighing: dict[str, tuple[Message, ...]]
    holidays: tuple[HolidayPeriod, ...]
    clock_changes: tuple[ClockChange, ...]
    ramadans: tuple[RamadanMonth, ...]
    fasts: tuple[RamadanPeriod, ...]
    office_hours: tuple[tuple[HolidayArea, int, int], ...]


def as_data(programme: Programme, year: CalendarYear) -> dict[str, object]:
    """The year for ``--json``."""
    return {
        "from": year.first.isoformat(),
        "to": year.last.isoformat(),
        "tzdata": zone_data_version(),
        "sessions": [
            {
                "id": slot.session,
                "start": instant_text(slot.start),
                "end": instant_text(slot.end),
                "state": slot.state,
                "weighing": [str(message) for message in year.weighing.get(slot.session, ())],
            }
            for slot in year.slots
        ],
        "clock_changes": [_change_data(change) for change in year.clock_changes],
        "ramadan": [_ramadan_data(month, year.fasts) for month in year.ramadans],
        "holidays": [_holiday_data(holiday) for holiday in year.holidays],
        "blackouts": [
            {"from": b.first.isoformat(), "to": b.last.isoformat(), "reason": dict(b.reasons)}
            for b in programme.blackouts
            if b.first <= year.last and b.last >= year.first
        ],
    }


def _change_data(change: ClockChange) -> dict[str, object]:
    return {
        "date": change.day.isoformat(),
        "minutes": change.minutes,
        "places": _places_data(change.places),
        "from_anchor": [
            {"before": a.before, "after": a.after, "places": _places_data(a.places)} for a in change.apart
        ],
    }


def _ramadan_data(month: RamadanMonth, fasts: Sequence[RamadanPeriod]) -> dict[str, object]:
    return {
        "from": month.first.isoformat(),
        "to": month.last.isoformat(),
        "estimated": True,
        "kept_in": [
            {
                "place": fast.place.name("en"),
                "zone": fast.place.zone,
                "sunset": [s.isoformat() if s else None for s in fast.sunsets],
            }
            for fast in fasts
            if fast.month == month
        ],
    }


def _holiday_data(holiday: HolidayPeriod) -> dict[str, object]:
    return {
        "region": holiday.region,
        "from": holiday.first.isoformat(),
        "to": holiday.last.isoformat(),
        "name": dict(holiday.names),
        "estimated": holiday.estimated,
        "may_fall": [day.isoformat() for day in holiday.may],
        "where": [{"country": w.country, "province": w.province} for w in holiday.where],
    }


def _places_data(places: Sequence[Place]) -> list[dict[str, str]]:
    return [{"place": p.name("en"), "zone": p.zone} for p in places]


def print_result(programme: Programme, year: CalendarYear) -> None:
    """The sections one below the other, each line as wide as the screen at most."""
    clocks = [line for change in year.clock_changes for line in _clock_change(programme, change)]
    sections = (
        (_("Sessions"), _sessions(programme, year)),
        (_("Clocks that move"), clocks),
        (_("Ramadan"), _ramadan(year)),
        (_("Public holidays by region"), _holidays(programme, year.holidays)),
    )
    first, last = _date(year.first, weekday=False), _date(year.last, weekday=False)
    out(styled(_("{first} to {last}").format(first=first, last=last), "bold"))
    for title, lines in sections:
        out()
        out(styled(title, "bold"))
        for line in lines or ["  " + _("none")]:
            out(line)
    out()
    note = _("Estimated: the moon decides, and the day may come one earlier or two later.")
    for line in _wrapped(note, "", ""):
        out(line)
    out(_("Time zone data: {version}.").format(version=zone_data_version()))


def _sessions(programme: Programme, year: CalendarYear) -> list[str]:
    anchor = programme.anchor
    lines = []
    for slot in year.slots:
        moment = local(slot.start, anchor.zone)
        head = _("{day}: {session}, {hour} ({place}), {state}").format(
            day=_date(moment.date(), year=False),
            session=slot.session,
            hour=time_words(moment, language()),
            place=anchor.name(language()),
            state=translate(STATES[slot.state]),
        )
        lines += _wrapped(_capital(head), "  ", "    ")
        for message in year.weighing.get(slot.session, ()):
            lines += _wrapped(translate(message), "    - ", "      ")
    return lines


def _clock_change(programme: Programme, change: ClockChange) -> list[str]:
    size, day, who = abs(change.minutes), _date(change.day), _places(change.places)
    if change.minutes > 0:
        head = msg("{day}: forward by {n} min in {places}", day=day, n=size, places=who)
    else:
        head = msg("{day}: back by {n} min in {places}", day=day, n=size, places=who)
    lines = _wrapped(_capital(translate(head)), "  ", "    ")
    for apart in change.apart:
        line = _("then {after} instead of {before} from {anchor}: {places}").format(
            after=_ahead(apart.after),
            before=_ahead(apart.before),
            anchor=programme.anchor.name(language()),
            places=_places(apart.places),
        )
        lines += _wrapped(line, "    - ", "      ")
    return lines


def _ahead(minutes: int) -> str:
    sign = "+" if minutes > 0 else "\u2212" if minutes < 0 else "\u00b1"
    hours, rest = divmod(abs(minutes), 60)
    return f"{sign}{hours}\u00a0h" + (f"\u00a0{rest:02d}" if rest else "")


def _ramadan(year: CalendarYear) -> list[str]:
    spoken, lines = language(), []
    for month in year.ramadans:
        begin, end = _date(month.first, weekday=False), _date(month.last, weekday=False)
        lines += _wrapped(_("{first} to {last} (estimated)").format(first=begin, last=end), "  ", "    ")
        for fast in year.fasts:
            if fast.month == month and fast.sunsets[0] and fast.sunsets[1]:
                line = _("sunset in {place}: {first} on the first day, {last} on the last").format(
                    place=fast.place.name(spoken),
                    first=time_words(fast.sunsets[0], spoken),
                    last=time_words(fast.sunsets[1], spoken),
                )
                lines += _wrapped(line, "    - ", "      ")
        for where, usual, friday in year.office_hours:
            line = _("public offices close at {hour} ({friday} on Fridays) in {place}").format(
                hour=clock_words(usual, spoken), friday=clock_words(friday, spoken), place=where.names[spoken]
            )
            lines += _wrapped(line, "    - ", "      ")
    return lines


def _holidays(programme: Programme, holidays: Sequence[HolidayPeriod]) -> list[str]:
    spoken = language()
    lines: list[str] = []
    region = ""
    for holiday in holidays:
        if holiday.region != region:
            region = holiday.region
            lines.append("  " + programme.region_name(region, spoken))
        name, where = holiday.names[spoken], join_and([w.names[spoken] for w in holiday.where], spoken)
        days = _span(holiday.first, holiday.last)
        if holiday.estimated:
            line = _("{days}: {holiday} (estimated; {may}), {places}").format(
                days=days, holiday=name, may=_span(*holiday.may), places=where
            )
        else:
            line = _("{days}: {holiday}, {places}").format(days=days, holiday=name, places=where)
        lines += _wrapped(line, "    ", "      ")
    return lines


def _span(first: date, last: date) -> str:
    begin, end = short_date(first, language()), short_date(last, language())
    return begin if first == last else _("{first} to {last}").format(first=begin, last=end)


def _date(day: date, *, weekday: bool = True, year: bool = True) -> str:
    return date_words(day, language(), weekday=weekday, year=year)


def _places(places: Sequence[Place]) -> str:
    """The first few by name, then how many more."""
    names = list(dict.fromkeys(p.name(language()) for p in places))
    first, more = truncate(names, IN_PARAGRAPH)
    if more > 1:  # a single one is named as quickly as it is counted
        shown = ", ".join(first)
        return translate(msgn("{names} and {n} more place", "{names} and {n} more places", more, names=shown))
    return join_and(names, language())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _wrapped(text: str, first: str, later: str) -> list[str]:
    """Lines no wider than the screen; no-break spaces hold."""
    one_word = text.replace("\u00a0", "\ue000")
    lines = wrap(one_word, width(), initial_indent=first, subsequent_indent=later, break_on_hyphens=False)
    return [line.replace("\ue000", "\u00a0") for line in lines]
