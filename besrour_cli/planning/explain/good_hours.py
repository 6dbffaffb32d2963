"""Good and hard hours: who has too few good ones, and who has hard ones on two days in a row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from besrour_cli.clock.instants import local
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import Programme


def good_burdens(programme: Programme, plan: Plan) -> dict[str, float]:
    """Session id to the burden, in units, up to which its hour is good for somebody."""
    return {slot.session: programme.fairness.good_burden(slot.minutes) for slot in plan.slots.values()}


def few_good_sessions(
    programme: Programme, plan: Plan, costs: Mapping[str, Mapping[str, float]]
) -> dict[str, int]:
    """Member id to how many sessions are at a good hour, of those who have fewer than the files ask for.

    ``costs``: session id to member id to burden, in units. Nobody can have more good ones than sessions. The
    fewest come first.
    """
    limits = good_burdens(programme, plan)
    sessions: dict[str, int] = {}
    good: dict[str, int] = {}
    for session, cost in costs.items():
        for member, burden in cost.items():
            sessions[member] = sessions.get(member, 0) + 1
            good[member] = good.get(member, 0) + (burden <= limits[session])
    wanted = programme.fairness.good_sessions
    few = [i for i, count in sessions.items() if good[i] < min(wanted, count)]
    return {i: good[i] for i in sorted(few, key=lambda i: (good[i], i))}


class HardDays(NamedTuple):
    """Two sessions (ids), of whatever series, at hard hours of one day or of two days in a row for members.

    ``members`` are ids of people on one clock; ``starts`` are the local readings of both.
    """

    members: tuple[str, ...]
    sessions: tuple[str, str]
    starts: tuple[datetime, datetime]


def hard_days(
    programme: Programme, plan: Plan, costs: Mapping[str, Mapping[str, float]], now: datetime
) -> tuple[HardDays, ...]:
    """All of them among the sessions to come, by start; ``costs`` as in :func:`few_good_sessions`."""
    limits = good_burdens(programme, plan)
    ahead = sorted((s for s in plan.slots.values() if s.start >= now), key=lambda s: (s.start, s.session))
    found: dict[tuple[str, tuple[str, str], tuple[datetime, datetime]], list[str]] = {}
    for member in programme.members:
        zone = member.place.zone
        hard = [
            (slot.session, local(slot.start, zone))
            for slot in ahead
            if costs.get(slot.session, {}).get(member.id, 0.0) > limits[slot.session]
        ]
        for (one, first), (other, second) in pairwise(hard):
            if (second.date() - first.date()).days <= 1:
                found.setdefault((zone, (one, other), (first, second)), []).append(member.id)
    order = sorted(found.items(), key=lambda each: (each[0][2], each[0][1], each[1]))
    return tuple(HardDays(tuple(ids), sessions, starts) for (_, sessions, starts), ids in order)
