"""Where a number that was printed comes from: the figures that are written so, with formula and rows."""

from __future__ import annotations

from besrour_cli.model.evaluation.figure_text import figure_text
from besrour_cli.model.evaluation.report import Figure, Measures
from besrour_cli.model.language import LANGUAGES


def figures_written(measures: Measures, text: str) -> tuple[Figure, ...]:
    """The figure of that id, or all figures that a report writes so, in either language.

    Blanks make no difference: ``62 %`` finds ``62%`` too.
    """
    wanted = _folded(text)
    if (figure := measures.figures.get(text.strip())) is not None:
        return (figure,)
    return tuple(
        figure
        for figure in measures.figures.values()
        if any(_folded(figure_text(figure, code)) == wanted for code in LANGUAGES)
    )


def _folded(text: str) -> str:
    return "".join(text.split()).replace("\u2212", "-").casefold()
