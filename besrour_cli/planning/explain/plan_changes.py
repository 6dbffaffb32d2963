"""What differs between two plans, session by session, and why a proposed start is another one now.

A plan does not remember the files it was made from, so that a reason is found in the files of today: first
what they have against the former start; else which session is where it would be in the way; else the first
step of the rule on which the year would be worse with the former start.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from besrour_cli.clock.instants import local
from besrour_cli.model.message import Message
from besrour_cli.model.plan import FIXED, Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import Programme
from besrour_cli.planning.explain.violations import (
    PlacedSession,
    session_conflicts,
    violated_file_constraints,
    violated_member_constraints,
)
from besrour_cli.planning.explain.what_if import YearTotals, evaluate_with, first_change, is_away
from besrour_cli.planning.problem.fairness_rule import RHYTHM


class ChangeKind(StrEnum):
    """What happened to a session between two plans."""

    NEW = "new"
    """It has a start for the first time."""
    GONE = "gone"
    """It was merely proposed, and its file is gone."""
    START = "start"
    """It has another start."""
    LENGTH = "length"
    """It ends at another time."""
    HELD = "held"
    """It is over, and counts as held."""
    UNMET = "unmet"
    """It is over, and nobody met."""
    CANCELLED = "cancelled"
    """It was called off."""
    STATE = "state"
    """It is in another state."""
    RECORD = "record"
    """It is over, and its file or the attendance says otherwise than before."""


class ReasonKind(StrEnum):
    """Why a session has another start."""

    FIXED = "fixed"
    """Its file fixes the start."""
    PAST = "past"
    """The former start has passed, and besrour told nobody of it."""
    DEMANDS = "demands"
    """The former start breaks what the files ask now."""
    ROOM = "room"
    """Another session that changed would be in the way of the former start."""
    FAIRER = "fairer"
    """The year would be worse by the rule with the former start."""
    EARLIER = "earlier"
    """The year is as fair, and the hour or the date is earlier."""
    TOGETHER = "together"
    """The year is better by the rule only with all the changes together."""
    EQUAL = "equal"
    """The year is as fair with either start."""
    SEARCH = "search"
    """The year would be better by the rule with the former start: the time allowed was too short."""


@dataclass(frozen=True)
class ChangeReason:
    """Why a start changed: what it breaks, whom it makes room for (ids), or the step that decides.

    ``then`` and ``now`` are the year with the former and with the new start, where a step decides.
    """

    kind: ReasonKind
    demands: tuple[Message, ...] = ()
    room_for: tuple[str, ...] = ()
    step: str = ""
    then: YearTotals | None = None
    now: YearTotals | None = None


@dataclass(frozen=True)
class SessionChange:
    """One session that is not as it was; ``reason`` for another start of one that was proposed."""

    session: str
    kind: ChangeKind
    before: ScheduledSession | None
    after: ScheduledSession | None
    reason: ChangeReason | None = None


def plan_changes(programme: Programme, before: Plan, after: Plan, now: datetime) -> tuple[SessionChange, ...]:
    """Every session that differs between two plans, by start; ``programme`` is that of ``after``."""
    found: list[tuple[datetime, SessionChange]] = []
    for name in before.slots.keys() | after.slots.keys():
        old, new = before.slots.get(name), after.slots.get(name)
        kind, slot = _kind(old, new), new or old
        if kind is not None and slot is not None:
            found.append((slot.start, SessionChange(name, kind, old, new)))
    changes = [change for _, change in sorted(found, key=lambda each: (each[0], each[1].session))]
    moved = [each.session for each in changes if each.kind == ChangeKind.START]
    reasons = _reasons(programme, before, after, now, moved)
    return tuple(replace(each, reason=reasons.get(each.session)) for each in changes)


def _kind(old: ScheduledSession | None, new: ScheduledSession | None) -> ChangeKind | None:
    """What happened between two slots of a session, of which at least one is there; None: nothing."""
    if new is None:
        return ChangeKind.GONE
    if new.state == SessionState.HELD:
        if old is None or old.state != SessionState.HELD:
            return ChangeKind.HELD
        return None if old == new else ChangeKind.RECORD
    if old is None:
        return ChangeKind.NEW
    if new.state != old.state and new.state == SessionState.CANCELLED:
        return ChangeKind.UNMET if new.announced_times else ChangeKind.CANCELLED
    if new.start != old.start:
        return ChangeKind.START
    if new.end != old.end:
        return ChangeKind.LENGTH
    return None if new.state == old.state else ChangeKind.STATE


def _reasons(
    programme: Programme, before: Plan, after: Plan, now: datetime, names: Iterable[str]
) -> dict[str, ChangeReason]:
    """The reason of each of some sessions (ids) that have another start."""
    found: dict[str, ChangeReason] = {}
    asked: list[PlacedSession] = []
    for name in names:
        session, old, new = programme.session(name), before.slots[name], after.slots[name]
        if session is None or old.state in FIXED:
            continue  # people had been told of it: the coordinator moved it by hand
        if session.pinned == new.start:
            found[name] = ChangeReason(ReasonKind.FIXED)
        elif old.start < now:
            found[name] = ChangeReason(ReasonKind.PAST)
        else:
            asked.append(PlacedSession(session, old.start, session.minutes))
    changed = {name for name, slot in after.slots.items() if slot.start != _start(before, name)}
    found |= _in_the_way(programme, after, asked, changed)
    return found | _by_the_rule(
        programme, after, now, [each for each in asked if each.session.id not in found]
    )


def _start(plan: Plan, name: str) -> datetime | None:
    slot = plan.slots.get(name)
    return slot.start if slot is not None else None


def _in_the_way(
    programme: Programme, after: Plan, former: Sequence[PlacedSession], changed: Collection[str]
) -> dict[str, ChangeReason]:
    """What the files, or else sessions that have ``changed`` (ids), have against the former starts."""
    found: dict[str, ChangeReason] = {}
    people = violated_member_constraints(programme, former) if former else []
    for placed, broken in zip(former, people, strict=True):
        conflicts = list(session_conflicts(programme, after, placed))
        demands = (
            *violated_file_constraints(programme, placed),
            *(each.constraint.describe_violated(each.names) for each in broken),
            *(sentence for other, sentence in conflicts if other not in changed),
        )
        if demands:
            found[placed.session.id] = ChangeReason(ReasonKind.DEMANDS, demands)
        elif conflicts:
            others = tuple(dict.fromkeys(other for other, _ in conflicts))
            found[placed.session.id] = ChangeReason(ReasonKind.ROOM, room_for=others)
    return found


def _by_the_rule(
    programme: Programme, after: Plan, now: datetime, former: Sequence[PlacedSession]
) -> dict[str, ChangeReason]:
    """The reasons of sessions that could be at their former starts, by the first step that decides."""
    if not former:
        return {}
    first = former[0].session
    chosen = evaluate_with(programme, after, now, first, after.slots[first.id].start)
    counted = is_away(programme, first, after.slots[first.id].start)
    found: dict[str, ChangeReason] = {}
    for session, start, *_ in former:
        here = after.slots[session.id].start
        away = is_away(programme, session, here) - counted
        then = evaluate_with(programme, after, now, session, start)
        fair = {**chosen.values, RHYTHM: chosen.values[RHYTHM] + away}
        step, change = first_change(replace(chosen, values=fair), then)
        if change > 0:
            found[session.id] = ChangeReason(ReasonKind.FAIRER, step=step, then=then, now=chosen)
        elif change < 0:
            found[session.id] = ChangeReason(ReasonKind.SEARCH)
        elif _is_earlier(here, start, programme.anchor.zone):
            found[session.id] = ChangeReason(ReasonKind.EARLIER)
    rest = [each.session.id for each in former if each.session.id not in found]
    if rest:
        found |= dict.fromkeys(rest, _all_together(programme, after, now, former, chosen))
    return found


def _all_together(
    programme: Programme, after: Plan, now: datetime, former: Sequence[PlacedSession], chosen: YearTotals
) -> ChangeReason:
    """Why several starts changed of which none alone makes the year better."""
    slots = {p.session.id: replace(after.slots[p.session.id], start=p.start) for p in former}
    year = replace(after, slots={**after.slots, **slots})
    then = evaluate_with(programme, year, now, former[0].session, former[0].start)
    step, change = first_change(chosen, then)
    if change > 0 and len(former) > 1:
        return ChangeReason(ReasonKind.TOGETHER, step=step, then=then, now=chosen)
    return ChangeReason(ReasonKind.EQUAL)


def _is_earlier(start: datetime, than: datetime, zone: str) -> bool:
    """Whether the tie-break comes to this start first: by the hour of the day, then by the date."""
    one, other = local(start, zone), local(than, zone)
    return (one.time(), one.date()) < (other.time(), other.date())
