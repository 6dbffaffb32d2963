"""Who could take a required person's part in a session: same role, a shared language, a reasonable hour."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from besrour_cli.clock.instants import to_epoch_minutes
from besrour_cli.model.language import fold_case
from besrour_cli.model.people.pauses import is_paused
from besrour_cli.model.plan import Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import Member, Programme, Session
from besrour_cli.model.units import to_hundredths
from besrour_cli.planning.explain.violations import PlacedSession, violated_member_constraints
from besrour_cli.planning.problem.burden import costs_by_preference
from besrour_cli.planning.problem.equivalence_classes import time_preferences

ROLE_WORDS: Mapping[str, tuple[str, ...]] = {
    "facilitator": ("facilitat", "animat", "moderat"),
    "host": ("host", "accueil", "hotesse"),
    "interpreter": ("interpret", "traduct", "translat"),
    "speaker": ("speaker", "conferenci", "orateur", "oratrice", "exposant"),
    "notetaker": ("notetaker", "note taker", "prise de notes", "secretair", "rapporteu"),
}
"""How the column “role” of the roster says that somebody has a role: beginnings of words, folded."""
INTERPRETER = "interpreter"
MOST_REPLACEMENTS = 3


class Replacement(NamedTuple):
    """Somebody who could take a part, how often she has it elsewhere, and what the hour costs her (units)."""

    member: Member
    times: int
    burden: float


def replacements(
    programme: Programme,
    plan: Plan,
    session: Session,
    role: str,
    *,
    refused: Collection[str] = (),
    coming: Collection[str] = (),
) -> tuple[Replacement, ...]:
    """The people who could take a role in a planned session, the best first, at most three.

    ``refused`` are the ids of those who said no, ``coming`` of those who said yes, who come first; then who
    has the role most often, then whom the hour costs least. Nobody is named for whom the hour is not good,
    who has a constraint against it, or who is required in another session at that time.
    """
    slot = plan.slots[session.id]
    elsewhere = _required_elsewhere(programme, plan, slot)
    out = {*refused, *elsewhere, *session.required_ids}
    found = []
    for member in programme.members:
        if is_paused(member, session.window.first) or member.id in out or not _speaks(member, session, role):
            continue
        times = _times(programme, session, role, member)
        if not (times or _has_role(member, role)):
            continue
        burden = _burden(programme, slot, member)
        if burden <= programme.fairness.good_burden(slot.minutes) and _is_free(
            programme, session, slot, role, member
        ):
            found.append(Replacement(member, times, burden))
    return tuple(sorted(found, key=lambda r: (r.member.id not in coming, -r.times, r.burden, r.member.name)))[
        :MOST_REPLACEMENTS
    ]


def required_line(session: Session, role: str, former: str, other: str) -> str:
    """The line of a session's file in which another person (id) has the part of a former one."""
    ids = list(dict.fromkeys(other if i == former else i for i in session.required[role]))
    return f"{role}: {ids[0] if len(ids) == 1 else '[' + ', '.join(ids) + ']'}"


def _required_elsewhere(programme: Programme, plan: Plan, slot: ScheduledSession) -> set[str]:
    """The ids of those who must be in another session at the same time."""
    sessions = {s.id: s for s in programme.sessions if s.id != slot.session}
    return {
        member
        for other in plan.slots.values()
        if other.session in sessions
        and other.state != SessionState.CANCELLED
        and other.start < slot.end
        and slot.start < other.end
        for member in sessions[other.session].required_ids
    }


def _speaks(member: Member, session: Session, role: str) -> bool:
    """Whether a member speaks a language of the session; to interpret, two of them."""
    shared = set(session.languages).intersection(member.languages)
    wanted = min(2, len(set(session.languages))) if role == INTERPRETER else 1
    return len(shared) >= wanted or not session.languages


def _times(programme: Programme, session: Session, role: str, member: Member) -> int:
    """In how many other sessions a member has or had a role."""
    return sum(member.id in s.required.get(role, ()) for s in programme.sessions if s.id != session.id)


def _has_role(member: Member, role: str) -> bool:
    """Whether the roster says that somebody has a role."""
    texts = [f" {fold_case(text)}" for text in (member.role or {}).values()]
    return any(f" {word}" in text for text in texts for word in ROLE_WORDS.get(role, (fold_case(role),)))


def _burden(programme: Programme, slot: ScheduledSession, member: Member) -> float:
    """What the session at its start costs a member, in units."""
    first, last = to_epoch_minutes(slot.start), to_epoch_minutes(slot.end)
    clock = time_preferences(member, programme)
    starts, minutes = np.array([first], np.int64), np.array([last - first], np.int64)
    costs = costs_by_preference([clock], programme.fairness.night, starts, minutes)[clock]
    return int(costs.burden[0]) / to_hundredths(1.0)


def _is_free(
    programme: Programme, session: Session, slot: ScheduledSession, role: str, member: Member
) -> bool:
    """Whether no constraint of a member speaks against being required at the session's start."""
    alone = replace(session, required={role: (member.id,)})
    hers = replace(programme, members=(member,)).with_session(alone)
    minutes = to_epoch_minutes(slot.end) - to_epoch_minutes(slot.start)
    return not violated_member_constraints(hers, [PlacedSession(alone, slot.start, minutes)])[0]
