"""Which row of a download has the headings, which tool it is of, and what each column is for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from besrour_cli.feedback.evaluation.headings import FormHeadings
from besrour_cli.feedback.evaluation.tools import ToolPreset, own_use, tool_of
from besrour_cli.feedback.evaluation.values import (
    NOT_NEEDED,
    CollectQuestion,
    ColumnUse,
    FormColumn,
    Heading,
    KnownAnswers,
    QuestionChoice,
    Target,
)
from besrour_cli.model.evaluation.form import CONSENT, NOW, THEN, EvaluationForm, Item, ItemKind
from besrour_cli.model.evaluation.wording import folded_words, wave_in
from besrour_cli.model.language import Text
from besrour_cli.model.message import msg

FIRST_ROWS = 10
"""Rows among which the headings are looked for; sheets of people begin with a title now and then."""
_PLAIN_SUBS = frozenset(
    (
        "response",
        "open ended response",
        "reponse",
        "reponse ouverte",
        "reponse libre",
        "reponse a developpement",
    )
)
"""What SurveyMonkey writes below a question that has one column."""
COLUMN_KEY = "column"
_EVENTS = frozenset(("redcap event name", "event name"))
_SUGGESTED = 6


class FormLayout(NamedTuple):
    """The headings' row and the first row of answers (indexes), the tool, the columns.

    ``wave`` is what the first question says that the form is about. ``questions`` stand in the way;
    ``absent`` are items that no column is for.
    """

    first: int
    tool: ToolPreset
    columns: tuple[FormColumn, ...]
    wave: str
    questions: tuple[CollectQuestion, ...]
    absent: tuple[str, ...]

    def of(self, use: ColumnUse) -> tuple[FormColumn, ...]:
        """The columns of a use."""
        return tuple(column for column in self.columns if column.use is use)


def layout_of(
    rows: Sequence[Sequence[str]], form: EvaluationForm, answers: KnownAnswers
) -> FormLayout | None:
    """The layout of the rows of a download; None where nothing in it is of this form.

    ``answers`` are those given, now or earlier, by the keys of their questions.
    """
    known = FormHeadings(form)
    best: tuple[int, int, int] = (0, 0, 0)  # how many columns are of the form, the row, how many rows
    for at in range(min(FIRST_ROWS, len(rows))):
        for height in (1, 2) if tool_of(rows[at]).two_rows else (1,):
            headings = _headings(rows[at : at + height], height)
            count = len({match.target for heading in headings if (match := known.match(heading))})
            if count > best[0]:
                best = (count, at, height)
    count, at, height = best
    if not count:
        return None
    headings = _headings(rows[at : at + height], height)
    tool = tool_of([heading.main for heading in headings])
    body = rows[at + height :]
    columns = _columns(headings, known, tool, answers)
    filled = {i for row in body for i, cell in enumerate(row) if cell.strip()}
    questions = [
        _column_question(column, columns, form)
        for column in columns
        if column.use is ColumnUse.UNKNOWN and column.at in filled
    ]
    taken = {column.target.item for column in columns if column.target is not None}
    absent = tuple(item.id for item in form.items if item.id not in taken)
    if CONSENT in absent and not questions and answers.get(CONSENT) != "yes":
        questions.append(_consent_question())
    return FormLayout(
        first=at + height,
        tool=tool,
        columns=tuple(columns),
        wave=next((wave for heading in headings if (wave := wave_in(heading.main))), ""),
        questions=tuple(questions),
        absent=absent,
    )


def _headings(rows: Sequence[Sequence[str]], height: int) -> list[Heading]:
    """The headings of one row, or of two: the lower one has what is within the question above."""
    if len(rows) < height:
        return []
    upper = [" ".join(cell.split()) for cell in rows[0]]
    if height == 1:
        return [Heading(words) for words in upper]
    lower = [" ".join(cell.split()) for cell in rows[1]]
    headings, last = [], ""
    for at in range(max(len(upper), len(lower))):
        main = upper[at] if at < len(upper) else ""
        sub = lower[at] if at < len(lower) else ""
        last = main or (last if sub else "")
        headings.append(Heading(last, "" if folded_words(sub) in _PLAIN_SUBS else sub))
    return headings


def _columns(
    headings: Sequence[Heading], known: FormHeadings, tool: ToolPreset, answers: KnownAnswers
) -> list[FormColumn]:
    """What each column is for, as far as it is known."""
    columns = []
    bare = Counter(item.id for heading in headings if (item := known.bare_then_now(heading)))
    seen: Counter[str] = Counter()
    for at, heading in enumerate(headings):
        item = known.bare_then_now(heading)
        if item is not None:
            seen[item.id] += 1
        column = _column(at, heading, known, tool, answers)
        if column.use is ColumnUse.UNKNOWN and item is not None and bare[item.id] == len((THEN, NOW)):
            # the form asks for then before now, and tools give columns in the order of the form
            target = Target(item.id, THEN if seen[item.id] == 1 else NOW)
            column = column._replace(use=ColumnUse.ANSWER, target=target)
        columns.append(column)
    return columns


def _column(
    at: int, heading: Heading, known: FormHeadings, tool: ToolPreset, answers: KnownAnswers
) -> FormColumn:
    answer = answers.get(column_key(heading))
    if answer is not None:
        target = target_called(known.form, answer)
        use = ColumnUse.DROPPED if target is None else ColumnUse.ANSWER
        return FormColumn(at, heading, use, target)
    match = known.match(heading)
    own = own_use(heading.main, tool.finished)
    if own is ColumnUse.LANGUAGE or (match is None and own is not None):
        return FormColumn(at, heading, own)
    if match is not None:
        return FormColumn(at, heading, ColumnUse.ANSWER, match.target, match.language)
    return FormColumn(at, heading, ColumnUse.UNKNOWN if str(heading) else ColumnUse.DROPPED)


def column_key(heading: Heading) -> str:
    """The key under which it is remembered what a column is for."""
    return f"{COLUMN_KEY}|{folded_words(str(heading))}"


def target_called(form: EvaluationForm, word: str) -> Target | None:
    """The target of a word such as ``adapt.then`` or ``barriers=cost``; None for another word."""
    return next((target for target in targets(form) if target.word == word), None)


def targets(form: EvaluationForm) -> list[Target]:
    """Everything that a column can be for."""
    found = []
    for item in form.items:
        if item.kind is ItemKind.THEN_NOW:
            found += [Target(item.id, THEN), Target(item.id, NOW)]
        else:
            found.append(Target(item.id))
        if item.kind is ItemKind.SEVERAL:
            found += [Target(item.id, choice=choice.id) for choice in item.choices]
    return found


def _column_question(
    column: FormColumn, columns: Sequence[FormColumn], form: EvaluationForm
) -> CollectQuestion:
    """The question what a column is for: items that lack one in some language, the likeliest first."""
    from rapidfuzz import fuzz  # noqa: PLC0415 -- wakes where a column is asked about only

    words = folded_words(str(column.heading))
    free = [each for each in targets(form) if not each.choice and not _is_taken(each, columns, form)]

    def likeness(target: Target) -> float:
        item = form.item(target.item)
        before: Text = {THEN: form.then, NOW: form.now}.get(target.part, {})
        texts = (f"{before.get(code, '')} {text}" for code, text in item.text.items())
        return max(fuzz.token_sort_ratio(words, folded_words(text)) for text in texts)

    free.sort(key=lambda target: -likeness(target))
    choices = [QuestionChoice(each.word, _label(form.item(each.item))) for each in free[:_SUGGESTED]]
    return CollectQuestion(
        id=f"{COLUMN_KEY}.{column.at + 1}",
        key=column_key(column.heading),
        text=msg("Which item is the column “{heading}” for?", heading=str(column.heading)),
        choices=(*choices, QuestionChoice(NOT_NEEDED, msg("none: it is not read"))),
        heading=column.heading.main,
    )


def _is_taken(target: Target, columns: Sequence[FormColumn], form: EvaluationForm) -> bool:
    """Whether an item has its columns: one in both languages, or one in each."""
    known = {column.language for column in columns if column.target == target}
    return "" in known or known >= set(form.languages)


def _label(item: Item) -> dict[str, str]:
    return dict(item.text)


def _consent_question() -> CollectQuestion:
    return CollectQuestion(
        id=CONSENT,
        key=CONSENT,
        text=msg("No column says who agreed. Were all of them asked in another way?"),
        choices=(
            QuestionChoice("yes", msg("yes: everybody agreed")),
            QuestionChoice("no", msg("no: nothing of this file is stored")),
        ),
    )


def events_of(layout: FormLayout, rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The events of a longitudinal REDCap project that the rows are of; each has a wave of its own."""
    at = next((column.at for column in layout.columns if folded_words(column.heading.main) in _EVENTS), None)
    if at is None:
        return ()
    return tuple(dict.fromkeys(row[at].strip() for row in rows if at < len(row) and row[at].strip()))
