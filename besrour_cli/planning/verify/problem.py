"""The problem as the checker sees it: classes of members, and every start that each session may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from numpy import bool_, int64
from numpy.typing import NDArray

from besrour_cli.model.programme import Programme, Session
from besrour_cli.model.units import EpochMinute, Hundredths, MinuteOfDay
from besrour_cli.planning.verify.burden import CheckedWeek


class ProofClaims(NamedTuple):
    """The premises of a certificate, under which the plan is claimed to be the fairest.

    ``made``: when it was made. ``fixed``: the sessions whose start was not chosen. ``announced_starts``: of
    the chosen sessions that had been announced, the start that was announced.
    """

    made: datetime
    fixed: frozenset[str]
    announced_starts: Mapping[str, EpochMinute]


class CheckedClass(NamedTuple):
    """A class of members alike to the rule: region, sessions (indices), what the past cost each, and size."""

    region: str
    sessions: tuple[int, ...]
    burden: Hundredths
    nights: int
    size: int


class CheckedStart(NamedTuple):
    """A possible start of a session.

    ``day`` (proleptic ordinal) and ``clock``: the anchor's reading that people know. ``change``: whether it
    counts as a change for the step rota. ``burden`` (hundredths of a unit) and ``night``: what it costs each
    class that takes part.
    """

    at: EpochMinute
    day: int
    clock: MinuteOfDay
    change: bool
    burden: NDArray[int64]
    night: NDArray[bool_]


class SessionDomain(NamedTuple):
    """One session and its possible starts, earliest first.

    ``minutes``: its length. ``classes``: those that take part (indices), in ``class_set`` once more.
    ``counts``: whether it still costs anything; what a held session cost is in the ledger.
    """

    session: Session
    minutes: int
    classes: tuple[int, ...]
    class_set: frozenset[int]
    counts: bool
    starts: tuple[CheckedStart, ...]


@dataclass(frozen=True)
class VerificationProblem:
    """All that a check needs; ``class_of`` and ``week_of`` have every member who takes part, by id."""

    programme: Programme
    classes: tuple[CheckedClass, ...]
    class_of: Mapping[str, int]
    sessions: tuple[SessionDomain, ...]
    week_of: Mapping[str, CheckedWeek]
