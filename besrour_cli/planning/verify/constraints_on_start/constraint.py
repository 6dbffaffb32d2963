"""What a constraint on a session's start is: one of the files, or one of a member who takes part."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Self

from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.model.programme import Member, Programme, Session
from besrour_cli.planning.verify.burden import CheckedWeek

if TYPE_CHECKING:
    from numpy import bool_, int64
    from numpy.typing import NDArray

_NAMES = 3
"""Members named in a sentence before the rest are counted."""


class AnchorStart(NamedTuple):
    """A start of a session as the anchor's clock shows it; ``begin`` has no zone."""

    programme: Programme
    session: Session
    begin: datetime


FileConstraint = Callable[[AnchorStart], Iterator[Message]]
"""Yields a sentence for each way in which a start breaks the constraint."""


class MemberConstraint(ABC):
    """The starts at which one member cannot take part; members with equal constraints are looked at once.

    ``required_only``: it counts only where the member must be there and no start was pinned by hand.
    """

    required_only: ClassVar[bool] = False

    @classmethod
    @abstractmethod
    def of(cls, member: Member, week: CheckedWeek) -> Self | None:
        """Return the constraint of a member, whose local week is given; None if the member has none."""

    @abstractmethod
    def excludes(self, starts: NDArray[int64], minutes: NDArray[int64]) -> NDArray[bool_]:
        """Return which sessions are excluded, from their starts (epoch minutes) and lengths in minutes."""

    @staticmethod
    @abstractmethod
    def sentence(names: Sequence[str]) -> Message:
        """Return the sentence for a start that breaks the constraint of members with these names."""


def name_members(names: Sequence[str]) -> Message:
    """Return members by name, the first three; then how many more."""
    first, rest = names[:_NAMES], len(names) - _NAMES
    if rest > 0:
        return msgn("{names} and {n} more", "{names} and {n} more", rest, names=", ".join(first))
    if len(first) == 1:
        return msg("{name}", name=first[0])
    return msg("{first} and {second}", first=", ".join(first[:-1]), second=first[-1])
