"""A start is on one of the session's weekdays, as the anchor's calendar has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from besrour_cli.model.message import Message, msg
from besrour_cli.model.programme import Programme, Session
from besrour_cli.planning.problem.constraints.start_constraint import FileConstraint, Mask, SessionStarts

_EVERY_DAY = tuple(range(7))
_EPOCH_WEEKDAY = 3  # 1970-01-01 was a Thursday; Monday is 0


class Weekdays(FileConstraint):
    """The weekdays of a session (``weekdays`` in its file, else its series')."""

    weekly = True

    def mask(self, starts: SessionStarts) -> Mask:
        """The starts on other weekdays."""
        weekday = (starts.grid.days + _EPOCH_WEEKDAY) % len(_EVERY_DAY)
        return ~np.isin(weekday, np.array(starts.session.weekdays, np.int64))

    def describe(self, names: Sequence[str]) -> Message:
        """The session's weekdays."""
        return msg("its weekdays")

    def describe_excluded(self, names: Sequence[str], excluded: int) -> Message:
        """How many starts the weekdays exclude."""
        return msg("the weekdays exclude {n}", n=excluded)

    def describe_violated(self, starts: SessionStarts) -> Iterator[Message]:
        """That the start is on another weekday."""
        yield msg("it is not on one of the session’s weekdays")

    def lifted(self, programme: Programme, session: Session) -> Programme:
        """The session on any weekday."""
        return programme.with_session(replace(session, weekdays=_EVERY_DAY))
