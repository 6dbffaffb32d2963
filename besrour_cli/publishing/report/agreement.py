"""Both halves of a report say the same: the same figures in the same places, as each language writes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from besrour_cli.model.evaluation.figure_text import figure_text, figures_in, without_figures
from besrour_cli.model.evaluation.report import Figure
from besrour_cli.publishing.parity.extract_values import extract_values
from besrour_cli.publishing.report.half import ReportHalf


def disagreements(first: ReportHalf, other: ReportHalf, figures: Mapping[str, Figure]) -> Iterator[str]:
    """Each place at which two halves differ, as a line that shows it; nothing where they agree.

    Beside the figures, the numbers, dates and times of the words themselves are compared by value, and
    quotes, which stand in their own language in both.
    """
    ones, others = list(first.texts()), list(other.texts())
    if len(ones) != len(others):
        yield f"{len(ones)} | {len(others)}"
    for one, two in zip(ones, others, strict=False):
        if _named(one) != _named(two) or _values(one, first.language) != _values(two, other.language):
            yield f"{one} | {two}"
    for half in (first, other):
        yield from _misprints(half, figures)
    if _quotes(first) != _quotes(other):
        yield "“…” | « … »"


def _misprints(half: ReportHalf, figures: Mapping[str, Figure]) -> Iterator[str]:
    """Figures that are not written as their language writes them."""
    for text in half.texts():
        for name, words in figures_in(text):
            if name not in figures or words != figure_text(figures[name], half.language):
                yield f"{name}: {words}"


def _named(text: str) -> Counter[str]:
    return Counter(name for name, _ in figures_in(text))


def _values(text: str, language: str) -> object:
    return extract_values(without_figures(text), language)


def _quotes(half: ReportHalf) -> list[object]:
    return [section.quotes for section in half.sections]
