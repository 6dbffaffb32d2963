"""Codes of comments: sheets for two coders written, and taken over when they come back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from besrour_cli.commands.shared.workspace import Workspace
from besrour_cli.model.errors import DiagnosticsError, NotFoundError
from besrour_cli.model.evaluation.answers import EvaluationComment
from besrour_cli.model.message import msg, msgn
from besrour_cli.storage.evaluation.coder_sheets import CODERS, FOLDER, coder_sheets, read_coder_sheet
from besrour_cli.storage.evaluation.read import read_evaluation
from besrour_cli.storage.evaluation.write import read_bytes_of, write_evaluation
from besrour_cli.storage.output.atomic_files import write_each
from besrour_cli.storage.programme.evaluation.load_form import load_form


class TakenSheets(NamedTuple):
    """All comments, with the codes of the sheets; how many of them have other codes than before."""

    comments: tuple[EvaluationComment, ...]
    changed: int


def take_sheets(workspace: Workspace, paths: Sequence[str], *, dry_run: bool) -> TakenSheets:
    """Take the codes of sheets over into responses/comments.csv, all of them or none.

    Raises NotFoundError where there are no comments, DiagnosticsError with all mistakes of the sheets.
    """
    form = load_form(workspace.folder, workspace.programme.languages)
    before = read_bytes_of(workspace.folder)
    data = read_evaluation(workspace.folder, form)
    if not data.comments:
        raise NotFoundError(
            msg("there are no comments yet"), msg("besrour collect takes them from downloads and notes")
        )
    comments = {one.id: one for one in data.comments}
    sheets = [read_coder_sheet(path, tuple(comments)) for path in paths]
    mistakes = [problem for sheet in sheets for problem in sheet.page.problems if not problem.warning]
    if mistakes:
        raise DiagnosticsError(
            msgn("{n} mistake in a sheet stops this", "{n} mistakes in the sheets stop this", len(mistakes)),
            mistakes,
            msg("nothing was written"),
        )
    for sheet in sheets:
        for identifier, codes in sheet.codes.items():
            one = comments[identifier]
            is_first = sheet.coder == CODERS[0]
            comments[identifier] = one._replace(first=codes) if is_first else one._replace(second=codes)
    changed = sum(comments[one.id] != one for one in data.comments)
    taken = tuple(comments.values())
    if changed and not dry_run:
        write_evaluation(workspace.folder, before, form, data._replace(comments=taken), None)
    return TakenSheets(taken, changed)


def write_sheets(workspace: Workspace, comments: Sequence[EvaluationComment]) -> tuple[str, ...]:
    """Write a sheet for each coder, the owner's alone; their paths."""
    sheets = coder_sheets(comments)
    write_each(workspace.folder, sorted(sheets.items()), private=FOLDER)
    return tuple(sheets)
