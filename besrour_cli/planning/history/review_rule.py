"""The review of hours: which hours too few people came to, by a rule that was agreed on in advance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from besrour_cli.clock.instants import local
from besrour_cli.model.plan import Plan, SessionState
from besrour_cli.model.programme import Programme, ReviewPolicy, Session
from besrour_cli.model.units import MinuteOfDay
from besrour_cli.planning.history.burden_ledger import invited_at_the_time

_DECIMALS = 100_000
"""The greatest denominator of the share that the rule asks for."""


class ReviewVerdict(StrEnum):
    """Whether an hour is due for review, stays, or has too few sessions of known attendance to tell."""

    DUE = "due"
    STAYS = "stays"
    UNKNOWN = "unknown"


class AttendanceShare(NamedTuple):
    """How many of a region's people were invited, and how many of these came, over several sessions."""

    region: str
    came: int
    invited: int


@dataclass(frozen=True)
class HourReview:
    """One hour of one series: the sessions held at it, by whether their attendance is ``known`` or not.

    ``minute``: the announced hour on the anchor's clock. ``came`` and ``invited`` are summed over the known
    sessions, and so are ``regions``, those of which the smallest share came first.
    """

    series: str
    minute: MinuteOfDay
    known: tuple[str, ...]
    unknown: tuple[str, ...]
    came: int
    invited: int
    regions: tuple[AttendanceShare, ...]
    verdict: ReviewVerdict


def review_hours(programme: Programme, plan: Plan) -> tuple[HourReview, ...]:
    """The review of every hour at which as many sessions were held as the rule asks for."""
    rule = programme.review
    if rule is None:
        return ()
    hours: dict[tuple[str, MinuteOfDay], list[Session]] = {}
    for session in _past_sessions(programme, plan):
        start = local(plan.slots[session.id].known_times[0], programme.anchor.zone)
        minute = MinuteOfDay(start.hour * 60 + start.minute)
        hours.setdefault((session.series, minute), []).append(session)
    found = []
    for (series, minute), sessions in sorted(hours.items()):
        if len(sessions) < rule.after:
            continue
        known = [s for s in sessions if s.id in programme.attendance]
        shares = _shares(programme, plan, known)
        came, invited = sum(s.came for s in shares), sum(s.invited for s in shares)
        verdict = ReviewVerdict.UNKNOWN
        if len(known) >= rule.after and invited:
            below = below_threshold(came, invited, rule)
            verdict = ReviewVerdict.DUE if below else ReviewVerdict.STAYS
        found.append(
            HourReview(
                series=series,
                minute=minute,
                known=tuple(s.id for s in known),
                unknown=tuple(s.id for s in sessions if s.id not in programme.attendance),
                came=came,
                invited=invited,
                regions=shares,
                verdict=verdict,
            )
        )
    return tuple(found)


def below_threshold(came: int, invited: int, rule: ReviewPolicy) -> bool:
    """Whether a smaller share of the invited came than the rule asks for."""
    # the share is a decimal of the file: as a float, 0.3 of 10 would be a little less than 3
    return came < Fraction(rule.attendance).limit_denominator(_DECIMALS) * invited


def without_attendance(programme: Programme, plan: Plan) -> tuple[str, ...]:
    """The ids of the held sessions for which no attendance was written, by start."""
    return tuple(s.id for s in _past_sessions(programme, plan) if s.id not in programme.attendance)


def _past_sessions(programme: Programme, plan: Plan) -> list[Session]:
    past = [
        s for s in programme.sessions if s.id in plan.slots and plan.slots[s.id].state == SessionState.HELD
    ]
    return sorted(past, key=lambda s: (plan.slots[s.id].start, s.id))


def _shares(programme: Programme, plan: Plan, sessions: Iterable[Session]) -> tuple[AttendanceShare, ...]:
    """How many of each region were invited to some sessions and came, of those still in the roster."""
    regions = {m.id: m.region for m in programme.members}
    counts: dict[str, list[int]] = {}
    for session in sessions:
        there = {c.member for c in programme.attendance[session.id]}
        for member in invited_at_the_time(programme, session, plan.slots[session.id]):
            if member in regions:
                count = counts.setdefault(regions[member], [0, 0])
                count[0] += member in there
                count[1] += 1
    shares = [AttendanceShare(region, came, invited) for region, (came, invited) in counts.items()]
    return tuple(sorted(shares, key=lambda s: (Fraction(s.came, s.invited), s.region)))
