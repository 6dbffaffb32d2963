"""The constraints that members have: on the hours of their week, their calendars, their holidays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from besrour_cli.clock.instants import to_epoch_minutes
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.model.programme import ANYONE, REQUIRED
from besrour_cli.planning.problem.constraints.start_constraint import (
    Mask,
    MemberConstraint,
    PreferenceConstraint,
    Sentences,
    SessionStarts,
)
from besrour_cli.planning.problem.equivalence_classes import TimePreferences
from besrour_cli.planning.problem.local_time import minutes_inside, touches


class NeverHours(PreferenceConstraint):
    """No session falls into the hours of the week that someone invited can never make (``never``)."""

    weekly = True

    def mask(self, clock: TimePreferences, starts: SessionStarts) -> Mask | None:
        """The starts from which a minute of the session would be in never-hours."""
        if not clock.never:
            return None
        mask: Mask = minutes_inside(clock.never, clock.zone, starts.grid.starts, starts.minutes) > 0
        return mask

    def sentences(self, names: Message, n: int, out: int) -> Sentences:
        """On the never-hours."""
        return Sentences(
            msg("the never-hours of {names}", names=names),
            msg("the never-hours of {names} exclude {out}", names=names, out=out),
            msg("it falls in the never-hours of {names}", names=names),
        )


class Busy(MemberConstraint):
    """No session meets what someone's own calendar has taken (``besrour busy``)."""

    def masks(self, starts: SessionStarts) -> Iterator[tuple[tuple[str, ...], Mask]]:
        """For each member by themselves, the starts from which the session would meet a taken hour."""
        if not any(member.busy for member in starts.programme.members):
            return  # mostly nobody has given a calendar, and who is invited need not be asked
        for member in starts.programme.invited(starts.session):
            if member.busy:
                taken = [(to_epoch_minutes(a), to_epoch_minutes(b)) for a, b in member.busy]
                yield (member.id,), touches(taken, starts.grid.starts, starts.minutes)

    def sentences(self, names: Message, n: int, out: int) -> Sentences:
        """On the calendars."""
        return Sentences(
            msgn("the calendar of {names}", "the calendars of {names}", n, names=names),
            msgn(
                "the calendar of {names} excludes {out}",
                "the calendars of {names} exclude {out}",
                n,
                names=names,
                out=out,
            ),
            msgn("the calendar of {names} is taken", "the calendars of {names} are taken", n, names=names),
        )


class _BlockedTimes(PreferenceConstraint):
    """No session touches a blocked time that is closed to some: ``bar`` says to whom."""

    bar: ClassVar[int]

    def mask(self, clock: TimePreferences, starts: SessionStarts) -> Mask | None:
        """The starts from which the session would touch a closed time."""
        closed = [(t.start, t.end) for t in clock.blocked if t.bar == self.bar]
        return touches(closed, starts.grid.starts, starts.minutes) if closed else None


class Observances(_BlockedTimes):
    """No session falls into what someone invited observes: Friday prayer, iftar, sabbath, feasts."""

    bar = ANYONE
    weekly = True  # prayers and sabbaths are; the longer ones are taken for such

    def sentences(self, names: Message, n: int, out: int) -> Sentences:
        """On what the members observe."""
        return Sentences(
            msgn("what {names} observes", "what {names} observe", n, names=names),
            msgn(
                "what {names} observes excludes {out}",
                "what {names} observe excludes {out}",
                n,
                names=names,
                out=out,
            ),
            msgn("it falls into what {names} observes", "it falls into what {names} observe", n, names=names),
        )


class PublicHolidays(_BlockedTimes):
    """No session is on a public holiday of someone who must be there."""

    bar = REQUIRED
    required_only = True

    def sentences(self, names: Message, n: int, out: int) -> Sentences:
        """On the public holidays."""
        return Sentences(
            msgn(
                "the public holidays of {names}, who is required",
                "the public holidays of {names}, who are required",
                n,
                names=names,
            ),
            msgn(
                "the public holidays of {names}, who is required, exclude {out}",
                "the public holidays of {names}, who are required, exclude {out}",
                n,
                names=names,
                out=out,
            ),
            msgn(
                "it is on a public holiday of {names}, who is required",
                "it is on a public holiday of {names}, who are required",
                n,
                names=names,
            ),
        )


class OwnHours(PreferenceConstraint):
    """A session is within the own good hours (``hours``) of everyone who must be there and named some."""

    weekly = True
    required_only = True

    def mask(self, clock: TimePreferences, starts: SessionStarts) -> Mask | None:
        """The starts from which a minute of the session would be outside of the hours."""
        if not clock.hours:
            return None
        inside = minutes_inside(clock.hours, clock.zone, starts.grid.starts, starts.minutes)
        mask: Mask = inside < starts.minutes
        return mask

    def sentences(self, names: Message, n: int, out: int) -> Sentences:
        """On the own hours."""
        return Sentences(
            msgn(
                "the own hours of {names}, who is required",
                "the own hours of {names}, who are required",
                n,
                names=names,
            ),
            msgn(
                "the hours of {names}, who is required, exclude {out}",
                "the hours of {names}, who are required, exclude {out}",
                n,
                names=names,
                out=out,
            ),
            msgn(
                "it is outside of the own hours of {names}, who is required",
                "it is outside of the own hours of {names}, who are required",
                n,
                names=names,
            ),
        )
