"""Downloads of the form and notes of tables taken into the store, one file after the other."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import datetime

from besrour_cli.commands.shared.evaluation.collected import CollectedFile
from besrour_cli.commands.shared.workspace import Workspace
from besrour_cli.commands.workflows.evaluation.decisions import Answering, column_value
from besrour_cli.commands.workflows.evaluation.file_questions import wave_question
from besrour_cli.commands.workflows.evaluation.read_download import (
    AnswerFile,
    NotesFile,
    check_widths,
    open_questions,
    read_file,
    refuse_other_form,
)
from besrour_cli.commands.workflows.evaluation.store import EvaluationStore
from besrour_cli.commands.workflows.evaluation.take_in import CollectedContents, comments_of, take_in
from besrour_cli.commands.workflows.evaluation.waves import wave_of
from besrour_cli.feedback.evaluation.layout import COLUMN_KEY, FormLayout, column_key, events_of, layout_of
from besrour_cli.feedback.evaluation.notes import read_notes
from besrour_cli.feedback.evaluation.redaction import Redactor
from besrour_cli.feedback.evaluation.rows import RowReader, RowsReading
from besrour_cli.feedback.evaluation.same_code import BOTH, FIRST, LAST, SameCode, code_key, settle
from besrour_cli.feedback.evaluation.values import CollectQuestion, ColumnUse
from besrour_cli.model.errors import UsageError
from besrour_cli.model.evaluation.form import CONSENT
from besrour_cli.model.message import msg
from besrour_cli.storage.text.source_file import SourceFile

_FOREIGN = 3
"""How many times as many columns as those of the form show a file to be of another one."""


class Collecting:
    """Takes files into a store; nothing is written here."""

    def __init__(
        self, workspace: Workspace, store: EvaluationStore, answering: Answering, moment: datetime
    ) -> None:
        self.workspace, self.store, self.answering = workspace, store, answering
        self.moment = moment
        self.names = [member.name for member in workspace.programme.members]

    def take(self, path: str, wave: str) -> CollectedFile:
        """Take one file; ``wave``: the session it is about ("": as its form says, else it is asked).

        Raises DiagnosticsError where a question about the whole file is open, UsageError where it is not
        said what it is about, and as :func:`read_file` does.
        """
        file = read_file(path)
        if isinstance(file, NotesFile):
            return self._take_notes(file, wave)
        layout = self._layout(file)
        return self._take_answers(file, layout, self._wave(file.name, wave, layout.wave))

    def _layout(self, file: AnswerFile) -> FormLayout:
        rows = [row.cells for row in file.rows]
        form, decisions = self.store.form, self.store.decisions
        if layout := layout_of(rows, form, decisions):
            keys = {f"{COLUMN_KEY}.{column.at + 1}": column_key(column.heading) for column in layout.columns}
            self.answering.overrule(keys, lambda word: column_value(form, word))
            self.answering.overrule({CONSENT: CONSENT}, lambda word: word if word in ("yes", "no") else None)
        while True:
            layout = layout_of(rows, form, decisions)
            if layout is None:
                raise refuse_other_form(file, 0, ())
            unknown = [str(column.heading) for column in layout.of(ColumnUse.UNKNOWN)]
            known = len(layout.of(ColumnUse.ANSWER))
            if len(unknown) > _FOREIGN * known:
                raise refuse_other_form(file, known, unknown)
            if not layout.questions:
                check_widths(file, layout.first)
                events = events_of(layout, rows[layout.first :])
                if events[1:]:
                    raise UsageError(
                        msg("{path} has several events: {events}", path=file.name, events=", ".join(events)),
                        msg("export each event by itself, and say with --wave what it is about"),
                    )
                return layout
            if not self.answering.answer(layout.questions):
                raise open_questions(file, layout.questions)

    def _wave(self, name: str, wave: str, in_form: str) -> str:
        programme = self.workspace.programme
        if in_form and wave and in_form != wave:
            raise UsageError(
                msg("{path} is about “{form}”, as it says itself", path=name, form=in_form),
                msg("leave out --wave, or name the other file"),
            )
        if wave or in_form:
            return wave_of(programme, wave or in_form)
        question = wave_question(name, programme, self.workspace.plan, self.moment.date())
        self.answering.answer([question])
        answer = self.store.decisions.get(question.key)
        if answer is None:
            raise UsageError(
                msg("it is not said what the answers in {path} are about", path=name),
                msg("add --wave and the session's id, or start, month-3 or month-12"),
            )
        self.store.decisions.forget(question.key)
        return answer

    def _take_answers(self, file: AnswerFile, layout: FormLayout, wave: str) -> CollectedFile:
        reading, same = self._read(file, layout, wave)

        def answered(question: CollectQuestion) -> str | None:
            self.answering.answer([question])
            answer = self.store.decisions.get(question.key)
            if answer is None and not question.rows:
                raise open_questions(file, [question])
            return answer

        contents = CollectedContents(
            name=file.name,
            wave=wave,
            tool=layout.tool.id,
            rows=same.rows,
            dropped=same.dropped,
            comments=tuple(comments_of(same.rows)),
        )
        taken = take_in(self.store, contents, answered)
        return CollectedFile(
            name=file.name,
            tool=layout.tool.name,
            wave=wave,
            rows=len(file.rows) - layout.first,
            taken=taken,
            uncounted=reading.uncounted,
            redacted=reading.removed,
            absent=layout.absent,
            dropped=tuple(
                str(column.heading)
                for column in layout.columns
                if column.use in (ColumnUse.NAME, ColumnUse.DROPPED) and str(column.heading)
            ),
            languages=Counter(row.language for row in same.rows),
            questions=(*reading.questions, *same.questions, *taken.waiting),
        )

    def _read(self, file: AnswerFile, layout: FormLayout, wave: str) -> tuple[RowsReading, SameCode]:
        """The rows, asked about as long as anything new is answered."""
        rows = file.rows[layout.first :]
        decisions = self.store.decisions
        while True:
            reading = RowReader(self.store.form, layout, decisions, self.names).read(rows)
            keys = {f"code.{row.code}": code_key(wave, row.code) for row in reading.rows if row.code}
            self.answering.overrule(keys, lambda word: word if word in (LAST, FIRST, BOTH) else None)
            same = settle(reading.rows, wave, decisions)
            questions = (*reading.questions, *same.questions)
            if not questions or not self.answering.answer(questions):
                return reading, same

    def _take_notes(self, file: NotesFile, wave: str) -> CollectedFile:
        notes = read_notes(file.text, Redactor(self.names))
        comments = notes.comments
        wave = self._wave(file.name, wave, notes.wave)
        page = SourceFile(file.name, file.text)

        def answered(question: CollectQuestion) -> str | None:
            self.answering.answer([question])
            answer = self.store.decisions.get(question.key)
            if answer is None:
                raise open_questions(AnswerFile(file.name, page, ()), [question])
            return answer

        contents = CollectedContents(
            name=file.name, wave=wave, tool=_notes_of(file.name), rows=(), dropped=(), comments=comments
        )
        taken = take_in(self.store, contents, answered)
        languages = Counter(one.language for one in comments)
        return CollectedFile(
            name=file.name, tool="", wave=wave, rows=len(comments), taken=taken, languages=languages
        )


def _notes_of(name: str) -> str:
    """What notes of one file are stored as: its name may be a person's."""
    return f"notes-{hashlib.blake2b(name.encode(), digest_size=4).hexdigest()}"
