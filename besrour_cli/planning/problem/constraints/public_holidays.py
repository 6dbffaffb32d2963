"""No session is on a public holiday of someone who must be there."""

from __future__ import annotations

from collections.abc import Sequence

from besrour_cli.model.message import Message, msgn
from besrour_cli.model.programme import REQUIRED
from besrour_cli.planning.problem.constraints.start_constraint import (
    Mask,
    PreferenceConstraint,
    SessionStarts,
)
from besrour_cli.planning.problem.equivalence_classes import TimePreferences
from besrour_cli.planning.problem.local_time import touches
from besrour_cli.planning.problem.sentences import join_names


class PublicHolidays(PreferenceConstraint):
    """The blocked times of required members that are closed to those who must be there."""

    required_only = True

    def mask(self, clock: TimePreferences, starts: SessionStarts) -> Mask | None:
        """The starts from which the session would touch a holiday."""
        closed = [(t.start, t.end) for t in clock.blocked if t.bar == REQUIRED]
        return touches(closed, starts.grid.starts, starts.minutes) if closed else None

    def describe(self, names: Sequence[str]) -> Message:
        """The members' public holidays."""
        return msgn(
            "the public holidays of {names}, who is required",
            "the public holidays of {names}, who are required",
            len(names),
            names=join_names(names),
        )

    def describe_excluded(self, names: Sequence[str], excluded: int) -> Message:
        """How many starts the holidays exclude."""
        return msgn(
            "the public holidays of {names}, who is required, exclude {out}",
            "the public holidays of {names}, who are required, exclude {out}",
            len(names),
            names=join_names(names),
            out=excluded,
        )

    def describe_violated(self, names: Sequence[str]) -> Message:
        """That a start is on a holiday."""
        return msgn(
            "it is on a public holiday of {names}, who is required",
            "it is on a public holiday of {names}, who are required",
            len(names),
            names=join_names(names),
        )
