"""The plain threshold: counts from one to four are hidden, and whatever rests on as few or on hidden ones.

What could still be worked out of hidden counts by adding and subtracting is the room ``disclosure``'s work.
"""

from __future__ import annotations

from besrour_cli.model.evaluation.report import Figure, FigureKind, FigureUnit, Measures

THRESHOLD = 5


def with_small_hidden(measures: Measures, threshold: int = THRESHOLD) -> Measures:
    """The measures with small counts masked, then all that has a masked part, until nothing changes."""
    shown = f"<{threshold}"
    hidden = {
        figure.id: figure.with_mask(shown)
        for figure in measures.figures.values()
        if not figure.masked and _is_small(figure, threshold)
    }
    while True:
        now = {**measures.figures, **hidden}
        more = {
            figure.id: figure.with_mask(shown if figure.kind is FigureKind.COUNT else "–")
            for figure in now.values()
            if not figure.masked and any(part in now and now[part].masked for part in _deciding(figure))
        }
        if not more:
            return measures.with_figures(hidden)
        hidden |= more


def _is_small(figure: Figure, threshold: int) -> bool:
    if figure.kind is FigureKind.COUNT and figure.unit.is_personal:
        return 0 < figure.values[0] < threshold
    if figure.kind is FigureKind.COUNT and figure.unit is not FigureUnit.MINUTES:
        return False
    return bool(figure.values) and 0 < figure.n < threshold and bool(figure.rows)


def _deciding(figure: Figure) -> tuple[str, ...]:
    """The parts whose masking masks a figure: sums and tests over many cells say little of one of them."""
    derived = (FigureKind.PERCENT, FigureKind.INTERVAL, FigureKind.RATIO)
    return figure.parts if figure.kind in derived else ()
