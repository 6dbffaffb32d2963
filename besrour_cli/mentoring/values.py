"""People who offer and ask, what was and what may not change, and what is found, as values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from besrour_cli.model.people.mentoring import MentoringGroup

HourCost: TypeAlias = Callable[[tuple[str, ...]], "int | None"]
"""What the best weekly hour of some people costs them together, in hundredths; None: none is reasonable."""


@dataclass(frozen=True, order=True)
class MentoringPerson:
    """Somebody who offers or asks.

    ``stage`` is how far her career has come (0: not known, 1 early, 2 mid, 3 senior), ``most`` how many
    groups she would mentor, ``wish`` the region she would like: ``other``, ``same`` or "".
    """

    id: str
    languages: tuple[str, ...]
    region: str = ""
    stage: int = 0
    offers: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    most: int = 1
    wish: str = ""


class MentoringProblem(NamedTuple):
    """All that groups are made of.

    ``past`` are pairs (mentor, mentee) of earlier terms. ``before`` are the groups of this term as they are:
    those that are introduced stay, the others change as little as can be. ``triads``: two who ask may share a
    mentor where there are too few.
    """

    people: tuple[MentoringPerson, ...]
    hour_cost: HourCost
    past: frozenset[tuple[str, str]] = frozenset()
    before: tuple[MentoringGroup, ...] = ()
    triads: bool = False

    def person(self, name: str) -> MentoringPerson | None:
        """The person of an id."""
        return next((each for each in self.people if each.id == name), None)


class MentoringStep(StrEnum):
    """What is wanted of groups, the most important first; each step keeps what those before it reached."""

    UNPAIRED = "unpaired"
    """People who ask and have no mentor."""
    TRIADS = "triads"
    """Mentors shared by two."""
    CHANGED = "changed"
    """Pairs of this term that are not kept."""
    TOPICS = "topics"
    """Pairs without a topic that one asks and the other offers."""
    REGIONS = "regions"
    """Wishes for a region that are not met."""
    HOURS = "hours"
    """What their best weekly hour costs all groups, in hundredths."""


class NoMentorReason(StrEnum):
    """Why somebody cannot be mentored by somebody, in the order in which it is looked at."""

    LANGUAGE = "language"
    CAREER = "career"
    PAST = "past"
    HOURS = "hours"
    FULL = "full"


class Unpaired(NamedTuple):
    """Somebody who asks and has no mentor, and how many mentors each reason keeps from her."""

    person: str
    reasons: tuple[tuple[NoMentorReason, int], ...]


class MentoringResult(NamedTuple):
    """The groups in order of their ids, who has no mentor and why, and what each step reaches.

    ``proven``: no other groups are better in any step.
    """

    groups: tuple[MentoringGroup, ...]
    unpaired: tuple[Unpaired, ...]
    steps: tuple[tuple[MentoringStep, int], ...]
    proven: bool
    free: tuple[str, ...] = ()
