"""Never-hours: hours of a member's local week of which a session touches no minute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from besrour_cli.model.message import Message, msg
from besrour_cli.model.programme import Member, WeekSpan
from besrour_cli.planning.verify.burden import CheckedWeek
from besrour_cli.planning.verify.constraints_on_start.constraint import MemberConstraint, name_members

if TYPE_CHECKING:
    from numpy import bool_, int64
    from numpy.typing import NDArray


@dataclass(frozen=True)
class NeverHours(MemberConstraint):
    """The never-hours of one local week."""

    week: CheckedWeek
    never: tuple[WeekSpan, ...]

    @classmethod
    def of(cls, member: Member, week: CheckedWeek) -> Self | None:
        """Return the never-hours of a member, if there are any."""
        return cls(week, tuple(member.never)) if member.never else None

    def excludes(self, starts: NDArray[int64], minutes: NDArray[int64]) -> NDArray[bool_]:
        """Return which sessions touch a never-hour."""
        return self.week.minutes_in(self.never, starts, minutes) > 0

    @staticmethod
    def sentence(names: Sequence[str]) -> Message:
        """Say in whose never-hours a start falls."""
        return msg("it falls in the never-hours of {names}", names=name_members(names))
