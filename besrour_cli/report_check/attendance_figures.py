"""The figures that attendance gives, from the rows of sessions, roster and attendance."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import TypeAlias

from besrour_cli.clock.instants import local
from besrour_cli.model.language import Text
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.report_check.arithmetic import gini_coefficient
from besrour_cli.report_check.checked_figure import (
    COUNT,
    DECIMALS,
    CheckedFigures,
    cell_label,
    names_of,
    part_of_id,
)
from besrour_cli.report_check.raw_rows import InvitedPerson, RawRows, SessionRow

Grouping: TypeAlias = tuple[str, tuple[str, ...], Callable[[str], Text], Callable[[InvitedPerson], str]]
_DAY = range(8, 18)
"""The hours of a working day."""
_SESSIONS_TO_RETURN = 3
STEPS: dict[str, Message] = {
    "invited": msg("invited"),
    "accepted": msg("replied yes"),
    "came": msg("came"),
    "answered": msg("answered the form"),
}


def attendance_figures(figures: CheckedFigures, rows: RawRows) -> None:
    """Work out everything that attendance says."""
    _held(figures, rows)
    _strip(figures, rows)
    _came_back(figures, rows)
    for name, keys, names, of in groupings(rows):
        _represented(figures, rows, name, keys, names, of)
    _steps(figures, rows)
    _times_attended(figures, rows)
    _hours(figures, rows)
    _led(figures, rows)


def groupings(
    rows: RawRows,
) -> Iterable[tuple[str, tuple[str, ...], Callable[[str], Text], Callable[[InvitedPerson], str]]]:
    """Region and language: name, keys, what a key is called, and the key of a person."""
    yield "region", rows.regions_invited(), lambda key: names_of(rows.regions, key), lambda row: row.region
    yield (
        "language",
        rows.languages_invited(),
        lambda key: names_of(rows.languages, key),
        lambda row: row.language,
    )


def _held(figures: CheckedFigures, rows: RawRows) -> None:
    everybody = {who for session in rows.sessions for who in session.came}
    figures.count("sessions.held", msg("sessions held"), rows.sessions)
    figures.count("sessions.unknown", msg("sessions without attendance"), range(rows.unknown))
    figures.count("sessions.cancelled", msg("sessions cancelled"), range(rows.cancelled))
    figures.count("people.invited", msg("people invited at least once"), rows.invited())
    figures.count("people.came", msg("people who came at least once"), everybody)
    countries = {rows.roster[who].country for who in everybody if who in rows.roster} - {""}
    figures.count("countries.came", msg("countries of those who came"), countries)
    named = [(session.id, who) for session in rows.sessions for who in session.came]
    figures.count("attendance.named", msg("attendances by name"), named)
    figures.put(
        "attendance.rooms",
        COUNT,
        [_in_rooms(rows)],
        _in_rooms(rows),
        msg("attendances in shared rooms without a name"),
        msg("the people counted in shared rooms, those with a name left out"),
    )


def _in_rooms(rows: RawRows) -> int:
    return sum(sum(session.rooms.values()) for session in rows.sessions)


def _strip(figures: CheckedFigures, rows: RawRows) -> None:
    label, regions = msg("people who came"), rows.regions_invited()
    for session in rows.sessions:
        cells, at = [], part_of_id(session.id)
        for region in regions:
            here = [who for who in session.came if who in rows.roster and rows.roster[who].region == region]
            cells.append(f"strip.{at}.{part_of_id(region)}")
            called = names_of(rows.regions, region)
            figures.count(cells[-1], cell_label(label, session.titles, called), here)
        figures.total(f"strip.{at}.all", cell_label(label, session.titles, msg("all")), cells)
    for region in (*map(part_of_id, regions), "all"):
        cells = [f"strip.{part_of_id(session.id)}.{region}" for session in rows.sessions]
        figures.total(f"strip.all.{region}", cell_label(label, msg("all"), region), cells)


def _came_back(figures: CheckedFigures, rows: RawRows) -> None:
    outcome: dict[str, bool] = {}
    for who in {one for session in rows.sessions for one in session.came}:
        own = [session for session in rows.sessions if who in session.invited or who in session.came]
        while who not in own[0].came:
            own.pop(0)
        chances = own[1 : 1 + _SESSIONS_TO_RETURN]
        if len(chances) == _SESSIONS_TO_RETURN:
            outcome[who] = any(who in session.came for session in chances)
    back = [who for who, returned in outcome.items() if returned]
    figures.count("return.first", msg("people with three sessions to come back to"), outcome)
    figures.count("return.back", msg("of these, people who came back to one of the three"), back)
    label = msg("share of people who came back")
    figures.share("return.share", label, "return.back", "return.first")
    label = msg("share of people who came back, 95% interval")
    figures.interval("return.interval", label, "return.back", "return.first")
    words = {"back": (True, msg("returned")), "not": (False, msg("did not return"))}
    for name, keys, called, of in groupings(rows):
        for key in keys:
            cells = []
            for column, (wanted, word) in words.items():
                cells.append(f"return.{name}.{part_of_id(key)}.{column}")
                those = [
                    w
                    for w, r in outcome.items()
                    if r is wanted and w in rows.roster and of(rows.roster[w]) == key
                ]
                figures.count(cells[-1], cell_label(msg("people who came back"), called(key), word), those)
            label = cell_label(msg("people who came back"), called(key), msg("all"))
            figures.total(f"return.{name}.{part_of_id(key)}.all", label, cells)


def _represented(
    figures: CheckedFigures,
    rows: RawRows,
    name: str,
    keys: tuple[str, ...],
    called: Callable[[str], Text],
    of: Callable[[InvitedPerson], str],
) -> None:
    invited = [who for who in rows.invited() if who in rows.roster]
    minutes = _minutes_by_key(rows, keys, of, rooms=name == "region")
    ratios: list[float] = []
    behind: list[int] = []
    for key in keys:
        at, members = part_of_id(key), {who for who in invited if of(rows.roster[who]) == key}
        figures.count(f"invited.{name}.{at}", msg("people invited, {key}", key=called(key)), members)
        came = {who for session in rows.sessions for who in session.came if who in members}
        figures.put(
            f"minutes.{name}.{at}",
            COUNT,
            [minutes[key]],
            len(came),
            msg("minutes attended, {key}", key=called(key)),
            msg("minutes of those who came, and of people in shared rooms the whole session"),
        )
        whole = sum(minutes.values())
        ratio = [minutes[key] * len(invited) / (whole * len(members))] if whole and members else []
        figures.put(
            f"representation.{name}.{at}",
            DECIMALS,
            ratio,
            len(members),
            msg("representation ratio, {key}", key=called(key)),
            msg("share of the minutes attended divided by the share of people invited; 1 is even"),
        )
        ratios += ratio
        behind += [len(members)] if ratio else []
    _extremes(figures, name, ratios, min(behind, default=0))


def _minutes_by_key(
    rows: RawRows, keys: tuple[str, ...], of: Callable[[InvitedPerson], str], *, rooms: bool
) -> dict[str, int]:
    minutes = {key: 0 for key in keys}
    for session in rows.sessions:
        for who in session.came:
            if who in rows.roster and of(rows.roster[who]) in minutes:
                minutes[of(rows.roster[who])] += session.minutes(who)
        for region, people in session.rooms.items() if rooms else ():
            if region in minutes:
                minutes[region] += people * session.length
    return minutes


def _extremes(figures: CheckedFigures, name: str, ratios: list[float], behind: int) -> None:
    labels = {
        "region.lowest": msg("lowest representation ratio of a region"),
        "region.highest": msg("highest representation ratio of a region"),
        "language.lowest": msg("lowest representation ratio of a language"),
        "language.highest": msg("highest representation ratio of a language"),
    }
    for which, value in (("lowest", min(ratios, default=None)), ("highest", max(ratios, default=None))):
        figures.put(
            f"representation.{name}.{which}",
            DECIMALS,
            [] if value is None else [value],
            behind,
            labels[f"{name}.{which}"],
            msg("the lowest or highest of the ratios of all groups"),
        )


def steps(rows: RawRows) -> list[str]:
    """The steps from invitation to answer that are known."""
    asked = {session.id for session in rows.sessions}
    answered = any(answer.wave in asked for answer in rows.answers)
    known = {"accepted": rows.replies_known, "answered": answered}
    return [step for step in STEPS if known.get(step, True)]


def _steps(figures: CheckedFigures, rows: RawRows) -> None:
    asked = {session.id for session in rows.sessions}
    for step in steps(rows):
        cells = []
        for language in rows.languages_invited():
            if step == "answered":
                number = sum(a.wave in asked and a.language == language for a in rows.answers)
            else:
                number = sum(
                    who in rows.roster and rows.roster[who].language == language
                    for session in rows.sessions
                    for who in _at_step(session, step)
                )
            cells.append(f"funnel.{step}.{part_of_id(language)}")
            label = cell_label(msg("invitations"), STEPS[step], names_of(rows.languages, language))
            figures.count(cells[-1], label, range(number))
        figures.total(f"funnel.{step}.all", cell_label(msg("invitations"), STEPS[step], msg("all")), cells)


def _at_step(session: SessionRow, step: str) -> frozenset[str]:
    if step == "invited":
        return session.invited
    return session.invited & (session.accepted if step == "accepted" else frozenset(session.came))


def _times_attended(figures: CheckedFigures, rows: RawRows) -> None:
    times = [
        sum(who in session.came for session in rows.sessions) for who in rows.invited() if who in rows.roster
    ]
    for number in range(len(rows.sessions) + 1):
        label = cell_label(
            msg("people by number of sessions attended"), msgn("{n} session", "{n} sessions", number)
        )
        figures.count(f"attended.{number}", label, [each for each in times if each == number])
    figures.put(
        "attended.gini",
        DECIMALS,
        [gini_coefficient(times)] if times else [],
        len(times),
        msg("Gini coefficient of sessions attended"),
        msg("how unequally sessions attended are spread over those invited: 0 evenly, near 1 to one person"),
    )


def _hours(figures: CheckedFigures, rows: RawRows) -> None:
    outside = {
        (session.id, zone): _outside(session, zone)
        for session in rows.sessions
        for zone in {row.zone for row in rows.roster.values()}
    }
    formula = msg("minutes of each session outside 08:00 to 18:00 where the person lives, added up")
    for region in rows.regions_invited():
        here = {who: row.zone for who, row in rows.roster.items() if row.region == region}
        planned, borne, invited, came = 0, 0, set(), set()
        for session in rows.sessions:
            for who, zone in here.items():
                night = outside[session.id, zone]
                if who in session.invited:
                    planned += night
                    invited.add(who)
                if who in session.came:
                    borne += round(night * session.minutes(who) / session.length) if session.length else 0
                    came.add(who)
        name, at = names_of(rows.regions, region), part_of_id(region)
        label = msg("minutes outside 08:00 to 18:00 planned, {key}", key=name)
        figures.put(f"outside.planned.{at}", COUNT, [planned], len(invited), label, formula)
        label = msg("minutes outside 08:00 to 18:00 borne, {key}", key=name)
        figures.put(f"outside.borne.{at}", COUNT, [borne], len(came), label, formula)


def _outside(session: SessionRow, zone: str) -> int:
    """Minutes of a session that begin outside the day on the clocks of a zone."""
    begin = session.start
    return sum(
        local(begin + timedelta(minutes=minute), zone).hour not in _DAY for minute in range(session.length)
    )


def _led(figures: CheckedFigures, rows: RawRows) -> None:
    for region in rows.regions_invited():
        those = [
            session.id
            for session in rows.sessions
            if any(who in rows.roster and rows.roster[who].region == region for who in session.leaders)
        ]
        label = cell_label(msg("sessions led by somebody of the region"), names_of(rows.regions, region))
        figures.count(f"led.{part_of_id(region)}", label, those)
