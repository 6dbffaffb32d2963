"""A report put together: its sections, its annex, and every figure that is in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from besrour_cli.evaluation.decide import checked_decision
from besrour_cli.evaluation.inputs import EvaluationInput
from besrour_cli.evaluation.measurement.comparison import compared_languages
from besrour_cli.evaluation.sections import answering, attending, checklist, concluding
from besrour_cli.evaluation.sections.figure_words import FigureWords
from besrour_cli.evaluation.sections.nothing_shown import saying_what_is_hidden
from besrour_cli.model.evaluation.decisions import CommitteeDecision, SeenRules
from besrour_cli.model.evaluation.figure_text import figures_in
from besrour_cli.model.evaluation.report import Measures
from besrour_cli.model.evaluation.sections import Report, ReportSection, ReportTable
from besrour_cli.model.language import Text
from besrour_cli.model.message import Message, msg


class ReportFrame(NamedTuple):
    """What a report says about itself: whose it is, up to when, the days of its first and last session."""

    programme: Text
    organiser: Text
    contact: str
    until: Text
    first: Text
    last: Text
    invented: bool = False


def make_report(
    data: EvaluationInput,
    measures: Measures,
    frame: ReportFrame,
    decisions: Sequence[CommitteeDecision],
    seen: Sequence[tuple[SeenRules, Text]],
) -> Report:
    """The report of measures that are masked already; ``seen`` are the rules as recorded, with their days."""
    figures = FigureWords(measures)
    regions, languages = data.regions(), data.languages()
    checked = [checked_decision(decision, measures) for decision in decisions]
    comments, written_in = data.data.comments, compared_languages(data)
    sections: tuple[ReportSection, ...] = (
        attending.activity(figures, frame.first, frame.last),
        attending.returning(figures, regions, languages),
        answering.confidence(figures, data.form, written_in),
        answering.use(figures, data.form, comments),
        answering.trouble(figures, data.form, regions, comments, written_in),
        concluding.limits(figures),
        concluding.decision(figures, checked, [one for one, _ in seen], [day for _, day in seen]),
    )
    tables = (
        figures.plain_table("attended", msg("How many sessions people came to")),
        figures.plain_table("led", msg("Sessions that somebody of the region led")),
        *answering.choice_tables(figures, data.form),
    )
    sections = tuple(saying_what_is_hidden(section, figures) for section in sections)
    more = ReportSection("tables", msg("More tables"), tables=tuple(each for each in tables if each))
    more = saying_what_is_hidden(more, figures)
    list_ = checklist.checklist(figures, has_form=data.form is not None, has_rules=bool(decisions))
    printed = tuple(dict.fromkeys(name for each in (*sections, more, list_) for name in figure_ids(each)))
    annex = (more, list_, checklist.formulas(figures, printed))
    return Report(
        programme=frame.programme,
        organiser=frame.organiser,
        contact=frame.contact,
        until=frame.until,
        sections=sections,
        annex=annex,
        figures={name: measures.figures[name] for name in printed},
        invented=frame.invented,
    )


def figure_ids(section: ReportSection) -> Iterator[str]:
    """The ids of all figures of a section, in order."""
    for sentence in section.sentences:
        yield from _of_message(sentence)
    for table in (*(chart.table for chart in section.charts), *section.tables):
        yield from _of_table(table)
    for point in section.points:
        for message in point:
            yield from _of_message(message)


def _of_table(table: ReportTable) -> Iterator[str]:
    yield from (name for _, cells in table.rows for name in cells if name)


def _of_message(message: Message) -> Iterator[str]:
    for fact in message.facts.values():
        if isinstance(fact, Message):
            yield from _of_message(fact)
        elif not isinstance(fact, (str, int, float)):
            yield from (name for name, _ in _first(figures_in(text) for text in fact.values()))


def _first(found: Iterable[tuple[tuple[str, str], ...]]) -> tuple[tuple[str, str], ...]:
    """The figures of one language; those of the others are the same."""
    return next(iter(found), ())
