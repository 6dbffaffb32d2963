"""What was collected so far, changed in memory file by file, and written once as a whole."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from besrour_cli.commands.workflows.evaluation.decisions import Decisions
from besrour_cli.feedback.evaluation.same_answers import StoredContent, answer_digest, comment_digest
from besrour_cli.feedback.evaluation.values import CollectedComment, CollectedRow
from besrour_cli.model.evaluation.answers import EvaluationAnswer, EvaluationComment, EvaluationData
from besrour_cli.model.evaluation.form import EvaluationForm
from besrour_cli.storage.evaluation.collected_file import CollectedItem, CollectedRecord, read_record
from besrour_cli.storage.evaluation.read import by_number, read_evaluation
from besrour_cli.storage.evaluation.write import read_bytes_of, write_evaluation


class EvaluationStore:
    """The answers and comments of a folder, by their numbers, and what is remembered of each.

    Opening raises DiagnosticsError for mistakes in the tables, PlanFileError for a damaged record.
    """

    def __init__(self, folder: str, form: EvaluationForm) -> None:
        self.folder, self.form = folder, form
        self._before = read_bytes_of(folder)
        data = read_evaluation(folder, form)
        self.answers = {each.id: each for each in data.answers}
        self.comments = {each.id: each for each in data.comments}
        record, _data = read_record(folder)
        self.decisions = Decisions(record.decisions)
        self._answers = _with_unrecorded(
            [StoredContent(*each) for each in record.answers],
            [StoredContent(a.id, answer_digest(_row(a)), a.wave, "") for a in data.answers],
        )
        self._comments = _with_unrecorded(
            [StoredContent(*each) for each in record.comments],
            [StoredContent(c.id, comment_digest(_words(c)), c.wave, "") for c in data.comments],
        )

    def stored_answers(self) -> list[StoredContent]:
        """Every answer that was collected; those that are no longer in the table count as nobody's."""
        return [each if each.id in self.answers else each._replace(id="") for each in self._answers]

    def stored_comments(self) -> list[StoredContent]:
        """Every comment that was collected, likewise."""
        return [each if each.id in self.comments else each._replace(id="") for each in self._comments]

    def add_answers(self, rows: Sequence[CollectedRow], wave: str, tool: str) -> None:
        """Store answers in an order that says nothing of when each was given."""
        number = _next_number(self._answers, self.answers)
        for row in sorted(rows, key=answer_digest):
            identifier, number = str(number), number + 1
            self.answers[identifier] = EvaluationAnswer(identifier, wave, row.language, row.code, row.values)
            self._answers.append(StoredContent(identifier, answer_digest(row), wave, tool))

    def add_comments(self, comments: Sequence[CollectedComment], wave: str, tool: str) -> None:
        """Store comments in an order that joins none of them to an answer."""
        number = _next_number(self._comments, self.comments)
        for one in sorted(comments, key=comment_digest):
            identifier, number = str(number), number + 1
            self.comments[identifier] = EvaluationComment(
                id=identifier, wave=wave, source=one.source, language=one.language, text=one.text
            )
            self._comments.append(StoredContent(identifier, comment_digest(one), wave, tool))

    def pass_over(self, rows: Sequence[CollectedRow], wave: str, tool: str) -> None:
        """Remember answers that do not count, so that they are not new the next time."""
        self._answers += [StoredContent("", answer_digest(row), wave, tool) for row in rows]

    def remove(self, answers: Collection[str], comments: Collection[str]) -> None:
        """Take answers and comments out by their numbers, as if they had never been collected."""
        self._answers = [each for each in self._answers if each.id not in answers]
        self._comments = [each for each in self._comments if each.id not in comments]
        self.answers = {name: each for name, each in self.answers.items() if name not in answers}
        self.comments = {name: each for name, each in self.comments.items() if name not in comments}

    def retire(self, answer: str) -> None:
        """Take an answer out of the table that a later one of the same person replaces."""
        self.answers.pop(answer)

    def codes(self) -> dict[str, set[str]]:
        """Each self-made code with the waves in which it is there."""
        found: dict[str, set[str]] = {}
        for answer in self.answers.values():
            if answer.code:
                found.setdefault(answer.code, set()).add(answer.wave)
        return found

    def data(self) -> EvaluationData:
        """Everything, in the order of the numbers."""
        return EvaluationData(
            tuple(sorted(self.answers.values(), key=lambda each: by_number(each.id))),
            tuple(sorted(self.comments.values(), key=lambda each: by_number(each.id))),
        )

    def write(self) -> tuple[str, ...]:
        """Write what has changed, all of it or nothing; the files written. Raises FileError."""
        record = CollectedRecord(
            self.decisions.to_remember(),
            tuple(CollectedItem(*each) for each in self._answers),
            tuple(CollectedItem(*each) for each in self._comments),
        )
        return write_evaluation(self.folder, self._before, self.form, self.data(), record)


def _with_unrecorded(recorded: list[StoredContent], in_table: Sequence[StoredContent]) -> list[StoredContent]:
    """What is recorded, and the rows of a table that are not: a run that was killed, or another hand."""
    known = {each.id for each in recorded}
    return recorded + [each for each in in_table if each.id not in known]


def _next_number(stored: Sequence[StoredContent], in_table: Collection[str]) -> int:
    """A number that no answer has, or had."""
    numbers = [int(name) for name in (*(each.id for each in stored), *in_table) if name.isdecimal()]
    return max(numbers, default=0) + 1


def _row(answer: EvaluationAnswer) -> CollectedRow:
    return CollectedRow(0, answer.language, answer.code, answer.values)


def _words(comment: EvaluationComment) -> CollectedComment:
    return CollectedComment(comment.source, comment.language, comment.text)
