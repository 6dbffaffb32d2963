"""The figures of a report, masked: counts by the attack on all that was published, then what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from besrour_cli.disclosure.figure_groups import FigureGroups, figure_groups
from besrour_cli.disclosure.mask import mask
from besrour_cli.model.evaluation.publication import LinearFact, MaskRules, Publication
from besrour_cli.model.evaluation.report import Figure, FigureKind, FigureUnit, Measures

HIDDEN = "x"
"""What is shown in the place of any hidden count: the same for all, so that none is known to be small."""
_DERIVED = "–"
_TOO_MANY = 6
"""A test or a ratio that rests on so many hidden counts says nothing of any of them; a share may."""


class MaskedMeasures(NamedTuple):
    """The figures as they may be shown, and what their publication says of people, for the ledger."""

    measures: Measures
    publication: Publication


def masked_measures(
    measures: Measures, name: str, before: Sequence[Publication] = (), rules: MaskRules | None = None
) -> MaskedMeasures:
    """Mask the figures of a report called ``name``, given what was published before."""
    rules = rules or MaskRules()
    groups = figure_groups(measures, name)
    facts = tuple(
        fact for each in measures.figures.values() for fact in _median_facts(each, groups, measures)
    )
    published = mask(groups.draft._replace(facts=facts), before, rules)
    shown = published.shown()
    hidden = {i: measures.figures[i].with_mask(HIDDEN) for i, each in groups.of.items() if each not in shown}
    for figure in measures.figures.values():
        if figure.id not in hidden and figure.id not in groups.of and _is_too_few(figure, rules):
            hidden[figure.id] = figure.with_mask(_DERIVED)
    untold = {fact.id for fact in facts} - {fact.id for fact in published.facts}
    hidden |= {i: measures.figures[i].with_mask(_DERIVED) for i in sorted(untold)}
    hidden |= _derived(measures, hidden)
    return MaskedMeasures(measures.with_figures(hidden), published)


def _is_too_few(figure: Figure, rules: MaskRules) -> bool:
    """Whether a figure that is no count of people rests on too few: a median on fewer than twice as many."""
    if figure.kind is FigureKind.COUNT:
        return figure.unit is FigureUnit.MINUTES and 0 < figure.n < rules.threshold
    least = 2 * rules.threshold if figure.kind is FigureKind.MEDIAN else rules.threshold
    return bool(figure.values) and 0 < figure.n < least


def _derived(measures: Measures, hidden: Mapping[str, Figure]) -> dict[str, Figure]:
    """The figures that are worked out from hidden ones, and so on."""
    more: dict[str, Figure] = {}
    while True:
        gone = {*hidden, *more}
        found = {
            figure.id: figure.with_mask(_DERIVED)
            for figure in measures.figures.values()
            if figure.id not in gone
            and figure.kind is not FigureKind.COUNT
            and 0 < sum(part in gone for part in figure.parts) < _most_hidden(figure)
        }
        if not found:
            return more
        more |= found


def _most_hidden(figure: Figure) -> float:
    """From how many hidden parts on a figure says nothing of any of them."""
    return float("inf") if figure.kind in (FigureKind.PERCENT, FigureKind.INTERVAL) else _TOO_MANY


def _median_facts(figure: Figure, groups: FigureGroups, measures: Measures) -> list[LinearFact]:
    """What a median and its quartiles say of the counts of the points they are the median of."""
    if figure.kind is not FigureKind.MEDIAN or not figure.values or not figure.rows:
        return []
    for table in measures.tables:
        cells = [
            measures.figures[i] for keys, i in table.cells.items() if len(keys) == 1 and keys[0].isdigit()
        ]
        rows = [row for cell in cells for row in cell.rows]
        if rows and sorted(rows) == sorted(figure.rows):
            return _order_facts(figure, groups, cells)
    return []


def _order_facts(figure: Figure, groups: FigureGroups, cells: Sequence[Figure]) -> list[LinearFact]:
    """The facts “so many at least answered 3 or less, and fewer 2 or less”, for the ranks that were used.

    The ranks are those of definition 7 of Hyndman and Fan: quartile k lies at k(n - 1)/4, counted from 0.
    """
    ranked = [number for number, cell in enumerate(cells) for _ in cell.rows]
    facts, last = [], len(ranked) - 1
    for quarter in (1, 2, 3):
        for rank in sorted({quarter * last // 4, -(-quarter * last // 4)}):
            value = ranked[rank]
            upto = tuple((1.0, groups.of[cell.id]) for cell in cells[: value + 1])
            facts.append(LinearFact(figure.id, upto, rank + 1.0, float("inf")))
            if value:
                facts.append(LinearFact(figure.id, upto[:-1], 0.0, float(rank)))
    return facts
