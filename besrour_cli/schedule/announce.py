"""Announcing a session: its state, digest and every local reading that letters print."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from besrour_cli.clock import instants
from besrour_cli.model.plan import PublishedReading, ScheduledSession, SessionState

if TYPE_CHECKING:
    from besrour_cli.model.programme import Programme, Session


def published_readings(
    programme: Programme, session: Session, start: datetime
) -> tuple[PublishedReading, ...]:
    """The local reading at every place of the invited, each place once, from west to east."""
    places = {(m.place.name("en"), m.place.zone) for m in programme.invited(session)}
    found = [PublishedReading(name, zone, instants.local(start, zone).isoformat()) for name, zone in places]
    return tuple(sorted(found, key=lambda p: (instants.offset_minutes(start, p.zone), p.place)))


def content_hash(programme: Programme, session: Session, slot: ScheduledSession) -> str:
    """A digest of what is announced: it changes when a letter would say something else."""
    series = programme.series[session.series]
    platform = series.platform or programme.platform
    announced = (
        instants.instant_text(slot.start),
        instants.instant_text(slot.end),
        slot.state == SessionState.CANCELLED,
        sorted(session.titles.items()),
        sorted(session.descriptions.items()),
        sorted((role, ids) for role, ids in session.required.items()),
        session.languages,
        session.interpretation,
        [(sorted(link.titles.items()), link.url) for link in session.links],
        (platform.name, platform.link, platform.passcode, platform.meeting_id, platform.phone),
    )
    return hashlib.sha256(repr(announced).encode()).hexdigest()[:16]


def with_announcement(
    programme: Programme, session: Session, slot: ScheduledSession, now: datetime
) -> ScheduledSession:
    """The slot once it is announced at ``now``; the same slot when nothing that is announced has changed."""
    digest = content_hash(programme, session, slot)
    if (
        slot.state in (SessionState.ANNOUNCED, SessionState.CANCELLED)
        and slot.hash == digest
        and slot.printed
    ):
        return slot
    printed = published_readings(programme, session, slot.start)
    return replace(
        slot,
        state=SessionState.CANCELLED if slot.state == SessionState.CANCELLED else SessionState.ANNOUNCED,
        hash=digest,
        edition=slot.edition + 1 if slot.hash != digest else slot.edition,
        printed=printed,
        former=slot.printed if _moved(slot.printed, printed) else (),
        tzdata=instants.zone_data_version(),
        announced=now,
        revised=now if slot.hash and slot.hash != digest else slot.revised or now,
    )


def _moved(old: tuple[PublishedReading, ...], new: tuple[PublishedReading, ...]) -> bool:
    """Whether a place for which an hour was printed before now has another."""
    readings = {(p.place, p.zone): p.local for p in new}
    return any(readings.get((p.place, p.zone), p.local) != p.local for p in old)
