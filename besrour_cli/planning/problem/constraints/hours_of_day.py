"""A session is, from start to end, within its series' hours of the day on the anchor's clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from besrour_cli.model.message import Message, msg
from besrour_cli.model.programme import DAY, Programme, Session
from besrour_cli.planning.problem.constraints.start_constraint import FileConstraint, Mask, SessionStarts


class HoursOfDay(FileConstraint):
    """The hours of the day of a series (``between`` in its file); they may run over midnight."""

    weekly = True

    def mask(self, starts: SessionStarts) -> Mask:
        """The starts from which a session would not lie within the hours; none if they are a whole day."""
        first, end = starts.programme.series[starts.session.series].between
        length = (end - first) % DAY
        if not length:
            return np.zeros(len(starts.grid.starts), np.bool_)
        mask: Mask = (starts.grid.clock - first) % DAY + starts.minutes > length
        return mask

    def describe(self, names: Sequence[str]) -> Message:
        """The session's hours of the day."""
        return msg("its hours of the day (between)")

    def describe_excluded(self, names: Sequence[str], excluded: int) -> Message:
        """How many starts the hours of the day exclude."""
        return msg("the hours of the day exclude {n}", n=excluded)

    def describe_violated(self, starts: SessionStarts) -> Iterator[Message]:
        """That the session would not be within the hours."""
        yield msg("it is not within the series’ hours of the day (between)")

    def lifted(self, programme: Programme, session: Session) -> Programme:
        """The session's series at any hour of the day."""
        series = replace(programme.series[session.series], between=(0, DAY))
        return replace(programme, series={**programme.series, series.id: series})
