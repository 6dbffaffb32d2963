"""Busy calendars: the times at which a member's own calendar is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Self

import numpy as np

from besrour_cli.clock.instants import to_epoch_minutes
from besrour_cli.model.message import Message, msgn
from besrour_cli.model.programme import Member
from besrour_cli.planning.verify.burden import CheckedWeek
from besrour_cli.planning.verify.constraints_on_start.constraint import MemberConstraint, name_members

if TYPE_CHECKING:
    from numpy import bool_, int64
    from numpy.typing import NDArray


@dataclass(frozen=True)
class BusyCalendar(MemberConstraint):
    """The busy times of one calendar, from their begin to their end."""

    busy: tuple[tuple[datetime, datetime], ...]

    @classmethod
    def of(cls, member: Member, week: CheckedWeek) -> Self | None:
        """Return the busy times of a member, if there are any."""
        return cls(tuple(member.busy)) if member.busy else None

    def excludes(self, starts: NDArray[int64], minutes: NDArray[int64]) -> NDArray[bool_]:
        """Return which sessions overlap a busy time; a session of no length takes one minute here."""
        taken, ends = np.zeros(len(starts), np.bool_), starts + np.maximum(minutes, 1)
        for begin, end in self.busy:
            taken |= (ends > to_epoch_minutes(begin)) & (starts < to_epoch_minutes(end))
        return taken

    @staticmethod
    def sentence(names: Sequence[str]) -> Message:
        """Say whose calendars are taken."""
        return msgn(
            "the calendar of {names} is taken",
            "the calendars of {names} are taken",
            len(names),
            names=name_members(names),
        )
