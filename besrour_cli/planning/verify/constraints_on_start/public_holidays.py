"""Public holidays of a member's country, for sessions where the member must be there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from besrour_cli.model.message import Message, msgn
from besrour_cli.model.programme import REQUIRED, BlockedTime, Member
from besrour_cli.planning.verify.burden import CheckedWeek, overlaps_any
from besrour_cli.planning.verify.constraints_on_start.constraint import MemberConstraint, name_members

if TYPE_CHECKING:
    from numpy import bool_, int64
    from numpy.typing import NDArray


@dataclass(frozen=True)
class PublicHolidays(MemberConstraint):
    """The blocked times in which no session takes place at which the member must be."""

    times: tuple[BlockedTime, ...]
    required_only: ClassVar[bool] = True

    @classmethod
    def of(cls, member: Member, week: CheckedWeek) -> Self | None:
        """Return the public holidays of a member, if there are any."""
        times = tuple(time for time in week.blocked if time.bar == REQUIRED)
        return cls(times) if times else None

    def excludes(self, starts: NDArray[int64], minutes: NDArray[int64]) -> NDArray[bool_]:
        """Return which sessions overlap a public holiday."""
        return overlaps_any(self.times, starts, minutes)

    @staticmethod
    def sentence(names: Sequence[str]) -> Message:
        """Say whose public holiday a start is on."""
        return msgn(
            "it is on a public holiday of {names}, who is required",
            "it is on a public holiday of {names}, who are required",
            len(names),
            names=name_members(names),
        )
