"""Printed local times that are no longer true, because a law moved a clock since they were printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.clock import instants
from besrour_cli.clock.tzdata import UnknownZone
from besrour_cli.model.plan import Plan, PublishedReading, ScheduledSession, SessionState

if TYPE_CHECKING:
    from besrour_cli.model.programme import Member, Programme


class Drift(NamedTuple):
    """One printed reading that changed: old and new ISO 8601 local times, minutes the clock moved."""

    session: str
    place: str
    zone: str
    old: str
    new: str
    minutes: int


def drifts(plan: Plan, now: datetime | None = None) -> tuple[Drift, ...]:
    """Every printed reading of a coming session that the zone data in use contradicts, in session order.

    With ``now``, sessions that have ended by then are passed over. A zone that the data lacks is no drift
    (:func:`besrour_cli.clock.tzdata.missing` names it).
    """
    return tuple(drift for slot in coming(plan, now) for drift in _of(slot))


def coming(plan: Plan, now: datetime | None = None) -> list[ScheduledSession]:
    """Slots whose printed times still matter: announced, neither held nor cancelled nor over, by start."""
    slots = sorted(plan.slots.values(), key=lambda s: (s.start, s.session))
    return [
        slot
        for slot in slots
        if slot.state not in (SessionState.HELD, SessionState.CANCELLED)
        and slot.printed
        and (now is None or slot.end > now)
    ]


def _of(slot: ScheduledSession) -> list[Drift]:
    found = []
    for printed in slot.printed:
        try:
            reading = instants.local(slot.start, printed.zone)
        except UnknownZone:
            continue
        told = datetime.fromisoformat(printed.local).replace(tzinfo=None)
        moved = reading.replace(tzinfo=None) - told
        if moved:
            minutes = round(moved.total_seconds() / 60)
            found.append(
                Drift(
                    session=slot.session,
                    place=printed.place,
                    zone=printed.zone,
                    old=printed.local,
                    new=reading.isoformat(),
                    minutes=minutes,
                )
            )
    return found


def affected_members(programme: Programme, drifted: tuple[Drift, ...]) -> dict[Drift, tuple[Member, ...]]:
    """The invited whom each drift affects: those in its zone, by place where the roster names the place.

    A member who has moved to another town of the zone since then read that zone's time as well.
    """
    found: dict[Drift, tuple[Member, ...]] = {}
    for drift in drifted:
        session = programme.session(drift.session)
        invited = programme.invited(session) if session else ()
        here = [m for m in invited if m.place.zone == drift.zone]
        named = {d.place for d in drifted if (d.session, d.zone) == (drift.session, drift.zone)}
        first = min(named)
        found[drift] = tuple(
            m
            for m in here
            if m.place.name("en") == drift.place or (m.place.name("en") not in named and drift.place == first)
        )
    return found


def with_true_readings(slot: ScheduledSession, now: datetime) -> ScheduledSession:
    """The slot after the correction: the same instant, true readings, the next SEQUENCE and edition.

    What was printed before goes to ``former`` for the letters; a slot whose readings are true is returned
    as it is.
    """
    found = {(d.place, d.zone): d.new for d in _of(slot)}
    if not found:
        return slot
    printed = tuple(
        PublishedReading(p.place, p.zone, found.get((p.place, p.zone), p.local)) for p in slot.printed
    )
    return replace(
        slot,
        printed=printed,
        former=slot.printed,
        tzdata=instants.zone_data_version(),
        sequence=slot.sequence + 1,
        edition=slot.edition + 1,
        revised=now,
    )


def shift_to_keep_clock(slot: ScheduledSession, zone: str) -> timedelta | None:
    """How far the instant must move for a zone's clock to show what was printed; None if nothing was.

    Raises :class:`~besrour_cli.clock.instants.NoSuchTime` when that clock now skips the printed time.
    """
    for printed in slot.printed:
        if printed.zone == zone:
            told = datetime.fromisoformat(printed.local).replace(tzinfo=None, fold=0)
            both = instants.local_instants(told, zone)
            return (slot.start if slot.start in both else instants.from_local(told, zone)) - slot.start
    return None
