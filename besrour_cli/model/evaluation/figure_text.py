"""How a figure is written in each language, and how a text says which of its numbers are which figures.

A number in a sentence stands between two signs of Unicode's private use area, with the figure's id: what
prints the sentence shows the number alone, or links it; what checks it finds the figure again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from besrour_cli.model.evaluation.report import Figure, FigureKind
from besrour_cli.model.language import FRENCH, LANGUAGES, NO_BREAK, Text
from besrour_cli.model.text.numbers import number_text

_OPEN, _MIDDLE, _CLOSE = "\ue000", "\ue001", "\ue002"
_MARKED = re.compile(f"{_OPEN}([^{_MIDDLE}]*){_MIDDLE}([^{_CLOSE}]*){_CLOSE}")
_SMALL = 0.001
NOT_KNOWN = "–"


def figure_text(figure: Figure, language: str) -> str:
    """The figure as a language writes it, what masks it, or a dash where it is not known."""
    if figure.masked:
        return figure.masked.replace("<", f"<{NO_BREAK}") if language == FRENCH else figure.masked
    if not figure.values:
        return NOT_KNOWN
    return _WRITERS[figure.kind](figure.values, language)


def marked(figure: Figure) -> Text:
    """The figure in both languages, between signs that say which it is: a fact of a sentence."""
    return {code: f"{_OPEN}{figure.id}{_MIDDLE}{figure_text(figure, code)}{_CLOSE}" for code in LANGUAGES}


def marked_text(figure: Figure, language: str) -> str:
    """The figure in one language, between the same signs."""
    return marked(figure)[language]


def figures_in(text: str) -> tuple[tuple[str, str], ...]:
    """The ids of the figures in a text with what is written of each, in order."""
    return tuple((match[1], match[2]) for match in _MARKED.finditer(text))


def unmarked(text: str) -> str:
    """The text as people read it."""
    return _MARKED.sub(lambda match: match[2], text)


def without_figures(text: str) -> str:
    """The text with nothing in the place of its figures."""
    return _MARKED.sub("", text)


def with_figures(text: str, shown: Callable[[str, str], str], plain: Callable[[str], str]) -> str:
    """The text with ``shown`` of each figure's id and words, and ``plain`` of all that is between."""
    pieces, end = [], 0
    for match in _MARKED.finditer(text):
        pieces += [plain(text[end : match.start()]), shown(match[1], match[2])]
        end = match.end()
    return "".join([*pieces, plain(text[end:])])


def count_text(value: float, language: str) -> str:
    """A whole number, its thousands apart: ``1,295``, in French ``1 295``."""
    text = f"{round(value):,}"
    return text.replace(",", NO_BREAK) if language == FRENCH else text


def percent_words(value: float, language: str) -> str:
    """A part of 1 in whole percent: ``62%``, in French ``62 %``."""
    return f"{round(value * 100)}" + (f"{NO_BREAK}%" if language == FRENCH else "%")


def _count(values: tuple[float, ...], language: str) -> str:
    return count_text(values[0], language)


def _percent(values: tuple[float, ...], language: str) -> str:
    return percent_words(values[0], language)


def _interval(values: tuple[float, ...], language: str) -> str:
    low, high = (percent_words(value, language) for value in values)
    return f"{low} à {high}" if language == FRENCH else f"{low} to {high}"


def _median(values: tuple[float, ...], language: str) -> str:
    median, lower, upper = (number_text(value, language, 2).replace("-", "\u2212") for value in values)
    return f"{median} ({lower} à {upper})" if language == FRENCH else f"{median} ({lower} to {upper})"


def _two_decimals(values: tuple[float, ...], language: str) -> str:
    text = f"{values[0] + 0.0:.2f}".replace("-0.00", "0.00")
    text = text.replace("-", "\u2212")
    return text.replace(".", ",") if language == FRENCH else text


def _probability(values: tuple[float, ...], language: str) -> str:
    if values[0] < _SMALL:
        return f"<{NO_BREAK}0,001" if language == FRENCH else "<0.001"
    text = f"{values[0]:.3f}"
    return text.replace(".", ",") if language == FRENCH else text


_WRITERS: Mapping[FigureKind, Callable[[tuple[float, ...], str], str]] = {
    FigureKind.COUNT: _count,
    FigureKind.PERCENT: _percent,
    FigureKind.INTERVAL: _interval,
    FigureKind.MEDIAN: _median,
    FigureKind.RATIO: _two_decimals,
    FigureKind.EFFECT: _two_decimals,
    FigureKind.PROBABILITY: _probability,
}
