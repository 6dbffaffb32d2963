"""All constraints on a start, in the order in which they are named to the coordinator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from besrour_cli.model.message import Message
from besrour_cli.planning.problem.constraints import of_files, of_members
from besrour_cli.planning.problem.constraints.start_constraint import (
    FileConstraint,
    Mask,
    MemberConstraint,
    SessionStarts,
    StartConstraint,
)

CONSTRAINTS: tuple[StartConstraint, ...] = (
    of_files.Past(),
    of_files.Weekdays(),
    of_files.HoursOfDay(),
    of_files.Blackouts(),
    of_members.NeverHours(),
    of_members.Busy(),
    of_members.Observances(),
    of_members.PublicHolidays(),
    of_members.OwnHours(),
)


class ConstraintHolders(NamedTuple):
    """A constraint and the members (ids) who have it; a constraint of the files has none."""

    constraint: StartConstraint
    members: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """The number of individual constraints: one for a constraint of the files, else one a member."""
        return max(1, len(self.members))

    def describe(self, names: Mapping[str, str]) -> Message:
        """The constraint as something to give up or to respect; ``names``: member id to name."""
        return self.constraint.describe(self._named(names))

    def describe_excluded(self, excluded: int, names: Mapping[str, str]) -> Message:
        """How many starts it excludes."""
        return self.constraint.describe_excluded(self._named(names), excluded)

    def _named(self, names: Mapping[str, str]) -> list[str]:
        return [names.get(member, member) for member in self.members]


Exclusions = Mapping[ConstraintHolders, Mask]
"""The starts that each constraint excludes; a constraint that excludes none has no entry."""


def file_constraints() -> tuple[FileConstraint, ...]:
    """The constraints of the files on the start itself."""
    return tuple(c for c in CONSTRAINTS if isinstance(c, FileConstraint))


def member_constraints() -> tuple[MemberConstraint, ...]:
    """The constraints that members have."""
    return tuple(c for c in CONSTRAINTS if isinstance(c, MemberConstraint))


def exclusions(constraints: Iterable[StartConstraint], starts: SessionStarts) -> Exclusions:
    """The starts that each of some constraints excludes, for each group of members apart."""
    return {
        ConstraintHolders(constraint, members): mask
        for constraint in constraints
        for members, mask in constraint.masks(starts)
        if mask.any()
    }


def excluded(constraints: Iterable[StartConstraint], starts: SessionStarts) -> Mask:
    """The starts that any of some constraints excludes."""
    found = np.zeros(len(starts.grid.starts), np.bool_)
    for constraint in constraints:
        for _, mask in constraint.masks(starts):
            found |= mask
    return found


def merge_holders(holders: Sequence[ConstraintHolders]) -> list[ConstraintHolders]:
    """One entry a constraint, with everyone who has it; members in the order of ``holders``."""
    found: dict[StartConstraint, list[str]] = {}
    for constraint, members in holders:
        found.setdefault(constraint, []).extend(members)
    order = sorted(found, key=CONSTRAINTS.index)
    return [ConstraintHolders(each, tuple(dict.fromkeys(found[each]))) for each in order]
