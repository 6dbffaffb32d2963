"""Which row of a sheet has the headings, and what each column holds: by its words and its cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from besrour_cli.feedback.signups.addresses import read_address
from besrour_cli.feedback.signups.headings import field_of, folded_heading, is_plain_name
from besrour_cli.feedback.signups.hours import read_hours
from besrour_cli.feedback.signups.languages import read_languages
from besrour_cli.feedback.signups.names import name_words
from besrour_cli.feedback.signups.values import Choice, Field, Question, Subject, folded_key
from besrour_cli.model.language import LANGUAGES
from besrour_cli.model.message import Message, msg
from besrour_cli.model.people.sheet import Sheet, SheetRow, cell_text
from besrour_cli.places.gazetteer import country_of
from besrour_cli.places.resolve import resolve

_FIRST_ROWS, _SAMPLE = 30, 60
_MOST, _SOME = 0.6, 0.3
"""The part of a column's cells that shows what it holds, and below which its heading is not believed."""
_NEEDED = {
    "email": (Field.EMAIL,),
    "name": (Field.NAME, Field.FIRST_NAME, Field.LAST_NAME),
    "place": (Field.PLACE, Field.COUNTRY),
}
_ASKED: Mapping[str, Message] = {
    "name": msg("Which column has the people’s names?"),
    "email": msg("Which column has the e-mail addresses?"),
    "place": msg("Which column has the places where people live?"),
}


class Column(NamedTuple):
    """One column of a sheet, by its index (``at``), and what it holds."""

    at: int
    heading: str
    field: Field


class Layout(NamedTuple):
    """The columns of a sheet, and the row of their headings (an index); ``questions`` stand in the way."""

    header: int
    columns: tuple[Column, ...]
    questions: tuple[Question, ...] = ()

    def of(self, field: Field) -> tuple[Column, ...]:
        """The columns of a field."""
        return tuple(column for column in self.columns if column.field is field)

    @property
    def missing(self) -> tuple[str, ...]:
        """What no column holds though nobody can be enrolled without it: name, email, place."""
        return tuple(name for name, fields in _NEEDED.items() if not any(map(self.of, fields)))


def layout_of(sheet: Sheet, remembered: Mapping[str, str], answers: Mapping[str, str]) -> Layout:
    """The layout of a sheet; ``remembered`` maps folded headings to their fields of last time."""
    header = _header(sheet.rows)
    below = [row for row in sheet.rows[header + 1 :] if any(cell_text(cell) for cell in row.cells)]
    width = max((len(row.cells) for row in sheet.rows[header:]), default=0)
    columns = []
    for index in range(width):
        heading = sheet.rows[header].text(index)
        cells = [row.cells[index] for row in below if row.text(index)][:_SAMPLE]
        if heading or cells:
            columns.append(_column(index, heading, cells, remembered))
    columns = _with_parts_of_names(columns, below)
    columns = _by_content(columns, below)
    questions: list[Question] = []
    for name in _NEEDED if any(column.field is Field.EMAIL for column in columns) else ():
        columns, question = _settled(name, columns, below, answers)
        questions += [question] if question else []
    return Layout(header, tuple(columns), tuple(questions))


def _header(rows: Sequence[SheetRow]) -> int:
    """The index of the row of headings: the one with most fields, else the one above the first address."""
    best, most = 0, 0
    for index, row in enumerate(rows[:_FIRST_ROWS]):
        if any(read_address(row.text(i)).address for i in range(len(row.cells))):
            break
        fields = {field_of(row.text(i)) for i in range(len(row.cells)) if row.text(i)}
        count = len(fields - {None, Field.OTHER, Field.REMARK})
        if count > most:
            best, most = index, count
        if not most:
            best = index
    return best


def _column(index: int, heading: str, cells: Sequence[object], remembered: Mapping[str, str]) -> Column:
    known = remembered.get(folded_heading(heading))
    field = Field(known) if known in set(Field) else field_of(heading) if heading else None
    if field is Field.EMAIL and cells and not _share(cells, _is_address):
        field = Field.OTHER  # a form's own column: “anonymous”
    return Column(index, heading, field or Field.OTHER)


def _with_parts_of_names(columns: list[Column], below: Sequence[SheetRow]) -> list[Column]:
    """Columns of names told apart: beside first names “nom” is the last, beside last names “name” the first.

    A column of whole names, in which those of the other are there again, stays one.
    """
    first, last, whole = (
        [column for column in columns if column.field is field]
        for field in (Field.FIRST_NAME, Field.LAST_NAME, Field.NAME)
    )
    if not whole or not (first or last):
        return columns
    parts = first or last
    is_whole = _repeats(whole[0], parts[0], below)
    if is_whole:
        return [c._replace(field=Field.OTHER) if c in (*first, *last) else c for c in columns]
    if first and last:
        return [
            c._replace(field=Field.OTHER) if c in whole and is_plain_name(c.heading) else c for c in columns
        ]
    other = Field.LAST_NAME if first else Field.FIRST_NAME
    return [c._replace(field=other) if c is whole[0] else c for c in columns]


def _repeats(whole: Column, part: Column, below: Sequence[SheetRow]) -> bool:
    """Whether most cells of a column have within them what the other column has."""
    pairs = [(name_words(row.text(whole.at)), name_words(row.text(part.at))) for row in below[:_SAMPLE]]
    filled = [(set(long), set(short)) for long, short in pairs if long and short]
    return bool(filled) and sum(short < long for long, short in filled) >= _MOST * len(filled)


def _by_content(columns: list[Column], below: Sequence[SheetRow]) -> list[Column]:
    """Columns whose headings say nothing known, by what stands in them, where the field is missing."""
    tests: tuple[tuple[Field, Callable[[object], bool]], ...] = (
        (Field.EMAIL, _is_address),
        (Field.COUNTRY, _is_country),
        (Field.PLACE, _is_place),
        (Field.LANGUAGES, _is_language),
        (Field.HOURS, _is_hours),
    )
    found = list(columns)
    for field, test in tests:
        if any(column.field is field for column in found):
            continue
        for place, column in enumerate(found):
            cells = [row.cells[column.at] for row in below if row.text(column.at)][:_SAMPLE]
            unknown = column.field is Field.OTHER and field_of(column.heading) is None
            if unknown and cells and _share(cells, test) >= (_SOME if field is Field.HOURS else _MOST):
                found[place] = column._replace(field=field)
                break
    return found


def _settled(
    name: str, columns: list[Column], below: Sequence[SheetRow], answers: Mapping[str, str]
) -> tuple[list[Column], Question | None]:
    """The columns with one of each field, and the question where several could be it, or none is."""
    candidates: dict[int, Column] = {}
    for field in _NEEDED[name]:
        several = [column for column in columns if column.field is field]
        filled = [c for c in several if _filled(c, below) >= _SOME * len(below)] if several[1:] else several
        keep = filled or several[:1]
        columns = [c._replace(field=Field.OTHER) if c in several and c not in keep else c for c in columns]
        if keep[1:]:
            candidates.update((c.at, c) for c in keep)
    have = any(column.field in _NEEDED[name] for column in columns)
    if have and not candidates:
        return columns, None
    open_ones = list(candidates.values()) or [
        c for c in columns if c.field is Field.OTHER and field_of(c.heading) is None and _filled(c, below)
    ]
    if not open_ones:
        return columns, None
    key = folded_key("column", name, *sorted(c.heading for c in open_ones))
    answer = next((c for c in open_ones if folded_heading(c.heading) == answers.get(key)), None)
    if answer is not None:
        rivals = {c.at for c in candidates.values() if c.field is answer.field}
        chosen = answer._replace(field=answer.field if candidates else _NEEDED[name][0])
        others = [c._replace(field=Field.OTHER) if c.at in rivals else c for c in columns]
        return [chosen if c.at == answer.at else c for c in others], None
    choices = tuple(Choice(folded_heading(c.heading), c.heading) for c in open_ones if c.heading)
    question = Question(
        id=f"column.{name}", key=key, subject=Subject.COLUMN, text=_ASKED[name], choices=choices
    )
    return columns, question


def _filled(column: Column, below: Sequence[SheetRow]) -> int:
    return sum(bool(row.text(column.at)) for row in below)


def _share(cells: Sequence[object], test: Callable[[object], bool]) -> float:
    return sum(map(test, cells)) / len(cells)


def _is_address(cell: object) -> bool:
    reading = read_address(str(cell))
    return bool(reading.address or reading.choices)


def _is_place(cell: object) -> bool:
    return isinstance(cell, str) and resolve(cell_text(cell)).place is not None


def _is_country(cell: object) -> bool:
    place = resolve(cell_text(cell)).place if isinstance(cell, str) else None
    area = country_of(place.country) if place else None
    return place is not None and area is not None and place.names == area.names


def _is_language(cell: object) -> bool:
    reading = read_languages(cell, LANGUAGES) if isinstance(cell, str) else None
    return bool(reading and reading.codes)


def _is_hours(cell: object) -> bool:
    if not isinstance(cell, str):
        return False
    reading = read_hours(cell)
    return bool(reading.hours or reading.never or reading.about)
