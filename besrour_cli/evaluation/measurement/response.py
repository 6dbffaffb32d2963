"""Who answered and who did not, and what that may change: bounds instead of guesses."""

from __future__ import annotations

from besrour_cli.evaluation.inputs import EvaluationInput
from besrour_cli.evaluation.measurement.figure_book import FigureBook
from besrour_cli.evaluation.measurement.groups import answer_row, attendance_row
from besrour_cli.evaluation.statistics.exact_tests import freeman_halton
from besrour_cli.model.evaluation.report import Figure, FigureKind, FigureUnit
from besrour_cli.model.message import msg

_FEWEST_BOUNDED = 10


def measure_response(book: FigureBook, data: EvaluationInput) -> None:
    """Of the attendances at sessions that were asked about, how many were answered, by language."""
    asked = {one.wave for one in data.data.answers}
    sessions = [s for s in data.sessions if s.id in asked]
    answers = [one for one in data.data.answers if any(one.wave == s.id for s in sessions)]
    rows = [attendance_row(s, one) for s in sessions for one in sorted(s.came)]
    rooms = sum(n for s in sessions for n in s.rooms.values())
    came = book.number(
        "response.came",
        FigureUnit.ATTENDANCES,
        msg("attendances at sessions that the form asked about, shared rooms counted"),
        len(rows) + rooms,
        msg("the rows below, counted, and the people of shared rooms without a name"),
        rows,
    )
    answered = book.count(
        "response.answered", FigureUnit.ANSWERS, msg("answers about these sessions"), map(answer_row, answers)
    )
    if came.values[0] >= answered.values[0] and came.values[0]:
        book.share("response.share", msg("response"), answered, came)
        book.interval("response.interval", msg("response, 95% interval"), answered, came)
    by_language = []
    for key in data.languages():
        own = sum(one in data.people and data.people[one].language == key for s in sessions for one in s.came)
        replies = sum(one.language == key for one in answers)
        by_language.append((min(replies, own), max(0, own - replies)))
    book.statistic(
        "response.language-p",
        FigureKind.PROBABILITY,
        msg("response by language: test of Freeman and Halton"),
        msg("the chances of all tables of these margins that are no likelier than this one, added up"),
        freeman_halton(by_language),
        int(came.values[0]),
        [came.id, answered.id, *(f"funnel.came.{key}" for key in data.languages())],
    )


def measure_bounds(book: FigureBook, primary: str) -> None:
    """The share that improved, had all who came answered: bounds if none of the silent improved, or all."""
    part, whole = book.figure(f"item.{primary}.change.improved"), book.figure(f"item.{primary}.change.all")
    everybody = book.figure("people.came")
    silent = max(0, int(everybody.values[0] - whole.values[0]))
    most = whole.values[0] + silent
    few = most < _FEWEST_BOUNDED
    book.add(
        Figure(
            id=f"item.{primary}.improved-bounds",
            kind=FigureKind.INTERVAL,
            label=msg("share that improved among all who came, between these bounds"),
            formula=msg("all who came and did not answer counted as not improved, then as improved"),
            values=() if few else (part.values[0] / most, (part.values[0] + silent) / most),
            n=int(most),
            parts=(part.id, whole.id, everybody.id),
            reason=msg("too few to tell") if few else None,
        )
    )
