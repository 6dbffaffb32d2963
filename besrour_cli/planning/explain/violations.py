"""What speaks against one given start of a session: every demand it breaks, each a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from besrour_cli.clock.instants import local
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.model.plan import Plan, ScheduledSession
from besrour_cli.model.programme import DAY, Programme, Session
from besrour_cli.planning.problem.build import member_constraints
from besrour_cli.planning.problem.burden import costs_by_preference, to_epoch_minutes
from besrour_cli.planning.problem.busy_members import busy_at
from besrour_cli.planning.problem.constraint_text import StartConstraint, describe_violated, merge_constraints
from besrour_cli.planning.problem.equivalence_classes import MemberClass, group_members


class PlacedSession(NamedTuple):
    """A session at a start for some minutes; ``by_hand``: its file asks for just that start."""

    session: Session
    start: datetime
    minutes: int
    by_hand: bool = False


def violations(
    programme: Programme, plan: Plan, now: datetime, session: Session, start: datetime
) -> tuple[Message, ...]:
    """Why a session may not start then: the past, its window and hours, people's never, other sessions."""
    placed = PlacedSession(session, start, session.minutes)
    names = {m.id: m.name for m in programme.members}
    each = [
        StartConstraint(d.kind, (m,))
        for d in violated_member_constraints(programme, [placed])[0]
        for m in d.members
    ]
    return (
        *([msg("it lies in the past")] if start < now else ()),
        *violated_file_constraints(programme, placed),
        *(describe_violated(demand, names) for demand in each),
        *violated_session_constraints(programme, plan, placed),
    )


def violated_file_constraints(programme: Programme, placed: PlacedSession) -> Iterator[Message]:
    """Demands of the files on the start itself that it breaks: window, weekdays, hours, blackout dates."""
    session, start, minutes, _ = placed
    zone = programme.anchor.zone
    begins, last = local(start, zone), local(start + timedelta(minutes=minutes - 1), zone)
    first_day, last_day = session.window
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
    if length < DAY and into + minutes > length:
        yield msg("it is not within the series’ hours of the day (between)")
    for blackout in programme.blackouts:
        if last.date() >= blackout.first and begins.date() <= blackout.last:
            yield msg("it is on a blackout date: {reason}", reason=blackout.reasons)


def violated_member_constraints(
    programme: Programme, placed: Sequence[PlacedSession]
) -> list[list[StartConstraint]]:
    """For each session at its start, what it breaks of the people invited, one demand a kind."""
    import numpy as np

    people = _who_ask(programme, [p.session for p in placed])
    starts = np.array([to_epoch_minutes(p.start) for p in placed], np.int64)
    minutes = np.array([p.minutes for p in placed], np.int64)
    rows = costs_by_preference([p.clock for p in people], programme.fairness.night, starts, minutes)
    anyone_busy = any(m.busy for m in programme.members)
    found: list[list[StartConstraint]] = []
    for s, each in enumerate(placed):
        who = tuple(k for k, person in enumerate(people) if s in person.sessions)
        here = {people[k].clock: rows[people[k].clock].segment(slice(s, s + 1)) for k in who}
        demands = list(member_constraints(s, here, people, who, pinned=each.by_hand))
        if anyone_busy:
            demands += busy_at(programme, each.session, starts[s : s + 1], each.minutes)
        found.append(merge_constraints(demands))
    if not any(found):
        return found
    order = {m.id: (m.name, m.id) for m in programme.members}
    return [
        [StartConstraint(d.kind, tuple(sorted(d.members, key=order.__getitem__))) for d in each]
        for each in found
    ]


def _who_ask(programme: Programme, sessions: Sequence[Session]) -> tuple[MemberClass, ...]:
    """The classes of those who ask anything of a start, their clocks without what it costs them."""
    found: dict[MemberClass, tuple[str, ...]] = {}
    for person in group_members(programme, sessions, {}):
        clock = person.clock._replace(country="", profile=programme.fairness.profile)
        if not person.required:
            clock = clock._replace(hours=())
        if clock.never or clock.blocked or clock.hours:
            alike = person._replace(clock=clock, region="", members=())
            found[alike] = found.get(alike, ()) + person.members
    return tuple(alike._replace(members=members) for alike, members in found.items())


def violated_session_constraints(
    programme: Programme,
    plan: Plan,
    placed: PlacedSession,
    counts: Callable[[ScheduledSession], bool] = lambda slot: True,
) -> Iterator[Message]:
    """Sessions of the plan that are too close or overlap, of those whose slot ``counts``."""
    session, start, minutes, _ = placed
    end = start + timedelta(minutes=minutes)
    zone = programme.anchor.zone
    days_between = programme.series[session.series].days_between
    for slot, other in _placed(programme, plan, session):
        if not counts(slot):
            continue
        apart = abs((local(start, zone).date() - local(slot.start, zone).date()).days)
        if other.series == session.series and apart < days_between:
            yield msgn(
                "it is {n} day from {session}, and the series asks for {wanted}",
                "it is {n} days from {session}, and the series asks for {wanted}",
                apart,
                session=other.id,
                wanted=days_between,
            )
        if start < slot.end and slot.start < end and _meet(programme, session, other):
            yield msg("it overlaps {session}, to which some of the same people are invited", session=other.id)


def _meet(programme: Programme, session: Session, other: Session) -> bool:
    """Whether somebody is invited to both."""
    mine = {m.id for m in programme.invited(session)}
    return not mine.isdisjoint(m.id for m in programme.invited(other))


def _placed(programme: Programme, plan: Plan, session: Session) -> Iterator[tuple[ScheduledSession, Session]]:
    by_id = {s.id: s for s in programme.sessions}
    for slot in sorted(plan.slots.values(), key=lambda s: (s.start, s.session)):
        other = by_id.get(slot.session)
        if other is not None and other.id != session.id and slot.state != "cancelled":
            yield slot, other
