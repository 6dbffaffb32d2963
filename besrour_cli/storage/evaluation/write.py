"""Answers, comments and what is remembered of them, written together or not at all."""

from __future__ import annotations

import os

from besrour_cli.model.evaluation.answers import EvaluationData
from besrour_cli.model.evaluation.form import EvaluationForm
from besrour_cli.storage.evaluation import answers_csv, collected_file, comments_csv
from besrour_cli.storage.evaluation.collected_file import CollectedRecord
from besrour_cli.storage.evaluation.tables import FOLDER
from besrour_cli.storage.output.together import FileChange, change_together
from besrour_cli.storage.state.state_file import locked_state, read_state
from besrour_cli.storage.text.source_file import file_error

NAMES = (answers_csv.NAME, comments_csv.NAME, collected_file.NAME)
"""The files in the order in which they are written: what is remembered comes last."""


def read_bytes_of(folder: str) -> dict[str, bytes | None]:
    """The bytes of the three files as they are now; None for one that is not there."""
    return {name: read_state(folder, name) for name in NAMES}


def write_evaluation(
    folder: str,
    before: dict[str, bytes | None],
    form: EvaluationForm,
    data: EvaluationData,
    record: CollectedRecord | None,
) -> tuple[str, ...]:
    """Write what has changed, its owner's alone; the names of the files written.

    ``before``: their bytes as they were read; ``record``: None leaves what is remembered as it is. Raises
    FileError where one has changed meanwhile, and for what the system refuses.
    """
    answers, comments, remembered = NAMES
    after: dict[str, bytes | None] = {}
    if data.answers or before[answers] is not None:
        after[answers] = answers_csv.emit_answers(data.answers, form, before[answers])
    if data.comments or before[comments] is not None:
        after[comments] = comments_csv.emit_comments(data.comments, before[comments])
    if record is not None:
        after[remembered] = collected_file.emit_record(record)
    changes = [FileChange(name, before[name], data) for name, data in after.items() if data != before[name]]
    try:
        os.makedirs(os.path.join(folder, FOLDER), exist_ok=True)
    except OSError as error:
        raise file_error(error, FOLDER) from error
    with locked_state(folder):
        change_together(folder, changes, ())
    return tuple(change.path for change in changes)
