"""What has changed in a session since a reader was last told of it, worded in one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from besrour_cli.clock.instants import local
from besrour_cli.model.language import Text, join_and, spoken_words
from besrour_cli.publishing.letters.reading_facts import ReadingFacts, reading
from besrour_cli.schedule.announce import announcement
from besrour_cli.schedule.changes import Change, changes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from besrour_cli.model.announcement import Announcement
    from besrour_cli.model.place import Place
    from besrour_cli.model.plan import ScheduledSession
    from besrour_cli.model.programme import Member, Programme, Session


class Headline(StrEnum):
    """The change that a letter's subject names, the most urgent first."""

    CANCELLED = "cancelled"
    RESTORED = "restored"
    DATE = "date"
    TIME = "time"
    ROOM = "room"
    LENGTH = "length"
    PEOPLE = "people"
    LANGUAGES = "languages"
    LINKS = "links"
    WORDING = "wording"
    NOTHING = ""
    """The session is as the reader knows it."""


@dataclass(frozen=True, slots=True)
class PeopleChangeFacts:
    """A role that other people hold than before, in words; empty where nobody holds or held it."""

    role: str
    names: str
    before: str


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """What has changed since the reader was last told; empty, 0 or False where nothing has.

    ``before`` is what her clock showed for the start she knows, when another start is announced now; ``date``
    whether its day is another one, ``time`` whether its hour is. ``minutes`` is how long the session was
    to last, ``platform`` where people were to meet, ``languages`` what was to be spoken. ``interpreted`` says
    that interpretation is new or was given up. ``released`` are the roles that were the reader's and are not
    hers any more. ``title`` is the former title. ``headline`` names the most urgent change, ``count`` how
    many there are beside a move and a restoration.
    """

    headline: str
    count: int
    before: ReadingFacts | None
    date: bool
    time: bool
    restored: bool
    minutes: int
    room: bool
    platform: str
    people: tuple[PeopleChangeFacts, ...]
    released: tuple[str, ...]
    languages: str
    interpreted: bool
    links: bool
    wording: bool
    title: str


def change_facts(
    programme: Programme,
    session: Session,
    slot: ScheduledSession,
    known: Announcement,
    member: Member,
    language: str,
) -> ChangeFacts:
    """What a reader who knows ``known`` has to be told of the session as it is announced now."""
    after = announcement(programme, session, slot, slot.revised or slot.announced or known.at)
    found = changes(known, after)
    date, time = _clock_changes(known, slot, member.place)
    spoken = known.languages or programme.spoken
    languages = (known.languages or programme.spoken) != (session.languages or programme.spoken)
    moved = known.start != slot.start
    interpreted = known.interpretation != session.interpretation
    people = _people_changes(programme, known, session, language) if Change.PEOPLE in found else ()
    title = _former_title(known.titles, session.titles, language)
    reworded = Change.WORDING in found and dict(known.descriptions) != dict(session.descriptions)
    lines = [change in found for change in (Change.ROOM, Change.LENGTH, Change.LINKS)]
    return ChangeFacts(
        headline=_headline(found, date),
        count=sum(lines) + len(people) + sum(map(bool, (languages, interpreted, title, reworded))),
        before=reading(known.start, known.end, member.place, language) if moved else None,
        date=date,
        time=time,
        restored=Change.RESTORED in found,
        minutes=round((known.end - known.start) / timedelta(minutes=1)) if Change.LENGTH in found else 0,
        room=Change.ROOM in found,
        platform=known.platform if known.platform != after.platform else "",
        people=people,
        released=_released(known, session, member),
        languages=spoken_words(spoken, language) if languages else "",
        interpreted=interpreted,
        links=Change.LINKS in found,
        wording=reworded,
        title=title,
    )


def _headline(found: Sequence[Change], date: bool) -> Headline:
    """The most urgent change: a move is another date, or the same date at another hour."""
    if not found:
        return Headline.NOTHING
    if found[0] == Change.START:
        return Headline.DATE if date else Headline.TIME
    return Headline(found[0].value)


def _clock_changes(known: Announcement, slot: ScheduledSession, place: Place) -> tuple[bool, bool]:
    """Whether day and hour on the clock of a place are other ones than those a reader knows."""
    before, now = local(known.start, place.zone), local(slot.start, place.zone)
    return before.date() != now.date(), before.time() != now.time()


def _people_changes(
    programme: Programme, known: Announcement, session: Session, language: str
) -> tuple[PeopleChangeFacts, ...]:
    names = {member.id: member.name for member in programme.members}

    def words(roles: Mapping[str, tuple[str, ...]], role: str) -> str:
        # of somebody who has left the roster the name is not known any more: she is not named at all
        return join_and([names[i] for i in roles.get(role, ()) if i in names], language)

    roles = dict.fromkeys((*session.required, *known.required))
    found = (
        PeopleChangeFacts(role, words(session.required, role), words(known.required, role)) for role in roles
    )
    return tuple(change for change in found if change.names != change.before)


def _released(known: Announcement, session: Session, member: Member) -> tuple[str, ...]:
    return tuple(
        role
        for role, ids in known.required.items()
        if member.id in ids and member.id not in session.required.get(role, ())
    )


def _former_title(before: Text, now: Text, language: str) -> str:
    """The former title, where any language has another one by now: every half then says both."""
    if dict(before) == dict(now):
        return ""
    return before.get(language) or next(iter(before.values()), "")
