"""The problem as the checker sees it: classes of members, and every start that each session may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from numpy import int64
from numpy.typing import NDArray

from besrour_cli.model.programme import Programme, Session
from besrour_cli.model.units import EpochMinute, Hundredths
from besrour_cli.planning.verify.burden import CheckedWeek


class ProofClaims(NamedTuple):
    """The premises of a certificate, under which the plan is claimed to be the fairest.

    ``made``: when it was made. ``fixed``: the sessions whose start was not chosen. ``announced_starts``: of
    the chosen sessions that had been announced, the start that was announced. ``proposed_starts``: of those
    that had not, the start that the plan before proposed. ``ordered``: whether sessions of a series come in
    their order.
    """

    made: datetime
    fixed: frozenset[str]
    announced_starts: Mapping[str, EpochMinute]
    proposed_starts: Mapping[str, EpochMinute]
    ordered: bool


class CheckedClass(NamedTuple):
    """A class of members alike to the rule: region, sessions (indices), what the past cost each, and size.

    ``under``: the profile it is under, where several are assumed.
    """

    region: str
    sessions: tuple[int, ...]
    burden: Hundredths
    nights: int
    size: int
    under: str = ""


class CheckedSlot(NamedTuple):
    """What people remember of a start: the nth weekday (Monday 0) of the month, minute of the anchor's day.

    ``nth`` is 0 in a series that comes more often than every month.
    """

    series: str
    nth: int
    weekday: int
    minute: int


class CheckedStart(NamedTuple):
    """A possible start of a session.

    ``day`` (proleptic ordinal) and ``slot`` are of the anchor's reading that people know. ``change``: whether
    it counts as a change. ``burden`` (hundredths of a unit) and ``nights`` (a deep one is 2): what it costs
    each class that takes part.
    """

    at: EpochMinute
    day: int
    slot: CheckedSlot
    change: bool
    burden: NDArray[int64]
    nights: NDArray[int64]


class SessionDomain(NamedTuple):
    """One session and its possible starts, earliest first.

    ``minutes``: its length. ``classes``: those that take part (indices). ``counts``: whether it still costs
    anything; what a held session cost is in the ledger. ``fixed``: its start was not chosen. ``proposed``:
    where the plan before proposed it.
    """

    session: Session
    minutes: int
    classes: tuple[int, ...]
    counts: bool
    fixed: bool
    starts: tuple[CheckedStart, ...]
    proposed: EpochMinute | None = None


@dataclass(frozen=True)
class VerificationProblem:
    """All that a check needs; ``class_of`` and ``week_of`` have every member who takes part.

    ``class_of`` is by id and profile ("" unless several are assumed). ``invitations``: for every
    region, how often its members who take part are invited, past sessions included. ``best``: what could be
    had under each profile, of several, by step and in hundredths of a unit.
    """

    programme: Programme
    classes: tuple[CheckedClass, ...]
    class_of: Mapping[tuple[str, str], int]
    sessions: tuple[SessionDomain, ...]
    week_of: Mapping[str, CheckedWeek]
    invitations: Mapping[str, int]
    best: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
