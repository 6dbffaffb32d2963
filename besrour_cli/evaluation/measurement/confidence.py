"""Whether confidence changed: how many improved, stayed and became worse first, then exact tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from besrour_cli.evaluation.measurement.figure_book import FigureBook
from besrour_cli.evaluation.measurement.groups import answer_row
from besrour_cli.evaluation.measurement.items import CHANGES, POINTS, numbers
from besrour_cli.evaluation.statistics.exact_tests import PairedChange, holm, paired_change
from besrour_cli.model.evaluation.answers import EvaluationAnswer
from besrour_cli.model.evaluation.form import NOW, THEN, EvaluationForm, Item, ItemKind
from besrour_cli.model.evaluation.report import Dimension, FigureKind, FigureUnit
from besrour_cli.model.language import Text
from besrour_cli.model.message import Message, msg


def measure_then_now(book: FigureBook, item: Item, answers: Sequence[EvaluationAnswer]) -> None:
    """How confident people were before, looking back, and are now: improved, same, worse first."""
    keys = [f"{item.id}.{when}" for when in (THEN, NOW)]
    given = [one for one in answers if all(one.values.get(key) in POINTS for key in keys)]
    name = f"item.{item.id}"
    then, now = (numbers(given, key) for key in keys)
    change = paired_change(then, now)
    names: Mapping[str, Text | Message] = {
        "improved": msg("improved"),
        "same": msg("stayed the same"),
        "worse": msg("became worse"),
    }
    signs = {"improved": 1, "same": 0, "worse": -1}
    ways = [(b > a) - (b < a) for a, b in zip(then, now, strict=True)]
    book.cross(
        f"{name}.change",
        msg("{item}", item=item.text),
        FigureUnit.ANSWERS,
        [Dimension("change", msg("Change"), CHANGES, names)],
        lambda keys: (answer_row(one) for one, way in zip(given, ways, strict=True) if way == signs[keys[0]]),
        margins=(0,),
        population="linked",
    )
    part, whole = book.figure(f"{name}.change.improved"), book.figure(f"{name}.change.all")
    book.share(f"{name}.improved-share", msg("“{item}”: share that improved", item=item.text), part, whole)
    interval = msg("“{item}”: share that improved, 95% interval", item=item.text)
    book.interval(f"{name}.improved-interval", interval, part, whole)
    for when, label, values in (
        ("then", msg("“{item}”: median before, looking back", item=item.text), then),
        ("now", msg("“{item}”: median now", item=item.text), now),
    ):
        book.median(f"{name}.{when}", label, values, map(answer_row, given))
    _tests(book, item, change, [answer_row(one) for one in given])


def _tests(book: FigureBook, item: Item, change: PairedChange, rows: Sequence[str]) -> None:
    name, n = f"item.{item.id}", change.rose + change.same + change.fell
    counts = [f"{name}.change.{one}" for one in CHANGES]
    for kind, at, label, formula, value in (
        (
            FigureKind.PROBABILITY,
            "sign",
            msg("“{item}”: exact sign test", item=item.text),
            msg("the chance that so many of those who changed go one way, were both as likely; two-sided"),
            change.sign,
        ),
        (
            FigureKind.PROBABILITY,
            "signed-rank",
            msg("“{item}”: exact signed-rank test", item=item.text),
            msg("all choices of signs of the ranks, counted; who stayed the same is ranked too (Pratt 1959)"),
            change.signed_rank,
        ),
        (
            FigureKind.EFFECT,
            "effect",
            msg("“{item}”: matched rank-biserial correlation", item=item.text),
            msg("rank sums of those who rose less those who fell, divided by both; 1 where nobody fell"),
            change.effect,
        ),
    ):
        book.statistic(f"{name}.{at}", kind, label, formula, value, n, counts, rows)


def correct_tests(book: FigureBook, form: EvaluationForm) -> None:
    """The signed-rank tests of all items, corrected for being several."""
    items = [item for item in form.items if item.kind is ItemKind.THEN_NOW]
    tested = [f for item in items if (f := book.figure(f"item.{item.id}.signed-rank")).values]
    adjusted = dict(zip((f.id for f in tested), holm(f.values[0] for f in tested), strict=True))
    for item in items:
        raw = book.figure(f"item.{item.id}.signed-rank")
        book.statistic(
            f"item.{item.id}.holm",
            FigureKind.PROBABILITY,
            msg("“{item}”: signed-rank test, corrected for several items", item=item.text),
            msg("the p-values of all items made larger for being several (Holm 1979)"),
            adjusted.get(raw.id),
            raw.n,
            [raw.id],
            raw.rows,
        )
