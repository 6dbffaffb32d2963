"""No session meets what someone's own calendar has taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from besrour_cli.clock.instants import to_epoch_minutes
from besrour_cli.model.message import Message, msgn
from besrour_cli.planning.problem.constraints.start_constraint import Mask, MemberConstraint, SessionStarts
from besrour_cli.planning.problem.local_time import touches
from besrour_cli.planning.problem.sentences import join_names


class Busy(MemberConstraint):
    """The dated hours of members' own calendars (``besrour busy``)."""

    def masks(self, starts: SessionStarts) -> Iterator[tuple[tuple[str, ...], Mask]]:
        """For each member by themselves, the starts from which the session would meet a taken hour."""
        if not any(member.busy for member in starts.programme.members):
            return  # mostly nobody has given a calendar, and who is invited need not be asked
        for member in starts.programme.invited(starts.session):
            if member.busy:
                taken = [(to_epoch_minutes(a), to_epoch_minutes(b)) for a, b in member.busy]
                yield (member.id,), touches(taken, starts.grid.starts, starts.minutes)

    def describe(self, names: Sequence[str]) -> Message:
        """The members' calendars."""
        return msgn(
            "the calendar of {names}", "the calendars of {names}", len(names), names=join_names(names)
        )

    def describe_excluded(self, names: Sequence[str], excluded: int) -> Message:
        """How many starts the calendars exclude."""
        return msgn(
            "the calendar of {names} excludes {out}",
            "the calendars of {names} exclude {out}",
            len(names),
            names=join_names(names),
            out=excluded,
        )

    def describe_violated(self, names: Sequence[str]) -> Message:
        """That the calendars are taken."""
        return msgn(
            "the calendar of {names} is taken",
            "the calendars of {names} are taken",
            len(names),
            names=join_names(names),
        )
