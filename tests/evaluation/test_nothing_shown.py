"""A table of which nothing can be shown becomes a sentence; one of which something can stays a table."""

from __future__ import annotations

import pytest

from besrour_cli.evaluation.sections.figure_words import FigureWords
from besrour_cli.evaluation.sections.nothing_shown import nothing_shown, saying_what_is_hidden
from besrour_cli.model.evaluation.figure_text import unmarked
from besrour_cli.model.evaluation.report import Figure, FigureKind, Measures
from besrour_cli.model.evaluation.sections import ChartKind, ReportChart, ReportSection, ReportTable
from besrour_cli.model.message import msg

TITLE = msg("How the connection was")


def table(cells: str, *, columns: int = 1, total: str = "") -> tuple[ReportTable, FigureWords]:
    """A table of cells such as ``x 0 12``, perhaps with a total, and its figures."""
    texts = {f"c.{n}": each for n, each in enumerate(cells.split())} | ({"c.all": total} if total else {})
    figures = {name: figure(name, each) for name, each in texts.items()}
    names = list(figures)
    rows = [(msg("row"), tuple(names[n : n + columns])) for n in range(0, len(names), columns)]
    headings = (msg("Answer"), *(msg("Number") for _ in range(columns)))
    return ReportTable("c", TITLE, headings, tuple(rows)), FigureWords(Measures(figures=figures))


def figure(name: str, text: str) -> Figure:
    """A count that is shown, hidden (x), or a median that is not known (–)."""
    values = () if text == "–" else (3.0,) if text == "x" else (float(text),)
    masked = "x" if text == "x" else ""
    return Figure(id=name, kind=FigureKind.COUNT, label=TITLE, formula=TITLE, values=values, masked=masked)


@pytest.mark.parametrize("cells", ["x x x", "x 0 x 0", "x – x –"])
def test_a_table_of_hidden_counts_is_a_sentence(cells: str) -> None:
    """Zeros and what is not known say nothing of it; how few they are is not said, since it may be untrue."""
    sentence = nothing_shown(*table(cells))
    assert sentence is not None
    assert "nothing can be shown, since any number of it could give somebody away" in str(sentence.id)


@pytest.mark.parametrize("cells", ["x x 12", "0 0 0", "– –", "7 8"])
def test_what_can_be_shown_stays_a_table(cells: str) -> None:
    """One number is enough; a table of zeros is shown, and so is one that is not known for another reason."""
    assert nothing_shown(*table(cells)) is None


def test_the_total_that_can_be_shown_is_in_the_sentence() -> None:
    """“7 in all”; a hidden total is not."""
    sentence = nothing_shown(*table("x x 0", total="7"))
    assert sentence is not None
    total = sentence.facts["n"]
    assert isinstance(total, dict) and unmarked(total["en"]) == "7"
    hidden = nothing_shown(*table("x x 0", total="x"))
    assert hidden is not None and "n" not in hidden.facts
    assert nothing_shown(*table("x 0 x 0", columns=2, total="")) is not None


def test_a_chart_goes_with_its_table_and_others_stay() -> None:
    """Its sentence comes after those of the section."""
    gone, figures = table("x x")
    rules = gone._replace(id="rules", words={(0, 0): msg("at least {value}", value="1")})
    chart = ReportChart("c", ChartKind.STRIP, gone, TITLE)
    section = ReportSection("s", TITLE, sentences=(TITLE,), charts=(chart,), tables=(rules,))
    after = saying_what_is_hidden(section, figures)
    assert after.charts == () and after.tables == (rules,)
    assert after.sentences[0] is TITLE and len(after.sentences) == 2
