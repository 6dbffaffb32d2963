"""Where nothing of a table can be shown, a sentence says so in its place: no table of x, no empty chart.

The sentence does not say how few people there are: what is hidden may be hidden beside something else.
"""

from __future__ import annotations

from besrour_cli.evaluation.sections.figure_words import FigureWords
from besrour_cli.model.evaluation.sections import ReportSection, ReportTable
from besrour_cli.model.message import Message, msg

_TOTAL = ".all"


def saying_what_is_hidden(section: ReportSection, figures: FigureWords) -> ReportSection:
    """The section with a sentence, after its own, for each chart and table of which nothing can be shown."""
    said = [
        (table.id, sentence)
        for table in (*(chart.table for chart in section.charts), *section.tables)
        if (sentence := nothing_shown(table, figures)) is not None
    ]
    gone = {name for name, _ in said}
    return section._replace(
        sentences=(*section.sentences, *(sentence for _, sentence in said)),
        charts=tuple(chart for chart in section.charts if chart.table.id not in gone),
        tables=tuple(table for table in section.tables if table.id not in gone),
    )


def nothing_shown(table: ReportTable, figures: FigureWords) -> Message | None:
    """What is said in the place of a table whose figures are all hidden or zero; None where some is shown.

    The total of one column of counts is said in the sentence, where it may be shown.
    """
    cells = [name for _, names in table.rows for name in names if name]
    total = cells[-1] if cells and len(table.headings) == 2 and cells[-1].endswith(_TOTAL) else ""  # noqa: PLR2004 -- a column of labels and one of counts
    parts = [name for name in cells if name != total]
    # what is not known, hidden or not, is a dash that gives nobody away
    hidden = [name for name in parts if figures.figure(name).masked and figures.figure(name).values]
    if table.words or not hidden or any(map(figures.value, parts)):
        return None
    if total and figures.value(total):
        return msg(
            "“{title}”: {n} in all; how they are divided cannot be shown, since any number of it could give "
            "somebody away.",
            title=table.title,
            n=figures.text(total),
        )
    return msg(
        "“{title}”: nothing can be shown, since any number of it could give somebody away.", title=table.title
    )
