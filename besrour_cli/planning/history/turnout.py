"""Who came to the sessions that are over: by session, region, language and person; the nights borne.

Only sessions count of which it is known who came. Those who were invited at the time count as invited, and
members who came without an invitation as guests.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from statistics import median
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from besrour_cli.clock.instants import to_epoch_minutes
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import Member, Programme, Session
from besrour_cli.model.took_place import Attendance
from besrour_cli.planning.history.burden_ledger import invited_at_the_time
from besrour_cli.planning.history.took_place import actual_outcome
from besrour_cli.planning.problem.burden_curve import night_minutes
from besrour_cli.planning.problem.local_time import WeekSpans, offsets_of, prefix_sums, sum_over_spans

AWHILE = timedelta(days=92)
"""Three months: who came to nothing for as long is missed."""
_FEWEST = 2
"""Sessions to which somebody was invited meanwhile; having missed a single one says nothing."""


class TurnoutShare(NamedTuple):
    """How many of a region or language were invited and came, and how many more sat in shared rooms."""

    came: int = 0
    invited: int = 0
    unnamed: int = 0


class SessionTurnout(NamedTuple):
    """One session: who was invited and who came, for how long; by region and preferred language.

    ``minutes`` is the median stay of those whose minutes are known (None: nobody's). ``nights`` are the
    minutes outside humane hours: planned, if all invited had come, and borne by those who came.
    """

    session: Session
    start: datetime
    end: datetime
    invited: frozenset[str]
    came: tuple[Attendance, ...]
    regions: Mapping[str, TurnoutShare]
    languages: Mapping[str, TurnoutShare]
    minutes: int | None
    nights: tuple[int, int]


class MemberTurnout(NamedTuple):
    """One member over the year: how many sessions she was invited to, those she came to, and the last."""

    member: Member
    invited: int
    came: tuple[str, ...]
    minutes: int
    last: datetime | None


class YearTurnout(NamedTuple):
    """The sessions in order, the members in the order of the roster, and those who are missed.

    ``returning`` came to more than one session. ``missed`` were invited to two or more in the last three
    months of which it is known who came, and came to none.
    """

    sessions: tuple[SessionTurnout, ...]
    members: tuple[MemberTurnout, ...]
    returning: tuple[MemberTurnout, ...]
    missed: tuple[MemberTurnout, ...]


def year_turnout(
    programme: Programme, plan: Plan, now: datetime, unnamed: Mapping[str, Mapping[str, int]]
) -> YearTurnout:
    """Who came to what; ``unnamed`` are the people of shared rooms without a name, by session and region."""
    sessions = sorted(_sessions(programme, plan, now, unnamed), key=lambda t: (t.start, t.session.id))
    members = tuple(_member(member, sessions) for member in programme.members)
    recent = [t for t in sessions if now - AWHILE <= t.start]
    missed = tuple(
        one
        for one in members
        if not one.member.paused
        and sum(one.member.id in t.invited for t in recent) >= _FEWEST
        and not any(one.member.id == a.member for t in recent for a in t.came)
    )
    returning = tuple(one for one in members if len(one.came) > 1)
    return YearTurnout(tuple(sessions), members, returning, missed)


def _sessions(
    programme: Programme, plan: Plan, now: datetime, unnamed: Mapping[str, Mapping[str, int]]
) -> Iterable[SessionTurnout]:
    members = {member.id: member for member in programme.members}
    for session in programme.sessions:
        slot = plan.slots.get(session.id)
        outcome = actual_outcome(programme, session, slot, now)
        rows = programme.attendance.get(session.id)
        if outcome is None or not outcome.met or rows is None:
            continue
        invited = invited_at_the_time(programme, session, slot)
        people = [members[one] for one in sorted(invited) if one in members]
        came = {row.member for row in rows}
        stays = [row.minutes for row in rows if row.minutes is not None]
        extra = unnamed.get(session.id, {})
        yield SessionTurnout(
            session=session,
            start=outcome.start,
            end=outcome.end,
            invited=invited,
            came=rows,
            regions=_shares([(m.region, m.id) for m in people], came, extra),
            languages=_shares([(m.languages[0] if m.languages else "", m.id) for m in people], came, {}),
            minutes=round(median(stays)) if stays else None,
            nights=_nights(programme, people, members, rows, (outcome.start, outcome.end)),
        )


def _shares(
    named: Iterable[tuple[str, str]], came: set[str], extra: Mapping[str, int]
) -> dict[str, TurnoutShare]:
    shares: dict[str, TurnoutShare] = {name: TurnoutShare(unnamed=n) for name, n in extra.items()}
    for name, member in named:
        share = shares.get(name, TurnoutShare())
        shares[name] = share._replace(came=share.came + (member in came), invited=share.invited + 1)
    return dict(sorted(shares.items()))


def _member(member: Member, sessions: Sequence[SessionTurnout]) -> MemberTurnout:
    stays = [(t, row) for t in sessions for row in t.came if row.member == member.id]
    return MemberTurnout(
        member=member,
        invited=sum(member.id in t.invited for t in sessions),
        came=tuple(t.session.id for t, _ in stays),
        minutes=sum(row.minutes or 0 for _, row in stays),
        last=max((t.start for t, _ in stays), default=None),
    )


def _nights(
    programme: Programme,
    invited: Iterable[Member],
    members: Mapping[str, Member],
    rows: Iterable[Attendance],
    span: tuple[datetime, datetime],
) -> tuple[int, int]:
    """Minutes of the night: of all who were invited, and of those who came, for the part that they stayed."""
    length = max(1, round((span[1] - span[0]) / timedelta(minutes=1)))
    night = programme.fairness.night
    planned = sum(_night_of(night, m.hours, m.place.zone, span) for m in invited)
    borne = 0
    for row in rows:
        if row.member in members:
            member = members[row.member]
            part = min(1.0, (row.minutes or length) / length)
            borne += round(_night_of(night, member.hours, member.place.zone, span) * part)
    return planned, borne


@lru_cache(maxsize=4096)
def _night_of(night: tuple[int, int], hours: WeekSpans, zone: str, span: tuple[datetime, datetime]) -> int:
    """The minutes of a span that are night on a clock, outside the own hours."""
    first, last = map(to_epoch_minutes, span)
    sums = _week_sums(night, hours)
    starts, ends = np.array([first], np.int64), np.array([last], np.int64)
    return int(sum_over_spans(sums, offsets_of(zone, first, last), starts, ends)[0])


@lru_cache(maxsize=64)
def _week_sums(night: tuple[int, int], hours: WeekSpans) -> NDArray[np.int64]:
    return prefix_sums(night_minutes(night, hours).astype(np.int64))
