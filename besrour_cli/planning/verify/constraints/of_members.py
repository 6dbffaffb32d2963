"""The constraints of members on a start: their hours, calendars, observances and holidays.

To add one, write a class here and name it in ``MEMBER_CONSTRAINTS``, in the order of the sentences.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Self

import numpy as np
from numpy.typing import NDArray

from besrour_cli.clock.instants import to_epoch_minutes
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.model.programme import ANYONE, REQUIRED, BlockedTime, Member, WeekSpan
from besrour_cli.planning.verify.burden import CheckedWeek, overlaps_any

_NAMES = 3
"""Members named in a sentence before the rest are counted."""


class CheckedMemberConstraint(ABC):
    """The starts at which one member cannot take part; members with equal constraints are looked at once.

    ``required_only``: it counts only where the member must be there and no start was pinned by hand.
    """

    required_only: ClassVar[bool] = False

    @classmethod
    @abstractmethod
    def of(cls, member: Member, week: CheckedWeek) -> Self | None:
        """Return the constraint of a member, whose local week is given; None if the member has none."""

    @abstractmethod
    def excludes(self, starts: NDArray[np.int64], minutes: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which sessions are excluded, from their starts (epoch minutes) and lengths in minutes."""

    @staticmethod
    @abstractmethod
    def sentence(n: int, names: Message) -> Message:
        """Return the sentence for a start that breaks the constraint of ``n`` members with these names."""


@dataclass(frozen=True)
class CheckedNeverHours(CheckedMemberConstraint):
    """Hours of a member's local week of which a session touches no minute."""

    week: CheckedWeek
    never: tuple[WeekSpan, ...]

    @classmethod
    def of(cls, member: Member, week: CheckedWeek) -> Self | None:
        """Return the never-hours of a member, if there are any."""
        return cls(week, tuple(member.never)) if member.never else None

    def excludes(self, starts: NDArray[np.int64], minutes: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which sessions touch a never-hour."""
        return self.week.minutes_in(self.never, starts, minutes) > 0

    @staticmethod
    def sentence(n: int, names: Message) -> Message:
        """Say in whose never-hours a start falls."""
        return msg("it falls in the never-hours of {names}", names=names)


@dataclass(frozen=True)
class CheckedBusyCalendar(CheckedMemberConstraint):
    """The times at which a member's own calendar is taken, from their begin to their end."""

    busy: tuple[tuple[datetime, datetime], ...]

    @classmethod
    def of(cls, member: Member, week: CheckedWeek) -> Self | None:
        """Return the busy times of a member, if there are any."""
        return cls(tuple(member.busy)) if member.busy else None

    def excludes(self, starts: NDArray[np.int64], minutes: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which sessions overlap a busy time; a session of no length takes one minute here."""
        taken, ends = np.zeros(len(starts), np.bool_), starts + np.maximum(minutes, 1)
        for begin, end in self.busy:
            taken |= (ends > to_epoch_minutes(begin)) & (starts < to_epoch_minutes(end))
        return taken

    @staticmethod
    def sentence(n: int, names: Message) -> Message:
        """Say whose calendars are taken."""
        return msgn("the calendar of {names} is taken", "the calendars of {names} are taken", n, names=names)


@dataclass(frozen=True)
class _CheckedBlockedTimes(CheckedMemberConstraint):
    """The blocked times of a member that are closed to some: ``bar`` says to whom."""

    times: tuple[BlockedTime, ...]
    bar: ClassVar[int]

    @classmethod
    def of(cls, member: Member, week: CheckedWeek) -> Self | None:
        """Return the blocked times of a member, if there are any."""
        times = tuple(time for time in week.blocked if time.bar == cls.bar)
        return cls(times) if times else None

    def excludes(self, starts: NDArray[np.int64], minutes: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which sessions overlap a blocked time."""
        return overlaps_any(self.times, starts, minutes)


class CheckedObservances(_CheckedBlockedTimes):
    """Religious times that a member observes and during which no session takes place."""

    bar = ANYONE

    @staticmethod
    def sentence(n: int, names: Message) -> Message:
        """Say whose observances a start falls into."""
        return msgn(
            "it falls into what {names} observes", "it falls into what {names} observe", n, names=names
        )


class CheckedPublicHolidays(_CheckedBlockedTimes):
    """Public holidays of a member's country, for sessions where the member must be there."""

    bar = REQUIRED
    required_only = True

    @staticmethod
    def sentence(n: int, names: Message) -> Message:
        """Say whose public holiday a start is on."""
        return msgn(
            "it is on a public holiday of {names}, who is required",
            "it is on a public holiday of {names}, who are required",
            n,
            names=names,
        )


@dataclass(frozen=True)
class CheckedOwnHours(CheckedMemberConstraint):
    """The hours of the local week that a member gave, for sessions where the member must be there."""

    week: CheckedWeek
    hours: tuple[WeekSpan, ...]
    required_only: ClassVar[bool] = True

    @classmethod
    def of(cls, member: Member, week: CheckedWeek) -> Self | None:
        """Return the own hours of a member, if there are any."""
        return cls(week, tuple(member.hours)) if member.hours else None

    def excludes(self, starts: NDArray[np.int64], minutes: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which sessions have a minute outside of the own hours."""
        return self.week.minutes_in(self.hours, starts, minutes) < minutes

    @staticmethod
    def sentence(n: int, names: Message) -> Message:
        """Say outside of whose own hours a start is."""
        return msgn(
            "it is outside of the own hours of {names}, who is required",
            "it is outside of the own hours of {names}, who are required",
            n,
            names=names,
        )


MEMBER_CONSTRAINTS: tuple[type[CheckedMemberConstraint], ...] = (
    CheckedNeverHours,
    CheckedBusyCalendar,
    CheckedObservances,
    CheckedPublicHolidays,
    CheckedOwnHours,
)


def name_members(names: Sequence[str]) -> Message:
    """Return members by name, the first three; then how many more."""
    first, rest = names[:_NAMES], len(names) - _NAMES
    if rest > 0:
        return msgn("{names} and {n} more", "{names} and {n} more", rest, names=", ".join(first))
    if len(first) == 1:
        return msg("{name}", name=first[0])
    return msg("{first} and {second}", first=", ".join(first[:-1]), second=first[-1])
