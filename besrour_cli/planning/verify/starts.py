"""The starts the files allow a session, people's demands aside: read on the anchor's clock, one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, time, timedelta

from besrour_cli.clock.instants import local_instants
from besrour_cli.model.plan import ScheduledSession
from besrour_cli.model.programme import DAY, WEEK, Programme, Session

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def minute_of(moment: datetime) -> int:
    """Minutes since 1970-01-01T00:00Z."""
    return int((moment - _EPOCH).total_seconds() // 60)


def moment_of(minute: int) -> datetime:
    """The instant of an epoch minute."""
    return _EPOCH + timedelta(minutes=minute)


def length_of(slot: ScheduledSession) -> int:
    """How long a slot is, in minutes."""
    minutes = minute_of(slot.end) - minute_of(slot.start)
    if not 0 <= minutes <= WEEK:
        raise ValueError("a session that ends before it begins, or lasts more than a week")
    return minutes


def starts_of(
    programme: Programme,
    slot: ScheduledSession | None,
    session: Session,
    made: datetime,
    stood: Collection[str],
) -> list[int]:
    """Epoch minutes at which a session may start: where it stood or is pinned, else all of its window."""
    if session.id in stood:
        return [] if slot is None else [minute_of(slot.start)]
    if session.pinned is not None:
        return [minute_of(session.pinned)]
    return [at for at in _in_window(programme, session) if at >= minute_of(made)]


def within_hours(programme: Programme, session: Session, minute: int) -> bool:
    """Whether a session that starts at a minute of the day keeps to its series' hours (``between``)."""
    opens, closes = programme.series[session.series].between
    width = (closes - opens) % DAY or DAY
    return width == DAY or (minute - opens) % DAY + session.minutes <= width


def last_day(session: Session, begin: datetime) -> date:
    """The date of a session's last minute, by the clock it begins on."""
    return (begin + timedelta(minutes=max(session.minutes, 1) - 1)).date()


def _in_window(programme: Programme, session: Session) -> Iterator[int]:
    day = session.window.first
    step = max(1, programme.fairness.step)
    of_day = [minute for minute in range(0, DAY, step) if within_hours(programme, session, minute)]
    while day <= session.window.last:
        for minute in of_day if day.weekday() in session.weekdays else ():
            begin = datetime.combine(day, time()) + timedelta(minutes=minute)
            last = last_day(session, begin)
            if any(b.first <= last and day <= b.last for b in programme.blackouts):
                continue
            instants = local_instants(begin, programme.anchor.zone)
            if len(instants) == 1:  # a reading the clock skips or shows twice is no start
                yield minute_of(instants[0])
        day += timedelta(days=1)
