"""A form's download as ballots: one a row, with what it says of the person and the themes it ticks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from besrour_cli.feedback.ballots.columns import TickColumns, person_columns, tick_columns
from besrour_cli.feedback.ballots.proposals import Proposal, read_proposals
from besrour_cli.feedback.ballots.ticks import (
    CellReader,
    never_apart,
    read_grid_cell,
    reader_of_free_cells,
    reader_of_list,
)
from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.message import Message, msg
from besrour_cli.model.people.sheet import Sheet, SheetRow

_SIMILAR = 0.7


class CastBallot(NamedTuple):
    """One row: what it says of the person, by kind, and the themes it ticks."""

    row: int
    person: Mapping[str, str]
    ticked: tuple[str, ...]


class BallotSheet(NamedTuple):
    """A download understood: its path, the themes to choose from, the ballots, what is wrong or in doubt."""

    path: str
    themes: tuple[Proposal, ...]
    ballots: tuple[CastBallot, ...]
    problems: tuple[Diagnostic, ...]


def read_ballots(
    sheet: Sheet, path: str, proposals: Sequence[Proposal] = (), column: str | None = None
) -> BallotSheet:
    """The ballots of a sheet; proposals may stand above them, one a row.

    ``column`` is the header of the column that holds the ticks, where it is not clear.
    """
    above, body = _divided(sheet.rows)
    proposals = (*proposals, *read_proposals((row.number, row.text(0)) for row in above))
    return _Reading(path, body[0], body[1:], proposals).ballots(column)


def _divided(rows: Sequence[SheetRow]) -> tuple[Sequence[SheetRow], Sequence[SheetRow]]:
    """The rows of one cell above the table, and the table with its header."""
    wide = next((n for n, row in enumerate(rows) if sum(map(bool, map(str, row.cells))) > 1), 0)
    return rows[:wide], rows[wide:]


class _Reading:
    """One table while it is read: its rows, and the problems so far."""

    def __init__(
        self, path: str, header: SheetRow, rows: Sequence[SheetRow], proposals: Sequence[Proposal]
    ) -> None:
        self.path, self.header, self.rows, self.proposals = path, header, rows, proposals
        self.person = person_columns(header)
        self.problems: list[Diagnostic] = []

    def ballots(self, column: str | None) -> BallotSheet:
        """Every row as a ballot; none where it cannot be told which columns hold the ticks."""
        read = reader_of_list(self.proposals) if self.proposals else None
        columns = tick_columns(
            self.header,
            self.rows,
            self.person,
            column,
            None if read is None else lambda c: bool(read(c).themes),
        )
        ticks: list[tuple[str, ...]] = []
        if columns.listed is not None:
            ticks = self._listed(columns.listed, read)
        elif columns.grid:
            ticks = self._grid(columns, read)
        else:
            self._ask_for_column(columns, column)
        cast = tuple(
            CastBallot(row.number, {kind: row.text(i) for kind, i in self.person.items()}, themes)
            for row, themes in zip(self.rows, ticks, strict=False)
        )
        themes = self.proposals or read_proposals((0, theme) for each in ticks for theme in each)
        return BallotSheet(self.path, tuple(themes), cast, tuple(self.problems))

    def _listed(self, index: int, read: CellReader | None) -> list[tuple[str, ...]]:
        """What each row ticks in one cell."""
        cells = [_cell_of(row, index) for row in self.rows]
        read = read or reader_of_free_cells(cells)
        ticks = [read(cell) for cell in cells]
        if not self.proposals and (pair := never_apart(each.themes for each in ticks)):
            at = next(n for n, each in enumerate(ticks) if pair[0] in each.themes)
            if ", ".join(pair) in cells[at]:
                self._report_comma(self.rows[at], index, pair)
        for row, each in zip(self.rows, ticks, strict=True):
            for words in each.unknown:
                self._report_unknown(row, index, words)
        return [each.themes for each in ticks]

    def _grid(self, columns: TickColumns, read: CellReader | None) -> list[tuple[str, ...]]:
        """What each row ticks where every theme has a column."""
        themes = {i: (read(t).themes or (t,))[0] if read else t for i, t in columns.grid.items()}
        ticks: list[tuple[str, ...]] = []
        for row in self.rows:
            answers = {index: read_grid_cell(row.text(index), theme) for index, theme in themes.items()}
            for index, answer in answers.items():
                if answer is None:
                    what = msg("“{text}” neither ticks the theme nor leaves it", text=row.text(index))
                    remedy = msg("write yes, or leave the cell empty")
                    self._report(row, index, "ballot-cell", what, remedy)
            ticks.append(tuple(themes[index] for index, answer in answers.items() if answer))
        return ticks

    def _ask_for_column(self, columns: TickColumns, column: str | None) -> None:
        names = ", ".join(f"“{name}”" for name in columns.choices)
        what = (
            msg("it is not clear which column holds the themes that people tick: {names}", names=names)
            if column is None
            else msg("there is no column “{name}”; there are {names}", name=column, names=names)
        )
        self._report(self.header, 0, "ballot-column", what, msg("add --column and its header, in quotes"))

    def _report_comma(self, row: SheetRow, index: int, pair: tuple[str, str]) -> None:
        what = msg("“{text}” may be one theme or two: nobody ticks one part alone", text=", ".join(pair))
        remedy = msg("write the themes one a line into a file, and add --proposals and its name")
        self._report(row, index, "ballot-comma", what, remedy)

    def _report_unknown(self, row: SheetRow, index: int, words: str) -> None:
        near = get_close_matches(words, [each.text for each in self.proposals], n=1, cutoff=_SIMILAR)
        what = msg("“{text}” is no theme of the list, and is not counted", text=words)
        remedy = (
            msg("if “{theme}” is meant, write it so", theme=near[0])
            if near
            else msg("if it is to count, add it to the list on a line of its own")
        )
        self._report(row, index, "ballot-theme", what, remedy, warning=True)

    def _report(
        self, row: SheetRow, index: int, code: str, what: Message, remedy: Message, *, warning: bool = False
    ) -> None:
        spot = SourceLocation(self.path, row.number, index + 1)
        self.problems.append(Diagnostic(code, spot, what=what, remedy=remedy, warning=warning))


def _cell_of(row: SheetRow, index: int) -> str:
    """A cell with its line ends, which divide answers; a number or date as words."""
    cell = row.cells[index] if index < len(row.cells) else ""
    return cell if isinstance(cell, str) else row.text(index)
