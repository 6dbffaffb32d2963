"""What a file gives taken into the store: what is new is added, what is corrected replaced, nothing twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from besrour_cli.commands.shared.evaluation.collected import TakenIn
from besrour_cli.commands.workflows.evaluation.file_questions import (
    REPLACE,
    SAME,
    elsewhere_question,
    missing_question,
)
from besrour_cli.commands.workflows.evaluation.store import EvaluationStore
from besrour_cli.feedback.evaluation.same_answers import (
    DownloadComparison,
    StoredContent,
    answer_digest,
    comment_digest,
    compare,
)
from besrour_cli.feedback.evaluation.same_code import BOTH, LAST, code_key, stored_code_question
from besrour_cli.feedback.evaluation.values import CollectedComment, CollectedRow, CollectQuestion

T = TypeVar("T")
Answered = Callable[[CollectQuestion], str | None]
"""Has a question answered that the whole file waits for; None leaves it open, where rows may wait."""


class CollectedContents(NamedTuple):
    """What a file holds about one wave: rows that count, rows that do not, comments; and the tool's id."""

    name: str
    wave: str
    tool: str
    rows: tuple[CollectedRow, ...]
    dropped: tuple[CollectedRow, ...]
    comments: tuple[CollectedComment, ...]


def comments_of(rows: Iterable[CollectedRow]) -> Iterator[CollectedComment]:
    """Yield the comments of rows."""
    for row in rows:
        yield from row.comments


def take_in(store: EvaluationStore, contents: CollectedContents, answered: Answered) -> TakenIn:
    """Compare with what is stored, have asked what is not sure, and change the store."""
    group = (contents.wave, contents.tool)
    answers = compare(
        map(answer_digest, contents.rows),
        map(answer_digest, contents.dropped),
        store.stored_answers(),
        group,
    )
    words = compare(
        map(comment_digest, contents.comments),
        map(comment_digest, comments_of(contents.dropped)),
        store.stored_comments(),
        group,
        tuple(answers.elsewhere) if contents.rows else None,
    )
    known = answers.known + words.known
    answers, words, elsewhere = _elsewhere(contents, answers, words, answered)
    removed = _removed(store, contents, answers, words, answered)
    new_rows = _only(contents.rows, answer_digest, answers.new)
    new_comments = _only(contents.comments, comment_digest, words.new)
    counting, passed_over, waiting = _by_code(store, contents.wave, new_rows, answered)
    for row in (*passed_over, *_waiting_rows(new_rows, counting, passed_over)):
        new_comments = _less(new_comments, row.comments)
    store.add_answers(counting, contents.wave, contents.tool)
    store.pass_over(passed_over, contents.wave, contents.tool)
    store.add_comments(new_comments, contents.wave, contents.tool)
    return TakenIn(
        answers=len(counting),
        comments=len(new_comments),
        known=known,
        elsewhere=elsewhere,
        removed=removed,
        waiting=tuple(waiting),
    )


def _elsewhere(
    contents: CollectedContents, answers: DownloadComparison, words: DownloadComparison, answered: Answered
) -> tuple[DownloadComparison, DownloadComparison, dict[str, int]]:
    """The comparisons without what is stored for another wave or of another tool, if it is the same."""
    counts: Counter[str] = Counter()
    for comparison in (answers, words):
        for (wave, _tool), both in comparison.elsewhere.items():
            counts[wave] += sum(both.values())
    if not counts or answered(elsewhere_question(contents.name, counts, contents.tool)) != SAME:
        return answers, words, {}
    return _without_elsewhere(answers), _without_elsewhere(words), dict(counts)


def _without_elsewhere(comparison: DownloadComparison) -> DownloadComparison:
    new = Counter(comparison.new)
    for both in comparison.elsewhere.values():
        new -= both
    return comparison._replace(new=new)


def _removed(
    store: EvaluationStore,
    contents: CollectedContents,
    answers: DownloadComparison,
    words: DownloadComparison,
    answered: Answered,
) -> int:
    """How many answers and comments a corrected download replaces; they are taken out."""
    missing: list[StoredContent] = [*answers.missing, *words.missing]
    if not missing:
        return 0
    new = sum(answers.new.values()) + sum(words.new.values())
    if answered(missing_question(contents.name, missing, new, contents.wave)) != REPLACE:
        return 0
    store.remove({each.id for each in answers.missing}, {each.id for each in words.missing})
    return len(missing)


def _by_code(
    store: EvaluationStore, wave: str, rows: Sequence[CollectedRow], answered: Answered
) -> tuple[list[CollectedRow], list[CollectedRow], list[CollectQuestion]]:
    """New rows that count, those that do not, and questions; a code may be stored for the wave already."""
    stored: dict[str, list[str]] = {}
    for each in store.answers.values():
        if each.wave == wave and each.code:
            stored.setdefault(each.code, []).append(each.id)
    counting: list[CollectedRow] = []
    passed_over: list[CollectedRow] = []
    waiting: list[CollectQuestion] = []
    for row in rows:
        answer = BOTH
        if row.code and row.code in stored:
            question = stored_code_question(row, wave)
            answer = store.decisions.get(code_key(wave, row.code)) or answered(question) or ""
            if not answer:
                waiting.append(question)
                continue
        if answer == LAST:
            for identifier in stored.pop(row.code):
                store.retire(identifier)
        (counting if answer in (BOTH, LAST) else passed_over).append(row)
    return counting, passed_over, waiting


def _waiting_rows(
    rows: Sequence[CollectedRow], counting: Sequence[CollectedRow], passed_over: Sequence[CollectedRow]
) -> list[CollectedRow]:
    sure = {id(row) for row in (*counting, *passed_over)}
    return [row for row in rows if id(row) not in sure]


def _only(contents: Sequence[T], digest: Callable[[T], str], wanted: Counter[str]) -> list[T]:
    """The contents whose digests are wanted, each as often as that; the last ones of those alike."""
    open_ones = Counter(wanted)
    found = []
    for content in reversed(contents):
        if open_ones[digest(content)] > 0:
            open_ones[digest(content)] -= 1
            found.append(content)
    return found[::-1]


def _less(comments: Sequence[CollectedComment], gone: Sequence[CollectedComment]) -> list[CollectedComment]:
    """Comments without some of them, each taken out once."""
    rest = Counter(gone)
    left_over = []
    for one in comments:
        if rest[one] > 0:
            rest[one] -= 1
        else:
            left_over.append(one)
    return left_over
