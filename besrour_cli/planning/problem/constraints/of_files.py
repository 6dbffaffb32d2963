"""The constraints of the programme's files: on the weekday, the hour, the date of a start."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.model.programme import DAY, Blackout, Programme, Session
from besrour_cli.planning.problem.candidates import epoch_day
from besrour_cli.planning.problem.constraints.start_constraint import FileConstraint, Mask, SessionStarts

_EVERY_DAY = tuple(range(7))
_EPOCH_WEEKDAY = 3  # 1970-01-01 was a Thursday; Monday is 0


class Past(FileConstraint):
    """No start lies before the moment of planning; nobody can give this up."""

    relaxable = False
    demand = msg("that it lies ahead")
    violated = msg("it lies in the past")

    def mask(self, starts: SessionStarts) -> Mask:
        """The starts before ``now``."""
        mask: Mask = starts.grid.starts < starts.now
        return mask

    def describe_excluded(self, names: Sequence[str], excluded: int) -> Message:
        """How many starts are past."""
        return msgn("{n} is past", "{n} are past", excluded)


class Weekdays(FileConstraint):
    """A start is on one of the session's weekdays (``weekdays`` in its file, else its series')."""

    weekly = True
    demand = msg("its weekdays")
    violated = msg("it is not on one of the session’s weekdays")

    def mask(self, starts: SessionStarts) -> Mask:
        """The starts on other weekdays, as the anchor's calendar has them."""
        weekday = (starts.grid.days + _EPOCH_WEEKDAY) % len(_EVERY_DAY)
        return ~np.isin(weekday, np.array(starts.session.weekdays, np.int64))

    def describe_excluded(self, names: Sequence[str], excluded: int) -> Message:
        """How many starts the weekdays exclude."""
        return msg("the weekdays exclude {n}", n=excluded)

    def lifted(self, programme: Programme, session: Session) -> Programme:
        """The session on any weekday."""
        return programme.with_session(replace(session, weekdays=_EVERY_DAY))


class HoursOfDay(FileConstraint):
    """A session is, from start to end, within its series' hours of the anchor's day (``between``).

    They may run over midnight.
    """

    weekly = True
    demand = msg("its hours of the day (between)")
    violated = msg("it is not within the series’ hours of the day (between)")

    def mask(self, starts: SessionStarts) -> Mask:
        """The starts from which a session would not lie within the hours; none if they are a whole day."""
        first, end = starts.programme.series[starts.session.series].between
        length = (end - first) % DAY
        if not length:
            return np.zeros(len(starts.grid.starts), np.bool_)
        mask: Mask = (starts.grid.clock - first) % DAY + starts.minutes > length
        return mask

    def describe_excluded(self, names: Sequence[str], excluded: int) -> Message:
        """How many starts the hours of the day exclude."""
        return msg("the hours of the day exclude {n}", n=excluded)

    def lifted(self, programme: Programme, session: Session) -> Programme:
        """The programme with the session's whole series allowed at any hour of the day."""
        series = replace(programme.series[session.series], between=(0, DAY))
        return replace(programme, series={**programme.series, series.id: series})


class Blackouts(FileConstraint):
    """No minute of a session is on a blackout date of the programme, as the anchor's calendar has it."""

    demand = msg("the blackout dates")

    def mask(self, starts: SessionStarts) -> Mask:
        """The starts from which a session would touch a blackout."""
        mask = np.zeros(len(starts.grid.starts), np.bool_)
        for blackout in starts.programme.blackouts:
            mask |= _touching(blackout, starts)
        return mask

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
