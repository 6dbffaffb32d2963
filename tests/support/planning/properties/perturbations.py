"""A programme with one person more, fewer or more generous, and what that does to everybody else's burden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.programme import DAY, Member, Programme, WeekSpan
from support.planning.properties.cost_table import Planner, Starts, cost_table

GENEROUS = tuple(WeekSpan(day * DAY + 6 * 60, day * DAY + 23 * 60) for day in range(7))
"""Own hours from six to eleven at night, every day."""
_UNIT = 100


class Perturbation(NamedTuple):
    """The programme with one thing changed, in words, and the member whom it is about."""

    words: str
    member: str
    programme: Programme


class Rise(NamedTuple):
    """The greatest rise of a burden: of whom, by what, before and after (hundredths), relative to before.

    A burden below one unit counts as one unit before.
    """

    member: str
    words: str
    before: int
    after: int

    @property
    def relative(self) -> float:
        """The rise as a share of what was borne before."""
        return (self.after - self.before) / max(self.before, _UNIT)


NONE = Rise("", "nothing", 0, 0)
"""No change, no rise."""


def additions(programme: Programme) -> Iterator[Perturbation]:
    """A newcomer for every place and set of groups that meets less often than somebody from there does."""
    groups = sorted({g for s in programme.series.values() for g in s.groups})
    several = [set(c) for n in range(1, len(groups) + 1) for c in combinations(groups, n)]
    here: dict[tuple[str, str], list[Member]] = {}
    for member in programme.members:
        if not member.paused:
            here.setdefault((member.place.zone, member.region), []).append(member)
    for there in here.values():
        most = max(_sessions(programme, member.groups) for member in there)
        for chosen in several:
            if 0 < _sessions(programme, chosen) < most:
                newcomer = replace(there[0], hours=(), never=(), profile="", groups=tuple(sorted(chosen)))
                words = f"somebody from {there[0].place.name('en')} in {' and '.join(sorted(chosen))} alone"
                yield _with(programme, newcomer, there[0].id, words)


def copies(programme: Programme) -> Iterator[Perturbation]:
    """A copy of each member, who has no part of his or her own."""
    for member in programme.members:
        if not member.paused and _sessions(programme, member.groups):
            yield _with(programme, member, member.id, f"a copy of {member.id}")


def generous(programme: Programme) -> Iterator[Perturbation]:
    """Each member with wide hours of her own."""
    for member in programme.members:
        if not member.paused:
            other = replace(member, hours=GENEROUS)
            members = tuple(other if m is member else m for m in programme.members)
            words = f"generous hours of {member.id}"
            yield Perturbation(words, member.id, replace(programme, members=members))


def removals(programme: Programme) -> Iterator[Perturbation]:
    """The programme without each member, whoever needed him or her."""
    for member in programme.members:
        if member.paused or len(programme.members) == 1:
            continue
        sessions = tuple(
            replace(s, required={r: tuple(i for i in ids if i != member.id) for r, ids in s.required.items()})
            for s in programme.sessions
        )
        members = tuple(m for m in programme.members if m is not member)
        words = f"without {member.id}"
        yield Perturbation(words, member.id, replace(programme, members=members, sessions=sessions))


def perturbations(programme: Programme) -> Iterator[Perturbation]:
    """All of them."""
    for every in (additions, copies, generous, removals):
        yield from every(programme)


def renamed(programme: Programme) -> Programme:
    """The same people under other ids, in the opposite order of roster and alphabet."""
    names = sorted(m.id for m in programme.members)
    new = {i: f"m{len(names) - n:05}" for n, i in enumerate(names)}
    members = tuple(replace(m, id=new[m.id]) for m in reversed(programme.members))
    sessions = tuple(
        replace(s, required={role: tuple(new[i] for i in ids) for role, ids in s.required.items()})
        for s in programme.sessions
    )
    blocked = {new[i]: time for i, time in programme.blocked_times.items()}
    return replace(programme, members=members, sessions=sessions, blocked_times=blocked)


def rises(
    planner: Planner, programme: Programme, changes: Iterable[Perturbation], before: Starts | None = None
) -> Iterator[Rise]:
    """What each change does to the burden of everybody whom it is not about; a fall is a rise below zero.

    ``before``: the plan of the programme itself, if it is known. A change after which no plan is possible
    counts for nothing.
    """
    starts = before or planner(programme)
    for change in changes:
        try:
            now = planner(change.programme)
        except NegativeAnswer:
            continue
        yield from rises_between(programme, change, starts, now)


def rises_between(programme: Programme, change: Perturbation, before: Starts, now: Starts) -> Iterator[Rise]:
    """What one change does to everybody whom it is not about, from the plan before to the one now."""
    mine = cost_table(programme).borne(before)
    for member, borne in cost_table(change.programme).borne(now).items():
        if member != change.member and member in mine:
            yield Rise(member, change.words, mine[member].burden, borne.burden)


def greatest_rise(
    planner: Planner, programme: Programme, changes: Iterable[Perturbation], before: Starts | None = None
) -> Rise:
    """The greatest relative one of the rises."""
    return max(rises(planner, programme, changes, before), key=lambda r: r.relative, default=NONE)


def _sessions(programme: Programme, groups: Iterable[str]) -> int:
    """How many sessions some groups have."""
    those = set(groups)
    return sum(bool(those.intersection(programme.series[s.series].groups)) for s in programme.sessions)


def _with(programme: Programme, like: Member, known: str, words: str) -> Perturbation:
    """The programme with one more member, on whose days falls what falls on those of a known one."""
    newcomer = replace(like, id="newcomer", identity="")
    blocked = programme.blocked_times
    if known in blocked:
        blocked = {**blocked, newcomer.id: blocked[known]}
    more = replace(programme, members=(*programme.members, newcomer), blocked_times=blocked)
    return Perturbation(words, newcomer.id, more)
