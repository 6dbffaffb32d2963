"""One file of answers or notes, read as a whole or refused with the place of what is wrong."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NamedTuple

from besrour_cli.commands.workflows.evaluation.decisions import what_is_wanted
from besrour_cli.feedback.evaluation.rows import TableRowText
from besrour_cli.feedback.evaluation.values import CollectQuestion
from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.model.message import msg
from besrour_cli.storage.text.source_file import SourceFile, printable_path, read_page
from besrour_cli.storage.text.tables.downloaded_table import read_download

_NOTES = (".md", ".markdown", ".txt", ".yaml", ".yml")


class AnswerFile(NamedTuple):
    """A download: its name as shown, its page for mistakes, its rows; ``is_text``: it is no workbook."""

    name: str
    page: SourceFile
    rows: tuple[TableRowText, ...]
    is_text: bool = False


class NotesFile(NamedTuple):
    """A facilitator's notes: the name of the file as shown, and its text."""

    name: str
    text: str


def read_file(path: str) -> AnswerFile | NotesFile:
    """Read a file of answers, or of notes by its ending.

    Raises DiagnosticsError for one that is empty, cut off or no table, FileError for what cannot be read.
    """
    name = printable_path(os.path.basename(path))
    if os.path.splitext(path)[1].lower() in _NOTES:
        page = read_page(path, name, table=True)
        if not page.text.strip():
            page.report_empty(msg("write one point a line, each behind a hyphen"))
        _stop(page)
        return NotesFile(name, page.text)
    table = read_download(path, name)
    page = table.page
    if not page.problems and not table.rows:
        page.report_empty(msg("download it again"))
    if not page.problems and table.cut:
        line = table.rows[-1].line
        page.report(
            "export-cut",
            line,
            len(page.line(line)) or 1,
            msg("the file ends in the middle of this line: the rest of the answers is missing"),
            msg("download it again, as a whole"),
        )
    _stop(page)
    rows = tuple(TableRowText(row.line, row.cells) for row in table.rows)
    return AnswerFile(name, page, rows, is_text=bool(table.delimiter))


def check_widths(file: AnswerFile, first: int) -> None:
    """Refuse a text in which a row has more or fewer cells than the headings, as no tool writes it.

    A sign that was lost would else move answers to the next question. ``first`` is the first row of answers.
    """
    if not file.is_text:
        return
    width = len(file.rows[first - 1].cells)
    for row in file.rows[first:]:
        if len(row.cells) != width:
            file.page.report(
                "row-width",
                row.line,
                1,
                msg("this row has {n} cells, and the headings are {width}", n=len(row.cells), width=width),
                msg("download the file again; or mend the row in a spreadsheet"),
                width=len(file.page.line(row.line)) or 1,
            )
    _stop(file.page)


def refuse_other_form(file: AnswerFile, known: int, headings: Sequence[str]) -> DiagnosticsError:
    """A refusal of a file whose columns are not those of the form."""
    what = (
        msg("no column of this file belongs to the evaluation form")
        if not known
        else msg(
            "only {known} of {n} columns of this file belong to the evaluation form: it is of another one",
            known=known,
            n=known + len(headings),
        )
    )
    file.page.report(
        "form-other",
        file.rows[0].line,
        1,
        what,
        msg(
            "name the download of the form that besrour form evaluation wrote, or of sessions/evaluation.yaml"
        ),
        width=len(file.page.line(file.rows[0].line)) or 1,
    )
    return _error(file.page)


def open_questions(file: AnswerFile, questions: Sequence[CollectQuestion]) -> DiagnosticsError:
    """A refusal that tells every open question about a file, each where it arises, and how it is answered."""
    header = file.rows[0] if file.rows else TableRowText(0, ())
    for question in questions:
        line, column, width = header.line if question.heading else 0, 0, 1
        if question.heading:
            text = file.page.line(line)
            column = text.find(question.heading.split("\n")[0]) + 1 or 1
            width = len(question.heading) if column > 1 or text.startswith(question.heading) else 1
        file.page.report(
            "collect-question", line, column, question.text, what_is_wanted(question), width=width
        )
    return _error(file.page)


def _stop(page: SourceFile) -> None:
    if any(not problem.warning for problem in page.problems):
        raise _error(page)


def _error(page: SourceFile) -> DiagnosticsError:
    mistakes = [problem for problem in page.problems if not problem.warning]
    return DiagnosticsError(
        msg("{path} cannot be collected", path=page.path), mistakes, msg("nothing was written")
    )
