"""No session falls into what someone invited observes: Friday prayer, iftar, sabbath, feasts."""

from __future__ import annotations

from collections.abc import Sequence

from besrour_cli.model.message import Message, msgn
from besrour_cli.model.programme import ANYONE
from besrour_cli.planning.problem.constraints.start_constraint import (
    Mask,
    PreferenceConstraint,
    SessionStarts,
)
from besrour_cli.planning.problem.equivalence_classes import TimePreferences
from besrour_cli.planning.problem.local_time import touches
from besrour_cli.planning.problem.sentences import join_names


class Observances(PreferenceConstraint):
    """The blocked times of everyone invited that are closed to any session."""

    weekly = True  # prayers and sabbaths are; the longer ones are taken for such

    def mask(self, clock: TimePreferences, starts: SessionStarts) -> Mask | None:
        """The starts from which the session would touch a closed time."""
        closed = [(t.start, t.end) for t in clock.blocked if t.bar == ANYONE]
        return touches(closed, starts.grid.starts, starts.minutes) if closed else None

    def describe(self, names: Sequence[str]) -> Message:
        """What the members observe."""
        return msgn("what {names} observes", "what {names} observe", len(names), names=join_names(names))

    def describe_excluded(self, names: Sequence[str], excluded: int) -> Message:
        """How many starts the observances exclude."""
        return msgn(
            "what {names} observes excludes {out}",
            "what {names} observe excludes {out}",
            len(names),
            names=join_names(names),
            out=excluded,
        )

    def describe_violated(self, names: Sequence[str]) -> Message:
        """That a start falls into what the members observe."""
        return msgn(
            "it falls into what {names} observes",
            "it falls into what {names} observe",
            len(names),
            names=join_names(names),
        )
