"""What speaks against one given start of a session: every demand it breaks, each a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from besrour_cli.model.clock.instant import local
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.model.plan import Plan, Slot
from besrour_cli.model.programme import DAY, Programme, Session
from besrour_cli.planning.absent import taken
from besrour_cli.planning.burden import minutes_of, tensor
from besrour_cli.planning.classes import clock_of


def objections(
    programme: Programme, plan: Plan, now: datetime, session: Session, start: datetime
) -> tuple[Message, ...]:
    """Why a session may not start then: the past, its window and hours, people's never, other sessions."""
    end = start + timedelta(minutes=session.minutes)
    return (
        *_dates(programme, session, now, start),
        *_people(programme, session, start),
        *_others(programme, plan, session, start, end),
    )


def _dates(programme: Programme, session: Session, now: datetime, start: datetime) -> Iterator[Message]:
    zone = programme.anchor.zone
    begins, last = local(start, zone), local(start + timedelta(minutes=session.minutes - 1), zone)
    first_day, last_day = session.window
    if start < now:
        yield msg("it lies in the past")
    if not first_day <= begins.date() <= last_day:
        yield msg(
            "it is outside of the window, {first} to {last}",
            first=first_day.isoformat(),
            last=last_day.isoformat(),
        )
    if begins.weekday() not in session.weekdays:
        yield msg("it is not on one of the session’s weekdays")
    between = programme.series[session.series].between
    length = (between[1] - between[0]) % DAY or DAY
    into = (begins.hour * 60 + begins.minute - between[0]) % DAY
    if length < DAY and into + session.minutes > length:
        yield msg("it is not within the series’ hours of the day (between)")
    for blackout in programme.blackouts:
        if last.date() >= blackout.first and begins.date() <= blackout.last:
            yield msg("it is on a blackout date: {reason}", reason=blackout.reasons)


def _people(programme: Programme, session: Session, start: datetime) -> Iterator[Message]:
    import numpy as np

    members = programme.invited(session)
    clocks = sorted({clock_of(m, programme) for m in members})
    starts, minutes = (np.array([n], np.int64) for n in (minutes_of(start), session.minutes))
    rows = tensor(clocks, programme.fairness.night, starts, minutes)
    required = set(session.required_ids)
    busy = taken(programme, session, starts, session.minutes)
    for member in sorted(members, key=lambda m: m.id):
        row = rows[clock_of(member, programme)]
        if bool(row.never[0]):
            yield msg("it falls in the never-hours of {name}", name=member.name)
        if f"busy:{member.id}" in busy:
            yield msg("the calendar of {name} is taken", name=member.name)
        if bool(row.kept[0]):
            yield msg("it falls into what {name} observes", name=member.name)
        if member.id in required and bool(row.holiday[0]):
            yield msg("it is on a public holiday of {name}, who is required", name=member.name)
        if member.id in required and bool(row.outside[0]):
            yield msg("it is outside of the own hours of {name}, who is required", name=member.name)


def _others(
    programme: Programme, plan: Plan, session: Session, start: datetime, end: datetime
) -> Iterator[Message]:
    mine = {m.id for m in programme.invited(session)}
    zone = programme.anchor.zone
    days_between = programme.series[session.series].days_between
    for slot, other in _placed(programme, plan, session):
        apart = abs((local(start, zone).date() - local(slot.start, zone).date()).days)
        if other.series == session.series and apart < days_between:
            yield msgn(
                "it is {n} day from {session}, and the series asks for {wanted}",
                "it is {n} days from {session}, and the series asks for {wanted}",
                apart,
                session=other.id,
                wanted=days_between,
            )
        if (
            start < slot.end
            and slot.start < end
            and not mine.isdisjoint(m.id for m in programme.invited(other))
        ):
            yield msg("it overlaps {session}, to which some of the same people are invited", session=other.id)


def _placed(programme: Programme, plan: Plan, session: Session) -> Iterator[tuple[Slot, Session]]:
    for slot in sorted(plan.slots.values(), key=lambda s: (s.start, s.session)):
        other = programme.session(slot.session)
        if other is not None and other.id != session.id and slot.state != "cancelled":
            yield slot, other
