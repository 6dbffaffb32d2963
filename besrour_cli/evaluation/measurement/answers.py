"""Figures of the answers: whether confidence changed, what people thought, used and met with, who answered.

One person who answered several times counts once where a change is measured, by the code that she made
herself: her last answer. Answers without a code cannot be linked, and count each.
"""

from __future__ import annotations

from collections.abc import Sequence

from besrour_cli.evaluation.inputs import EvaluationInput
from besrour_cli.evaluation.measurement.comparison import compare_languages, medians_by_language
from besrour_cli.evaluation.measurement.confidence import correct_tests, measure_then_now
from besrour_cli.evaluation.measurement.figure_book import FigureBook
from besrour_cli.evaluation.measurement.groups import answer_row
from besrour_cli.evaluation.measurement.items import POINTS, numbers
from besrour_cli.evaluation.measurement.response import measure_bounds, measure_response
from besrour_cli.evaluation.measurement.weighting import measure_weighted
from besrour_cli.model.evaluation.answers import EvaluationAnswer
from besrour_cli.model.evaluation.form import CONSENT, Item, ItemKind
from besrour_cli.model.evaluation.report import Dimension, FigureUnit
from besrour_cli.model.message import msg

_AGREE = 4
"""From this point of a scale of five on, somebody agrees."""


def measure_answers(book: FigureBook, data: EvaluationInput) -> None:
    """Write down all that the answers say; nothing where there is no form."""
    if data.form is None:
        return
    answers = data.data.answers
    book.count("answers.all", FigureUnit.ANSWERS, msg("answers to the form"), map(answer_row, answers))
    linked = linked_answers(data)
    book.count(
        "answers.people",
        FigureUnit.ANSWERS,
        msg("people who answered, those with the same code counted once"),
        map(answer_row, linked),
    )
    measure_response(book, data)
    for item in data.form.items:
        if item.kind is ItemKind.SCALE:
            _scale(book, data, item, answers)
        elif item.kind is ItemKind.THEN_NOW:
            measure_then_now(book, item, linked)
        elif item.kind in (ItemKind.ONE, ItemKind.SEVERAL) and item.id != CONSENT:
            _choices(book, item, answers)
    correct_tests(book, data.form)
    compare_languages(book, data, linked)
    measure_weighted(book, data, linked)
    if data.form.primary:
        measure_bounds(book, data.form.primary)


def linked_answers(data: EvaluationInput) -> tuple[EvaluationAnswer, ...]:
    """The last answer of each person who made herself a code, and every answer without one."""
    order = {session.id: at for at, session in enumerate(data.sessions)}
    last: dict[str, EvaluationAnswer] = {}
    for answer in sorted(
        data.data.answers, key=lambda one: (order.get(one.wave, len(order)), one.wave, one.id)
    ):
        last[f"code {answer.code.casefold()}" if answer.code else f"answer {answer.id}"] = answer
    return tuple(sorted(last.values(), key=lambda one: one.id))


def _scale(book: FigureBook, data: EvaluationInput, item: Item, answers: Sequence[EvaluationAnswer]) -> None:
    """How far people agree: counts of each point, median and quartiles, and by language of the form."""
    given = [one for one in answers if one.values.get(item.id) in POINTS]
    name = f"item.{item.id}"
    points = Dimension("point", msg("Answer"), POINTS, {choice.id: choice.text for choice in item.choices})
    book.cross(
        f"{name}.points",
        msg("{item}", item=item.text),
        FigureUnit.ANSWERS,
        [points],
        lambda keys: (answer_row(one) for one in given if one.values[item.id] == keys[0]),
        margins=(0,),
        population="answers",
    )
    label = msg("“{item}”: median", item=item.text)
    book.median(f"{name}.median", label, numbers(given, item.id), map(answer_row, given))
    whole = book.figure(f"{name}.points.all")
    agree = [answer_row(one) for one in given if int(one.values[item.id]) >= _AGREE]
    part = book.count(f"{name}.agree", FigureUnit.ANSWERS, msg("“{item}”: 4 or 5", item=item.text), agree)
    book.share(f"{name}.agree-share", msg("“{item}”: share of 4 and 5", item=item.text), part, whole)
    medians_by_language(
        book,
        data,
        item.id,
        sorted({one.language for one in given}),
        list(zip(given, numbers(given, item.id), strict=True)),
        lambda language: msg("“{item}”: median of answers in {language}", item=item.text, language=language),
    )


def _choices(book: FigureBook, item: Item, answers: Sequence[EvaluationAnswer]) -> None:
    """How many chose what; those who chose nothing are not in it."""
    given = [one for one in answers if one.values.get(item.id)]
    name = f"item.{item.id}"
    keys = tuple(choice.id for choice in item.choices)
    book.cross(
        f"{name}.choices",
        msg("{item}", item=item.text),
        FigureUnit.ANSWERS,
        [Dimension(item.id, msg("Answer"), keys, {choice.id: choice.text for choice in item.choices})],
        lambda keys: (answer_row(one) for one in given if keys[0] in one.values[item.id].split()),
        margins=() if item.kind is ItemKind.SEVERAL else (0,),
        population="" if item.kind is ItemKind.SEVERAL else "answers",
        adds_up=item.kind is not ItemKind.SEVERAL,
    )
    book.count(
        f"{name}.answered",
        FigureUnit.ANSWERS,
        msg("“{item}”: answers", item=item.text),
        map(answer_row, given),
    )
