"""The pages of a report in a browser and its PDF: readable by everybody, offline, tagged, the same bytes."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from besrour_cli.commands.shared.workspace import open_workspace
from besrour_cli.commands.workflows.report.gather import Period
from besrour_cli.commands.workflows.report.make import MadeReport, make
from besrour_cli.commands.workflows.report.write import halves
from besrour_cli.evaluation.trace import figures_written
from besrour_cli.model.evaluation.figure_text import figures_in
from besrour_cli.publishing.report.agreement import disagreements
from besrour_cli.publishing.report.charts import chart_svg
from besrour_cli.publishing.report.half import ReportHalf
from besrour_cli.publishing.report.page import read_back_page, report_page
from besrour_cli.publishing.report.pdf import report_pdf
from besrour_cli.publishing.report.wording import page_words
from besrour_cli.storage.resources import templates
from support.campaigns.thorough import thorough
from support.checkout import ROOT

TEMPLATES = templates(None)


@lru_cache(maxsize=1)
def year() -> MadeReport:
    """The report of the invented year."""
    workspace = open_workspace(str(ROOT / "examples/evaluated"))
    return make(workspace, Period(datetime(2026, 2, 1, 12, tzinfo=UTC), frozenset({"cafe"})))


def in_both() -> Sequence[ReportHalf]:
    """Its halves, English first."""
    return halves(year().report)


@pytest.mark.readers
@pytest.mark.parametrize(
    ("page", "language", "width"),
    [
        (report_page, 1, 320),
        (read_back_page, 0, 1000),
        *(
            thorough(page, language, width)
            for page in (report_page, read_back_page)
            for language in (0, 1)
            for width in (320, 1000)
        ),
    ],
)
def test_the_page_shuts_nobody_out(
    chromium: Any, axe: str, tmp_path: Path, page: Any, language: int, width: int
) -> None:
    """axe finds nothing on a phone or a desk; nothing is loaded; nothing is wider than the screen."""
    half = in_both()[language]
    file = tmp_path / "page.html"
    file.write_bytes(page(half, page_words(TEMPLATES, half.language), TEMPLATES))
    context = chromium.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    shown = context.new_page()
    asked: list[str] = []
    shown.on("request", lambda request: asked.append(request.url))
    shown.goto(file.as_uri())
    shown.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    shown.evaluate(axe)
    found = shown.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})")
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found["violations"]] == []
    assert found["passes"] and len(asked) == 1
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.mark.parametrize("language", [0, 1])
def test_the_pdf_is_tagged_and_the_same_each_time(language: int) -> None:
    """PDF/UA-1, in its language, and no clock in it: two compilations give the same bytes."""
    half = in_both()[language]
    words = page_words(TEMPLATES, half.language)
    data = report_pdf(half, words, TEMPLATES)
    assert b"<pdfuaid:part>1<" in data and b"/Marked true" in data
    assert f"/Lang({half.language}-CA)".encode() in data
    assert data == report_pdf(half, words, TEMPLATES)


def test_both_halves_say_the_same_and_a_planted_difference_is_found() -> None:
    """Another figure, another number in the words, a figure that is misprinted: none passes."""
    english, french = in_both()
    figures = year().report.figures
    assert list(disagreements(english, french, figures)) == []

    def with_sentence(change: Any) -> ReportHalf:
        first, *rest = french.sections
        changed = first._replace(sentences=(change(first.sentences[0]), *first.sentences[1:]))
        return french._replace(sections=(changed, *rest))

    [(name, words), *_] = figures_in(french.sections[0].sentences[0])
    for planted in (
        lambda text: text.replace(words, "13"),
        lambda text: text.replace(name, "people.came"),
        lambda text: text.replace("2025", "2026", 1),
        lambda text: re.sub("\ue000.*?\ue002", "12", text),
    ):
        assert list(disagreements(english, with_sentence(planted), figures))


def test_a_sentence_or_a_quote_that_one_half_lacks_is_found() -> None:
    """How many texts each half has is told; quotes are the same in both, whatever their language."""
    english, french = in_both()
    figures = year().report.figures
    first, *rest = french.sections
    short = french._replace(sections=(first._replace(sentences=first.sentences[:-1]), *rest))
    texts = len(list(english.texts()))
    assert f"{texts} | {texts - 1}" in list(disagreements(english, short, figures))
    silent = french._replace(sections=tuple(each._replace(quotes=()) for each in french.sections))
    assert list(disagreements(english, silent, figures)) == ["“…” | « … »"]


@pytest.mark.parametrize("language", [0, 1])
def test_a_chart_is_a_picture_with_a_name_and_shows_nothing_hidden(language: int) -> None:
    """Well-formed SVG of every chart, with words for those who hear it; a mask is not drawn as a number."""
    half = in_both()[language]
    charts = [chart for section in half.sections for chart in section.charts]
    assert [chart.kind.value for chart in charts] == ["strip", "ratios", "funnel", "then-now", "diverging"]
    for chart in charts:
        root = ET.fromstring(chart_svg(chart, half.language))
        assert root.get("role") == "img" and chart.table.title in (root.get("aria-label") or "")
        hidden = [f for row in chart.table.figures for f in row if f is not None and f.masked and f.values]
        drawn = chart_svg(
            chart._replace(
                table=chart.table._replace(
                    figures=tuple(
                        tuple(
                            replace(f, values=(99.0,) * len(f.values)) if f and f.masked else f for f in row
                        )
                        for row in chart.table.figures
                    )
                )
            ),
            half.language,
        )
        assert drawn == chart_svg(chart, half.language), (chart.id, len(hidden))


def test_every_figure_of_the_pages_can_be_traced() -> None:
    """By id and by words in either language; each has a formula, and rows or figures it is made of."""
    made = year()
    printed = {name: words for half in in_both() for text in half.texts() for name, words in figures_in(text)}
    assert len(printed) > 100
    for name, words in printed.items():
        [figure] = figures_written(made.masked, name)
        assert figure in figures_written(made.masked, words), words
        assert str(figure.formula) and (figure.rows or figure.parts or not any(figure.values)), name


def test_two_pages_come_before_the_annex() -> None:
    """As the committee asked: whatever is on them fits, in both languages."""
    import json

    import typst

    from besrour_cli.publishing.report import pdf

    for half in in_both():
        data = json.loads(pdf.report_values(half, page_words(TEMPLATES, half.language)))
        data |= {"tables": [], "more": []}
        pages = typst.compile(
            TEMPLATES["report/report.typ"].encode(),
            font_paths=typst.Fonts(include_system_fonts=False),
            format="png",
            ppi=20,
            sys_inputs={"data": json.dumps(data)},
        )
        assert isinstance(pages, list) and len(pages) == 3  # two, and the annex's heading
