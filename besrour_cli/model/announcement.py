"""What people were told of each session, and how each member was then known: memory beside the files.

The coordinator's files say what is true now. Only this says what people know: it outlives a file that is
deleted and a row that goes, and tells a letter what has changed since its reader was last written to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from besrour_cli.model.language import Text
from besrour_cli.model.programme import Link, Member, Session, Window


@dataclass(frozen=True)
class Announcement:
    """One session as people were told of it at the instant ``at``.

    ``digest`` is ``schedule.announce.content_hash`` of it; ``start`` and ``end`` are instants; ``anchor`` is
    the IANA zone of the programme's anchor. ``platform`` names where people meet and ``room`` is a digest of
    link, passcode, number and telephone, which themselves are not stored. ``invited`` are ids of members.
    """

    session: str
    digest: str
    at: datetime
    start: datetime
    end: datetime
    cancelled: bool
    anchor: str
    series: str
    titles: Text
    descriptions: Text
    required: Mapping[str, tuple[str, ...]]
    languages: tuple[str, ...]
    interpretation: bool
    links: tuple[Link, ...]
    form: Link | None
    platform: str
    room: str
    invited: tuple[str, ...]

    def as_session(self) -> Session:
        """The session of this announcement, for letters about one whose file is gone."""
        day = date(self.start.year, self.start.month, self.start.day)
        return Session(
            id=self.session,
            series=self.series,
            titles=self.titles,
            descriptions=self.descriptions,
            window=Window(day - timedelta(days=1), day + timedelta(days=1)),
            minutes=int((self.end - self.start) / timedelta(minutes=1)),
            weekdays=(),
            required=self.required,
            languages=self.languages,
            interpretation=self.interpretation,
            links=self.links,
            form=self.form,
        )


@dataclass(frozen=True)
class AnnouncementLog:
    """Everything people were told, in order, by session; the members as they were then known, by id.

    ``departed`` are ids of members of whom the coordinator said that they have left.
    """

    of: Mapping[str, tuple[Announcement, ...]] = field(default_factory=dict)
    members: Mapping[str, Member] = field(default_factory=dict)
    departed: frozenset[str] = frozenset()

    def latest(self, session: str) -> Announcement | None:
        """The last announcement of a session; None when nobody was told of it."""
        known = self.of.get(session, ())
        return known[-1] if known else None

    def with_digest(self, session: str, digest: str) -> Announcement | None:
        """The newest announcement of a session with this digest, or None."""
        return next((a for a in reversed(self.of.get(session, ())) if a.digest == digest), None)
