"""``besrour calendar``: the year ahead with sessions, holidays by region, moving clocks and Ramadan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from besrour_cli.clock.instants import instant_text, local, zone_data_version
from besrour_cli.commands.shared.options import Folder, Json, Lang
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import Workspace, now, open_workspace
from besrour_cli.commands.terminal.lists import IN_PARAGRAPH, truncate
from besrour_cli.commands.terminal.translation import _, language, translate
from besrour_cli.model.language import Text, join_and
from besrour_cli.model.message import Message, msg, msgn

if TYPE_CHECKING:
    from besrour_cli.model.place import Place
    from besrour_cli.model.plan import ScheduledSession
    from besrour_cli.observances.ramadan import RamadanMonth
    from besrour_cli.observances.year_ahead import ClockChange, HolidayArea, HolidayPeriod, RamadanPeriod

HELP = msg(
    "Show the year ahead: sessions, holidays by region, clocks that move, Ramadan.\n\n"
    "Holidays are those of the countries and provinces where members live. Dates that the moon decides "
    "are marked as estimated, with the days on which they may fall."
)
STATES = {
    "proposed": msg("proposed"),
    "announced": msg("announced"),
    "held": msg("held"),
    "moved": msg("moved"),
    "cancelled": msg("cancelled"),
}


class CalendarYear(NamedTuple):
    """What the year ahead holds."""

    first: date
    last: date
    slots: tuple[ScheduledSession, ...]
    weighing: dict[str, tuple[Message, ...]]
    feasts: tuple[HolidayPeriod, ...]
    moves: tuple[ClockChange, ...]
    months: tuple[RamadanMonth, ...]
    fasts: tuple[RamadanPeriod, ...]
    closings: tuple[tuple[HolidayArea, int, int], ...]


def command(
    first: Annotated[
        str | None,
        typer.Option(
            "--from", metavar=_("DATE"), help=_("The first day, such as 2027-01-01 (default: today).")
        ),
    ] = None,
    folder: Folder = None,
    as_json: Json = False,
    lang: Lang = None,
) -> None:
    """Open the folder, look a year ahead, show it."""
    day = _day_asked(first)
    workspace = open_workspace(folder)
    begin = day or local(now(), workspace.programme.anchor.zone).date()
    year = _year(workspace, begin, begin + timedelta(days=364))
    finish(Result(_data(workspace, year), lambda: _print_result(workspace, year)), as_json)


def _day_asked(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        day = None
    if day is None or not 2000 <= day.year <= 2098:
        raise typer.BadParameter(
            _("“{text}” is not a date of this century; write it as 2027-01-11").format(text=text)
        )
    return day


def _year(workspace: Workspace, first: date, last: date) -> CalendarYear:
    from besrour_cli.observances import year_ahead
    from besrour_cli.observances.describe import notes_for_session

    programme = workspace.programme
    members = [m for m in programme.members if not m.paused]
    slots = sorted(workspace.plan.slots.values(), key=lambda s: (s.start, s.session))
    ahead = tuple(s for s in slots if first <= local(s.start, programme.anchor.zone).date() <= last)
    weighing = {}
    for slot in ahead:
        session = programme.session(slot.session)
        if session is not None and slot.state != "cancelled":
            invited = programme.invited(session)
            weighing[slot.session] = notes_for_session(invited, programme.observances, slot.start, slot.end)
    return CalendarYear(
        first,
        last,
        ahead,
        weighing,
        year_ahead.holidays_ahead(members, first, last),
        year_ahead.clock_changes_ahead([m.place for m in members], programme.anchor, first, last),
        *year_ahead.ramadans_ahead(members, programme.observances, first, last),
        year_ahead.closings(members),
    )


def _print_result(workspace: Workspace, year: CalendarYear) -> None:
    from besrour_cli.commands.terminal.console import out, styled

    sections = (
        (_("Sessions"), _sessions(workspace, year)),
        (_("Clocks that move"), [line for move in year.moves for line in _move(workspace, move)]),
        (_("Ramadan"), _ramadan(year)),
        (_("Public holidays by region"), _holidays(workspace, year.feasts)),
    )
    out(
        styled(
            _("{first} to {last}").format(
                first=_date(year.first, weekday=False), last=_date(year.last, weekday=False)
            ),
            "bold",
        )
    )
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


def _sessions(workspace: Workspace, year: CalendarYear) -> list[str]:
    from besrour_cli.clock.formatting import time_words

    anchor = workspace.programme.anchor
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


def _move(workspace: Workspace, move: ClockChange) -> list[str]:
    size, day, who = abs(move.minutes), _date(move.day), _places(move.places)
    if move.minutes > 0:
        head = translate(msg("{day}: forward by {n} min in {places}", day=day, n=size, places=who))
    else:
        head = translate(msg("{day}: back by {n} min in {places}", day=day, n=size, places=who))
    lines = _wrapped(_capital(head), "  ", "    ")
    for apart in move.apart:
        line = _("then {after} instead of {before} from {anchor}: {places}").format(
            after=_ahead(apart.after),
            before=_ahead(apart.before),
            anchor=workspace.programme.anchor.name(language()),
            places=_places(apart.places),
        )
        lines += _wrapped(line, "    - ", "      ")
    return lines


def _ahead(minutes: int) -> str:
    sign = "+" if minutes > 0 else "\u2212" if minutes < 0 else "\u00b1"
    hours, rest = divmod(abs(minutes), 60)
    return f"{sign}{hours}\u00a0h" + (f"\u00a0{rest:02d}" if rest else "")


def _ramadan(year: CalendarYear) -> list[str]:
    from besrour_cli.clock.formatting import time_words

    spoken, lines = language(), []
    for month in year.months:
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
        for where, usual, friday in year.closings:
            hours = [time_words(_clock(minutes), spoken) for minutes in (usual, friday)]
            line = _("public offices close at {hour} ({friday} on Fridays) in {place}").format(
                hour=hours[0], friday=hours[1], place=where.names[spoken]
            )
            lines += _wrapped(line, "    - ", "      ")
    return lines


def _clock(minutes: int) -> datetime:
    return datetime(2000, 1, 1, minutes // 60, minutes % 60, tzinfo=UTC)


def _holidays(workspace: Workspace, feasts: Sequence[HolidayPeriod]) -> list[str]:
    spoken = language()
    lines: list[str] = []
    region = ""
    for feast in feasts:
        if feast.region != region:
            region = feast.region
            lines.append("  " + workspace.programme.region_name(region, spoken))
        name, where = feast.names[spoken], join_and([w.names[spoken] for w in feast.where], spoken)
        days = _span(feast.first, feast.last)
        if feast.estimated:
            line = _("{days}: {holiday} (estimated; {may}), {places}").format(
                days=days, holiday=name, may=_span(*feast.may), places=where
            )
        else:
            line = _("{days}: {holiday}, {places}").format(days=days, holiday=name, places=where)
        lines += _wrapped(line, "    ", "      ")
    return lines


def _span(first: date, last: date) -> str:
    from besrour_cli.clock.formatting import short_date

    begin, end = short_date(first, language()), short_date(last, language())
    return begin if first == last else _("{first} to {last}").format(first=begin, last=end)


def _date(day: date, *, weekday: bool = True, year: bool = True) -> str:
    from besrour_cli.clock.formatting import date_words

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
    from besrour_cli.commands.terminal.console import width

    kept = text.replace("\u00a0", "\ue000")
    lines = wrap(kept, width(), initial_indent=first, subsequent_indent=later, break_on_hyphens=False)
    return [line.replace("\ue000", "\u00a0") for line in lines]


def _data(workspace: Workspace, year: CalendarYear) -> dict[str, object]:
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
        "clock_changes": [
            {
                "date": move.day.isoformat(),
                "minutes": move.minutes,
                "places": _data_places(move.places),
                "from_anchor": [
                    {"before": a.before, "after": a.after, "places": _data_places(a.places)}
                    for a in move.apart
                ],
            }
            for move in year.moves
        ],
        "ramadan": [
            {
                "from": month.first.isoformat(),
                "to": month.last.isoformat(),
                "estimated": True,
                "kept_in": [
                    {
                        "place": fast.place.name("en"),
                        "zone": fast.place.zone,
                        "sunset": [s.isoformat() if s else None for s in fast.sunsets],
                    }
                    for fast in year.fasts
                    if fast.month == month
                ],
            }
            for month in year.months
        ],
        "holidays": [
            {
                "region": feast.region,
                "from": feast.first.isoformat(),
                "to": feast.last.isoformat(),
                "name": _both(feast.names),
                "estimated": feast.estimated,
                "may_fall": [day.isoformat() for day in feast.may],
                "where": [{"country": w.country, "province": w.province} for w in feast.where],
            }
            for feast in year.feasts
        ],
        "blackouts": [
            {"from": b.first.isoformat(), "to": b.last.isoformat(), "reason": _both(b.reasons)}
            for b in workspace.programme.blackouts
            if b.first <= year.last and b.last >= year.first
        ],
    }


def _data_places(places: Sequence[Place]) -> list[dict[str, str]]:
    return [{"place": p.name("en"), "zone": p.zone} for p in places]


def _both(text: Text) -> dict[str, str]:
    return dict(text)
