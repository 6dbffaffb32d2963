"""What a constraint on a start is: the starts it excludes, and its sentences.

To add one: a subclass of :class:`FileConstraint`, :class:`MemberConstraint` or :class:`PreferenceConstraint`,
a line in ``registry.CONSTRAINTS``, and its counterpart in the checker (``planning.verify``), which shares no
code with this package on purpose.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, NamedTuple

from numpy import bool_, int64
from numpy.typing import NDArray

from besrour_cli.model.message import Message
from besrour_cli.model.programme import Programme, Session
from besrour_cli.model.units import EpochMinute
from besrour_cli.planning.problem.candidates import CandidateGrid
from besrour_cli.planning.problem.equivalence_classes import MemberClass, SessionIndex, TimePreferences
from besrour_cli.planning.problem.sentences import join_names

Mask = NDArray[bool_]
"""One value a start of the grid: True where the start is excluded."""


@dataclass(frozen=True)
class SessionStarts:
    """The starts of one session that constraints judge, and the classes of the members invited to it.

    ``index`` is the session's position among those that ``people`` were grouped for; ``minutes`` its length;
    ``now`` the moment before which a start is past. ``by_hand``: the start was fixed by hand, and so need not
    suit the wishes of those who are required.
    """

    programme: Programme
    session: Session
    index: SessionIndex
    minutes: int
    grid: CandidateGrid
    people: tuple[MemberClass, ...]
    now: EpochMinute
    by_hand: bool = False

    def at(self, positions: NDArray[int64]) -> SessionStarts:
        """The same with some of the starts."""
        return replace(self, grid=self.grid.at(positions))

    def required(self) -> Iterator[MemberClass]:
        """The classes of those who must be there; none if the start was fixed by hand."""
        return (p for p in self.people if self.index in p.required and not self.by_hand)


class Sentences(NamedTuple):
    """A constraint of members in words: what to give up, how much it excludes, that a start violates it."""

    demand: Message
    excluded: Message
    violated: Message


class StartConstraint(ABC):
    """A constraint on the start of a session.

    ``relaxable``: it can be given up so that a session has a start. ``weekly``: it excludes much the same
    hours every week, so that where it leaves nothing, other dates are of no help.
    """

    relaxable: ClassVar[bool] = True
    weekly: ClassVar[bool] = False

    @abstractmethod
    def masks(self, starts: SessionStarts) -> Iterator[tuple[tuple[str, ...], Mask]]:
        """Which starts are excluded, for each group of members (ids) who have the constraint.

        A constraint of the files has no members and one mask.
        """

    @abstractmethod
    def describe(self, names: Sequence[str]) -> Message:
        """The constraint as something to give up or to respect; ``names`` of the members who have it."""

    @abstractmethod
    def describe_excluded(self, names: Sequence[str], excluded: int) -> Message:
        """How many starts the constraint excludes."""


class FileConstraint(StartConstraint):
    """A constraint of the programme's files on the start itself; a start fixed by hand need not meet it.

    ``demand`` is the constraint as something to give up or to respect, ``violated`` that a start violates it.
    """

    demand: ClassVar[Message]
    violated: ClassVar[Message]

    @abstractmethod
    def mask(self, starts: SessionStarts) -> Mask:
        """Which starts are excluded."""

    def describe(self, names: Sequence[str]) -> Message:
        """The ``demand``."""
        return self.demand

    def describe_violated(self, starts: SessionStarts) -> Iterator[Message]:
        """What a start that ``mask`` excludes violates, the only one of ``starts``: a sentence an entry."""
        yield self.violated

    def lifted(self, programme: Programme, session: Session) -> Programme:
        """The programme without this constraint on one of its sessions, if its files can lift it."""
        return programme

    def masks(self, starts: SessionStarts) -> Iterator[tuple[tuple[str, ...], Mask]]:
        """The one mask, of no member."""
        yield (), self.mask(starts)


class MemberConstraint(StartConstraint):
    """A constraint that members have; each of them would have to give it up."""

    @abstractmethod
    def sentences(self, names: Message, n: int, out: int) -> Sentences:
        """The constraint of ``n`` members, with their names joined; ``out``: how many starts it excludes."""

    def describe(self, names: Sequence[str]) -> Message:
        """The constraint as something to give up or to respect."""
        return self.sentences(join_names(names), len(names), 0).demand

    def describe_excluded(self, names: Sequence[str], excluded: int) -> Message:
        """How many starts the constraint excludes."""
        return self.sentences(join_names(names), len(names), excluded).excluded

    def describe_violated(self, names: Sequence[str]) -> Message:
        """That a start violates it, as a sentence on the start: "it falls in the never-hours of ..."."""
        return self.sentences(join_names(names), len(names), 0).violated


class PreferenceConstraint(MemberConstraint):
    """A constraint that members' time preferences decide; ``required_only``: of those who must be there."""

    required_only: ClassVar[bool] = False

    @abstractmethod
    def mask(self, clock: TimePreferences, starts: SessionStarts) -> Mask | None:
        """Which starts are excluded for people of these preferences; None: they exclude none at any time."""

    def masks(self, starts: SessionStarts) -> Iterator[tuple[tuple[str, ...], Mask]]:
        """The mask of each class, worked out once for classes of the same preferences."""
        known: dict[TimePreferences, Mask | None] = {}
        for person in starts.required() if self.required_only else starts.people:
            if person.clock not in known:
                known[person.clock] = self.mask(person.clock, starts)
            mask = known[person.clock]
            if mask is not None:
                yield person.members, mask
