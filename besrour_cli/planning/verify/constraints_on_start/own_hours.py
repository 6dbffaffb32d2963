"""Own hours: the hours of the local week that a member gave, for sessions where the member must be there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from besrour_cli.model.message import Message, msgn
from besrour_cli.model.programme import Member, WeekSpan
from besrour_cli.planning.verify.burden import CheckedWeek
from besrour_cli.planning.verify.constraints_on_start.constraint import MemberConstraint, name_members

if TYPE_CHECKING:
    from numpy import bool_, int64
    from numpy.typing import NDArray


@dataclass(frozen=True)
class OwnHours(MemberConstraint):
    """The own hours of one local week."""

    week: CheckedWeek
    hours: tuple[WeekSpan, ...]
    required_only: ClassVar[bool] = True

    @classmethod
    def of(cls, member: Member, week: CheckedWeek) -> Self | None:
        """Return the own hours of a member, if there are any."""
        return cls(week, tuple(member.hours)) if member.hours else None

    def excludes(self, starts: NDArray[int64], minutes: NDArray[int64]) -> NDArray[bool_]:
        """Return which sessions have a minute outside of the own hours."""
        return self.week.minutes_in(self.hours, starts, minutes) < minutes

    @staticmethod
    def sentence(names: Sequence[str]) -> Message:
        """Say outside of whose own hours a start is."""
        return msgn(
            "it is outside of the own hours of {names}, who is required",
            "it is outside of the own hours of {names}, who are required",
            len(names),
            names=name_members(names),
        )
