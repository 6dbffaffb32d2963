"""The annex: what reports on education are asked to say (SQUIRE-EDU), each answered or "not known"; formulas.

SQUIRE-EDU is the extension for education of the Standards for QUality Improvement Reporting Excellence
(Ogrinc and others, Academic Medicine 2019). The items are named in our own words.
"""

from __future__ import annotations

from collections.abc import Sequence

from besrour_cli.evaluation.sections.figure_words import FigureWords
from besrour_cli.model.evaluation.report import FigureKind
from besrour_cli.model.evaluation.sections import ReportSection
from besrour_cli.model.message import Message, msg

Points = tuple[tuple[Message, Message], ...]
_NOT_KNOWN = msg("Not known: besrour has no record of it; please add it by hand.")


def checklist(figures: FigureWords, *, has_form: bool, has_rules: bool) -> ReportSection:
    """Each item of SQUIRE-EDU with where this report answers it, or that it is not known."""
    asked = has_form and figures.some("answers.all")
    points = (*_setting(figures), *_study(asked=asked), *_outcome(asked=asked, has_rules=has_rules))
    return ReportSection("checklist", msg("What SQUIRE-EDU asks a report to say"), points=tuple(points))


def _setting(figures: FigureWords) -> Points:
    """Why, where, and what was done."""
    return (
        (msg("Title and summary"), msg("The title, and the first two pages.")),
        (
            msg("The problem, and what is known of it"),
            msg("Partners on several continents meet seldom; hours and languages kept some of them out."),
        ),
        (
            msg("Why it should work"),
            msg("Regular talk among peers at fair hours in both languages, as in a community of practice."),
        ),
        (msg("Purpose"), msg("To see whether capacity in education, training and engagement grew.")),
        (
            msg("Context"),
            msg(
                "{invited} people invited; regions and languages are in the tables.",
                invited=figures.text("people.invited"),
            ),
        ),
        (
            msg("What was done, and by whom"),
            msg("Section “What we did”, and who led sessions, in the annex."),
        ),
        (msg("How what was done was studied"), msg("Attendance of every session, compared with the roster.")),
    )


def _study(*, asked: bool) -> Points:
    """How it was studied."""
    return (
        (
            msg("Measures, and why these"),
            msg("Attendance, and the form’s items; one item was chosen beforehand.") if asked else _NOT_KNOWN,
        ),
        (msg("How answers and figures were analysed"), msg("The formula of every figure is in the annex.")),
        (
            msg("Ethics"),
            msg(
                "Voluntary; no names with answers; small counts hidden. Whether a board was asked: not known."
            ),
        ),
        (
            msg("How the programme changed over time"),
            msg("Not known from figures; the plan’s history has the moves of hours."),
        ),
    )


def _outcome(*, asked: bool, has_rules: bool) -> Points:
    """What came of it."""
    return (
        (
            msg("Results by measure, missing data included"),
            msg("Sections 2 to 5; sessions without attendance and answers that are missing are counted."),
        ),
        (msg("Effects nobody intended, costs"), msg("Minutes outside the day by region; money: not known.")),
        (
            msg("What learners did with it"),
            msg("Section “What was used”.") if asked else _NOT_KNOWN,
        ),
        (msg("What patients and communities gained"), _NOT_KNOWN),
        (msg("Other explanations, limits"), msg("Section “Limits”.")),
        (
            msg("Conclusions, and what comes next"),
            msg("Section “The decision asked”, by rules set beforehand.") if has_rules else _NOT_KNOWN,
        ),
        (msg("Who paid for it"), _NOT_KNOWN),
    )


def formulas(figures: FigureWords, names: Sequence[str]) -> ReportSection:
    """How each figure that is printed was worked out, if it is more than a count."""
    shown = [name for name in names if figures.figure(name).kind is not FigureKind.COUNT]
    points = tuple(
        (
            msg("{label}: {value} [{id}]", label=figure.label, value=figures.text(name), id=name),
            figure.formula,
        )
        for name in shown
        for figure in (figures.figure(name),)
    )
    counts = msg(
        "Counts are rows of attendance, of the roster and of the answers, counted; sums add up the cells of "
        "their table; minutes are added up. besrour report --trace and a figure give its rows."
    )
    return ReportSection(
        "formulas", msg("How each figure was worked out"), sentences=(counts,), points=points
    )
