"""Whether those who answered in one language differ from those who answered in the other, item by item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from besrour_cli.evaluation.inputs import EvaluationInput
from besrour_cli.evaluation.measurement.figure_book import FigureBook
from besrour_cli.evaluation.measurement.groups import answer_row
from besrour_cli.evaluation.measurement.items import POINTS, numbers
from besrour_cli.evaluation.statistics.exact_tests import group_difference, holm
from besrour_cli.model.evaluation.answers import EvaluationAnswer
from besrour_cli.model.evaluation.form import NOW, THEN, EvaluationForm, Item, ItemKind
from besrour_cli.model.evaluation.report import FigureKind
from besrour_cli.model.language import Text
from besrour_cli.model.message import Message, msg

_Values = Sequence[tuple[EvaluationAnswer, int]]
"""Answers, each with its number."""
_TWO = 2


def compare_languages(book: FigureBook, data: EvaluationInput, linked: Sequence[EvaluationAnswer]) -> None:
    """Compare the two languages in which the form was filled in; nothing where it was one, or more than two.

    Agreement is compared as it was answered; confidence by how far it changed, a person counted once.
    """
    languages = compared_languages(data)
    if data.form is None or len(languages) != _TWO:
        return
    for item in data.form.items:
        if item.kind is ItemKind.SCALE:
            given = [one for one in data.data.answers if one.values.get(item.id) in POINTS]
            values = list(zip(given, numbers(given, item.id), strict=True))
        elif item.kind is ItemKind.THEN_NOW:
            values = changes(item, linked)
            _median_changes(book, data, item, languages, values)
        else:
            continue
        _compared(book, data, item, languages, values)
    for kind in (ItemKind.THEN_NOW, ItemKind.SCALE):
        _correct(book, data.form, kind)


def compared_languages(data: EvaluationInput) -> tuple[str, ...]:
    """The languages in which the form was filled in, in order."""
    return tuple(sorted({one.language for one in data.data.answers} - {""}))


def changes(item: Item, linked: Sequence[EvaluationAnswer]) -> list[tuple[EvaluationAnswer, int]]:
    """How far each person's confidence changed, of those who answered for both times."""
    then, now = f"{item.id}.{THEN}", f"{item.id}.{NOW}"
    given = [one for one in linked if one.values.get(then) in POINTS and one.values.get(now) in POINTS]
    return [(one, int(one.values[now]) - int(one.values[then])) for one in given]


def _median_changes(
    book: FigureBook, data: EvaluationInput, item: Item, languages: Sequence[str], values: _Values
) -> None:
    """How far confidence changed in each language."""

    def label(language: Text | str) -> Message:
        return msg("“{item}”: median change of answers in {language}", item=item.text, language=language)

    medians_by_language(book, data, item.id, languages, values, label)


def medians_by_language(
    book: FigureBook,
    data: EvaluationInput,
    item: str,
    languages: Iterable[str],
    values: Sequence[tuple[EvaluationAnswer, int]],
    label: Callable[[Text | str], Message],
) -> None:
    """The median of an item (its id) in each language of the form; ``label`` names it, given the language."""
    for language in languages:
        own = [(one, number) for one, number in values if one.language == language]
        numbers_there, rows = [number for _, number in own], [answer_row(one) for one, _ in own]
        name = f"item.{item}.median.{language}"
        book.median(name, label(_name(data, language)), numbers_there, rows)


def _compared(
    book: FigureBook, data: EvaluationInput, item: Item, languages: Sequence[str], values: _Values
) -> None:
    """Whether those who answered in one language are above the others."""
    groups = [[pair for pair in values if pair[0].language == language] for language in languages]
    if not all(groups):
        return
    first, second = ([number for _, number in group] for group in groups)
    difference = group_difference(first, second)
    rows = [answer_row(one) for group in groups for one, _ in group]
    parts = [f"item.{item.id}.median.{language}" for language in languages]
    names = {"one": _name(data, languages[0]), "other": _name(data, languages[1])}
    book.statistic(
        f"item.{item.id}.language-delta",
        FigureKind.EFFECT,
        msg("“{item}”: Cliff’s delta, {one} against {other}", item=item.text, **names),
        msg("how much oftener one of the first group answered higher than one of the second, than lower"),
        difference.delta,
        min(len(first), len(second)),
        parts,
        rows,
    )
    book.statistic(
        f"item.{item.id}.language-p",
        FigureKind.PROBABILITY,
        msg("“{item}”: exact Mann-Whitney test, {one} against {other}", item=item.text, **names),
        msg("all divisions of the answers into two groups of these sizes, counted; two-sided"),
        difference.p,
        len(values),
        parts,
        rows,
    )


def _correct(book: FigureBook, form: EvaluationForm, kind: ItemKind) -> None:
    """The tests of all items of a kind, corrected for being several."""
    names = [f"item.{item.id}" for item in form.items if item.kind is kind]
    raw = {name: book.figure(f"{name}.language-p") for name in names if f"{name}.language-p" in book}
    tested = [name for name, figure in raw.items() if figure.values]
    corrected = dict(zip(tested, holm(raw[name].values[0] for name in tested), strict=True))
    texts = {f"item.{item.id}": item.text for item in form.items}
    for name, figure in raw.items():
        book.statistic(
            f"{name}.language-holm",
            FigureKind.PROBABILITY,
            msg("“{item}”: Mann-Whitney test, corrected for several items", item=texts[name]),
            msg("the p-values of all items made larger for being several (Holm 1979)"),
            corrected.get(name),
            figure.n,
            [figure.id],
            figure.rows,
        )


def _name(data: EvaluationInput, code: str) -> Text | str:
    return data.language_names.get(code, code)
