"""The people who were told something against the roster there is: gone, renamed, or exchanged (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from besrour_cli.model.address import comparable
from besrour_cli.model.announcement import AnnouncementLog
from besrour_cli.model.language import fold_case
from besrour_cli.model.plan import Plan, SessionState
from besrour_cli.model.programme import Member


class Likeness(StrEnum):
    """Why a row of the roster may be somebody who was known under another id."""

    ADDRESS = "address"
    """It has that person's e-mail address."""
    NAME = "name"
    """It has that person's very name, and nobody's address."""


class Successor(NamedTuple):
    """A member nobody knows yet (``new``) who may be one who is gone (``old``), and why."""

    new: str
    old: str
    likeness: Likeness


class Leaver(NamedTuple):
    """Somebody who is gone from the roster, and the ids of the sessions to come that she was invited to."""

    member: Member
    sessions: tuple[str, ...]


def gone(members: Iterable[Member], log: AnnouncementLog) -> list[Member]:
    """Return the people who were told something and have no row any more, but for those who have left."""
    here = {member.id for member in members}
    return [known for known in log.members.values() if known.id not in here | log.departed]


def successors(members: Sequence[Member], log: AnnouncementLog) -> list[Successor]:
    """Return the rows that may be somebody who is gone: of one address, else of one name."""
    strangers: dict[tuple[Likeness, str], list[str]] = {}
    for member in members:
        if member.id not in log.members:
            for mark in _marks(member):
                strangers.setdefault(mark, []).append(member.id)
    found = []
    for known in gone(members, log):
        shared = next((mark for mark in _marks(known) if mark in strangers), None)
        if shared is not None:
            found += [Successor(name, known.id, shared[0]) for name in strangers[shared]]
    return found


def _marks(member: Member) -> tuple[tuple[Likeness, str], ...]:
    """By what a person is recognised, the surer first."""
    return (
        (Likeness.ADDRESS, comparable(member.email)),
        (Likeness.NAME, fold_case(member.name)),
    )


def misplaced(members: Iterable[Member], log: AnnouncementLog) -> dict[str, str]:
    """Return the ids of known members whose rows have another known person's name and address, with whose."""
    owners = {(fold_case(m.name), comparable(m.email)): m.id for m in log.members.values()}
    found = {}
    for member in members:
        known = log.members.get(member.id)
        owner = owners.get((fold_case(member.name), comparable(member.email)), member.id)
        if known is not None and owner != member.id and fold_case(known.name) != fold_case(member.name):
            found[member.id] = owner
    return found


def exchanged_addresses(members: Sequence[Member], log: AnnouncementLog) -> list[tuple[str, str]]:
    """Return pairs of ids, each of which now has the address under which the other was last written to.

    Ids of which :func:`misplaced` speaks are left out.
    """
    wrong = misplaced(members, log)
    now = {m.id: comparable(m.email) for m in members if m.id in log.members and m.id not in wrong}
    before = {name: comparable(log.members[name].email) for name in now}
    changed = {(before[name], now[name]): name for name in now if now[name] != before[name]}
    pairs = ((one, changed.get((new, old))) for (old, new), one in changed.items())
    order = {name: position for position, name in enumerate(now)}
    return [(one, other) for one, other in pairs if other is not None and order[one] < order[other]]


def leavers(members: Sequence[Member], plan: Plan, log: AnnouncementLog, now: datetime) -> list[Leaver]:
    """Return those who are gone, are nobody else by now, and were invited to sessions still to come."""
    else_known = {each.old for each in successors(members, log)} | set(misplaced(members, log).values())
    return [
        Leaver(known, sessions)
        for known in gone(members, log)
        if known.id not in else_known and (sessions := invited_to(known.id, plan, log, now))
    ]


def invited_to(member: str, plan: Plan, log: AnnouncementLog, now: datetime) -> tuple[str, ...]:
    """Return the ids of the announced sessions to come that somebody was invited to, by start."""
    return tuple(
        slot.session
        for slot in sorted(plan.slots.values(), key=lambda s: (s.start, s.session))
        if slot.state in (SessionState.ANNOUNCED, SessionState.MOVED) and slot.end > now
        if (announced := log.latest(slot.session)) is not None and member in announced.invited
    )
