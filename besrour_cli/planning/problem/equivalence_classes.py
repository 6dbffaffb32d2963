"""People who cannot be told apart by the rule, collapsed: the problem's size depends on these only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, TypeVar

from besrour_cli.model.plan import Burden
from besrour_cli.model.programme import BlockedTime, Member, Programme, Session

Spans = tuple[tuple[int, int], ...]
Value = TypeVar("Value")


class TimePreferences(NamedTuple):
    """What decides how a session's hour is felt: zone, country, profile, own hours and never-hours.

    Hours are (first, end) minutes of the local week, in order; ``blocked`` is what holidays and observances
    take, as instants.
    """

    zone: str
    country: str
    profile: str
    hours: Spans
    never: Spans
    blocked: tuple[BlockedTime, ...] = ()


class MemberClass(NamedTuple):
    """One class: ``members`` with the same clock, region, sessions, required sessions and past.

    ``sessions`` and ``required`` are indices into the list the classes were made for; ``burden`` (in
    hundredths) and ``nights`` are what earlier sessions cost each of them. ``parts``: the classes this one
    was made of, each by its first member and its size, where the starts left tell them apart no more.
    """

    clock: TimePreferences
    region: str
    sessions: tuple[int, ...]
    required: tuple[int, ...]
    burden: int
    nights: int
    members: tuple[str, ...]
    parts: tuple[tuple[str, int], ...] = ()

    def named(self) -> tuple[tuple[str, int], ...]:
        """The classes it was made of; itself alone if it is none."""
        return self.parts or ((self.members[0], len(self.members)),)


def merge_classes(those: Sequence[MemberClass]) -> MemberClass:
    """Classes as one, in the order of their first members; the first says their clock."""
    those = sorted(those, key=lambda p: p.members[0])
    members = tuple(sorted(member for p in those for member in p.members))
    return those[0]._replace(members=members, parts=tuple(part for p in those for part in p.named()))


def time_preferences(member: Member, programme: Programme) -> TimePreferences:
    """The clock of one member; her own profile, else the programme's."""
    return TimePreferences(
        member.place.zone,
        member.place.country,
        member.profile or programme.fairness.profile,
        tuple(sorted({(s.start, s.end) for s in member.hours})),
        tuple(sorted({(s.start, s.end) for s in member.never})),
        programme.blocked_times.get(member.id, ()),
    )


def group_members(
    programme: Programme, sessions: Sequence[Session], ledger: Mapping[str, Burden]
) -> tuple[MemberClass, ...]:
    """Members who take part in any of the sessions, by class; the order of the files changes nothing."""
    groups = [frozenset(programme.series[s.series].groups) for s in sessions]
    wanted = [frozenset(s.required_ids) for s in sessions]
    by_groups: dict[tuple[str, ...], tuple[int, ...]] = {}
    named = frozenset().union(*wanted)
    nothing = Burden(0.0, 0, 0)
    found: dict[tuple[TimePreferences, str, tuple[int, ...], tuple[int, ...], int, int], list[str]] = {}
    for member in programme.members:
        if member.paused:
            continue
        taking = by_groups.get(member.groups)
        if taking is None:
            taking = tuple(i for i, g in enumerate(groups) if g.intersection(member.groups))
            by_groups[member.groups] = taking
        required: tuple[int, ...] = ()
        if member.id in named:
            required = tuple(i for i, w in enumerate(wanted) if member.id in w)
            taking = tuple(sorted({*taking, *required}))
        if not taking:
            continue
        past = ledger.get(member.id, nothing)
        clock, burden = time_preferences(member, programme), round(past.burden * 100)
        key = (clock, member.region, taking, required, burden, past.nights)
        found.setdefault(key, []).append(member.id)
    return tuple(MemberClass(*key, tuple(sorted(found[key]))) for key in sorted(found))


class Index:
    """Which class each member is in, and the members in order of their ids; made when first asked for."""

    def __init__(self, people: Sequence[MemberClass]) -> None:
        self.people = people

    @cached_property
    def of(self) -> dict[str, int]:
        """Member id to class."""
        return {member: k for k, person in enumerate(self.people) for member in person.members}

    @cached_property
    def order(self) -> list[str]:
        """Every member id, sorted."""
        return sorted(self.of)


class ByMember(Mapping[str, Value]):
    """A value for each member of some classes, kept once a class: a large roster has few classes.

    ``value`` makes a member's own from her id and the class's (None: it is the class's).
    """

    def __init__(
        self, index: Index, values: Mapping[int, Value], value: Callable[[str, Value], Value] | None = None
    ) -> None:
        self._index, self._values, self._value = index, values, value

    def __getitem__(self, member: str) -> Value:
        try:
            shared = self._values[self._index.of[member]]
        except KeyError:
            raise KeyError(member) from None
        return self._value(member, shared) if self._value else shared

    def __iter__(self) -> Iterator[str]:
        of = self._index.of
        return (member for member in self._index.order if of[member] in self._values)

    def __len__(self) -> int:
        return sum(len(self._index.people[k].members) for k in self._values)

    def shared(self) -> Iterator[tuple[tuple[str, ...], Value]]:
        """Members and the value that is all of theirs."""
        if self._value:
            yield from (((member,), value) for member, value in self.items())
        else:
            yield from ((self._index.people[k].members, value) for k, value in self._values.items())

    def __repr__(self) -> str:
        return repr(dict(self))


def items_by_class(values: Mapping[str, Value]) -> Iterator[tuple[tuple[str, ...], Value]]:
    """Values with the members they are for: once a class where they are kept so, else one by one."""
    if isinstance(values, ByMember):
        return values.shared()
    return (((member,), value) for member, value in values.items())
