"""A session is within the own good hours of everyone who must be there and named some."""

from __future__ import annotations

from collections.abc import Sequence

from besrour_cli.model.message import Message, msgn
from besrour_cli.planning.problem.constraints.start_constraint import (
    Mask,
    PreferenceConstraint,
    SessionStarts,
)
from besrour_cli.planning.problem.equivalence_classes import TimePreferences
from besrour_cli.planning.problem.local_time import minutes_inside
from besrour_cli.planning.problem.sentences import join_names


class OwnHours(PreferenceConstraint):
    """The own hours of required members (``hours`` in the roster)."""

    weekly = True
    required_only = True

    def mask(self, clock: TimePreferences, starts: SessionStarts) -> Mask | None:
        """The starts from which a minute of the session would be outside of the hours."""
        if not clock.hours:
            return None
        inside = minutes_inside(clock.hours, clock.zone, starts.grid.starts, starts.minutes)
        mask: Mask = inside < starts.minutes
        return mask

    def describe(self, names: Sequence[str]) -> Message:
        """The members' own hours."""
        return msgn(
            "the own hours of {names}, who is required",
            "the own hours of {names}, who are required",
            len(names),
            names=join_names(names),
        )

    def describe_excluded(self, names: Sequence[str], excluded: int) -> Message:
        """How many starts the hours exclude."""
        return msgn(
            "the hours of {names}, who is required, exclude {out}",
            "the hours of {names}, who are required, exclude {out}",
            len(names),
            names=join_names(names),
            out=excluded,
        )

    def describe_violated(self, names: Sequence[str]) -> Message:
        """That a start is outside of the hours."""
        return msgn(
            "it is outside of the own hours of {names}, who is required",
            "it is outside of the own hours of {names}, who are required",
            len(names),
            names=join_names(names),
        )
