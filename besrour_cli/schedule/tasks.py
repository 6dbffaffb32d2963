"""What a coordinator has to do, and when, as the files, the plan and what people were told give it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from besrour_cli.clock import instants
from besrour_cli.model.announcement import Announcement, AnnouncementLog
from besrour_cli.model.plan import Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import Programme
from besrour_cli.schedule.announce import content_hash

INVITE_BEFORE = timedelta(days=28)
"""How long before a session its people should be invited: four weeks, to keep the hour free."""
REPORT_BEFORE = timedelta(days=14)
"""How long before the committee's date its report is begun."""
SHEET_BEFORE = timedelta(days=3)
"""How long before a session its run sheet goes to those who have a part."""
HARVEST_AFTER = timedelta(days=60)
"""How long after a session what its tables bring back is news."""
MENTORS_BEFORE = timedelta(days=28)
"""How long before a term of mentoring people are brought together."""


class TaskKind(StrEnum):
    """What there is to do, the most urgent first among tasks of one date."""

    MISTAKES = "mistakes"
    """Files have mistakes that stop every other command."""
    REPLACE = "replace"
    """Somebody who must be there has declined."""
    TELL = "tell"
    """People do not know yet that a session moved, was called off, or otherwise changed."""
    WITHDRAW = "withdraw"
    """People who are no longer invited still have a session in their calendars."""
    UNKNOWN = "unknown"
    """Nobody knows whether letters left."""
    DRIFT = "drift"
    """Printed local times are no longer true."""
    ANSWERS = "answers"
    """Messages wait for a person, or answers were not read for days."""
    PLAN = "plan"
    """Sessions have no start yet."""
    INVITE = "invite"
    """The session comes near, and nobody has been invited."""
    REMIND = "remind"
    """A reminder is due."""
    SHEET = "sheet"
    """A session that has an agenda is near, and its run sheet is not there, or older than what it says."""
    RECORD = "record"
    """A session is over, and its file does not say how it was."""
    HARVEST = "harvest"
    """A session with tables is over, and none of their notes is there."""
    EXPORT = "export"
    """The calendars are older than the plan."""
    REPORT = "report"
    """The committee awaits a report."""
    MENTORS = "mentors"
    """A term of mentoring comes near, and nobody is brought together yet."""
    INTRODUCE = "introduce"
    """Groups of mentoring are made, and nobody has introduced them."""


@dataclass(frozen=True)
class Task:
    """One thing to do from the instant ``due`` on.

    ``count`` is of people or messages, ``days`` are those of a reminder; ``people`` are the names of whoever
    declined in a ``role``, then of those who could replace that person, the best first.
    """

    kind: TaskKind
    due: datetime
    session: str = ""
    count: int = 0
    days: int = 0
    role: str = ""
    people: tuple[str, ...] = ()


class DueReminder(NamedTuple):
    """A reminder of a session: ``days`` before it, due from the instant ``since`` until ``until``."""

    session: str
    days: int
    since: datetime
    until: datetime


def reminders(programme: Programme, plan: Plan) -> Iterator[DueReminder]:
    """Yield every reminder of announced sessions, each due until the next of its session, or until it begins.

    A reminder falls on the whole day, at the anchor, that lies its number of days before the session's. One
    that had fallen before people were told of the session is left out: they had the letter itself.
    """
    for slot in plan.slots.values():
        session = programme.session(slot.session)
        if session is None or slot.state != SessionState.ANNOUNCED:
            continue
        if slot.hash != content_hash(programme, session, slot):
            continue  # another letter has to say first what changed
        start_day = instants.local(slot.start, slot.anchor).date()
        days = sorted(set(programme.remind), reverse=True)
        falls = [midnight(start_day - timedelta(days=n), slot.anchor) for n in days]
        for n, since, until in zip(days, falls, [*falls, slot.start][1:], strict=True):
            if slot.announced is None or slot.announced < since:
                yield DueReminder(slot.session, n, since, min(until, slot.start))


def midnight(day: date, zone: str) -> datetime:
    """The instant at which a day begins in a zone; where midnight is skipped, the first that exists."""
    naive = datetime.combine(day, time())
    found = instants.local_instants(naive, zone)
    return found[0] if found else instants.gap_neighbours(naive, zone)[1]


def session_tasks(
    programme: Programme,
    plan: Plan,
    log: AnnouncementLog,
    now: datetime,
    unread: Collection[str] = (),
) -> Iterator[Task]:
    """Yield what sessions ask for: to be told, announced, reminded of or recorded; tasks still to come too.

    A task to come has a ``due`` after ``now``. ``unread`` are sessions whose files have mistakes: they are
    not gone.
    """
    for slot in plan.slots.values():
        known = log.latest(slot.session)
        if slot.known_times[1] > now and is_untold(programme, slot, known):
            count = len(known.invited) if known else 0
            yield Task(TaskKind.TELL, slot.revised or now, session=slot.session, count=count)
        elif slot.state == SessionState.PROPOSED and slot.start > now:
            if programme.session(slot.session) is None and slot.session not in unread:
                continue
            yield Task(TaskKind.INVITE, slot.start - INVITE_BEFORE, session=slot.session)
    for reminder in reminders(programme, plan):
        if reminder.until > now:
            yield Task(TaskKind.REMIND, reminder.since, session=reminder.session, days=reminder.days)
    yield from _records(programme, plan)


def is_untold(programme: Programme, slot: ScheduledSession, known: Announcement | None) -> bool:
    """Whether people were told something else of a session than what is true of it now."""
    if not slot.hash or slot.state == SessionState.HELD:
        return False
    session = programme.session(slot.session) or (known.as_session() if known else None)
    if session is None or session.series not in programme.series:
        return slot.state == SessionState.CANCELLED and not (known and known.cancelled)
    return content_hash(programme, session, slot) != slot.hash


def _records(programme: Programme, plan: Plan) -> Iterator[Task]:
    """Yield the sessions that are over, or will be, and of which no file says how they were or who came."""
    for session in programme.sessions:
        slot = plan.slots.get(session.id)
        if slot is None or slot.state in (SessionState.CANCELLED, SessionState.PROPOSED):
            continue
        if session.id not in programme.attendance and session.took_place is None:
            yield Task(TaskKind.RECORD, slot.known_times[1], session=session.id)


def in_order(tasks: Iterable[Task], now: datetime) -> list[Task]:
    """What is due by ``now`` in order of urgency, then what is to come in order of time."""
    rank = list(TaskKind).index
    return sorted(tasks, key=lambda t: (max(t.due, now), rank(t.kind), t.due, t.session))
