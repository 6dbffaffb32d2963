"""The facts a template may print, worded in one language: both halves of a letter come from the same values.

Templates see these objects and nothing else; ``docs/en/reference/templates.md`` lists every name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from besrour_cli.clock.instants import zone_data_version
from besrour_cli.clock.recent_rule_changes import recent_changes
from besrour_cli.model.announcement import Announcement
from besrour_cli.model.language import Text, join_and, spoken_words
from besrour_cli.model.place import Place
from besrour_cli.model.plan import ScheduledSession, SessionState
from besrour_cli.model.programme import Contact, Link, Member, Platform, Programme, Session
from besrour_cli.publishing.late_facts import LateFact
from besrour_cli.publishing.letters.bandwidth import BandwidthNeed, bandwidth_for
from besrour_cli.publishing.letters.change_facts import change_facts
from besrour_cli.publishing.letters.reading_facts import earlier_reading, reading, reading_rows

NAME_MARK = "\ue100reader\ue101"
"""In the place of the reader's name while a letter for many readers is made; see :mod:`.letters`."""


@dataclass(frozen=True, slots=True)
class ReaderFacts:
    """Who the letter is for; ``name`` can be printed but not compared, ``roles`` are the reader's."""

    name: LateFact
    place: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PeopleFacts:
    """Those who hold one role in the session."""

    role: str
    names: str
    count: int


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """A link and its title."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """One session; ``description`` is a tuple of paragraphs, ``languages`` a list in words.

    ``invitation`` are paragraphs too: what invitations to the session's series say of it.
    """

    id: str
    title: str
    description: tuple[str, ...]
    series: str
    minutes: int
    languages: str
    bilingual: bool
    interpretation: bool
    invitation: tuple[str, ...]
    people: tuple[PeopleFacts, ...]
    links: tuple[LinkFacts, ...]
    form: LinkFacts | None


@dataclass(frozen=True, slots=True)
class PlatformFacts:
    """Where people meet; empty where there is none.

    ``sound`` and ``video`` are megabytes an hour after the page ``figures``; 0 where none is known.
    """

    name: str
    link: str
    meeting_id: str
    passcode: str
    phone: str
    help: tuple[str, ...]
    sound: int
    video: int
    figures: str


@dataclass(frozen=True, slots=True)
class OrganiserFacts:
    """Who sends and signs; ``address`` is a tuple of lines."""

    name: str
    person: str
    email: str
    address: tuple[str, ...]
    website: str
    unsubscribe: str


def text_in(text: Text | None, language: str) -> str:
    """A text in a language, or the first it has, or nothing."""
    if not text:
        return ""
    return text.get(language) or next(iter(text.values()))


def _link(link: Link, language: str) -> LinkFacts:
    return LinkFacts(text_in(link.titles, language), text_in(link.urls, language))


def paragraphs(text: str) -> tuple[str, ...]:
    """A text's paragraphs, each on one line; blank lines divide them."""
    out: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            out[-1].append(line.strip())
        elif out[-1]:
            out.append([])
    return tuple(" ".join(lines) for lines in out if lines)


def session_facts(programme: Programme, session: Session, language: str) -> SessionFacts:
    """A session's own facts."""
    names = {m.id: m.name for m in programme.members}
    spoken = session.languages or programme.spoken
    people = tuple(
        PeopleFacts(role, join_and([names.get(i, i) for i in ids], language), len(ids))
        for role, ids in session.required.items()
        if ids
    )
    return SessionFacts(
        id=session.id,
        title=text_in(session.titles, language),
        description=paragraphs(text_in(session.descriptions, language)),
        series=text_in(programme.series[session.series].names, language),
        minutes=session.minutes,
        languages=spoken_words(spoken, language),
        bilingual=len(spoken) > 1,
        interpretation=session.interpretation,
        invitation=paragraphs(text_in(programme.series[session.series].invitations, language)),
        people=people,
        links=tuple(_link(link, language) for link in session.links),
        form=_link(session.form, language) if session.form else None,
    )


def platform_facts(platform: Platform, language: str) -> PlatformFacts:
    """How to join; for letters to invited people only."""
    need = bandwidth_for(platform.name) or BandwidthNeed(0, 0, "")
    return PlatformFacts(
        name=platform.name,
        link=platform.link,
        meeting_id=platform.meeting_id,
        passcode=platform.passcode,
        phone=platform.phone,
        help=paragraphs(text_in(platform.help, language)),
        sound=need.sound,
        video=need.video,
        figures=need.source,
    )


def organiser_facts(contact: Contact, language: str) -> OrganiserFacts:
    """Who sends the letter."""
    return OrganiserFacts(
        name=text_in(contact.name, language),
        person=contact.person,
        email=contact.email,
        address=tuple(line.strip() for line in contact.address.splitlines() if line.strip()),
        website=contact.website,
        unsubscribe=contact.unsubscribe or f"mailto:{contact.email}",
    )


def letter_facts(
    programme: Programme,
    session: Session,
    slot: ScheduledSession,
    member: Member,
    places: Sequence[Place],
    language: str,
    known: Announcement | None = None,
) -> dict[str, object]:
    """Everything a letter's template may print, in one language, for one reader.

    ``known`` is what the reader was last told: of a session that is called off she reads the hour she knows.
    """
    platform = programme.series[session.series].platform or programme.platform
    # what members know, they know since then; of a session not announced yet they know nothing
    ends = slot.state == SessionState.CANCELLED
    start, end = (known.start, known.end) if known and ends else (slot.start, slot.end)
    known_since = slot.revised or slot.announced or slot.start
    return {
        "reader": ReaderFacts(
            name=LateFact(NAME_MARK),
            place=member.place.name(language),
            roles=tuple(role for role, ids in session.required.items() if member.id in ids),
        ),
        "own": reading(start, end, member.place, language, languages=member.languages),
        "change": change_facts(programme, session, slot, known, member, language) if known else None,
        "before": earlier_reading(slot, member.place, language),
        "clock_changed": bool(recent_changes(member.place.zone, known_since, slot.start)),
        "places": reading_rows(slot.start, slot.end, places, language, member.place),
        "session": session_facts(programme, session, language),
        "platform": platform_facts(platform, language),
        "organiser": organiser_facts(programme.contact, language),
        "programme": text_in(programme.names, language),
        "tzdata": slot.tzdata or zone_data_version(),
    }
