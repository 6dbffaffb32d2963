"""Which demand of the files a start breaks, and whose: each a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import numpy as np

from besrour_cli.clock.instants import local
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.model.programme import Programme
from besrour_cli.planning.verify.problem import SessionDomain, VerificationProblem
from besrour_cli.planning.verify.starts import last_day, minute_of, moment_of, within_hours

_NAMES = 3
"""People named before the rest are counted."""


def violations(
    facts: VerificationProblem, seen: SessionDomain, at: int, made: datetime | None
) -> list[Message]:
    """The demands a start (epoch minute) breaks, as the files are now; those between sessions aside.

    A start fixed by hand need only suit people. ``made``: starts before it are past (None: all are asked).
    """
    pinned = seen.session.pinned
    found = [msg("it lies in the past")] if made is not None and at < minute_of(made) else []
    if pinned is None:
        return [*found, *_files(facts.programme, seen, at), *_people(facts, seen, at)]
    if minute_of(pinned) != at:
        return [*found, msg("its file asks for another start")]
    return [*found, *_people(facts, seen, at)]


def _files(programme: Programme, seen: SessionDomain, at: int) -> Iterator[Message]:
    session, zone = seen.session, programme.anchor.zone
    begin = local(moment_of(at), zone).replace(tzinfo=None)
    first, last = session.window
    if not first <= begin.date() <= last:
        yield msg(
            "it is outside of the window, {first} to {last}", first=first.isoformat(), last=last.isoformat()
        )
    if begin.weekday() not in session.weekdays:
        yield msg("it is not on one of the session’s weekdays")
    if not within_hours(programme, session, begin.hour * 60 + begin.minute):
        yield msg("it is not within the series’ hours of the day (between)")
    for blackout in programme.blackouts:
        if blackout.first <= last_day(session, begin) and begin.date() <= blackout.last:
            yield msg("it is on a blackout date: {reason}", reason=blackout.reasons)


def _people(facts: VerificationProblem, seen: SessionDomain, at: int) -> Iterator[Message]:
    session, programme = seen.session, facts.programme
    invited = sorted(programme.invited(session), key=lambda member: member.id)
    end = at + max(seen.minutes, 1)
    weeks = {facts.week_of[member.id] for member in invited}
    start, minutes = np.array([at], np.int64), np.array([seen.minutes], np.int64)
    costs = {week: week.costs(start, minutes) for week in weeks}
    felt = [(member, costs[facts.week_of[member.id]]) for member in invited]
    required = set(session.required_ids) if session.pinned is None else set()
    never = [m.name for m, cost in felt if cost.never[0]]
    if never:
        yield msg("it falls in the never-hours of {names}", names=_who(never))
    busy = [m.name for m in invited if any(minute_of(a) < end and at < minute_of(b) for a, b in m.busy)]
    if busy:
        yield msgn(
            "the calendar of {names} is taken",
            "the calendars of {names} are taken",
            len(busy),
            names=_who(busy),
        )
    keeps = [m.name for m, cost in felt if cost.observed[0]]
    if keeps:
        yield msgn(
            "it falls into what {names} observes",
            "it falls into what {names} observe",
            len(keeps),
            names=_who(keeps),
        )
    away = [m.name for m, cost in felt if m.id in required and cost.holiday[0]]
    if away:
        yield msgn(
            "it is on a public holiday of {names}, who is required",
            "it is on a public holiday of {names}, who are required",
            len(away),
            names=_who(away),
        )
    outside = [m.name for m, cost in felt if m.id in required and cost.outside[0]]
    if outside:
        yield msgn(
            "it is outside of the own hours of {names}, who is required",
            "it is outside of the own hours of {names}, who are required",
            len(outside),
            names=_who(outside),
        )


def _who(names: Sequence[str]) -> Message:
    """People by name, the first three; then how many more."""
    first, rest = names[:_NAMES], len(names) - _NAMES
    if rest > 0:
        return msgn("{names} and {n} more", "{names} and {n} more", rest, names=", ".join(first))
    if len(first) == 1:
        return msg("{name}", name=first[0])
    return msg("{first} and {second}", first=", ".join(first[:-1]), second=first[-1])
