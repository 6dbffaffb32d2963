"""``responses/evaluation.csv``: one row an answer, a column an item; no name, no address, no hour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from besrour_cli.model.evaluation.answers import EvaluationAnswer
from besrour_cli.model.evaluation.form import EvaluationForm, Item, ItemKind
from besrour_cli.model.message import Message, msg
from besrour_cli.model.text.spreadsheet_cell import unguarded
from besrour_cli.storage.evaluation.tables import FOLDER, emitted, page
from besrour_cli.storage.text.scalars import similar, tidy
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.text.tables.csv_table import CsvTable, TableRow
from besrour_cli.storage.text.tables.unread_columns import folded

NAME = f"{FOLDER}/evaluation.csv"
FIXED = ("answer", "wave", "language", "code")
"""The columns that every answer has; those after them are items."""
_FRENCH = {"reponse": "answer", "vague": "wave", "langue": "language"}


class _Table(NamedTuple):
    """The open table, the names of its columns by their places, and the items that they belong to."""

    table: CsvTable
    columns: Sequence[str]
    items: dict[str, Item]


def read_answers(data: bytes, form: EvaluationForm) -> tuple[tuple[EvaluationAnswer, ...], SourceFile]:
    """The answers of the file's bytes in the order of its rows, and the page with all mistakes in them.

    A column that the form has no item for (it had one, earlier in the year) is read as it stands.
    """
    source = page(data, NAME)
    table = CsvTable(source)
    rows = table.rows()
    header = next(rows, None)
    if header is None:
        return (), source
    columns = [column_name(cell, form) for cell in header.cells]
    missing = [name for name in ("answer", "wave") if name not in columns]
    for name in missing:
        source.report(
            "column-missing",
            header.line,
            1,
            msg("the table has no column “{name}”", name=name),
            msg("put it back: besrour collect wrote it"),
            width=len(source.line(header.line)),
        )
    if missing:
        return (), source
    items = {column: item for item in form.items for column in item.columns()}
    opened = _Table(table, columns, items)
    seen: dict[str, int] = {}
    answers = [_answer(opened, row, seen) for row in rows]
    return tuple(answer for answer in answers if answer.id), source


def emit_answers(answers: Iterable[EvaluationAnswer], form: EvaluationForm, former: bytes | None) -> bytes:
    """The file: the items of the form in their order, then what earlier forms asked."""
    answers = tuple(answers)
    known = form.columns()
    further = dict.fromkeys(name for answer in answers for name in answer.values if name not in known)
    columns = [*known, *further]
    rows = (
        (answer.id, answer.wave, answer.language, answer.code, *(answer.values.get(c, "") for c in columns))
        for answer in answers
    )
    return emitted([*FIXED, *columns], rows, former)


def column_name(cell: str, form: EvaluationForm) -> str:
    """The column that a heading names: a fixed one, one of the form, or its own words."""
    words = unguarded(tidy(cell))
    plain = folded(words)
    fixed = _FRENCH.get(plain, plain)
    if fixed in FIXED:
        return fixed
    return next((name for name in form.columns() if name == words.casefold()), words)


def _answer(opened: _Table, row: TableRow, seen: dict[str, int]) -> EvaluationAnswer:
    """One row; its id is "" where it has none, or one that an earlier row has, which is reported."""
    cells = {
        name: unguarded(tidy(cell))
        for name, cell in zip(opened.columns, row.cells, strict=False)
        if name and tidy(cell)
    }
    identifier = cells.pop("answer", "")
    wave, language, code = (cells.pop(name, "") for name in FIXED[1:])
    if not identifier or not wave:
        _report(
            opened,
            row,
            "answer" if not identifier else "wave",
            "answer-no-id" if not identifier else "answer-no-wave",
            msg("this row has no number of an answer")
            if not identifier
            else msg("this row does not say which session it is about"),
        )
        identifier = ""
    elif identifier in seen:
        what = msg("the answer {id} is on line {line} already", id=identifier, line=seen[identifier])
        _report(opened, row, "answer", "answer-doubled", what)
        identifier = ""
    else:
        seen[identifier] = row.line
    values = {name: _value(opened, row, name, cell) for name, cell in cells.items()}
    return EvaluationAnswer(identifier, wave, language, code, values)


def _value(opened: _Table, row: TableRow, name: str, cell: str) -> str:
    """The value of an item's cell, which has to be one that the form has; what is not is reported."""
    item = opened.items.get(name)
    if item is None:
        return cell
    known = [choice.id for choice in item.choices]
    words = cell.split() if item.kind is ItemKind.SEVERAL else [cell.removesuffix(".0")]
    for word in words:
        if word not in known:
            near = similar(word, known)
            _report(
                opened,
                row,
                name,
                "answer-value",
                msg("“{text}” is no answer to “{item}”", text=word, item=item.id),
                msg("a similar one exists: {word}", word=near)
                if near
                else msg(
                    "known are: {words}; what the form had earlier stays in it as long as answers have it",
                    words=", ".join(known),
                ),
            )
    return " ".join(words)


def _report(
    opened: _Table, row: TableRow, name: str, code: str, what: Message, remedy: Message | None = None
) -> None:
    line, start, width = opened.table.place(row, opened.columns.index(name))
    opened.table.page.report(code, line, start, what, remedy, width=width)
