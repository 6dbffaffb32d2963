"""A whole sheet of sign-ups: its layout, its people, its questions, and what of it gives no member."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from besrour_cli.feedback.signups.columns import Layout, layout_of
from besrour_cli.feedback.signups.rows import RowContext, read_row
from besrour_cli.feedback.signups.same_person import DistinctPeople, distinct
from besrour_cli.feedback.signups.values import Answers, ExcludedRow, Question
from besrour_cli.model.people.sheet import Sheet


class SheetReading(NamedTuple):
    """What a sheet says: the people, those who are there twice, the rows left out, and all questions.

    ``hidden`` are the numbers of hidden rows, which are read like the others.
    """

    layout: Layout
    distinct: DistinctPeople
    excluded: tuple[ExcludedRow, ...]
    questions: tuple[Question, ...]
    hidden: tuple[int, ...]


def read_sheet(
    sheet: Sheet,
    languages: Sequence[str],
    answers: Answers,
    remembered: Mapping[str, str],
    groups: Mapping[str, str],
) -> SheetReading:
    """The people of a sheet; while a question about its columns is open, there are none.

    ``languages`` are the programme's; ``remembered`` maps folded headings to their fields of last time,
    ``groups`` folded names to groups.
    """
    layout = layout_of(sheet, remembered, answers)
    if layout.questions or layout.missing:
        return SheetReading(layout, DistinctPeople((), ()), (), layout.questions, ())
    context = RowContext(layout, tuple(languages), answers, groups)
    rows = [row for row in sheet.rows[layout.header + 1 :] if any(row.text(c.at) for c in layout.columns)]
    readings = [read_row(row, context) for row in rows]
    excluded = tuple(reading for reading in readings if isinstance(reading, ExcludedRow))
    people = distinct((r for r in readings if not isinstance(r, ExcludedRow)), answers)
    return SheetReading(
        layout=layout,
        distinct=people,
        excluded=excluded,
        questions=gathered(q for person in people.people for q in person.questions),
        hidden=tuple(row.number for row in rows if row.hidden),
    )


def gathered(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Questions, those of one key as one that all of their rows wait for."""
    by_key: dict[str, Question] = {}
    for question in questions:
        first = by_key.get(question.key)
        rows = (*first.rows, *question.rows) if first else question.rows
        by_key[question.key] = (first or question)._replace(rows=tuple(dict.fromkeys(rows)))
    return tuple(by_key.values())
