"""The rule for reviewing hours, agreed on in advance, held against who came."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

from besrour_cli.clock.instants import local
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import Programme, ReviewPolicy, Session
from besrour_cli.planning.history.burden_ledger import invited_at_the_time

ReviewVerdict: TypeAlias = Literal["due", "stays", "unknown"]


class AttendanceShare(NamedTuple):
    """How many of a region's people were invited, and how many of these came, over several sessions."""

    region: str
    came: int
    invited: int


class HourReview(NamedTuple):
    """One hour of one series: the sessions held at it whose attendance is known, and those where it is not.

    ``minute`` of the day on the anchor's clock, as people were told; ``came`` and ``invited`` are summed
    over the known sessions; ``regions``: those with the smallest part first. ``verdict``: due for review,
    stays, or unknown while attendance is known of too few sessions.
    """

    series: str
    minute: int
    known: tuple[str, ...]
    unknown: tuple[str, ...]
    came: int
    invited: int
    regions: tuple[AttendanceShare, ...]
    verdict: ReviewVerdict


def review_hours(programme: Programme, plan: Plan) -> tuple[HourReview, ...]:
    """Every hour at which at least as many sessions were held as the rule says; none without a rule."""
    rule = programme.review
    if rule is None:
        return ()
    hours: dict[tuple[str, int], list[Session]] = {}
    for session in _held(programme, plan):
        told = local(plan.slots[session.id].known_times[0], programme.anchor.zone)
        hours.setdefault((session.series, told.hour * 60 + told.minute), []).append(session)
    found = []
    for (series, minute), sessions in sorted(hours.items()):
        if len(sessions) < rule.after:
            continue
        known = [s for s in sessions if s.id in programme.attendance]
        shares = _shares(programme, plan, known)
        came, invited = sum(s.came for s in shares), sum(s.invited for s in shares)
        verdict: ReviewVerdict = "unknown"
        if len(known) >= rule.after and invited:
            verdict = "due" if below_threshold(came, invited, rule) else "stays"
        unknown = tuple(s.id for s in sessions if s.id not in programme.attendance)
        found.append(
            HourReview(series, minute, tuple(s.id for s in known), unknown, came, invited, shares, verdict)
        )
    return tuple(found)


def below_threshold(came: int, invited: int, rule: ReviewPolicy) -> bool:
    """Whether fewer came than was agreed on."""
    return came < Fraction(rule.attendance).limit_denominator(100_000) * invited


def without_attendance(programme: Programme, plan: Plan) -> tuple[str, ...]:
    """The sessions that were held and of which nobody wrote who was there, by start."""
    return tuple(s.id for s in _held(programme, plan) if s.id not in programme.attendance)


def _held(programme: Programme, plan: Plan) -> list[Session]:
    held = [s for s in programme.sessions if s.id in plan.slots and plan.slots[s.id].state == "held"]
    return sorted(held, key=lambda s: (plan.slots[s.id].start, s.id))


def _shares(programme: Programme, plan: Plan, sessions: Iterable[Session]) -> tuple[AttendanceShare, ...]:
    """Of those still in the roster: by region, how many were invited and how many of them came."""
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
