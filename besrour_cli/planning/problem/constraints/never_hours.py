"""No session falls into the hours of the week that someone invited can never make."""

from __future__ import annotations

from collections.abc import Sequence

from besrour_cli.model.message import Message, msg
from besrour_cli.planning.problem.constraints.start_constraint import (
    Mask,
    PreferenceConstraint,
    SessionStarts,
)
from besrour_cli.planning.problem.equivalence_classes import TimePreferences
from besrour_cli.planning.problem.local_time import minutes_inside
from besrour_cli.planning.problem.sentences import join_names


class NeverHours(PreferenceConstraint):
    """The never-hours of everyone invited (``never`` in the roster)."""

    weekly = True

    def mask(self, clock: TimePreferences, starts: SessionStarts) -> Mask | None:
        """The starts from which a minute of the session would be in never-hours."""
        if not clock.never:
            return None
        mask: Mask = minutes_inside(clock.never, clock.zone, starts.grid.starts, starts.minutes) > 0
        return mask

    def describe(self, names: Sequence[str]) -> Message:
        """The members' never-hours."""
        return msg("the never-hours of {names}", names=join_names(names))

    def describe_excluded(self, names: Sequence[str], excluded: int) -> Message:
        """How many starts the never-hours exclude."""
        return msg("the never-hours of {names} exclude {out}", names=join_names(names), out=excluded)

    def describe_violated(self, names: Sequence[str]) -> Message:
        """That a start falls in the never-hours."""
        return msg("it falls in the never-hours of {names}", names=join_names(names))
