"""Members whom the rule cannot tell apart, counted as one: the problem's size depends on the classes only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, NewType

from besrour_cli.model.people.pauses import is_paused
from besrour_cli.model.plan import Burden
from besrour_cli.model.programme import BlockedTime, Member, Programme, Session, WeekSpan
from besrour_cli.model.units import Hundredths, MinuteOfWeek, to_hundredths
from besrour_cli.planning.problem.local_time import WeekSpans

ClassIndex = NewType("ClassIndex", int)
"""Position of a :class:`MemberClass` among the problem's classes."""
SessionIndex = NewType("SessionIndex", int)
"""Position of a session in the planning order."""


class TimePreferences(NamedTuple):
    """What decides how much a session's hour costs a member, and whether the member can come.

    ``zone`` is an IANA name, ``country`` alpha-2, ``profile`` names a burden curve. ``hours`` (own good
    hours) and ``never`` are in order; ``blocked`` is what holidays and observances take, disjoint and in
    order.
    """

    zone: str
    country: str
    profile: str
    hours: WeekSpans
    never: WeekSpans
    blocked: tuple[BlockedTime, ...] = ()


class MemberClass(NamedTuple):
    """``members`` (ids, sorted) with the same preferences, region, sessions, required sessions and past.

    ``burden`` and ``nights`` are what earlier sessions cost each of them. ``parts``: where several classes
    were merged, each of them by its first member and its size. ``under``: the profile that is assumed, where
    several are and each has a class of its own for the same members ("": there is one).
    """

    clock: TimePreferences
    region: str
    sessions: tuple[SessionIndex, ...]
    required: tuple[SessionIndex, ...]
    burden: Hundredths
    nights: int
    members: tuple[str, ...]
    parts: tuple[tuple[str, int], ...] = ()
    under: str = ""

    def named(self) -> tuple[tuple[str, int], ...]:
        """The classes it was merged from, by first member and size; itself alone if it was not merged."""
        return self.parts or ((self.members[0], len(self.members)),)


def merge_classes(those: Sequence[MemberClass]) -> MemberClass:
    """Several classes as one, with the preferences of the one whose first member's id comes first."""
    those = sorted(those, key=lambda p: p.members[0])
    members = tuple(sorted(member for p in those for member in p.members))
    return those[0]._replace(members=members, parts=tuple(part for p in those for part in p.named()))


def time_preferences(member: Member, programme: Programme) -> TimePreferences:
    """The preferences of one member: the member's own profile, else the programme's."""
    return TimePreferences(
        zone=member.place.zone,
        country=member.place.country,
        profile=programme.fairness.profile_of(member.profile, hours=bool(member.hours)),
        hours=_spans(member.hours),
        never=_spans(member.never),
        blocked=programme.blocked_times.get(member.id, ()),
    )


def _spans(spans: Sequence[WeekSpan]) -> WeekSpans:
    return tuple(sorted({(MinuteOfWeek(s.start), MinuteOfWeek(s.end)) for s in spans}))


def group_members(
    programme: Programme, sessions: Sequence[Session], ledger: Mapping[str, Burden]
) -> tuple[MemberClass, ...]:
    """The classes of the members who take part in any of the sessions; ``ledger``: member id to the past."""
    groups = [frozenset(programme.series[s.series].groups) for s in sessions]
    required_at: dict[str, list[SessionIndex]] = {}
    for index, session in enumerate(sessions):
        for member_id in session.required_ids:
            required_at.setdefault(member_id, []).append(SessionIndex(index))
    by_groups: dict[tuple[str, ...], tuple[SessionIndex, ...]] = {}
    found: dict[
        tuple[TimePreferences, str, tuple[SessionIndex, ...], tuple[SessionIndex, ...], Hundredths, int],
        list[str],
    ] = {}
    for member in programme.members:
        if member.paused:
            continue
        if member.groups not in by_groups:
            by_groups[member.groups] = tuple(
                SessionIndex(i) for i, g in enumerate(groups) if g.intersection(member.groups)
            )
        required = tuple(required_at.get(member.id, ()))
        back = (i for i in by_groups[member.groups] if not is_paused(member, sessions[i].window.first))
        taking = tuple(sorted({*back, *required}))
        if not taking:
            continue
        past = ledger.get(member.id, Burden(0.0, 0, 0))
        clock = time_preferences(member, programme)
        key = (clock, member.region, taking, required, to_hundredths(past.burden), past.nights)
        found.setdefault(key, []).append(member.id)
    return tuple(MemberClass(*key, tuple(sorted(found[key]))) for key in sorted(found))
