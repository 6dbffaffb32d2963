"""``besrour extract``: everything that the files keep of a person, as sentences in the language in place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from besrour_cli.clock.instants import instant_of
from besrour_cli.commands.shared.letter_batch import KINDS
from besrour_cli.commands.shared.privacy.values import ExtractSection, NamedPerson
from besrour_cli.commands.terminal.translation import number, translate
from besrour_cli.commands.views.attendance import STATES
from besrour_cli.commands.views.local_times import local_words
from besrour_cli.model.message import Message, msg
from besrour_cli.storage.attendance import identities_csv, session_rows
from besrour_cli.storage.privacy.traces import generated_files, own_lines
from besrour_cli.storage.programme.lines import member_rows
from besrour_cli.storage.roster.roster_table import RosterTable
from besrour_cli.storage.state import (
    attendance_file,
    busy_file,
    enrolment_file,
    journal_lines,
    plan_file,
    replies_file,
    tables_file,
)
from besrour_cli.storage.state.mentoring import mentors_file
from besrour_cli.storage.state.state_file import LARGE_LIMIT, read_state

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace

_EVENTS = {
    "done": msg("sent"),
    "refused": msg("refused by the server"),
    "deferred": msg("put off by the server"),
    "bounce": msg("came back"),
    "lost": msg("not known whether it arrived"),
}


def sections(workspace: Workspace, somebody: NamedPerson) -> Iterator[ExtractSection]:
    """Yield what each file keeps of somebody, files that keep nothing left out.

    Hours are those of her own clock, or of the anchor where it is not known.
    """
    extract = _Extract(workspace, somebody)
    for path, lines in (
        (member_rows.NAME, extract.roster()),
        (enrolment_file.NAME, extract.sign_up()),
        (busy_file.NAME, extract.busy()),
        (replies_file.NAME, extract.answers()),
        (session_rows.NAME, extract.attendance()),
        (identities_csv.NAME, extract.identities()),
        (attendance_file.NAME, extract.rooms()),
        (tables_file.NAME, extract.tables()),
        (mentors_file.NAME, extract.mentors()),
        ("announced.ledger", extract.announced()),
        ("sent.ledger", extract.letters()),
        (plan_file.NAME, extract.burdens()),
        ("out/", iter(change.path for change in generated_files(workspace.folder, somebody.person))),
        ("sessions/, templates/, responses/", map(str, own_lines(workspace.folder, somebody.person))),
    ):
        told = tuple(translate(line) if isinstance(line, Message) else line for line in lines)
        if told:
            yield ExtractSection(path, told)


class _Extract:
    """The files read for one person."""

    def __init__(self, workspace: Workspace, somebody: NamedPerson) -> None:
        self.workspace = workspace
        self.folder = workspace.folder
        self.person = somebody.person
        programme = workspace.with_known_sessions().programme
        self.zone = somebody.member.place.zone if somebody.member else programme.anchor.zone
        self.titles = {session.id: session.titles for session in programme.sessions}

    def roster(self) -> Iterator[str]:
        """The cells of her row, each with its heading."""
        table = RosterTable(self.folder)
        for name in sorted(self.person.ids & table.rows.keys()):
            for heading, cell in zip(table.header, table.rows[name].cells, strict=False):
                if cell.strip():
                    yield f"{heading}: {cell.strip()}"

    def sign_up(self) -> Iterator[str]:
        """What sheets said of her."""
        members = enrolment_file.read(self.folder).members
        for name in sorted(self.person.ids & members.keys()):
            yield from (f"{field}: {text}" for field, text in members[name].fields.items() if text)

    def busy(self) -> Iterator[str]:
        """The hours that her calendar has taken."""
        busy = busy_file.read(self.folder)
        for name in sorted(self.person.ids & busy.keys()):
            for start, end in busy[name]:
                yield f"{self._when(start)} – {self._when(end)}"

    def answers(self) -> Iterator[Message]:
        """What she answered, and the reminders to her."""
        stored = replies_file.read(self.folder)
        for answer in stored.answers:
            if answer.member in self.person.ids:
                yield _of(self._title(answer.session), STATES[answer.part])
        for reminder in stored.reminders:
            if reminder.member in self.person.ids:
                yield _of(self._title(reminder.session), msg("a reminder"))
        for message in stored.messages:
            if message.member in self.person.ids:
                when = self._when(message.sent) if message.sent else "–"
                yield msg("a message that was not understood, of {when}; its words are not kept", when=when)

    def attendance(self) -> Iterator[Message]:
        """The sessions that she was at."""
        data = read_state(self.folder, session_rows.NAME, LARGE_LIMIT) or b""
        for session, minutes, joins in session_rows.rows_about(data, self.person):
            yield _of(self._title(session), msg("{n} min", n=minutes) if minutes else "–")
            if joins:
                yield _of(self._title(session), msg("times that you joined: {n}", n=joins))

    def identities(self) -> Iterator[Message]:
        """Under which names she was seen, and who said so."""
        for one in identities_csv.read_identities(self.folder):
            if self.person.ids & {*one.members} or self.person.is_called(one.seen_as):
                seen = f"{one.seen_as} <{one.address}>" if one.address else one.seen_as
                yield msg("seen as “{name}”, as {by} decided", name=seen, by=one.decided_by or "–")

    def rooms(self) -> Iterator[Message]:
        """Shared rooms she sat in, and connections under her name."""
        for session, record in attendance_file.read(self.folder).sessions.items():
            for other in record.others:
                if self.person.ids & {*other.members} or self.person.is_named_in(other.seen_as):
                    yield _of(self._title(session), msg("at “{room}”", room=other.seen_as))

    def tables(self) -> Iterator[Message]:
        """With whom she sat, and where she was missing."""
        for session, record in tables_file.read(self.folder).items():
            for table in record.tables:
                if self.person.ids & {*table.people}:
                    others = ", ".join(one for one in table.people if one not in self.person.ids)
                    yield _of(self._title(session), msg("at a table with {people}", people=others or "–"))
            if self.person.ids & {*record.missing}:
                yield _of(self._title(session), msg("missing at the tables"))

    def mentors(self) -> Iterator[Message]:
        """Whom she mentored, or who mentored her."""
        for term, groups in mentors_file.read(self.folder).items():
            for group in groups:
                if self.person.ids & {*group.people}:
                    others = ", ".join(one for one in group.people if one not in self.person.ids)
                    yield msg("mentoring from {term}, with {people}", term=term, people=others or "–")

    def announced(self) -> Iterator[Message]:
        """What she was told, and how she was then known."""
        data = read_state(self.folder, "announced.ledger", LARGE_LIMIT) or b""
        for fields in journal_lines.lines_about(data, self.person):
            if fields.get("name"):
                place = fields["place"]["input"] if fields.get("place") else ""
                known = ", ".join((fields["name"], fields.get("email", ""), place))
                yield msg("known as {known}", known=known)
        log = self.workspace.announcements
        for session, made in log.of.items() if log is not None else ():
            if made and self.person.ids & {*made[-1].invited}:
                yield msg(
                    "told of {session}, {when}", session=self._title(session), when=self._when(made[-1].start)
                )

    def letters(self) -> Iterator[Message]:
        """The letters to her, and what became of them."""
        data = read_state(self.folder, "sent.ledger", LARGE_LIMIT) or b""
        kinds = {str(kind): words for kind, words in KINDS.items()}
        for fields in journal_lines.lines_about(data, self.person):
            event = str(fields.get("event", ""))
            at = instant_of(str(fields.get("at", "")))
            if event in _EVENTS and at is not None:
                kind = str(fields.get("kind", ""))
                yield msg(
                    "{when}: {kind}, {session}, to {address}: {event}",
                    when=self._when(at),
                    kind=kinds.get(kind, kind),
                    session=self._title(str(fields.get("about", ""))),
                    address=str(fields.get("to", "")),
                    event=_EVENTS[event],
                )

    def burdens(self) -> Iterator[Message]:
        """What past sessions cost her."""
        for slot in self.workspace.plan.slots.values():
            for charge in slot.charged:
                if self.person.ids & {*charge.members}:
                    cost = number(charge.burden, 2)
                    words = (
                        msg("a burden of {n}, at night", n=cost)
                        if charge.night
                        else msg("a burden of {n}", n=cost)
                    )
                    yield _of(self._title(slot.session), words)

    def _title(self, session: str) -> Message | str:
        titles = self.titles.get(session)
        return msg("{id} ({title})", id=session, title=titles) if titles else session

    def _when(self, moment: datetime) -> str:
        return local_words(moment, self.zone)


def _of(session: Message | str, words: Message | str) -> Message:
    return msg("{session}: {text}", session=session, text=words)
