"""The report as a page of one file in one language; it needs no network, and no script runs in it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from markupsafe import Markup

from besrour_cli.model.evaluation.figure_text import with_figures
from besrour_cli.model.language import TAGS
from besrour_cli.publishing.content_policy import compact, content_policy, stripped
from besrour_cli.publishing.report.charts import chart_svg
from besrour_cli.publishing.report.half import HalfSection, HalfTable, ReportHalf
from besrour_cli.publishing.report.wording import PageWords
from besrour_cli.publishing.templates import Templates

STYLE = "report/report.css"
REPORT, READ_BACK = "report/report.html", "report/read-back.html"
READ_BACK_SECTIONS = ("activity", "return", "confidence", "use", "trouble")
"""The sections that participants are asked about; limits and the decision are the committee's."""


def report_page(half: ReportHalf, words: PageWords, templates: Mapping[str, str]) -> bytes:
    """The whole report; raises DiagnosticsError for a mistake in a template."""
    facts: dict[str, object] = {
        "sections": [_section(each, half.language) for each in half.sections],
        "annex": [_section(each, half.language) for each in half.annex],
    }
    return _page(half, words, REPORT, facts, templates)


def read_back_page(half: ReportHalf, words: PageWords, templates: Mapping[str, str]) -> bytes:
    """The draft for those it is about: is this what you said? Sentences and quotes, without the annex."""
    shown = [each for each in half.sections if each.id in READ_BACK_SECTIONS]
    facts: dict[str, object] = {"sections": [_section(each, half.language) for each in shown]}
    return _page(half, words, READ_BACK, facts, templates)


def _page(
    half: ReportHalf, words: PageWords, name: str, facts: dict[str, object], templates: Mapping[str, str]
) -> bytes:
    source = Templates(templates)
    facts |= {
        "tag": TAGS.get(half.language, half.language),
        "half": half,
        "words": words,
        "tags": TAGS,
    }
    style = compact(source.frame(STYLE, facts))
    facts |= {"style": Markup(style), "policy": content_policy(style, "")}
    return f"{stripped(source.frame(name, facts))}\n".encode()


def _section(section: HalfSection, language: str) -> dict[str, object]:
    return {
        "id": section.id,
        "heading": section.heading,
        "sentences": [marked_up(sentence) for sentence in section.sentences],
        "charts": [
            {
                "title": chart.table.title,
                "described": chart.described,
                "svg": Markup(chart_svg(chart, language)),
                "table": _table(chart.table),
            }
            for chart in section.charts
        ],
        "tables": [_table(table) for table in section.tables],
        "quotes": section.quotes,
        "points": [(marked_up(question), marked_up(answer)) for question, answer in section.points],
    }


def _table(table: HalfTable) -> dict[str, object]:
    return {
        "title": table.title,
        "headings": table.headings,
        "rows": [[marked_up(cell) for cell in row] for row in table.rows],
    }


def marked_up(text: str) -> Markup:
    """A text whose figures are ``data`` elements, which have a figure's id as their value."""
    return Markup(
        with_figures(
            text,
            lambda name, words: f'<data value="{escape(name)}">{escape(words)}</data>',
            escape,
        )
    )
