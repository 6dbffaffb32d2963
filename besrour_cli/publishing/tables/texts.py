"""The tables in words, both languages alike: the host's sheet, rooms, lines for reminders, notes."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from typing import NamedTuple

from besrour_cli.clock.formatting import instant_words
from besrour_cli.model.language import Text, join_and, language_name
from besrour_cli.model.people.tables import CafeTable
from besrour_cli.model.plan import ScheduledSession
from besrour_cli.model.programme import Member, Programme, Session
from besrour_cli.publishing.letters.template_facts import text_in
from besrour_cli.publishing.printed_words import filled

WORDS = "tables/words.toml"
"""The template that has the words of tables."""
_ZOOM_HEADERS = ("Pre-assign Room Name", "Email Address")
"""The columns of the file by which rooms are assigned beforehand, as Zoom's own sample has them."""


class _Lines(list[str]):
    """Lines that a writer of tables adds to."""

    def write(self, line: str) -> None:
        """Add a line."""
        self.append(line)


class TableSubject(NamedTuple):
    """What all the texts are made of; ``words`` are those of each language (``read_words``)."""

    programme: Programme
    session: Session
    slot: ScheduledSession
    tables: tuple[CafeTable, ...]
    words: Mapping[str, Text]

    def member(self, person: str) -> Member:
        """The member of an id."""
        return next(m for m in self.programme.members if m.id == person)

    def languages(self) -> tuple[str, ...]:
        """The languages of the texts in the programme's order."""
        return tuple(code for code in self.programme.languages if code in self.words)


def room_name(subject: TableSubject, number: int) -> str:
    """The name of a table's room, in the language that is spoken there."""
    spoken = subject.tables[number].language
    code = spoken if spoken in subject.words else subject.languages()[0]
    name = language_name(spoken, code)
    room = subject.words[code]["room"]
    return filled(room, number=str(number + 1), language=name[:1].upper() + name[1:])


def about_lines(subject: TableSubject) -> list[tuple[str, str]]:
    """The session's title and its time in each language, by the language's code."""
    when = instant_words(subject.slot.start, subject.programme.anchor, subject.languages())
    return [(code, f"{text_in(subject.session.titles, code)} · {when[code]}") for code in subject.languages()]


def person_line(subject: TableSubject, person: str) -> str:
    """Somebody as the host needs her: name, place, and the languages she speaks."""
    member = subject.member(person)
    place = member.place.name(subject.languages()[0])
    return " · ".join(dict.fromkeys((member.name, place, ", ".join(member.languages))))


def both(subject: TableSubject, key: str) -> str:
    """A word in each language, once where they are the same."""
    words = subject.words
    return " / ".join(dict.fromkeys(words[code][key] for code in subject.languages()))


def host_sheet(subject: TableSubject) -> str:
    """The sheet as text: a table after the other, its room, its host, its people."""
    lines = [both(subject, "title"), *(text for _, text in about_lines(subject))]
    for number, table in enumerate(subject.tables):
        lines += ["", room_name(subject, number)]
        lines.append(f"{both(subject, 'host')} · {subject.member(table.host).name}")
        lines += [f"- {person_line(subject, person)}" for person in table.people if person != table.host]
    return "\n".join(lines) + "\n"


def rooms(subject: TableSubject) -> str:
    """The names of the rooms by language, for those who choose their room themselves."""
    words, lines = subject.words, []
    for code in dict.fromkeys((*subject.languages(), *(table.language for table in subject.tables))):
        names = [room_name(subject, n) for n, table in enumerate(subject.tables) if table.language == code]
        if names:
            heading = words[code]["choose"] if code in words else both(subject, "choose")
            lines += [heading, *(f"- {name}" for name in names), ""]
    return "\n".join(lines)


def member_lines(subject: TableSubject) -> dict[str, str]:
    """A line for each member's reminder, in the language she prefers, by her id."""
    order, lines = subject.languages(), {}
    for number, table in enumerate(subject.tables):
        for person in table.people:
            preferred = subject.member(person).languages
            code = next((each for each in preferred if each in order), order[0])
            lines[person] = _line(subject, number, person, code)
    return dict(sorted(lines.items()))


def reminder_lines(subject: TableSubject) -> dict[str, Text]:
    """The line of each member in every language, as her reminder has it in both of its halves, by her id."""
    return {
        person: {code: _line(subject, number, person, code) for code in subject.languages()}
        for number, table in enumerate(subject.tables)
        for person in table.people
    }


def _line(subject: TableSubject, number: int, person: str, code: str) -> str:
    """Where somebody sits: at whose table, or, if she hosts it, with whom."""
    table = subject.tables[number]
    others = [subject.member(each).name for each in table.people if each != person]
    return filled(
        subject.words[code]["line_host" if person == table.host else "line"],
        title=text_in(subject.session.titles, code),
        number=str(number + 1),
        language=language_name(table.language, code),
        host=subject.member(table.host).name,
        people=join_and(others, code),
    )


def zoom_rooms(subject: TableSubject) -> bytes:
    """The file by which Zoom puts people into rooms beforehand; they must be signed in with that address."""
    lines = _Lines()
    writer = csv.writer(lines)
    writer.writerow(_ZOOM_HEADERS)
    for number, table in enumerate(subject.tables):
        name = room_name(subject, number)
        writer.writerows((name, subject.member(person).email) for person in table.people)
    return "".join(lines).encode()


def notes_sheet(subject: TableSubject) -> str:
    """What a table fills in, once for each table, in the language that is spoken there."""
    words, order = subject.words, subject.languages()
    lines = [f"# {both(subject, 'notes')}", "", *(f"{text}  " for _, text in about_lines(subject))]
    lines += ["", f"session: {subject.session.id}"]
    for number, table in enumerate(subject.tables):
        code = table.language if table.language in order else order[0]
        lines += ["", f"## {room_name(subject, number)}"]
        for key in ("themes", "ideas", "wishes"):
            lines += ["", f"### {words[code][key]}", "", "- "]
    return "\n".join(lines) + "\n"
