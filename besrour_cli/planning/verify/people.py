"""Who takes part in which sessions, every member's local week, and what the past cost each member."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from besrour_cli.clock.instants import to_epoch_minutes
from besrour_cli.model.plan import Burden, Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import DAY, WEEK, Member, Programme, Session
from besrour_cli.model.units import Hundredths, to_hundredths
from besrour_cli.planning.verify.burden import CheckedOffsets, CheckedWeek, profile_of


def taking_part(programme: Programme, sessions: list[Session]) -> dict[str, tuple[int, ...]]:
    """Return the sessions (indices) of each member: those of the member's groups, and where required."""
    groups = [set(programme.series[session.series].groups) for session in sessions]
    named: dict[str, set[int]] = {}
    for index, session in enumerate(sessions):
        for name in session.required_ids:
            named.setdefault(name, set()).add(index)
    by_groups: dict[tuple[str, ...], tuple[int, ...]] = {}
    found = {}
    for member in programme.members:
        if member.paused:
            continue
        if member.groups not in by_groups:
            mine = tuple(index for index, those in enumerate(groups) if those.intersection(member.groups))
            by_groups[member.groups] = mine
        mine = by_groups[member.groups]
        if member.paused_until is not None:
            mine = tuple(index for index in mine if sessions[index].window.first >= member.paused_until)
        if member.id in named:
            mine = tuple(sorted(named[member.id].union(mine)))
        if mine:
            found[member.id] = mine
    return found


def weeks_of(
    programme: Programme, plan: Plan, members: Iterable[Member], starts: Iterable[int]
) -> dict[str, CheckedWeek]:
    """Return every member's local week; members alike share one. ``starts`` are epoch minutes."""
    moments = [*starts, *(to_epoch_minutes(slot.start) for slot in plan.slots.values())] or [0]
    first, last = min(moments) - DAY, max(moments) + WEEK + DAY
    offsets: dict[str, CheckedOffsets] = {}
    weeks: dict[object, CheckedWeek] = {}
    found = {}
    for member in members:
        zone = member.place.zone
        look = (
            zone,
            member.place.country,
            profile_of(programme, member),
            frozenset(member.hours),
            frozenset(member.never),
            programme.blocked_times.get(member.id, ()),
        )
        if zone not in offsets:
            offsets[zone] = CheckedOffsets(zone, first, last)
        if look not in weeks:
            weeks[look] = CheckedWeek(programme, member, offsets[zone])
        found[member.id] = weeks[look]
    return found


def length_of(slot: ScheduledSession) -> int:
    """Return the length of a slot in minutes. Raises ValueError below 0 or above a week."""
    minutes = to_epoch_minutes(slot.end) - to_epoch_minutes(slot.start)
    if not 0 <= minutes <= WEEK:
        raise ValueError("a session that ends before it begins, or lasts more than a week")
    return minutes


class PastCost(NamedTuple):
    """What the past cost a member: burden, nights, and how many sessions that was."""

    burden: Hundredths
    nights: int
    sessions: int


def past_costs(
    plan: Plan,
    fixed: frozenset[str],
    sessions: list[Session],
    taking: Mapping[str, tuple[int, ...]],
    week_of: Mapping[str, CheckedWeek],
) -> dict[str, PastCost]:
    """Return what the past had cost each member when the claims were made.

    The ledger of today, less the sessions that were chosen then (not ``fixed``) and have been held since.
    """
    nothing = Burden(0.0, 0, 0)
    found = {}
    for name in week_of:
        cost = plan.ledger.get(name, nothing)
        found[name] = PastCost(to_hundredths(cost.burden), cost.nights, cost.sessions)
    # A session chosen when the claims were made may be over by now, and the ledger has been charged for it.
    # The proof is about the choice then, so the charge is taken off again.
    for index, session in enumerate(sessions):
        slot = plan.slots.get(session.id)
        if slot is None or slot.state != SessionState.HELD or session.id in fixed:
            continue
        start, minutes = (
            np.array([each], np.int64) for each in (to_epoch_minutes(slot.start), length_of(slot))
        )
        people = [name for name, mine in taking.items() if index in mine]
        then = {week: week.costs(start, minutes) for week in {week_of[name] for name in people}}
        for name in people:
            due, past = then[week_of[name]], found[name]
            # The ledger counts a night once, however deep.
            found[name] = PastCost(
                Hundredths(past.burden - int(due.burden[0])),
                past.nights - bool(due.nights[0]),
                past.sessions - 1,
            )
    return found
