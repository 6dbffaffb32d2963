"""The run of a session as values: each part with its minutes and clock times, and who has a part in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from besrour_cli.clock.formatting import colon_of, day_mark, offset_words, time_words
from besrour_cli.clock.instants import local
from besrour_cli.model.language import LANGUAGES, Text, join_and
from besrour_cli.model.meeting.agenda import AgendaPart
from besrour_cli.model.people.tables import CafeTable
from besrour_cli.model.place import Place
from besrour_cli.model.plan import ScheduledSession
from besrour_cli.model.programme import Member, Platform, Programme, Session
from besrour_cli.publishing.letters.reading_facts import distinct_places
from besrour_cli.publishing.tables.texts import TableSubject

WORDS = "run_sheet/words.toml"
"""The template that has the words of the sheet."""


class RunSubject(NamedTuple):
    """What sheet and page are made of.

    ``words`` are those of the sheet by language, ``table_words`` those of tables; ``tables`` are those that
    were made for the session (none: no tables yet).
    """

    programme: Programme
    session: Session
    slot: ScheduledSession
    words: Mapping[str, Text]
    table_words: Mapping[str, Text]
    tables: tuple[CafeTable, ...] = ()

    def member(self, person: str) -> Member | None:
        """The member of an id; None when she is none any more."""
        return next((m for m in self.programme.members if m.id == person), None)

    def languages(self) -> tuple[str, ...]:
        """The languages of the sheet in the programme's order."""
        return tuple(code for code in self.programme.languages if code in LANGUAGES)

    @property
    def platform(self) -> Platform:
        """The room in which the session meets."""
        return self.programme.series[self.session.series].platform or self.programme.platform

    def seated(self) -> TableSubject:
        """The tables with what their texts are made of."""
        return TableSubject(
            programme=self.programme,
            session=self.session,
            slot=self.slot,
            tables=self.tables,
            words=self.table_words,
        )


class TimedPart(NamedTuple):
    """A part of the agenda, and the minutes of the session in which it begins and ends."""

    part: AgendaPart
    begins: int
    ends: int


class ClockAt(NamedTuple):
    """Places that show the same time through the session, first the one whose clock is read."""

    places: tuple[Place, ...]

    def names(self, language: str) -> str:
        """The places by name."""
        return join_and([place.name(language) for place in self.places], language)

    def reading(self, moment: datetime, language: str) -> str:
        """What their clock shows at an instant: ``Accra 2:30 p.m.``."""
        shown = local(moment, self.places[0].zone)
        return f"{self.names(language)}{colon_of(language)} {time_words(shown, language)}"

    def mark(self, moment: datetime, today: datetime, language: str) -> str:
        """The offset there, and a mark where the day is not the anchor's."""
        shown = local(moment, self.places[0].zone)
        mark = day_mark(shown, today.date(), language)
        return f"{offset_words(shown, language)}, {mark}" if mark else offset_words(shown, language)


def timed_parts(session: Session) -> tuple[TimedPart, ...]:
    """The parts of a session's agenda, one after the other from its start."""
    parts, begins = [], 0
    for part in session.agenda.parts:
        parts.append(TimedPart(part, begins, begins + part.minutes))
        begins += part.minutes
    return tuple(parts)


def at_minute(subject: RunSubject, minute: int) -> datetime:
    """The instant at which so many minutes of the session have passed."""
    return subject.slot.start + timedelta(minutes=minute)


def clocks_of(places: Iterable[Place], moments: Sequence[datetime]) -> tuple[ClockAt, ...]:
    """Places gathered by clock, as they agree at all of some instants, from west to east."""
    groups: dict[tuple[datetime, ...], list[Place]] = {}
    for place in places:
        shown = tuple(local(moment, place.zone).replace(tzinfo=None) for moment in moments)
        groups.setdefault(shown, []).append(place)
    ordered = sorted(groups.items())
    return tuple(ClockAt(tuple(sorted(group, key=lambda p: p.name("en")))) for _, group in ordered)


def helpers(subject: RunSubject) -> tuple[Member, ...]:
    """Everybody with a part in the session, in the order in which its file names them."""
    found = (subject.member(person) for person in subject.session.required_ids)
    return tuple(member for member in found if member is not None)


def facilitators_clocks(subject: RunSubject) -> tuple[ClockAt, ...]:
    """The clocks of everybody with a part; where nobody has one, that of the anchor."""
    places = distinct_places(helpers(subject)) or (subject.programme.anchor,)
    return clocks_of(places, (subject.slot.start, subject.slot.end))


def leaders(subject: RunSubject, part: AgendaPart, language: str) -> str:
    """Who leads a part: role and names, the hosts of the tables, or everybody."""
    words = subject.words[language]
    if part.tables:
        return words["hosts"]
    if not part.role:
        return words["everybody"]
    found = [subject.member(person) for person in subject.session.required.get(part.role, ())]
    names = [member.name for member in found if member is not None]
    who = join_and(names, language) if names else words["nobody"]
    return f"{words[part.role]}{colon_of(language)} {who}"


def unled(subject: RunSubject) -> tuple[str, ...]:
    """The roles that lead a part of the agenda and that nobody has in this session."""
    roles = dict.fromkeys(part.role for part in subject.session.agenda.parts if part.role)
    return tuple(role for role in roles if not subject.session.required.get(role))
