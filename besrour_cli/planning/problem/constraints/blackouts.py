"""No minute of a session is on a blackout date of the programme, as the anchor's calendar has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from besrour_cli.model.message import Message, msg
from besrour_cli.model.programme import DAY, Blackout, Programme, Session
from besrour_cli.planning.problem.candidates import epoch_day
from besrour_cli.planning.problem.constraints.start_constraint import FileConstraint, Mask, SessionStarts


class Blackouts(FileConstraint):
    """The blackout dates of the programme."""

    def mask(self, starts: SessionStarts) -> Mask:
        """The starts from which a session would touch a blackout."""
        mask = np.zeros(len(starts.grid.starts), np.bool_)
        for blackout in starts.programme.blackouts:
            mask |= _touching(blackout, starts)
        return mask

    def describe(self, names: Sequence[str]) -> Message:
        """The blackout dates."""
        return msg("the blackout dates")

    def describe_excluded(self, names: Sequence[str], excluded: int) -> Message:
        """How many starts the blackout dates exclude."""
        return msg("the blackout dates exclude {n}", n=excluded)

    def describe_violated(self, starts: SessionStarts) -> Iterator[Message]:
        """Each blackout that the session would touch, with its reason."""
        for blackout in starts.programme.blackouts:
            if _touching(blackout, starts).any():
                yield msg("it is on a blackout date: {reason}", reason=blackout.reasons)

    def lifted(self, programme: Programme, session: Session) -> Programme:
        """The programme without blackouts."""
        return replace(programme, blackouts=())


def _touching(blackout: Blackout, starts: SessionStarts) -> Mask:
    # read on the anchor's clock face: an hour skipped or doubled within the session moves no date
    days = starts.grid.days
    last_days = days + (starts.grid.clock + max(starts.minutes, 1) - 1) // DAY
    mask: Mask = (last_days >= epoch_day(blackout.first)) & (days <= epoch_day(blackout.last))
    return mask
