"""The ledger: what held sessions really cost, charged once, and corrected when more is known.

A held session is charged at its real start and length to everyone who was invited, and to those who came
without being invited. Staying away makes an hour no cheaper: a member who could not come at 03:00 paid with
a place in the session, and a ledger that forgave it would plan for 03:00 again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

import numpy as np

from besrour_cli.clock.instants import to_epoch_minutes, zone_data_version
from besrour_cli.model.plan import Burden, Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import Programme, Session
from besrour_cli.model.took_place import BurdenCharge
from besrour_cli.model.units import Hundredths, to_hundredths, to_units
from besrour_cli.planning.history.took_place import ActualOutcome, actual_outcome
from besrour_cli.planning.problem.burden import costs_by_preference
from besrour_cli.planning.problem.equivalence_classes import time_preferences


def close_past_sessions(programme: Programme, plan: Plan, now: datetime) -> Plan:
    """The plan in which every session that is over is held, or cancelled if nobody met, and charged.

    What was charged before for a session of which the files now say otherwise is taken back from the same
    people, and a session that has not begun is not held (:func:`reopen_future_sessions`). Closing again
    changes nothing.
    """
    plan = reopen_future_sessions(plan, now)
    slots, ledger = dict(plan.slots), dict(plan.ledger)
    for session in sorted(programme.sessions, key=lambda s: s.id):
        slot = slots.get(session.id)
        known = actual_outcome(programme, session, slot, now)
        if known is None:
            continue
        invited = invited_at_the_time(programme, session, slot)
        guests = tuple(sorted((known.came or frozenset()) - invited)) if known.met else ()
        after = replace(_slot(programme, session, slot, known, plan), guests=guests)
        if after == slot:
            continue
        before: tuple[BurdenCharge, ...] = ()
        if slot is not None and slot.state == SessionState.HELD:
            before = slot.charged or _charges(programme, slot.start, slot.end, invited)
            _add(ledger, before, -1)
        due: tuple[BurdenCharge, ...] = ()
        if known.met:
            due = _charges(programme, after.start, after.end, invited.union(guests), before)
            _add(ledger, due, 1)
        slots[session.id] = replace(after, charged=due)
    return replace(plan, slots=slots, ledger=dict(sorted(ledger.items())))


def reopen_future_sessions(plan: Plan, now: datetime) -> Plan:
    """The plan in which no session is held that has not begun; what was charged for it is taken back.

    Such a plan was made while a computer's clock was ahead.
    """
    slots, ledger = dict(plan.slots), dict(plan.ledger)
    for slot in plan.slots.values():
        if slot.state != SessionState.HELD or slot.known_times[0] <= now:
            continue
        _add(ledger, slot.charged, -1)
        start, end = slot.known_times
        slots[slot.session] = replace(
            slot,
            start=start,
            end=end,
            state=SessionState.ANNOUNCED if slot.announced is not None else SessionState.PROPOSED,
            announced_times=None,
            charged=(),
            guests=(),
        )
    return replace(plan, slots=slots, ledger=dict(sorted(ledger.items())))


def invited_at_the_time(
    programme: Programme, session: Session, slot: ScheduledSession | None
) -> frozenset[str]:
    """The ids of those who were invited to a session: as it was charged, else as the roster has it now."""
    if slot is not None and slot.charged:
        return frozenset(m for cost in slot.charged for m in cost.members).difference(slot.guests)
    return frozenset(member.id for member in programme.invited(session))


def _slot(
    programme: Programme, session: Session, slot: ScheduledSession | None, known: ActualOutcome, plan: Plan
) -> ScheduledSession:
    """The slot with the actual times; it has the announced times as well where they differ."""
    if slot is None:
        return ScheduledSession(
            session=session.id,
            start=known.start,
            end=known.end,
            state=SessionState.HELD,
            anchor=programme.anchor.zone,
            tzdata=zone_data_version(),
            identity=plan.free_identity(session.id),
        )
    if not known.met:
        return replace(
            slot,
            start=known.start,
            end=known.end,
            state=SessionState.CANCELLED,
            announced_times=slot.known_times,
        )
    differs = (known.start, known.end) != slot.known_times and slot.announced is not None
    announced = slot.known_times if differs else None
    return replace(slot, start=known.start, end=known.end, state=SessionState.HELD, announced_times=announced)


def _charges(
    programme: Programme,
    start: datetime,
    end: datetime,
    people: Collection[str],
    before: Iterable[BurdenCharge] = (),
) -> tuple[BurdenCharge, ...]:
    """What a session costs each of some people; who left the roster, what they were charged ``before``."""
    clocks = {m.id: time_preferences(m, programme) for m in programme.members if m.id in people}
    first, last = to_epoch_minutes(start), to_epoch_minutes(end)
    starts, minutes = np.array([first], np.int64), np.array([last - first], np.int64)
    rows = costs_by_preference(list(clocks.values()), programme.fairness.night, starts, minutes)
    members_by_cost: dict[tuple[Hundredths, bool], list[str]] = {}
    for member, clock in clocks.items():
        row = rows[clock]
        members_by_cost.setdefault((Hundredths(int(row.burden[0])), bool(row.nights[0])), []).append(member)
    for cost in before:
        gone = [m for m in cost.members if m in people and m not in clocks]
        members_by_cost.setdefault((to_hundredths(cost.burden), cost.night), []).extend(gone)
    return tuple(
        BurdenCharge(to_units(burden), night, tuple(sorted(ids)))
        for (burden, night), ids in sorted(members_by_cost.items())
        if ids
    )


def _add(ledger: dict[str, Burden], charged: Iterable[BurdenCharge], sign: int) -> None:
    """Charge everyone (``sign`` 1), or take back what was charged (-1); nobody's entry falls below 0."""
    nothing = Burden(0.0, 0, 0)
    for cost in charged:
        for member in cost.members:
            past = ledger.get(member, nothing)
            burden = to_hundredths(past.burden) + sign * to_hundredths(cost.burden)
            after = Burden(
                to_units(max(0, burden)),
                max(0, past.nights + sign * cost.night),
                max(0, past.sessions + sign),
            )
            if after == nothing:
                ledger.pop(member, None)
            else:
                ledger[member] = after
