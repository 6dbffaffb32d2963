"""Both languages of the form beside each other: medians, Cliff's delta, the exact test, corrected."""

from __future__ import annotations

from collections.abc import Sequence

from besrour_cli.model.evaluation.answers import EvaluationAnswer
from besrour_cli.model.evaluation.form import Item, ItemKind
from besrour_cli.model.language import Text
from besrour_cli.model.message import msg
from besrour_cli.report_check.arithmetic import holm_corrected
from besrour_cli.report_check.checked_figure import CHANCE, DECIMALS, SCALE, CheckedFigures, names_of
from besrour_cli.report_check.comparisons.exact_tests import cliffs_delta, mann_whitney
from besrour_cli.report_check.raw_rows import RawRows


def changes_of(item: Item, persons: Sequence[EvaluationAnswer]) -> list[tuple[EvaluationAnswer, int]]:
    """How far each person's confidence changed, of those who answered for both times."""
    found = []
    for person in persons:
        then, now = person.values.get(f"{item.id}.then"), person.values.get(f"{item.id}.now")
        if then in SCALE and now in SCALE:
            found.append((person, SCALE.index(str(now)) - SCALE.index(str(then))))
    return found


def languages_compared(rows: RawRows) -> tuple[str, ...]:
    """The languages of the form."""
    return tuple(sorted({answer.language for answer in rows.answers if answer.language}))


def compared(figures: CheckedFigures, rows: RawRows, persons: Sequence[EvaluationAnswer]) -> None:
    """Both languages of the form beside each other, item by item."""
    languages = languages_compared(rows)
    if rows.form is None or len(languages) != 2:  # noqa: PLR2004 -- one beside the other
        return
    for kind in (ItemKind.THEN_NOW, ItemKind.SCALE):
        chances: dict[str, float | None] = {}
        items = [item for item in rows.form.items if item.kind is kind]
        for item in items:
            if kind is ItemKind.SCALE:
                values = [
                    (a, SCALE.index(a.values[item.id]))
                    for a in rows.answers
                    if a.values.get(item.id) in SCALE
                ]
            else:
                values = changes_of(item, persons)
                _median_changes(figures, rows, item, values)
            groups = [[value for answer, value in values if answer.language == one] for one in languages]
            if all(groups):
                _delta(figures, rows, item, groups)
                chances[item.id] = mann_whitney(*groups)
        _corrected(figures, {item.id: item.text for item in items}, chances)


def _median_changes(
    figures: CheckedFigures, rows: RawRows, item: Item, values: Sequence[tuple[EvaluationAnswer, int]]
) -> None:
    for language in languages_compared(rows):
        called = names_of(rows.languages, language)
        label = msg("“{item}”: median change of answers in {language}", item=item.text, language=called)
        own = [value for answer, value in values if answer.language == language]
        figures.median(f"item.{item.id}.median.{language}", label, own)


def _delta(figures: CheckedFigures, rows: RawRows, item: Item, groups: Sequence[Sequence[int]]) -> None:
    one, other = (names_of(rows.languages, each) for each in languages_compared(rows))
    figures.put(
        f"item.{item.id}.language-delta",
        DECIMALS,
        [cliffs_delta(groups[0], groups[1])],
        min(map(len, groups)),
        msg("“{item}”: Cliff’s delta, {one} against {other}", item=item.text, one=one, other=other),
        msg("how much oftener one of the first group answered higher than one of the second, than lower"),
    )


def _corrected(figures: CheckedFigures, texts: dict[str, Text], chances: dict[str, float | None]) -> None:
    tested = {name: chance for name, chance in chances.items() if chance is not None}
    corrected = dict(zip(tested, holm_corrected(list(tested.values())), strict=True))
    for name in chances:
        figures.put(
            f"item.{name}.language-holm",
            CHANCE,
            [corrected[name]] if name in corrected else [],
            0,
            msg("“{item}”: Mann-Whitney test, corrected for several items", item=texts[name]),
            msg("the p-values of all items made larger for being several (Holm 1979)"),
        )
