"""Why a session is when it is, and whom the nearest other starts would hurt: ``why``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.clock import formatting, instants
from besrour_cli.commands.terminal.console import IN_SENTENCE, out, truncate
from besrour_cli.commands.terminal.translation import translate
from besrour_cli.commands.views import what_if
from besrour_cli.model.language import LANGUAGES, Text, join_and
from besrour_cli.model.message import Fact, Message, msg, msgn
from besrour_cli.model.plan import SessionState
from besrour_cli.observances.holidays import between
from besrour_cli.observances.observance_rules import HOLIDAYS_ALLOWED, RAMADAN, observances_of, province_of
from besrour_cli.observances.ramadan import months
from besrour_cli.places.gazetteer import country_of

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.model.programme import Session
    from besrour_cli.planning.explain.what_if import WhatIf

PAST = (SessionState.HELD, SessionState.CANCELLED)
"""States of sessions that no other hour can be found for."""


def as_data(workspace: Workspace, planned: WhatIf, others: Sequence[WhatIf]) -> dict[str, object]:
    """A session's planned start and its nearest alternatives, for ``--json``."""
    session = planned.session
    slot = workspace.plan.slots[session.id]
    return {
        "session": session.id,
        "start": instants.instant_text(slot.start),
        "state": slot.state,
        "pinned": session.pinned is not None,
        "costs": dict(planned.planned.costs),
        "nights": planned.planned.nights,
        "holidays": [
            {"day": h.day.isoformat(), **h.names, "estimated": h.estimated, "countries": list(h.countries)}
            for h in _holidays(workspace, session)
        ],
        "alternatives": [what_if.comparison_as_data(workspace, other) for other in others],
    }


def print_result(workspace: Workspace, planned: WhatIf, others: Sequence[WhatIf]) -> None:
    """When a session is, why, what it costs whom, and whom the nearest alternatives would hurt."""
    session, year = planned.session, planned.planned
    slot = workspace.plan.slots[session.id]
    when = msg(
        "{session}, {title}: {day}, {hour} in {place}.",
        session=session.id,
        title=session.titles,
        **_anchor_time(workspace, slot.start, year=True),
        place=workspace.programme.anchor.names,
    )
    out(when)
    costs = _costs(workspace, year.costs, year.nights, slot.start)
    for line in (*_position(workspace, session), *costs, *_weighed(workspace, session)):
        out(line)
    if slot.state in PAST:
        return
    if not others:
        out(msg("No other hour meets every demand while the rest of the plan stays."))
        return
    out(msg("The nearest alternatives, the rest of the plan staying:"))
    for other in others:
        for line in _alternative(workspace, other):
            out(line)


def _position(workspace: Workspace, session: Session) -> Iterator[Message]:
    """What holds the session where it is, other than the choice."""
    slot = workspace.plan.slots[session.id]
    if slot.state == SessionState.HELD:
        yield msg("It has been held.")
    elif slot.state == SessionState.ANNOUNCED:
        yield msg(
            "People were told of it, so it stays; besrour move {session} chooses anew.", session=session.id
        )
    elif slot.state == SessionState.CANCELLED and slot.announced_times:
        yield msg("Nobody met, so it costs nothing; this is what it would have cost.")
    elif slot.state == SessionState.CANCELLED:
        yield msg("It is called off.")
    elif session.pinned is not None:
        yield msg("Its start was fixed by hand in its file.")


def _costs(
    workspace: Workspace, costs: Mapping[str, float], nights: int, start: datetime
) -> Iterator[Message]:
    if not costs:
        return
    good = workspace.programme.fairness.good
    dear = max(costs, key=lambda i: (costs[i], i))
    member = workspace.member(dear)
    yield msgn(
        "It costs {n} person {mean}, {good} at most {limit}.",
        "It costs {n} people {mean} on average; {good} of them have a good hour (up to {limit}).",
        len(costs),
        mean=what_if.figure(sum(costs.values()) / len(costs)),
        good=sum(cost <= good for cost in costs.values()),
        limit=what_if.figure(good),
    )
    yield msg(
        "Dearest: {name}, {hour} in {place}, {cost}.",
        name=member.name,
        hour=what_if.local_hour(start, member),
        place=member.place.names,
        cost=what_if.figure(costs[dear]),
    )
    if nights:
        yield msgn("It is a night for {n} person.", "It is a night for {n} people.", nights)


def _alternative(workspace: Workspace, counter: WhatIf) -> Iterator[Message]:
    gain, lose = what_if.gain_and_loss(counter)
    time = _anchor_time(workspace, counter.proposed.start, year=False)
    yield msg("  {day}, {hour}: {gain}, {lose}.", **time, gain=gain, lose=lose)
    if counter.losses:
        named, more = truncate(list(counter.losses), IN_SENTENCE)
        people = "; ".join(translate(_hurt(workspace, counter, i)) for i in named)
        yield (
            msgn(
                "    It would hurt {people}; and {n} more.",
                "    It would hurt {people}; and {n} more.",
                more,
                people=people,
            )
            if more
            else msg("    It would hurt {people}.", people=people)
        )
    yield msg(
        "    {verdict}.", verdict=what_if.sentence_case(translate(what_if.verdict(counter))).rstrip(".")
    )


def _hurt(workspace: Workspace, counter: WhatIf, member_id: str) -> Message:
    member = workspace.member(member_id)
    return msg(
        "{name} ({hour} in {place}, {cost} more)",
        name=member.name,
        hour=what_if.local_hour(counter.proposed.start, member),
        place=member.place.names,
        cost=what_if.figure(counter.losses[member_id]),
    )


def _anchor_time(workspace: Workspace, start: datetime, *, year: bool) -> dict[str, Fact]:
    """The day and the hour of a start on the programme's own clock."""
    local = instants.local(start, workspace.programme.anchor.zone)
    return {
        "day": {code: formatting.date_words(local.date(), code, year=year) for code in LANGUAGES},
        "hour": {code: formatting.time_words(local, code) for code in LANGUAGES},
    }


class WindowHoliday(NamedTuple):
    """One holiday: its day, its names, whether its date is an estimate, the countries that keep it."""

    day: date
    names: Text
    estimated: bool
    countries: tuple[str, ...]


def _holidays(workspace: Workspace, session: Session) -> list[WindowHoliday]:
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


def _weighed(workspace: Workspace, session: Session) -> list[Message]:
    """One sentence a holiday, and one for Ramadan where it touches the window and someone keeps it."""
    return [*map(_holiday, _holidays(workspace, session)), *_ramadan(workspace, session)]


def _holiday(weighed: WindowHoliday) -> Message:
    day = {code: formatting.date_words(weighed.day, code, year=False) for code in LANGUAGES}
    areas = [area.names for code in weighed.countries if (area := country_of(code)) is not None]
    where = {code: join_and(sorted(names[code] for names in areas), code) for code in LANGUAGES}
    if weighed.estimated:
        return msg(
            "Weighed: {day} is {name} (estimated) in {where}.", day=day, name=weighed.names, where=where
        )
    return msg("Weighed: {day} is {name} in {where}.", day=day, name=weighed.names, where=where)


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
