"""Confidence as it would be had every region, or language, answered as often as it attended.

Only where response was unlike: each group's share that improved, weighted by its share of the attendances
(post-stratification: D. Holt and T. M. F. Smith, Post stratification, 1979).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from besrour_cli.evaluation.inputs import EvaluationInput
from besrour_cli.evaluation.measurement.figure_book import FigureBook
from besrour_cli.evaluation.measurement.groups import REGION, answer_row
from besrour_cli.evaluation.measurement.items import POINTS
from besrour_cli.evaluation.measurement.response import ResponseGroup, response_groups
from besrour_cli.evaluation.statistics.describe import FEWEST_FOR_PERCENT
from besrour_cli.model.evaluation.answers import EvaluationAnswer
from besrour_cli.model.evaluation.form import NOW, THEN, Item, ItemKind
from besrour_cli.model.evaluation.report import Dimension, Figure, FigureKind, FigureUnit
from besrour_cli.model.language import Text
from besrour_cli.model.message import Message, msg

UNLIKE = Fraction(1, 10)
"""Response of two groups further apart than this calls for weights."""


def measure_weighted(book: FigureBook, data: EvaluationInput, linked: Sequence[EvaluationAnswer]) -> None:
    """Write down the weighted share that improved on each item, by region and by language where needed."""
    items = data.form.items if data.form else ()
    for name, groups in response_groups(book, data).items():
        if not _is_unlike(groups):
            continue
        for item in items:
            if item.kind is ItemKind.THEN_NOW:
                _weighted(book, item, name, groups, linked)


def _is_unlike(groups: Sequence[ResponseGroup]) -> bool:
    """Whether the response of one group is more than ten points below that of another."""
    rates = [
        Fraction(int(one.answered.values[0]), int(one.came.values[0]))
        for one in groups
        if one.came.values[0] >= max(FEWEST_FOR_PERCENT, one.answered.values[0])
    ]
    return bool(rates) and max(rates) - min(rates) > UNLIKE


def _weighted(
    book: FigureBook,
    item: Item,
    name: str,
    groups: Sequence[ResponseGroup],
    linked: Sequence[EvaluationAnswer],
) -> None:
    """One item: who improved in each group, then the weighted share of all."""
    keys = [f"{item.id}.{when}" for when in (THEN, NOW)]
    given = [one for one in linked if all(one.values.get(key) in POINTS for key in keys)]
    names: dict[str, Text | Message] = {one.key: one.name for one in groups if not isinstance(one.name, str)}
    by_key = {one.key: one.answer_key for one in groups}

    def rows(cell: tuple[str, ...]) -> list[str]:
        return [
            answer_row(one)
            for one in given
            if _group_of(one, name) == by_key[cell[0]]
            and (one.values[keys[1]] > one.values[keys[0]]) == (cell[1] == "improved")
        ]

    outcomes = {"improved": msg("improved"), "not": msg("did not improve")}
    table = f"item.{item.id}.by-{name}"
    book.cross(
        table,
        msg("{item}", item=item.text),
        FigureUnit.ANSWERS,
        [
            Dimension(name, _HEADINGS[name], tuple(by_key), names),
            Dimension("outcome", msg("Outcome"), tuple(outcomes), outcomes),
        ],
        rows,
        margins=(1,),
        population="linked",
    )
    strata = [
        (one.came, book.figure(f"{table}.{one.key}.improved"), book.figure(f"{table}.{one.key}.all"))
        for one in groups
        if one.came.values[0]
    ]
    book.add(_share_of(item, name, strata))


def _share_of(item: Item, name: str, strata: Sequence[tuple[Figure, Figure, Figure]]) -> Figure:
    """The weighted share; not known below ten answers, or where a group that came has no answer at all."""
    labels = {
        "region": msg("“{item}”: share that improved, regions weighted by attendance", item=item.text),
        "language": msg("“{item}”: share that improved, languages weighted by attendance", item=item.text),
    }
    counts = [tuple(int(figure.values[0]) for figure in stratum) for stratum in strata]
    answered, everybody = sum(whole for _, _, whole in counts), sum(came for came, _, _ in counts)
    few = answered < FEWEST_FOR_PERCENT or not all(whole for _, _, whole in counts)
    share = None if few else sum(Fraction(came * part, whole) for came, part, whole in counts) / everybody
    return Figure(
        id=f"item.{item.id}.weighted-{name}",
        kind=FigureKind.PERCENT,
        label=labels[name],
        formula=msg(
            "the share that improved in each group, times its attendances, added up; divided by the "
            "attendances of all groups"
        ),
        values=() if share is None else (float(share),),
        n=answered,
        parts=tuple(figure.id for stratum in strata for figure in stratum),
        reason=msg("too few to tell") if few else None,
    )


def _group_of(answer: EvaluationAnswer, name: str) -> str:
    """What an answer says of its region, or the language of its form."""
    return answer.values.get(REGION, "") if name == REGION else answer.language


_HEADINGS = {"region": msg("Region"), "language": msg("Language")}
