"""The roster by clocks: places whose clocks agree at every session are one column of the year."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.clock import instants
from besrour_cli.model.programme import DAY, WEEK

if TYPE_CHECKING:
    from besrour_cli.model.plan import ScheduledSession
    from besrour_cli.model.programme import Member, Programme


class ClockGroup(NamedTuple):
    """Members whose clocks agree all year: the places' names and the members' ids."""

    names: tuple[str, ...]
    zone: str
    members: frozenset[str]


def clock_groups(programme: Programme, slots: Sequence[ScheduledSession], language: str) -> list[ClockGroup]:
    """The roster grouped by clock, from west to east: zones that agree at every session are one."""
    groups: dict[tuple[int, ...], list[Member]] = {}
    offsets_of: dict[str, tuple[int, ...]] = {}
    for member in programme.members:
        zone = member.place.zone
        if zone not in offsets_of:
            offsets_of[zone] = tuple(instants.offset_minutes(slot.start, zone) for slot in slots)
        groups.setdefault(offsets_of[zone], []).append(member)
    found = []
    for offsets in sorted(groups):
        members = groups[offsets]
        names = tuple(dict.fromkeys(m.place.name(language) for m in members))
        found.append(ClockGroup(names, members[0].place.zone, frozenset(m.id for m in members)))
    return found


def is_night(
    programme: Programme, slot: ScheduledSession, clock: ClockGroup, invited: Collection[str]
) -> bool:
    """Whether a session is a night for anybody invited (ids) on a clock: in own hours nothing is one."""
    night = programme.fairness.night
    length = (slot.end - slot.start) // timedelta(minutes=1)
    moments = [instants.local(slot.start + timedelta(minutes=n), clock.zone) for n in (0, length - 1)]
    if not any(_in_span(moment, night) for moment in moments):
        return False  # as most do: two looks at a clock, not one a minute
    every = [instants.local(slot.start + timedelta(minutes=n), clock.zone) for n in range(length)]
    dark = [moment.weekday() * DAY + _minute(moment) for moment in every if _in_span(moment, night)]
    here = [member for member in programme.members if member.id in clock.members and member.id in invited]
    return any(not all(_is_own(member, minute) for minute in dark) for member in here)


def _is_own(member: Member, minute: int) -> bool:
    return any(span.start <= each < span.end for span in member.hours for each in (minute, minute + WEEK))


def _minute(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


def _in_span(moment: datetime, night: tuple[int, int]) -> bool:
    begin, over = night
    minute = _minute(moment)
    return begin <= minute < over if begin < over else minute >= begin or minute < over
