"""A sheet of themes: its columns by their headings, and each row as a session to be written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.clock.written_dates import possible_dates, possible_month
from besrour_cli.commands.shared.member_lookup import matching_members, similar_members
from besrour_cli.commands.workflows.series.session_columns import ROLES, Columns, headings_of, role_in
from besrour_cli.commands.workflows.series.session_draft import SessionDraft, session_id
from besrour_cli.feedback.ballots.proposals import titles_of
from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.errors import FileError
from besrour_cli.model.language import LANGUAGES
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.model.programme import Window
from besrour_cli.schedule.occurrences import window_in
from besrour_cli.storage.programme.series.month_days import month_days
from besrour_cli.storage.text.scalars import ParseError

if TYPE_CHECKING:
    from besrour_cli.model.people.sheet import Cell, Sheet, SheetRow
    from besrour_cli.model.programme import Programme
    from besrour_cli.schedule.recurrence import MonthDays


class SheetContext(NamedTuple):
    """What a sheet is read for: a series, and the path as shown in mistakes.

    ``days`` are those of a month on which a session may fall, where the row says nothing else; ``free`` are
    days of the sessions that rows without a month take, one after the other.
    """

    programme: Programme
    series: str
    path: str
    days: MonthDays
    free: Iterator[date]


class SheetDrafts(NamedTuple):
    """The sessions of a sheet, and what is wrong in it."""

    drafts: tuple[SessionDraft, ...]
    problems: tuple[Diagnostic, ...]


def read_drafts(context: SheetContext, sheet: Sheet) -> SheetDrafts:
    """The sessions that the rows of a sheet name, below its headings; hidden rows are not read.

    Raises :class:`FileError` when it has no headings of sessions.
    """
    headings = headings_of(sheet)
    if headings is None:
        raise FileError(
            msg("{path} has no row of headings with a month and a title", path=context.path),
            msg("name the columns: month, title en, title fr, description en, description fr, host ..."),
        )
    reader = _RowReader(context, headings.columns)
    below = sheet.rows[headings.row + 1 :]
    drafts = [reader.draft(each) for each in below if not each.hidden]
    found = [draft for draft in drafts if draft is not None]
    reader.report_hidden([each for each in below if each.hidden])
    reader.report_twice(found)
    return SheetDrafts(tuple(found), tuple(reader.problems))


class _RowReader:
    """Reads the rows of one sheet, and gathers what is wrong in them."""

    def __init__(self, context: SheetContext, columns: Columns) -> None:
        self.context = context
        self.programme = context.programme
        self.columns = columns
        self.problems: list[Diagnostic] = []

    def draft(self, row: SheetRow) -> SessionDraft | None:
        """The session of a row; None for one without a month that can be read, as reported."""
        cells = {kind: index for kind, index in self.columns.items() if row.text(index)}
        day = self._day(row, cells)
        if day is None:
            return None
        name = session_id(self.programme, self.context.series, day)
        session = self.programme.session(name)
        window = self._window(row, cells, day)
        return SessionDraft(
            id=name,
            series=self.context.series,
            is_recurring=session is not None,
            texts=self._texts(row, cells),
            window=window or (None if session else window_in(self.context.days, day.year, day.month)),
            required=self._required(row, cells),
            row=row.number,
        )

    def report_hidden(self, rows: Sequence[SheetRow]) -> None:
        """Warn of rows that the spreadsheet does not show, and that are not read."""
        if rows:
            spot = SourceLocation(self.context.path, rows[0].number)
            what = msgn("{n} hidden row is not read", "{n} hidden rows are not read", len(rows))
            remedy = msg("show the rows in the spreadsheet if they are meant, and save it")
            self.problems.append(Diagnostic("sheet-hidden", spot, what=what, remedy=remedy, warning=True))

    def report_twice(self, drafts: Sequence[SessionDraft]) -> None:
        """Report each row of a month that a row above has."""
        first: dict[str, int] = {}
        for draft in drafts:
            if draft.id in first:
                self._report(
                    draft.row,
                    0,
                    msg("“{id}” stands in row {row} already", id=draft.id, row=first[draft.id]),
                    msg("keep one of the two rows"),
                )
            first.setdefault(draft.id, draft.row)

    def _day(self, row: SheetRow, cells: Columns) -> date | None:
        """The first day of the row's month, or the day that stands there; without such a column, the next."""
        if ("month", "") not in self.columns:
            return self._free(row) if cells else None
        index = cells.get(("month", ""))
        if index is None:
            self._report(row.number, 0, msg("this row has no month"), msg("write a month such as 2027-05"))
            return None
        cell = row.cells[index]
        if isinstance(cell, date):
            return date(cell.year, cell.month, cell.day)
        text = row.text(index)
        day = possible_month(text) or next(iter(possible_dates(text)), None)
        if day is None:
            what = msg("“{text}” is not a month besrour can read", text=text)
            self._report(row.number, index, what, msg("write a month such as 2027-05: year, month"))
        return day

    def _free(self, row: SheetRow) -> date | None:
        """A day of the next session without a theme; reported where there is none left."""
        day = next(self.context.free, None)
        if day is None:
            what = msg("“{series}” has no further session without a theme", series=self.context.series)
            remedy = msg("let the series go on longer (`until` in programme.yaml), or take this row out")
            self._report(row.number, 0, what, remedy)
        return day

    def _texts(self, row: SheetRow, cells: Columns) -> dict[tuple[str, str], str]:
        """Titles and descriptions by their language; in a column alone, both may stand about a stroke."""
        texts: dict[tuple[str, str], str] = {}
        for (kind, code), index in cells.items():
            if code in LANGUAGES:
                words = _words(row.cells[index])
                alone = sum(each == kind for each, _code in self.columns) == 1
                halves = titles_of(words) if alone else {}
                texts |= {(kind, half): text for half, text in (halves or {code: words}).items()}
        return texts

    def _window(self, row: SheetRow, cells: Columns, day: date) -> Window | None:
        index = cells.get(("window", ""))
        if index is None:
            return None
        days = month_days(row.text(index))
        if isinstance(days, ParseError):
            self._report(row.number, index, days.what, days.remedy)
            return None
        return window_in(days, day.year, day.month)

    def _required(self, row: SheetRow, cells: Columns) -> dict[str, tuple[str, ...]]:
        """Who must be there: a column of its own for each role, or “host: gh-1” in one of people."""
        required: dict[str, list[str]] = {}
        for role in ROLES:
            if (index := cells.get((role, ""))) is not None:
                required.setdefault(role, []).extend(self._members(row, index, row.text(index)))
        if (index := cells.get(("people", ""))) is not None:
            for role, words in self._by_role(row, index):
                required.setdefault(role, []).extend(self._members(row, index, words))
        return {role: tuple(dict.fromkeys(ids)) for role, ids in required.items() if ids}

    def _by_role(self, row: SheetRow, index: int) -> Iterator[tuple[str, str]]:
        """The parts of a cell that each name a role and who has it."""
        for part in filter(None, re.split(r"\s*[;\n|]\s*", _words(row.cells[index]))):
            word, colon, words = part.partition(":")
            role = role_in(word) if colon else ""
            if role:
                yield role, words
            else:
                self._report(
                    row.number,
                    index,
                    msg("“{text}” does not say what these people do", text=part),
                    msg("write a role before each, such as host: gh-1; facilitator: ca-ubc, ke-1"),
                )

    def _members(self, row: SheetRow, index: int, words: str) -> Iterator[str]:
        """The ids of people who are named by id, address or name; whoever is not clear is reported."""
        for word in filter(None, re.split(r"\s*[,;\n&]\s*|\s+(?:and|et)\s+", words.strip())):
            matches = matching_members(self.programme.members, word)
            if len(matches) == 1:
                yield matches[0].id
                continue
            near = matches or similar_members(self.programme.members, word)
            self._report(
                row.number,
                index,
                msg("members.csv has nobody whom “{word}” means for sure", word=word),
                msg("write one of these ids: {ids}", ids=", ".join(member.id for member in near))
                if near
                else msg("write an id of members.csv, or add the person there"),
            )

    def _report(self, row: int, index: int, what: Message, remedy: Message | None) -> None:
        spot = SourceLocation(self.context.path, row, index + 1)
        self.problems.append(Diagnostic("sheet-row", spot, what=what, remedy=remedy))


def _words(cell: Cell) -> str:
    """The words of a cell, with its line ends."""
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
