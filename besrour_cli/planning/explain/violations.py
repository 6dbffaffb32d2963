"""What speaks against one given start of a session: every constraint it violates, each a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from besrour_cli.clock.instants import local, to_epoch_minutes
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.model.plan import Plan, ScheduledSession
from besrour_cli.model.programme import DAY, Programme, Session
from besrour_cli.model.units import EpochMinute
from besrour_cli.planning.problem.candidates import fixed_grid
from besrour_cli.planning.problem.constraints import registry
from besrour_cli.planning.problem.constraints.of_files import Past
from besrour_cli.planning.problem.constraints.start_constraint import MemberConstraint, SessionStarts
from besrour_cli.planning.problem.equivalence_classes import MemberClass, SessionIndex, group_members
from besrour_cli.planning.problem.local_time import offsets_of


class PlacedSession(NamedTuple):
    """A session at a start for some minutes; ``by_hand``: its file fixes just that start."""

    session: Session
    start: datetime
    minutes: int
    by_hand: bool = False


class ViolatedConstraint(NamedTuple):
    """A constraint that a start violates, and the names of the members who have it, in order."""

    constraint: MemberConstraint
    names: tuple[str, ...]


def violations(
    programme: Programme, plan: Plan, now: datetime, session: Session, start: datetime
) -> tuple[Message, ...]:
    """Why a session may not start then: the past, its window and hours, its people, other sessions."""
    placed = PlacedSession(session, start, session.minutes)
    return (
        *past_violation(start, now),
        *violated_file_constraints(programme, placed),
        *(
            each.constraint.describe_violated((name,))
            for each in violated_member_constraints(programme, [placed])[0]
            for name in each.names
        ),
        *violated_session_constraints(programme, plan, placed),
    )


def past_violation(start: datetime, now: datetime) -> tuple[Message, ...]:
    """That a start lies in the past, if it does."""
    return (Past.violated,) if start < now else ()


def violated_file_constraints(programme: Programme, placed: PlacedSession) -> Iterator[Message]:
    """The window and the constraints of the files that a start violates; whether it is past is not asked."""
    first, last = placed.session.window
    # candidates are tried within the window alone, so that it is no constraint on them
    if not first <= local(placed.start, programme.anchor.zone).date() <= last:
        yield msg(
            "it is outside of the window, {first} to {last}", first=first.isoformat(), last=last.isoformat()
        )
    starts = _starts(programme, placed, SessionIndex(0), ())
    for constraint in registry.file_constraints():
        if constraint.mask(starts).any():
            yield from constraint.describe_violated(starts)


def violated_member_constraints(
    programme: Programme, placed: Sequence[PlacedSession]
) -> list[list[ViolatedConstraint]]:
    """For each session at its start, the constraints of members that it violates, in the registry's order."""
    people = group_members(programme, [p.session for p in placed], {})
    order = {m.id: (m.name, m.id) for m in programme.members}
    found: list[list[ViolatedConstraint]] = []
    for s, each in enumerate(placed):
        invited = tuple(person for person in people if s in person.sessions)
        starts = _starts(programme, each, SessionIndex(s), invited)
        violated = []
        for constraint in registry.member_constraints():
            ids = [m for members, mask in constraint.masks(starts) if mask.any() for m in members]
            if ids:
                names = tuple(order[i][0] for i in sorted(ids, key=order.__getitem__))
                violated.append(ViolatedConstraint(constraint, names))
        found.append(violated)
    return found


def _starts(
    programme: Programme, placed: PlacedSession, index: SessionIndex, people: tuple[MemberClass, ...]
) -> SessionStarts:
    """The one start of a session as constraints judge it, at a moment so early that it is not past."""
    start = to_epoch_minutes(placed.start)
    anchor = offsets_of(programme.anchor.zone, EpochMinute(start - DAY), EpochMinute(start + DAY))
    return SessionStarts(
        programme=programme,
        session=placed.session,
        index=index,
        minutes=placed.minutes,
        grid=fixed_grid(start, anchor),
        people=people,
        now=start,
        by_hand=placed.by_hand,
    )


def violated_session_constraints(
    programme: Programme,
    plan: Plan,
    placed: PlacedSession,
    counts: Callable[[ScheduledSession], bool] = lambda slot: True,
) -> Iterator[Message]:
    """Sessions of the plan that are too close or overlap, of those whose slot ``counts``."""
    return (sentence for _, sentence in session_conflicts(programme, plan, placed, counts))


def session_conflicts(
    programme: Programme,
    plan: Plan,
    placed: PlacedSession,
    counts: Callable[[ScheduledSession], bool] = lambda slot: True,
) -> Iterator[tuple[str, Message]]:
    """The same with the id of the session that is in the way beside each sentence."""
    session, start, minutes, _ = placed
    end = start + timedelta(minutes=minutes)
    zone = programme.anchor.zone
    days_between = programme.series[session.series].days_between
    mine = {m.id for m in programme.invited(session)}
    by_id = {s.id: s for s in programme.sessions if s.id != session.id}
    for slot in sorted(plan.slots.values(), key=lambda s: (s.start, s.session)):
        other = by_id.get(slot.session)
        if other is None or slot.state == "cancelled" or not counts(slot):
            continue
        apart = abs((local(start, zone).date() - local(slot.start, zone).date()).days)
        if other.series == session.series and apart < days_between:
            yield (
                other.id,
                msgn(
                    "it is {n} day from {session}, and the series asks for {wanted}",
                    "it is {n} days from {session}, and the series asks for {wanted}",
                    apart,
                    session=other.id,
                    wanted=days_between,
                ),
            )
        overlap = start < slot.end and slot.start < end
        if overlap and not mine.isdisjoint(m.id for m in programme.invited(other)):
            yield (
                other.id,
                msg("it overlaps {session}, to which some of the same people are invited", session=other.id),
            )
