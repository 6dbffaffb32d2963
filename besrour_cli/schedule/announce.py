"""Announcing a session: its state, digest and every local reading that letters print."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from besrour_cli.clock import instants
from besrour_cli.model.announcement import Announcement
from besrour_cli.model.plan import PublishedReading, ScheduledSession, SessionState

if TYPE_CHECKING:
    from besrour_cli.model.programme import Platform, Programme, Session


def published_readings(
    programme: Programme, session: Session, start: datetime
) -> tuple[PublishedReading, ...]:
    """The local reading at every place of the invited, each place once, from west to east."""
    places = {(m.place.name("en"), m.place.zone) for m in programme.invited(session)}
    found = [PublishedReading(name, zone, instants.local(start, zone).isoformat()) for name, zone in places]
    return tuple(sorted(found, key=lambda p: (instants.offset_minutes(start, p.zone), p.place)))


def content_hash(programme: Programme, session: Session, slot: ScheduledSession) -> str:
    """A digest of the facts that are announced: it changes when people have to be told.

    Titles and descriptions are wording and no part of it: another word is no reason to write to anyone. Nor
    is another id of the same person.
    """
    known = {member.id: member.identity or member.id for member in programme.members}
    platform = programme.series[session.series].platform or programme.platform
    announced = (
        instants.instant_text(slot.start),
        instants.instant_text(slot.end),
        slot.state == SessionState.CANCELLED,
        sorted((role, tuple(known.get(i, i) for i in ids)) for role, ids in session.required.items()),
        session.languages,
        session.interpretation,
        [" ".join(dict.fromkeys(link.urls.values())) for link in session.links],
        _room(platform),
    )
    return _digest(announced)


def announcement(
    programme: Programme, session: Session, slot: ScheduledSession, at: datetime
) -> Announcement:
    """What people are told of a session at ``at``, to be remembered; the slot is the announced one."""
    platform = programme.series[session.series].platform or programme.platform
    return Announcement(
        session=session.id,
        digest=slot.hash,
        at=at,
        start=slot.start,
        end=slot.end,
        cancelled=slot.state == SessionState.CANCELLED,
        anchor=slot.anchor,
        series=session.series,
        titles=session.titles,
        descriptions=session.descriptions,
        required=session.required,
        languages=session.languages,
        interpretation=session.interpretation,
        links=session.links,
        form=session.form,
        platform=platform.name,
        room=_digest(_room(platform)),
        invited=tuple(member.id for member in programme.invited(session)),
    )


def _room(platform: Platform) -> tuple[str, ...]:
    return platform.name, platform.link, platform.passcode, platform.meeting_id, platform.phone


def _digest(values: object) -> str:
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]


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
