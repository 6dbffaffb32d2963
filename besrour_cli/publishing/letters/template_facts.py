"""The facts a template may print, worded in one language: both halves of a letter come from the same values.

Templates see these objects and nothing else; ``docs/reference/templates.md`` lists every name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from besrour_cli.clock import formatting
from besrour_cli.clock.instants import local, zone_data_version
from besrour_cli.clock.other_calendars import ETHIOPIA, ethiopian_words, swahili_words
from besrour_cli.clock.recent_rule_changes import recent_changes
from besrour_cli.model.language import Text, join_and, language_name
from besrour_cli.model.place import Place
from besrour_cli.model.plan import ScheduledSession
from besrour_cli.model.programme import Contact, Member, Platform, Programme, Session
from besrour_cli.publishing.letters.data_use import BandwidthNeed, bandwidth_for

NAME_MARK = "\ue100reader\ue101"
"""Stands for the reader's name while a letter for many readers is made; see :mod:`letters`."""
NAMED = 12
"""How many places a row names at most."""


@dataclass(frozen=True, slots=True)
class ReadingFacts:
    """One place's clock: day in words, times, offset, and a mark when the day is not the reader's.

    In a row for several places on one clock, ``mine`` says that the reader's is among them; ``home`` is
    her own and ``rest`` what follows it in ``place``. ``ethiopian`` is the hour and date as Ethiopia counts
    them, for a place there; ``swahili`` the hour in Swahili, for a reader who has that language.
    """

    place: str
    date: str
    day: str
    short: str
    start: str
    end: str
    range: str
    offset: str
    mark: str
    mine: bool = False
    home: str = ""
    rest: str = ""
    ethiopian: str = ""
    swahili: str = ""


@dataclass(frozen=True, slots=True)
class ReaderFacts:
    """Who the letter is for; ``name`` can be printed but not compared, ``roles`` are what she does there."""

    name: str
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
    """One session; ``description`` is a tuple of paragraphs, ``languages`` a list in words."""

    id: str
    title: str
    description: tuple[str, ...]
    series: str
    minutes: int
    languages: str
    bilingual: bool
    interpretation: bool
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


def paragraphs(text: str) -> tuple[str, ...]:
    """A text's paragraphs, each on one line; blank lines divide them."""
    out: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            out[-1].append(line.strip())
        elif out[-1]:
            out.append([])
    return tuple(" ".join(lines) for lines in out if lines)


def reading(
    start: datetime,
    end: datetime,
    place: Place,
    language: str,
    *,
    names: str = "",
    today: date | None = None,
    languages: Sequence[str] = (),
) -> ReadingFacts:
    """What the clock at a place shows when a session starts and ends; ``languages`` are its reader's."""
    first, last = local(start, place.zone), local(end, place.zone)
    return _shown(first, last, place, language, names, today, languages)


def _shown(
    first: datetime,
    last: datetime,
    place: Place,
    language: str,
    names: str = "",
    today: date | None = None,
    languages: Sequence[str] = (),
) -> ReadingFacts:
    """Local times as they stand, also those that a law has since made untrue."""
    full = formatting.date_words(first.date(), language)
    return ReadingFacts(
        place=names or place.name(language),
        date=full,
        day=full.removeprefix("le\u00a0"),
        short=formatting.short_date(first.date(), language),
        start=formatting.time_words(first, language),
        end=formatting.time_words(last, language),
        range=formatting.range_words(first, last, language),
        offset=formatting.offset_words(first, language),
        mark=formatting.day_mark(first, today, language),
        ethiopian=ethiopian_words(first, language) if place.country == ETHIOPIA else "",
        swahili=swahili_words(first) if "sw" in languages else "",
    )


def distinct_places(members: Iterable[Member]) -> tuple[Place, ...]:
    """Each place of some people once, however each wrote it."""
    return tuple({(tuple(sorted(m.place.names.items())), m.place.zone): m.place for m in members}.values())


def table(
    start: datetime, end: datetime, places: Sequence[Place], language: str, home: Place | None = None
) -> tuple[ReadingFacts, ...]:
    """One row a clock, from west to east, naming its places: the reader's own first, twelve at most."""
    today = local(start, home.zone).date() if home else None
    order = sorted(places, key=lambda p: (local(start, p.zone).replace(tzinfo=None), p.name("en"), p.zone))
    clocks: dict[datetime, list[Place]] = {}
    for place in order:
        clocks.setdefault(local(start, place.zone).replace(tzinfo=None), []).append(place)
    rows = []
    for agreeing in clocks.values():
        own = [p for p in agreeing if home is not None and _same(p, home)][:1]
        named = [*own, *(p for p in agreeing if p not in own)][:NAMED]
        names = join_and([p.name(language) for p in named], language)
        row = reading(start, end, named[0], language, names=names, today=today)
        if own:
            mine = own[0].name(language)
            row = replace(row, mine=True, home=mine, rest=names.removeprefix(mine))
        rows.append(row)
    return tuple(rows)


def _same(one: Place, other: Place) -> bool:
    return one.zone == other.zone and dict(one.names) == dict(other.names)


def before(slot: ScheduledSession, place: Place, language: str) -> ReadingFacts | None:
    """What an earlier letter printed for a zone, when that is no longer what its clock will show."""
    for printed in slot.former:
        if printed.zone == place.zone:
            then = datetime.fromisoformat(printed.local)
            if then.replace(tzinfo=None) != local(slot.start, place.zone).replace(tzinfo=None):
                return _shown(then, then + (slot.end - slot.start), place, language)
            return None
    return None


def _announced(slot: ScheduledSession) -> datetime:
    """When people were last told; the start itself where nobody was yet."""
    return slot.revised or slot.announced or slot.start


def session_facts(programme: Programme, session: Session, language: str) -> SessionFacts:
    """A session's own facts."""
    names = {m.id: m.name for m in programme.members}
    spoken = session.languages or programme.languages
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
        languages=join_and([language_name(code, language) for code in spoken], language),
        bilingual=len(spoken) > 1,
        interpretation=session.interpretation,
        people=people,
        links=tuple(LinkFacts(text_in(link.titles, language), link.url) for link in session.links),
        form=LinkFacts(text_in(session.form.titles, language), session.form.url) if session.form else None,
    )


def platform_facts(platform: Platform, language: str) -> PlatformFacts:
    """How to join; for letters to invited people only."""
    asks = bandwidth_for(platform.name) or BandwidthNeed(0, 0, "")
    return PlatformFacts(
        platform.name,
        platform.link,
        platform.meeting_id,
        platform.passcode,
        platform.phone,
        paragraphs(text_in(platform.help, language)),
        *asks,
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
) -> dict[str, object]:
    """Everything a letter's template may print, in one language, for one reader."""
    platform = programme.series[session.series].platform or programme.platform
    return {
        "reader": ReaderFacts(
            NAME_MARK,
            member.place.name(language),
            tuple(role for role, ids in session.required.items() if member.id in ids),
        ),
        "own": reading(slot.start, slot.end, member.place, language, languages=member.languages),
        "before": before(slot, member.place, language),
        "clock_changed": bool(recent_changes(member.place.zone, _announced(slot), slot.start)),
        "places": table(slot.start, slot.end, places, language, member.place),
        "session": session_facts(programme, session, language),
        "platform": platform_facts(platform, language),
        "organiser": organiser_facts(programme.contact, language),
        "programme": text_in(programme.names, language),
        "tzdata": slot.tzdata or zone_data_version(),
    }
