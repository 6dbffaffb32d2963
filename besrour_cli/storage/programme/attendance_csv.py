"""``sessions/attendance.csv``: who was at which session, one row a person, headers in English or French."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from besrour_cli.model.language import fold_case
from besrour_cli.model.message import msg
from besrour_cli.model.programme import DAY, Member
from besrour_cli.model.took_place import Attendance
from besrour_cli.storage.text import scalars
from besrour_cli.storage.text.scalars import ParseError, tidy
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.text.tables.csv_reader import CsvReader, open_reader

COLUMNS = {
    "session": "session, seance",
    "member": "member, membre, participant, participante",
    "minutes": "minutes, minute, min",
    "joins": "joins, connexions, connexion",
}
"""The columns, each with the headers it may have."""
_REQUIRED = ("session", "member")
_DIGITS = 4
"""Of a number of minutes: a day has 1,440."""
_MOST_JOINS = 99
_GUESSES = 10
"""Unknown people for whom a similar name is looked up: each look-up walks over the whole roster."""


def read_attendance(
    page: SourceFile,
    sessions: Collection[str],
    unmet: Collection[str],
    members: Sequence[Member] | None,
    ignored: Collection[str] = (),
) -> dict[str, tuple[Attendance, ...]]:
    """Session id to those who were there, in the order of the rows; mistakes are reported on the page.

    ``sessions`` are the ids of all sessions, ``unmet`` of those at which nobody met. ``members`` is None
    when the roster could not be read as a whole: then no one can be called unknown. ``ignored`` are headers
    of columns that are passed over without a warning.
    """
    if not page.text.strip():
        page.report_empty(
            msg("write one row a person below the headers session, member, minutes, or remove the file")
        )
        return {}
    reader = open_reader(page, COLUMNS, _REQUIRED, ignored)
    if reader is None:
        return {}
    people = _People(members)
    present: dict[str, dict[str, Attendance]] = {}
    for row in reader.rows():
        session = _session(reader, sessions, unmet)
        member = people.find(reader)
        minutes = reader.read("minutes", _minutes, 0) or None
        joins = reader.read("joins", _joins, 0) or None
        if not session or not member:
            continue
        there = present.setdefault(session, {})
        if member in there:
            reader.report(
                "member",
                "attendance-doubled",
                msg(
                    "“{member}” stands at “{session}” on line {line} already",
                    member=member,
                    session=session,
                    line=there[member].line,
                ),
                msg("remove one of the two rows"),
            )
        else:
            there[member] = Attendance(member, minutes, row.line, joins)
    return {session: tuple(there.values()) for session, there in present.items()}


def _session(reader: CsvReader, sessions: Collection[str], unmet: Collection[str]) -> str:
    """The session's id of a row; "" with a mistake reported."""
    name = reader.cell("session")
    if not name:
        reader.report(
            "session",
            "attendance-no-session",
            msg("this row names no session"),
            msg("write the name of the session's file without .yaml, such as 2027-01-cafe"),
        )
        return ""
    if name.removesuffix(".yaml") in sessions:
        name = name.removesuffix(".yaml")
    if name not in sessions:
        what = msg("there is no session “{id}”", id=name)
        near = scalars.similar(name, sessions)
        reader.report(
            "session",
            "attendance-session",
            what,
            msg("a similar one exists: {word}", word=near)
            if near
            else msg("the files in sessions/ give the names"),
        )
        return ""
    if name in unmet:
        reader.report(
            "session",
            "attendance-unmet",
            msg("“{id}” did not take place, its file says, and here somebody was there", id=name),
            msg("remove took_place: no from its file, or its rows from here"),
        )
    return name


class _People:
    """The roster by id, e-mail address and name, in which the people of attendance.csv are looked up."""

    def __init__(self, members: Sequence[Member] | None) -> None:
        self.complete = members is not None
        self.members = tuple(members or ())
        self.guesses = _GUESSES
        self.ids = {m.id: (m,) for m in self.members}
        self.emails = _by((m.email.casefold(), m) for m in self.members)
        self.names = _by((fold_case(m.name), m) for m in self.members)

    def find(self, reader: CsvReader) -> str:
        """The id of the person a row names; "" with a mistake reported, or when nobody can know."""
        text = reader.cell("member")
        if not text:
            reader.report(
                "member",
                "attendance-no-member",
                msg("this row names nobody"),
                msg("write the person's id, e-mail address or name, as members.csv has it"),
            )
            return ""
        meant = self.ids.get(text) or self.emails.get(text.casefold()) or self.names.get(fold_case(text), ())
        if len(meant) == 1:
            return meant[0].id
        if meant:
            ids = ", ".join(sorted(m.id for m in meant))
            reader.report(
                "member",
                "attendance-member-ask",
                msg("“{text}” can be {n} people of members.csv", text=text, n=len(meant)),
                msg("write the id of the one who was there: {ids}", ids=ids),
            )
        elif self.complete:
            self._report_unknown(reader, text)
        return ""

    def _report_unknown(self, reader: CsvReader, text: str) -> None:
        """Report a person whom the roster lacks, and a similar name for the first few of them."""
        near = ""
        if self.guesses:
            self.guesses -= 1
            near = scalars.similar(text, [w for m in self.members for w in (m.id, m.name, m.email)])
        reader.report(
            "member",
            "attendance-member",
            msg("members.csv has no “{text}”", text=text),
            msg("a similar one exists: {word}", word=near)
            if near
            else msg("add the person to members.csv, paused if she is to get no letters, or remove the row"),
        )


def _by(pairs: Iterable[tuple[str, Member]]) -> Mapping[str, tuple[Member, ...]]:
    """The members of each name among pairs of a name and a member."""
    members: dict[str, tuple[Member, ...]] = {}
    for name, member in pairs:
        members[name] = (*members.get(name, ()), member)
    return members


def _minutes(text: str) -> int | ParseError:
    """Whole minutes, at least one and at most a day: ``75``, ``75 min``."""
    value = tidy(text).casefold()
    for unit in ("minutes", "min"):
        value = value.removesuffix(unit).rstrip()
    minutes = int(value) if value.isascii() and value.isdigit() and len(value) <= _DIGITS else 0
    if 0 < minutes <= DAY:
        return minutes
    return ParseError(
        "attendance-minutes",
        msg("“{text}” is not a number of minutes", text=tidy(text)),
        msg("write the minutes this person was there, such as 75, or leave the cell empty"),
    )


def _joins(text: str) -> int | ParseError:
    """How often somebody came in: a whole number from one."""
    value = tidy(text)
    joins = int(value) if value.isascii() and value.isdigit() and len(value) <= _DIGITS else 0
    if 0 < joins <= _MOST_JOINS:
        return joins
    return ParseError(
        "attendance-joins",
        msg("“{text}” does not say how often this person joined", text=value),
        msg("write 1, or 2 if the connection dropped once, and so on, or leave the cell empty"),
    )
