"""All figures of one report, from what is known of attendance and from the answers, if there are any."""

from __future__ import annotations

from besrour_cli.evaluation.inputs import EvaluationInput
from besrour_cli.evaluation.measurement.answers import measure_answers
from besrour_cli.evaluation.measurement.attendance import measure_attendance
from besrour_cli.evaluation.measurement.figure_book import FigureBook
from besrour_cli.model.evaluation.report import Measures


def measure(data: EvaluationInput) -> Measures:
    """The figures and tables, none of them masked yet."""
    book = FigureBook()
    measure_attendance(book, data)
    measure_answers(book, data)
    return book.measures()
