"""Rows of a download as answers and comments; what names a person is never taken over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from besrour_cli.feedback.evaluation.layout import FormLayout
from besrour_cli.feedback.evaluation.redaction import Redactor
from besrour_cli.feedback.evaluation.unread_words import word_key, word_question
from besrour_cli.feedback.evaluation.values import (
    NOT_NEEDED,
    CollectedComment,
    CollectedRow,
    CollectQuestion,
    ColumnUse,
    FormColumn,
    KnownAnswers,
    Removed,
    Uncounted,
)
from besrour_cli.feedback.evaluation.words import ItemWords, code_in, is_ticked
from besrour_cli.model.evaluation.form import AGREED, CONSENT, EvaluationForm, ItemKind
from besrour_cli.model.evaluation.wording import folded_words
from besrour_cli.model.language import LANGUAGES, language_name, own_name

_UNFINISHED = frozenset(
    ("", "0", "1", "not completed", "incomplete", "unverified", "incomplet", "non verifie", "n a")
)
"""What stands where a form was sent off, if it was not (REDCap: 0, 1 and their words)."""
_LONG = 20
"""Letters of a comment that two people do not write alike."""
_MOST_LETTERS = 15_000
"""Letters of a cell that a table can be read with again; longer words become several comments."""
_LANGUAGE_WORDS: Mapping[str, str] = {
    "english": "en",
    "anglais": "en",
    "en": "en",
    "eng": "en",
    "francais": "fr",
    "french": "fr",
    "fr": "fr",
    "fra": "fr",
}


def _named(languages: Sequence[str]) -> dict[str, str]:
    """Languages by what they call themselves, what English and French call them, and their codes."""
    return {
        folded_words(name): str(code)
        for code in languages
        for name in (own_name(code), *(language_name(code, other) for other in LANGUAGES), code)
    }


class TableRowText(NamedTuple):
    """The cells of a row and the line that it begins on."""

    line: int
    cells: Sequence[str]


class RowsReading(NamedTuple):
    """Rows that are whole; those that wait, in their questions; numbers of what was left out or removed."""

    rows: tuple[CollectedRow, ...]
    questions: tuple[CollectQuestion, ...]
    uncounted: Uncounted
    removed: Removed


class RowReader:
    """Reads the rows of one download; ``answers`` are those given by the keys of questions.

    ``names`` are those of people who may be named in comments.
    """

    def __init__(
        self, form: EvaluationForm, layout: FormLayout, answers: KnownAnswers, names: Sequence[str]
    ) -> None:
        self.form, self.layout, self.answers = form, layout, answers
        self.names = names
        self.words = {item.id: ItemWords(item) for item in form.items}
        self.languages = {**_LANGUAGE_WORDS, **_named(form.languages)}
        self.counts: Counter[str] = Counter()
        self.questions: dict[str, CollectQuestion] = {}
        self.redactor = Redactor(names)

    def read(self, rows: Sequence[TableRowText]) -> RowsReading:
        """All rows, in their order."""
        own = [c.at for c in self.layout.of(ColumnUse.NAME)]
        called = [row.cells[at] for row in rows for at in own if at < len(row.cells)]
        whole = (
            [" ".join(row.cells[at] for at in own if at < len(row.cells)) for row in rows] if own[1:] else []
        )
        self.redactor = Redactor([*self.names, *called, *whole])
        found = [reading for row in rows if (reading := self._row(row)) is not None]
        kept = tuple(self._once(found))
        c = self.counts
        return RowsReading(
            kept,
            tuple(self.questions.values()),
            Uncounted(c["unfinished"], c["refused"], c["no_consent"], c["empty"], c["doubled"]),
            Removed(c["addresses"], c["names"], c["codes"]),
        )

    def _row(self, row: TableRowText) -> CollectedRow | None:
        """One row; None where it gives no answer, which is counted, or waits for one, which is asked."""
        cells = [
            (column, row.cells[column.at].strip())
            for column in self.layout.columns
            if column.at < len(row.cells)
        ]
        filled = [(column, cell) for column, cell in cells if cell]
        if self._is_unfinished(cells):
            self.counts["unfinished"] += 1
            return None
        language = self._language(filled)
        values, waiting = self._values(row.line, filled, language)
        if not waiting and not self._agrees(values):
            return None
        comments = tuple(self._comments(filled, language))
        code = self._code(filled, language)
        if waiting:
            return None
        if not (comments or values.keys() - {CONSENT}):
            self.counts["empty"] += 1
            return None
        return CollectedRow(row.line, language, code, values, comments)

    def _is_unfinished(self, cells: Sequence[tuple[FormColumn, str]]) -> bool:
        marks = [folded_words(cell) for column, cell in cells if column.use is ColumnUse.FINISHED]
        return bool(marks) and all(mark in _UNFINISHED for mark in marks)

    def _agrees(self, values: Mapping[str, str]) -> bool:
        if CONSENT in self.layout.absent:
            agreed = self.answers.get(CONSENT) == AGREED
        elif CONSENT in self.words:
            agreed = values.get(CONSENT) == AGREED
        else:
            return True
        if not agreed:
            answered = CONSENT in values or CONSENT in self.layout.absent
            self.counts["refused" if answered else "no_consent"] += 1
        return agreed

    def _language(self, filled: Sequence[tuple[FormColumn, str]]) -> str:
        """The language a form was filled in: as it says, else that of its columns, else of its words."""
        for column, cell in filled:
            if column.use is ColumnUse.LANGUAGE:
                plain = folded_words(cell)
                code = self.languages.get(plain) or self.languages.get(plain.split(" ")[0])
                if code:
                    return code
        votes: Counter[str] = Counter()
        for column, cell in filled:
            if column.target is not None:
                votes[column.language or self.words[column.target.item].language_of(cell)] += 1
        del votes[""]
        best = votes.most_common(2)
        return best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else ""

    def _values(
        self, line: int, filled: Sequence[tuple[FormColumn, str]], language: str
    ) -> tuple[dict[str, str], bool]:
        """The values of a row by the names they are stored under, and whether words of it are asked about."""
        found: dict[str, tuple[str, ...]] = {}
        foreign: set[str] = set()
        waiting = False
        for column, cell in filled:
            target = column.target
            if column.use is not ColumnUse.ANSWER or target is None:
                continue
            item = self.form.item(target.item)
            if item.kind in (ItemKind.COMMENT, ItemKind.CODE):
                continue
            name = f"{item.id}.{target.part}" if target.part else item.id
            if target.choice:
                ids: tuple[str, ...] = (target.choice,) if is_ticked(cell) else ()
            else:
                reading = self.words[item.id].read(cell)
                said = [self._asked(line, item.id, words) for words in reading.unread]
                waiting = waiting or None in said
                ids = (*reading.ids, *(one for one in said if one and one != NOT_NEEDED))
            is_foreign = bool(column.language and language and column.language != language)
            if name in found and (item.kind is not ItemKind.SEVERAL or is_foreign != (name in foreign)):
                if is_foreign:
                    continue  # the half that was not meant to be filled in
                found.pop(name)
            if is_foreign:
                foreign.add(name)
            order = {choice.id: at for at, choice in enumerate(item.choices)}
            both = dict.fromkeys((*found.get(name, ()), *ids))
            found[name] = tuple(sorted(both, key=lambda one: order.get(one, 0)))
        columns = self.form.columns()
        values = {name: " ".join(found[name]) for name in columns if found.get(name)}
        return values, waiting

    def _asked(self, line: int, item: str, words: str) -> str | None:
        """What words that are no choice were said to mean; None while that is asked, once for all rows."""
        key = word_key(item, words)
        answer = self.answers.get(key)
        if answer is not None:
            return answer
        question = self.questions.get(key)
        if question is None:
            question = word_question(f"word.{len(self.questions) + 1}", self.form.item(item), words)
        self.questions[key] = question._replace(rows=(*question.rows, line))
        return None

    def _comments(
        self, filled: Sequence[tuple[FormColumn, str]], language: str
    ) -> Iterator[CollectedComment]:
        for column, cell in filled:
            target = column.target
            if column.use is not ColumnUse.ANSWER or target is None:
                continue
            if self.form.item(target.item).kind is ItemKind.COMMENT:
                redacted = self.redactor.redacted(cell)
                self.counts["addresses"] += redacted.addresses
                self.counts["names"] += redacted.names
                for at in range(0, len(redacted.text), _MOST_LETTERS):
                    part = redacted.text[at : at + _MOST_LETTERS].strip()
                    if folded_words(part):
                        yield CollectedComment(target.item, language or column.language, part)

    def _code(self, filled: Sequence[tuple[FormColumn, str]], language: str) -> str:
        for column, cell in sorted(filled, key=lambda pair: pair[0].language not in ("", language)):
            target = column.target
            if target is None or self.form.item(target.item).kind is not ItemKind.CODE:
                continue
            code = code_in(cell)
            if code is None:
                self.counts["codes"] += 1
            elif code:
                return code
        return ""

    def _once(self, rows: Sequence[CollectedRow]) -> Iterator[CollectedRow]:
        """Yield the rows without those sent twice: the same code or the same long words, all else alike."""
        seen = set()
        for row in rows:
            told = row.code or any(len(one.text) >= _LONG for one in row.comments)
            content = (row.language, row.code, tuple(sorted(row.values.items())), row.comments)
            if told and content in seen:
                self.counts["doubled"] += 1
                continue
            seen.add(content)
            yield row
