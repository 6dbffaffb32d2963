"""The roster by clocks: places whose clocks agree at every session are one column of the year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.clock import instants

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
