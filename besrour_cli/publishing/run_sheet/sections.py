"""The sheet in one language, section by section, as its text and its PDF print it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from besrour_cli.clock.formatting import colon_of, instant_words
from besrour_cli.clock.instants import local
from besrour_cli.model.language import join_and
from besrour_cli.publishing.documents.typography import set_typography
from besrour_cli.publishing.printed_words import filled
from besrour_cli.publishing.run_sheet.values import (
    RunSubject,
    TimedPart,
    at_minute,
    facilitators_clocks,
    leaders,
    timed_parts,
)
from besrour_cli.publishing.tables.texts import room_name


class PrintedPart(NamedTuple):
    """A part as it is printed; ``clocks`` is when it begins at the place of everybody with a part."""

    minutes: str
    title: str
    who: str
    clocks: tuple[str, ...]
    opening: tuple[str, ...]
    questions: tuple[str, ...]
    tables: bool


class PrintedSection(NamedTuple):
    """A heading, and the lines below it."""

    heading: str
    lines: tuple[str, ...]


class PrintedSheet(NamedTuple):
    """The sheet in one language; ``after`` are the sections behind the parts."""

    language: str
    title: str
    about: tuple[str, ...]
    before: PrintedSection
    run: str
    parts: tuple[PrintedPart, ...]
    after: tuple[PrintedSection, ...]


def printed_sheet(subject: RunSubject, language: str) -> PrintedSheet:
    """All that the sheet says in one language; what the session has not is left out."""
    words, session = subject.words[language], subject.session
    clocks = facilitators_clocks(subject)
    today = local(subject.slot.start, subject.programme.anchor.zone)
    starts = [
        f"{clock.reading(subject.slot.start, language)} ({clock.mark(subject.slot.start, today, language)})"
        for clock in clocks
    ]
    sections = (
        PrintedSection(words["tables"], tuple(_tables(subject, language))),
        PrintedSection(words["fails"], tuple(_failing(subject, language))),
        PrintedSection(words["thank"], tuple(_thanks(subject, language))),
    )
    return PrintedSheet(
        language=language,
        title=words["title"],
        about=(
            set_typography(session.titles[language], language),
            instant_words(subject.slot.start, subject.programme.anchor)[language],
            *starts,
        ),
        before=PrintedSection(words["roles"], tuple(_roles(subject, language))),
        run=words["run"],
        parts=tuple(_part(subject, timed, language) for timed in timed_parts(session)),
        after=tuple(section for section in sections if section.lines),
    )


def _part(subject: RunSubject, timed: TimedPart, language: str) -> PrintedPart:
    words, part = subject.words[language], timed.part
    begins = at_minute(subject, timed.begins)
    return PrintedPart(
        minutes=filled(words["minutes"], begins=str(timed.begins), ends=str(timed.ends)),
        title=set_typography(part.titles[language], language),
        who=leaders(subject, part, language),
        clocks=tuple(clock.reading(begins, language) for clock in facilitators_clocks(subject)),
        opening=_paragraphs(part.opening.get(language, ""), language),
        questions=tuple(set_typography(question[language], language) for question in part.questions),
        tables=part.tables,
    )


def _paragraphs(text: str, language: str) -> tuple[str, ...]:
    blocks = (" ".join(block.split()) for block in text.split("\n\n"))
    return tuple(set_typography(block, language) for block in blocks if block)


def _roles(subject: RunSubject, language: str) -> Iterator[str]:
    """Each role with the names of those who have it, and where they are."""
    words = subject.words[language]
    for role, people in subject.session.required.items():
        members = [member for person in people if (member := subject.member(person))]
        names = [f"{member.name} ({member.place.name(language)})" for member in members]
        if names:
            yield f"{words[role]}{colon_of(language)} {join_and(names, language)}"
    if not subject.session.required_ids:
        yield words["nobody"]


def _tables(subject: RunSubject, language: str) -> Iterator[str]:
    """Each table: its room, its host and its people."""
    seated, words = subject.seated(), subject.words[language]
    for number, table in enumerate(subject.tables):
        host, *rest = (_name(subject, each) for each in sorted(table.people, key=table.host.__ne__))
        people = filled(words["table"], host=host, people=join_and(rest, language))
        yield f"{room_name(seated, number)}{colon_of(language)} {people}"


def _name(subject: RunSubject, person: str) -> str:
    member = subject.member(person)
    return member.name if member else person


def _failing(subject: RunSubject, language: str) -> Iterator[str]:
    """What to do when the platform fails, in the order in which it is tried."""
    words, room = subject.words[language], subject.platform
    for key, value in (("link", room.link), ("meeting_id", room.meeting_id), ("passcode", room.passcode)):
        if value:
            yield filled(words[key], platform=room.name, value=value)
    for key, value in (("fallback", room.fallback), ("phone", room.phone), ("whatsapp", room.whatsapp)):
        if value:
            yield filled(words[key], value=value)
    if room.help:
        yield set_typography(" ".join(room.help[language].split()), language)
    contact = subject.programme.contact
    yield filled(words["contact"], person=contact.person or contact.name[language], value=contact.email)


def _thanks(subject: RunSubject, language: str) -> Iterator[str]:
    """Those with a part and those who host a table, each once, then whom the agenda names."""
    people = dict.fromkeys((*subject.session.required_ids, *(table.host for table in subject.tables)))
    names = [member.name for person in people if (member := subject.member(person))]
    if names:
        yield join_and(names, language)
    yield from (set_typography(thanked[language], language) for thanked in subject.session.agenda.thanks)
