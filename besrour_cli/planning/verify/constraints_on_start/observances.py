"""Observances: religious times that a member observes and during which no session takes place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from besrour_cli.model.message import Message, msgn
from besrour_cli.model.programme import ANYONE, BlockedTime, Member
from besrour_cli.planning.verify.burden import CheckedWeek, overlaps_any
from besrour_cli.planning.verify.constraints_on_start.constraint import MemberConstraint, name_members

if TYPE_CHECKING:
    from numpy import bool_, int64
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Observances(MemberConstraint):
    """The blocked times in which no session takes place, whoever the member is to it."""

    times: tuple[BlockedTime, ...]

    @classmethod
    def of(cls, member: Member, week: CheckedWeek) -> Self | None:
        """Return the observances of a member, if there are any."""
        times = tuple(time for time in week.blocked if time.bar == ANYONE)
        return cls(times) if times else None

    def excludes(self, starts: NDArray[int64], minutes: NDArray[int64]) -> NDArray[bool_]:
        """Return which sessions overlap an observance."""
        return overlaps_any(self.times, starts, minutes)

    @staticmethod
    def sentence(names: Sequence[str]) -> Message:
        """Say whose observances a start falls into."""
        return msgn(
            "it falls into what {names} observes",
            "it falls into what {names} observe",
            len(names),
            names=name_members(names),
        )
