"""Printed local times that are no longer true: for whom, the old hour and the new one, days that remain."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from besrour_cli.clock import formatting, instants
from besrour_cli.commands.terminal.console import IN_LINE, err, styled, truncate
from besrour_cli.commands.terminal.translation import _, language, translate
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.model.programme import Member, Programme
from besrour_cli.schedule.drift import Drift, affected_members, drifts

if TYPE_CHECKING:
    from besrour_cli.model.plan import Plan, ScheduledSession

REMEDY = msg("Write the corrections with: besrour correct")
Touched = Mapping[Drift, Sequence[Member]]


def drifts_to_come(programme: Programme, plan: Plan, now: datetime) -> Touched:
    """Every drift of a session still to come, with the members it touches."""
    return affected_members(programme, drifted) if (drifted := drifts(plan, now)) else {}


def lines(people: Touched, plan: Plan, now: datetime) -> list[str]:
    """One block a session: when, in how many days; below it one line a place."""
    found = []
    for session, group in groupby(people, key=lambda drift: drift.session):
        slot = plan.slots[session]
        day = formatting.date_words(instants.local(slot.start, slot.anchor).date(), language())
        head = msgn(
            "{session}, {day}, in {n} day:",
            "{session}, {day}, in {n} days:",
            days_remaining(slot, now),
            session=session,
            day=day,
        )
        found.append(translate(head))
        found += [f"  {translate(_place_words(drift, people[drift]))}" for drift in group]
    return found


def _place_words(drift: Drift, members: Sequence[Member]) -> Message:
    old, new = hour_words(drift.old), hour_words(drift.new)
    if drift.old[:10] != drift.new[:10]:
        old, new = f"{_date(drift.old)}, {old}", f"{_date(drift.new)}, {new}"
    place = next(
        (m.place.name(language()) for m in members if m.place.name("en") == drift.place), drift.place
    )
    if not members:
        return msg(
            "{place}: printed {old}, the clock will show {new}; nobody of the roster is there any more",
            place=place,
            old=old,
            new=new,
        )
    first, more = truncate(members, IN_LINE)
    return msgn(
        "{place}: printed {old}, the clock will show {new}; {n} person: {names}",
        "{place}: printed {old}, the clock will show {new}; {n} people: {names}",
        len(members),
        place=place,
        old=old,
        new=new,
        names=", ".join(member.name for member in first) + ("…" if more else ""),
    )


def hour_words(local: str) -> str:
    """The hour of an ISO local time, in the coordinator's language."""
    return formatting.time_words(datetime.fromisoformat(local), language())


def _date(local: str) -> str:
    return formatting.date_words(datetime.fromisoformat(local).date(), language(), year=False)


def days_remaining(slot: ScheduledSession, now: datetime) -> int:
    """Whole days from now to the session's start, none once it has begun."""
    return max(0, (slot.start - now).days)


def as_data(people: Touched, plan: Plan, now: datetime) -> list[dict[str, object]]:
    """The same for ``--json``."""
    return [
        {
            "session": drift.session,
            "place": drift.place,
            "zone": drift.zone,
            "old": drift.old,
            "new": drift.new,
            "minutes": drift.minutes,
            "members": [member.id for member in members],
            "days": days_remaining(plan.slots[drift.session], now),
        }
        for drift, members in people.items()
    ]


def warn(programme: Programme, plan: Plan, now: datetime) -> None:
    """Warn on stderr, whatever else the command does, of printed times that are no longer true."""
    people = drifts_to_come(programme, plan, now)
    if not people:
        return
    head = msgn(
        "{n} printed local time is no longer true: a law has moved a clock since",
        "{n} printed local times are no longer true: a law has moved clocks since",
        len(people),
    )
    label = styled(_("warning"), "red bold", sys.stderr)
    err(f"{label}: {translate(head)}")
    for line in lines(people, plan, now):
        err(f"  {line}")
    err(f"  = {translate(REMEDY)}")
