"""The report as a tagged PDF (PDF/UA-1) by typst: two pages with the charts, then the annex with all tables.

The layout is ``report.typ`` as besrour ships it; the same values give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

import typst

from besrour_cli.model.evaluation.figure_text import unmarked
from besrour_cli.model.language import TAGS
from besrour_cli.publishing.report.charts import chart_svg
from besrour_cli.publishing.report.half import HalfSection, HalfTable, ReportHalf
from besrour_cli.publishing.report.wording import PageWords
from besrour_cli.publishing.templates import SHIPPED

_LAYOUT = "report/report.typ"
_DECISION = "decision"
"""The section whose tables stand on the two pages; those of all others are in the annex."""


def report_pdf(half: ReportHalf, words: PageWords, templates: Mapping[str, str]) -> bytes:
    """The report in one language as PDF."""
    layout = (templates.get(SHIPPED + _LAYOUT) or templates[_LAYOUT]).encode()
    return typst.compile(
        layout,
        font_paths=typst.Fonts(include_system_fonts=False),
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": report_values(half, words)},
    )


def report_values(half: ReportHalf, words: PageWords) -> str:
    """What the layout prints, as JSON."""
    data = {
        "language": half.language,
        "region": TAGS[half.language].partition("-")[2],
        "title": f"{words.title} – {half.programme}",
        "heading": words.title,
        "subtitle": f"{half.programme} · {half.organiser}",
        "until": f"{words.until} {half.until}",
        "invented": words.invented if half.invented else "",
        "annex": words.annex,
        "sections": [_section(each, half.language) for each in half.sections],
        "tables": [
            {"heading": section.heading, "tables": _tables(_annexed(section))}
            for section in half.sections
            if _annexed(section)
        ],
        "more": [_section(each, half.language, tables=True) for each in half.annex],
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def _section(section: HalfSection, language: str, *, tables: bool = False) -> dict[str, object]:
    shown = section.tables if tables or section.id == _DECISION else ()
    return {
        "heading": section.heading,
        "sentences": list(map(unmarked, section.sentences)),
        "quotes": [{"language": each.language, "text": each.text} for each in section.quotes],
        "charts": [
            {
                "title": each.table.title,
                "alt": f"{each.table.title}. {each.described}",
                "svg": chart_svg(each, language),
            }
            for each in section.charts
        ],
        "tables": _tables(shown),
        "points": [[unmarked(question), unmarked(answer)] for question, answer in section.points],
    }


def _annexed(section: HalfSection) -> tuple[HalfTable, ...]:
    """The tables of a section that are not on the two pages: those of its charts, and its own."""
    own = () if section.id == _DECISION else section.tables
    return (*(chart.table for chart in section.charts), *own)


def _tables(tables: Iterable[HalfTable]) -> list[dict[str, object]]:
    return [
        {
            "title": table.title,
            "headings": list(table.headings),
            "rows": [list(map(unmarked, row)) for row in table.rows],
        }
        for table in tables
    ]
