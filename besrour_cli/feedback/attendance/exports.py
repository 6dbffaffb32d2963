"""The download of a meeting program: its people row by row, and what it says of the meeting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from besrour_cli.feedback.attendance.columns import (
    DASHES,
    CellKind,
    ColumnRole,
    column_roles,
    heading_role,
    kind_of,
)
from besrour_cli.feedback.attendance.tables import ExportLine, ExportTable, find_tables
from besrour_cli.model.language import fold_case

_YES, _NO = (
    frozenset(("yes", "oui", "true", "vrai", "y", "o")),
    frozenset(("no", "non", "false", "faux", "n")),
)
_TITLE = re.compile(r"topic|title|titre|sujet|objet")
_COUNT = re.compile(r"(attended )?participants?( presents?)?$|nombre de participants")
_FEWEST = 2


class ExportRow(NamedTuple):
    """One stay of a connection, as the download has it; ``minutes`` is "" where it gives none.

    ``waiting``: in the waiting room. ``joined`` and ``departed`` are times as written ("": unknown).
    """

    line: int
    name: str
    email: str = ""
    joined: str = ""
    departed: str = ""
    minutes: str = ""
    waiting: bool = False


class MeetingExport(NamedTuple):
    """A download as a whole: the program it is of, what it says of the meeting, and the stays.

    ``service`` is ``zoom``, ``teams``, ``meet`` or ``list``; ``people`` how many it says there were (0: it
    does not say). ``width`` is the number of cells of its last table's heading.
    """

    service: str
    topic: str
    start: str
    end: str
    people: int
    rows: tuple[ExportRow, ...]
    width: int

    @property
    def times(self) -> Iterator[str]:
        """Every cell that holds a time."""
        for row in self.rows:
            yield from (row.joined, row.departed)
        yield from (self.start, self.end)


def read_export(lines: Sequence[ExportLine], *, tabbed: bool = False) -> MeetingExport | None:
    """What a download says; None when nothing in it is a list of people. ``tabbed``: tabs part its cells."""
    tables, pairs = find_tables(lines)
    facts = _Facts()
    for cells in pairs:
        facts.add(cells[:1], cells[1:2])
    people: list[tuple[ExportTable, dict[ColumnRole, int]]] = []
    for index, table in enumerate(tables):
        rows = [line.cells for line in table.lines]
        roles = column_roles(table.headings, rows)
        about_meeting = ColumnRole.TOPIC in roles or (
            len(rows) == 1 and index + 1 < len(tables) and index == 0 and _has_long_number(rows[0])
        )
        if about_meeting and rows:
            facts.add(table.headings, rows[0])
        elif rows and _has_people(table, roles):
            people.append((table, roles))
    if not people:
        return None
    rows_of = [_rows(table, roles) for table, roles in people]
    return MeetingExport(
        service=_service(people, tabbed=tabbed),
        topic=facts.topic,
        start=facts.start,
        end=facts.end,
        people=facts.people,
        rows=_merged(rows_of, numbered=any(table.numbered for table, _ in people)),
        width=len(people[-1][0].headings),
    )


def _has_people(table: ExportTable, roles: dict[ColumnRole, int]) -> bool:
    """Whether a table is of people: by a heading, an address or times, or names of two words and more."""
    if ColumnRole.NAME not in roles:
        return ColumnRole.FIRST in roles or ColumnRole.EMAIL in roles
    known = {heading_role(heading) for heading in table.headings}
    if {ColumnRole.NAME, ColumnRole.FIRST} & known or {ColumnRole.EMAIL, ColumnRole.JOINED} & roles.keys():
        return True
    at = roles[ColumnRole.NAME]
    names = [line.cells[at].split() for line in table.lines if at < len(line.cells)]
    return sum(len(words) >= _FEWEST for words in names) * _FEWEST > len(names)


class _Facts:
    """What the lines above the people say of the meeting."""

    def __init__(self) -> None:
        self.topic = self.start = self.end = ""
        self.people = 0

    def add(self, headings: Sequence[str], cells: Sequence[str]) -> None:
        """Take what headings and the cells below or after them say."""
        for at, cell in enumerate(cells):
            heading = fold_case(headings[at]) if at < len(headings) else ""
            kind = kind_of(cell)
            if kind is CellKind.MOMENT and not re.search("report|rapport", heading):
                if not self.start:
                    self.start = cell.strip()
                else:
                    self.end = self.end or cell.strip()
            elif kind is CellKind.NUMBER and _COUNT.match(heading.strip()):
                self.people = int(cell)
            elif kind is CellKind.WORDS and (_TITLE.search(heading) or not heading):
                self.topic = self.topic or cell.strip()


def _has_long_number(cells: Sequence[str]) -> bool:
    return any(re.fullmatch(r"[\d ]{9,15}", cell.strip()) for cell in cells)


def _service(people: Sequence[tuple[ExportTable, dict[ColumnRole, int]]], *, tabbed: bool) -> str:
    """The program that wrote a download, by how it is built."""
    headings = " ".join(fold_case(cell) for table, _ in people for cell in table.headings)
    if any(table.numbered or ColumnRole.ACTION in roles for table, roles in people) or tabbed:
        return "teams"
    if re.search(r"original|recording|waiting|guest|attente|is guest", headings):
        return "zoom"
    first = people[0][1]
    if ColumnRole.FIRST in first and ColumnRole.JOINED in first:
        return "meet"
    return "zoom" if ColumnRole.JOINED in first else "list"


def _rows(table: ExportTable, roles: dict[ColumnRole, int]) -> list[ExportRow]:
    """The stays of a table; those whom it has as absent are left out."""
    if ColumnRole.ACTION in roles:
        return _of_actions(table, roles)
    rows = []
    for line in table.lines:
        cells = _Cells(line, roles)
        has_times = {ColumnRole.JOINED, ColumnRole.LEFT, ColumnRole.MINUTES} & roles.keys()
        dashed = has_times and all(cells.raw(role).casefold() in DASHES for role in has_times)
        if cells.person and not dashed and cells.raw(ColumnRole.ATTENDED).casefold() not in _NO:
            rows.append(
                ExportRow(
                    line=line.line,
                    name=cells.person,
                    email=cells.text(ColumnRole.EMAIL).casefold(),
                    joined=cells.text(ColumnRole.JOINED),
                    departed=cells.text(ColumnRole.LEFT),
                    minutes=cells.text(ColumnRole.MINUTES),
                    waiting=cells.raw(ColumnRole.WAITING).casefold() in _YES,
                )
            )
    return rows


class _Cells:
    """The cells of a line by what their columns are for."""

    def __init__(self, line: ExportLine, roles: dict[ColumnRole, int]) -> None:
        self.cells = line.cells
        self.roles = roles

    def raw(self, role: ColumnRole) -> str:
        """The text of a cell; "" where the table has no such column."""
        at = self.roles.get(role, -1)
        return self.cells[at].strip() if 0 <= at < len(self.cells) else ""

    def text(self, role: ColumnRole) -> str:
        """The text of a cell, "" where it is a dash."""
        text = self.raw(role)
        return "" if text.casefold() in DASHES else text

    @property
    def person(self) -> str:
        """The name shown: of its own column, else of first and last name, else the address."""
        parts = (self.text(ColumnRole.FIRST), self.text(ColumnRole.LAST))
        return (
            self.text(ColumnRole.NAME) or " ".join(filter(None, parts)) or self.text(ColumnRole.EMAIL)
        ).strip()


def _of_actions(table: ExportTable, roles: dict[ColumnRole, int]) -> list[ExportRow]:
    """The stays of a list of joins and leaves, which has one row a moment.

    Which word means leaving is seen by what people do last; who has not left was there when it was
    downloaded.
    """
    cells = [(line.line, _Cells(line, roles)) for line in table.lines]
    by_person: dict[tuple[str, str], list[tuple[int, str, str]]] = {}
    for number, one in cells:
        key = (one.person, one.text(ColumnRole.EMAIL).casefold())
        by_person.setdefault(key, []).append(
            (number, one.raw(ColumnRole.ACTION), one.text(ColumnRole.JOINED))
        )
    leaving = _leaving(tuple(by_person.values()))
    last = cells[-1][1].text(ColumnRole.JOINED) if cells else ""
    rows = []
    for (name, email), moves in by_person.items():
        begun, devices = moves[0], 0
        for at, (number, action, moment) in enumerate(moves):
            if action in leaving:
                devices = max(0, devices - 1)
                is_last = at == len(moves) - 1  # who was seen to leave at last is on no other device
                if not devices or is_last:
                    rows.append(ExportRow(begun[0], name, email=email, joined=begun[2], departed=moment))
                    devices = 0
            else:
                begun = begun if devices else (number, action, moment)
                devices += 1
        if devices:
            rows.append(ExportRow(begun[0], name, email=email, joined=begun[2], departed=last))
    return rows


def _leaving(people: Sequence[Sequence[tuple[int, str, str]]]) -> set[str]:
    """The words that mean leaving: those with which more people end than begin."""
    begins = [moves[0][1] for moves in people]
    ends = [moves[-1][1] for moves in people]
    return {action for action in ends if ends.count(action) > begins.count(action)}


def _merged(tables: Sequence[Sequence[ExportRow]], *, numbered: bool) -> tuple[ExportRow, ...]:
    """The stays of all tables; in numbered sections the last has them one by one, and earlier ones in sum."""
    if not numbered:
        return tuple(row for rows in tables for row in rows)
    *summaries, stays = tables
    known = {fold_case(row.name) for row in stays}
    rest = [row for rows in summaries for row in rows if fold_case(row.name) not in known]
    return (*(row._replace(joined="", departed="") if row.minutes else row for row in rest), *stays)
